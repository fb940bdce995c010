"""Ranks within a named peer set, and classes: both taken over the value at its declared digits.

Ties share a rank and the next rank is passed over: two at 15, then 17.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from thuocdo.domain.primitives.rounding import TIE_MARGIN, exact
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.exactness import Flags
from thuocdo.domain.scoring.plan import ROOT, Plan
from thuocdo.domain.scoring.run import Run
from thuocdo.domain.scoring.sheet import Numbers

Ranks = NDArray[np.int64]


class Scored(Protocol):
    """What is ranked and put into classes: columns of numbers, and the exact ones behind them."""

    @property
    def definition(self) -> Definition: ...
    @property
    def plan(self) -> Plan: ...
    @property
    def units(self) -> tuple[str, ...]: ...
    @property
    def published(self) -> Numbers: ...
    def points(self, code: str) -> Numbers: ...
    def share(self, code: str) -> Numbers: ...
    def published_at(self, digits: int | None) -> Numbers: ...
    def exact_published(self, row: int, digits: int | None) -> Fraction: ...
    def exactly(self, row: int) -> Run: ...


def competition_ranks(values: Numbers, *, descending: bool = True) -> Ranks:
    """1 for the best, equal values alike, 0 where there is no value.

    >>> competition_ranks(np.array([0.7, 0.9, np.nan, 0.7, 0.1])).tolist()
    [2, 1, 0, 2, 4]
    """
    known = ~np.isnan(values)
    signed = values[known] if descending else -values[known]
    ordered = np.sort(signed)
    ranks = np.zeros(len(values), dtype=np.int64)
    ranks[known] = len(ordered) - np.searchsorted(ordered, signed, side="right") + 1
    return ranks


def ranks_within(table: Scored, peer_set: Sequence[str] | None, by: str) -> Ranks:
    """Ranks of a table's units by the total (as published) or by one node's points."""
    members = np.ones(len(table.units), dtype=np.bool_)
    if peer_set is not None:
        members = np.isin(np.array(table.units, dtype=object), np.array(list(peer_set), dtype=object))
    values = np.where(members, _compared(table, by, members), np.nan)
    return competition_ranks(values, descending=table.definition.ranking.descending)


def _compared(table: Scored, by: str, members: Flags) -> Numbers:
    """Values that are equal exactly when the numbers are."""
    if by != "total":
        digits = table.plan.find(by).stage.digits
        return table.points(by) if digits is not None else _told_apart(table, table.points(by), by, members)
    ranking, published = table.definition.ranking, table.definition.published
    if ranking.on == "share":
        return _told_apart(table, table.share("total"), "share", members)
    digits = ranking.digits if ranking.digits is not None else published.digits
    values = table.published_at(digits)
    return values if digits is not None else _told_apart(table, values, "total", members)


def _told_apart(table: Scored, values: Numbers, by: str, members: Flags) -> Numbers:
    """Unrounded floats that lie too near to tell are replaced by their places in exact order."""
    known = np.flatnonzero(~np.isnan(values) & members)
    order = known[np.argsort(values[known], kind="stable")]
    gaps = np.diff(values[order])
    near = gaps <= TIE_MARGIN * np.maximum(1.0, np.abs(values[order][1:]))
    if not near.any():
        return values
    keys = _exact_keys(table, values, by, order, near)
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    result = np.full(len(values), np.nan)
    result[order] = [places[key] for key in keys]
    return result


def _exact_keys(
    table: Scored, values: Numbers, by: str, order: NDArray[np.intp], near: Flags
) -> list[Fraction]:
    doubtful = np.concatenate([[False], near]) | np.concatenate([near, [False]])
    return [
        exact_value(table, int(row), by) if doubt else exact(float(values[row]))
        for row, doubt in zip(order, doubtful, strict=True)
    ]


def exact_value(table: Scored, row: int, by: str) -> Fraction:
    """What is ranked, in fractions."""
    if by == "total":
        return table.exact_published(row, None)
    if by == "share":
        outcome = table.exactly(row).outcome(ROOT)
        maximum = table.plan.nodes[ROOT].maximum or Fraction(1)
        return Fraction(outcome.points[0]) / (maximum - (outcome.lost[0] if outcome.lost is not None else 0))
    return Fraction(table.exactly(row).outcome(table.plan.find(by).index).points[0])


def class_codes(table: Scored) -> tuple[str | None, ...]:
    """The class of every unit: by cuts over the value, or by equal counts."""
    classes = table.definition.classes
    if not classes.bands:
        return (None,) * len(table.units)
    values = table.published if classes.on == "value" else table.share("total")
    if classes.kind == "quantiles":
        return _by_quantiles(values, [band.code for band in classes.bands])
    return tuple(
        None if np.isnan(value) else _cut(table, row, float(value)) for row, value in enumerate(values)
    )


def _cut(table: Scored, row: int, value: float) -> str | None:
    classes, digits = table.definition.classes, table.definition.published.digits
    number = exact(value)
    if classes.on == "share":
        number = exact_value(table, row, "share")
    elif digits is None:
        number = table.exact_published(row, None)
    ordered = sorted(classes.bands, key=lambda band: (band.start is not None, band.start or 0), reverse=True)
    return next((band.code for band in ordered if band.start is None or number >= band.start), None)


def _by_quantiles(values: Numbers, codes: Sequence[str]) -> tuple[str | None, ...]:
    """Bands are listed best first; equal values stay in one band."""
    ranks = competition_ranks(values)
    count = int((ranks > 0).sum())
    return tuple(codes[(int(rank) - 1) * len(codes) // count] if rank else None for rank in ranks)
