"""Values of merged units: the unweighted mean of the units they were made of, ranked anew.

    merged_figures(figures, period="2024", peers=peers, source="https://…")

Hải Phòng and Hải Dương at 0.7590 and 0.7016 give today's Hải Phòng 0.7303. A total that was published for the
merged unit itself stands before the mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from thuocdo.domain.primitives.rounding import exact, round_half_up
from thuocdo.domain.scoring.published import MEAN_OF_PEERS, TOTAL, PublishedFigure, PublishedPeers

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class MergedFigure:
    """A figure of a unit of today: published, or the mean of `parts`."""

    figure: PublishedFigure
    parts: Mapping[str, Decimal]
    is_published: bool


def merged_figures(
    figures: Sequence[PublishedFigure], *, period: str, peers: PublishedPeers, source: str
) -> list[MergedFigure]:
    """The total and the main indices of every unit whose parts are all known; ranks are those of the totals."""
    before = {
        (one.unit, one.measure): one.value
        for one in figures
        if one.period == period and one.peer_set == peers.merged_from and one.value is not None
    }
    published = {
        one.unit: one
        for one in figures
        if one.period == period
        and one.peer_set == peers.code
        and one.measure == TOTAL
        and one.value is not None
        and one.unit != MEAN_OF_PEERS
    }
    main = {measure for _, measure in before if measure.isdigit()}
    measures = [TOTAL, *sorted(main, key=int)]
    found: list[MergedFigure] = []
    for unit, made_of in peers.parts.items():
        for measure in measures:
            known = {part: before[part, measure] for part in made_of if (part, measure) in before}
            if not made_of or len(known) < len(made_of):
                continue
            mean = round_half_up(
                sum((exact(value) for value in known.values()), Fraction(0)) / len(known), _DIGITS
            )
            figure = PublishedFigure(period, peers.code, unit, "", measure, mean, None, source)
            is_published = measure == TOTAL and unit in published
            found.append(MergedFigure(published[unit] if is_published else figure, known, is_published))
    return _ranked(found)


def _ranked(found: Sequence[MergedFigure]) -> list[MergedFigure]:
    """With competition ranks on the whole."""
    totals = [
        one.figure.value for one in found if one.figure.measure == TOTAL and one.figure.value is not None
    ]
    return [
        replace(one, figure=replace(one.figure, rank=_rank(one.figure, totals)))
        if one.figure.measure == TOTAL
        else one
        for one in found
    ]


def _rank(figure: PublishedFigure, totals: Sequence[Decimal]) -> int:
    return 1 + sum(other > (figure.value or 0) for other in totals)
