"""Bands and steps: what a number must reach for so many points.

"≥90%: 10 điểm; từ 70% đến dưới 90%: 7 điểm; còn lại: 0 điểm", "họp 4 lần: 20 điểm, 3 lần: 15 điểm, …".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from thuocdo.domain.scoring.papers.wording.awards import Award
from thuocdo.domain.scoring.papers.wording.formulas import constant
from thuocdo.domain.scoring.papers.wording.intervals import Span
from thuocdo.domain.scoring.papers.wording.manners.spans import Spans, spans_of
from thuocdo.domain.scoring.papers.wording.material import Candidate, Doubt, Material, likely, unsure
from thuocdo.domain.scoring.papers.wording.pieces import Piece, gap_or_overlap, laid, with_rest
from thuocdo.domain.scoring.papers.wording.tendency import against_tendency
from thuocdo.domain.scoring.papers.wording.worth import Worths, plain_number, threshold, worths
from thuocdo.domain.scoring.wording import number_text, percent_text

NOTHING = Award(constant(Fraction(0)))


def read(material: Material) -> Candidate | None:
    """Bands or steps, when all awards are plain numbers or shares."""
    found = spans_of(material)
    if found is None or not all(piece.award.is_constant for piece in found.pieces) or material.scores:
        return None
    if found.rest is not None and not found.rest.is_constant:
        return None
    covered = _covered(found)
    if covered is None:
        return None
    worth = worths([piece.award for piece in covered.pieces], material.points)
    return _candidate(found, covered, worth, material)


@dataclass(frozen=True, slots=True)
class Covered:
    """Pieces from the top that take the whole line."""

    pieces: tuple[Piece, ...]
    doubts: tuple[Doubt, ...]


def _covered(found: Spans) -> Covered | None:
    pieces, is_used = with_rest(found.pieces, found.rest) if not found.whole else (list(found.pieces), False)
    if is_used:
        found = replace(found, pieces=tuple(pieces), rest=None)
    settled = laid(found.pieces, whole=found.whole, percent=found.percent)
    if settled is not None:
        return _with_ends(settled.pieces, settled.doubts, found)
    doubt = gap_or_overlap(found.pieces, percent=found.percent)
    return _with_ends(_from_below(found.pieces), (doubt,), found)


def _from_below(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """A proposal for pieces that do not fit: each from its lower end up to the next."""
    by_low: dict[Fraction | None, Piece] = {}
    for piece in pieces:
        by_low.setdefault(piece.span.low, piece)
    ordered = sorted(
        by_low.values(), key=lambda piece: (piece.span.low is not None, piece.span.low or 0), reverse=True
    )
    return tuple(replace(piece, span=Span(piece.span.low, None)) for piece in ordered)


def _with_ends(pieces: tuple[Piece, ...], doubts: tuple[Doubt, ...], found: Spans) -> Covered | None:
    more = list(doubts)
    falling = _is_falling(pieces)
    top, bottom = pieces[0], pieces[-1]
    if not _reaches_up(top, found):
        pieces = _closed_above(pieces, found, more, falling=falling)
    if not _reaches_down(bottom, found):
        pieces = _closed_below(pieces, found, more, falling=falling)
    elif found.rest is not None and found.rest_is_zero_case:
        pieces = _with_nothing(pieces, found, more)
    elif found.rest is not None and _reaches_up(top, found):
        more.append(
            likely(
                "Các mức đã phủ hết, «còn lại» không còn trường hợp nào.",
                "The bands leave nothing over for 'otherwise'.",
            )
        )
    return Covered(pieces, tuple(more))


def _with_nothing(pieces: tuple[Piece, ...], found: Spans, doubts: list[Doubt]) -> tuple[Piece, ...]:
    """ "không tăng: 0 điểm" below "tăng dưới 10%: 5 điểm" is nought itself."""
    bottom = pieces[-1]
    zero = Fraction(0)
    is_same = found.rest is None or bottom.award.points(Fraction(1)) == found.rest.points(Fraction(1))
    if is_same or found.rest is None or bottom.span.high is None or bottom.span.high <= 0:
        return pieces
    if not found.whole:
        doubts.append(likely("«Không …» hiểu là bằng 0.", "'Not …' is taken as nought."))
    above = replace(bottom, span=replace(bottom.span, low=zero, low_in=False))
    return (*pieces[:-1], above, Piece(Span(None, zero), found.rest))


def _is_falling(pieces: Sequence[Piece]) -> bool:
    """Whether larger numbers give less."""
    worth = [piece.award.points(Fraction(1)) or Fraction(0) for piece in pieces]
    return len(worth) > 1 and worth == sorted(worth)


def _reaches_up(top: Piece, found: Spans) -> bool:
    return top.span.high is None or (found.percent and top.span.high >= 1 and top.span.high_in)


def _reaches_down(bottom: Piece, found: Spans) -> bool:
    low = bottom.span.low
    if low is None:
        return True
    return (low == 0 and bottom.span.low_in) or (found.whole and low == 0)


def _shown(number: Fraction | None, found: Spans) -> str:
    if number is None:
        return "?"
    return percent_text(number) if found.percent else number_text(number)


def _closed_above(
    pieces: tuple[Piece, ...], found: Spans, doubts: list[Doubt], *, falling: bool
) -> tuple[Piece, ...]:
    top = pieces[0]
    at = _shown(top.span.high, found)
    if top.span.exact and not falling:
        doubts.append(likely(f"Hơn {at} hiểu như {at}.", f"More than {at} is taken as {at}."))
        return (replace(top, span=replace(top.span, high=None)), *pieces[1:])
    if falling or (len(pieces) == 1 and top.span.low is None):
        award = found.rest or NOTHING
        if found.rest is None:
            doubts.append(
                likely(
                    f"Không nói trên {at}; hiểu là 0 điểm.",
                    f"Nothing is said above {at}; taken as no points.",
                )
            )
        above = Piece(Span(top.span.high, None, low_in=not top.span.high_in), award)
        return (above, *pieces)
    doubt = unsure if found.rest is not None else likely
    doubts.append(
        doubt(
            f"Không nói trên {at}; hiểu như mức cao nhất.",
            f"Nothing is said above {at}; taken as the top band.",
        )
    )
    return (replace(top, span=replace(top.span, high=None)), *pieces[1:])


def _closed_below(
    pieces: tuple[Piece, ...], found: Spans, doubts: list[Doubt], *, falling: bool
) -> tuple[Piece, ...]:
    bottom = pieces[-1]
    at = _shown(bottom.span.low, found)
    if falling and bottom.span.low is not None and (found.rest is None or not found.rest_is_zero_case):
        if not (found.whole and bottom.span.low <= 1):
            doubts.append(
                likely(
                    f"Không nói dưới {at}; hiểu như mức đầu.",
                    f"Nothing is said under {at}; taken as the first band.",
                )
            )
        return (*pieces[:-1], replace(bottom, span=replace(bottom.span, low=None)))
    award = found.rest or NOTHING
    if found.rest is None:
        doubts.append(
            likely(
                f"Không nói dưới {at}; hiểu là 0 điểm.", f"Nothing is said under {at}; taken as no points."
            )
        )
    below = Piece(Span(None, bottom.span.low, high_in=not bottom.span.low_in), award)
    return (*pieces, below)


def _candidate(found: Spans, covered: Covered, worth: Worths, material: Material) -> Candidate | None:
    pieces, shares, fields = _merged(covered.pieces, worth)
    if len(pieces) < 2:
        return None
    doubts = [*found.doubts, *covered.doubts, *worth.doubts]
    rising = all(left > right for left, right in pairwise(shares))
    falling = all(left < right for left, right in pairwise(shares))
    if not rising and not falling:
        doubts.append(
            unsure(
                "Điểm không tăng hay giảm đều theo số liệu.",
                "The points neither rise nor fall with the number.",
            )
        )
    doubts += against_tendency(material.title, falling=falling)
    rule = _steps(found, pieces, shares, fields) if rising else None
    manner = "steps" if rule is not None else "bands"
    return Candidate(
        manner,
        rule or _bands(found, pieces, fields, lower_is_better=falling),
        found.measure.inputs,
        found.claimed,
        tuple(doubts),
    )


def _merged(
    pieces: Sequence[Piece], worth: Worths
) -> tuple[list[Piece], list[Fraction], list[dict[str, object]]]:
    """Neighbours that give the same are one."""
    kept: list[Piece] = []
    shares: list[Fraction] = []
    fields: list[dict[str, object]] = []
    for piece, share, item in zip(pieces, worth.shares, worth.fields, strict=True):
        if shares and shares[-1] == share:
            above = kept[-1].span
            kept[-1] = replace(kept[-1], span=replace(above, low=piece.span.low, low_in=piece.span.low_in))
            continue
        kept.append(piece)
        shares.append(share)
        fields.append(item)
    return kept, shares, fields


def _steps(
    found: Spans, pieces: Sequence[Piece], shares: Sequence[Fraction], fields: Sequence[dict[str, object]]
) -> dict[str, object] | None:
    """Steps, for counts whose lowest piece gives nothing and whose bounds all belong to the step above."""
    if not found.whole or shares[-1] != 0 or found.measure.to is not None:
        return None
    upper = pieces[:-1]
    if not all(piece.span.low_in and piece.span.low is not None for piece in upper):
        return None
    steps = [
        {"at_least": plain_number(piece.span.low or Fraction(0)), **item}
        for piece, item in zip(upper, fields, strict=False)
    ]
    return {"kind": "steps", **found.measure.fields, "steps": steps}


def _bands(
    found: Spans, pieces: Sequence[Piece], fields: Sequence[dict[str, object]], *, lower_is_better: bool
) -> dict[str, object]:
    bands: list[dict[str, object]] = []
    ordered = list(zip(pieces, fields, strict=True))
    for piece, item in reversed(ordered) if lower_is_better else ordered:
        end, included = (
            (piece.span.high, piece.span.high_in) if lower_is_better else (piece.span.low, piece.span.low_in)
        )
        band: dict[str, object] = {}
        if end is not None:
            band["from"] = threshold(end, percent=found.percent)
            if not included:
                band["included"] = False
        bands.append({**band, **item})
    bands[-1].pop("from", None)
    bands[-1].pop("included", None)
    rule: dict[str, object] = {"kind": "bands", **found.measure.fields, "bands": bands}
    if lower_is_better:
        rule["lower_is_better"] = True
    if found.when_empty:
        rule["when_empty"] = found.when_empty
    return rule
