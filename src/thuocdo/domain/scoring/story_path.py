"""A unit's path over the years: its number each year, by which rules, with which rank among whom.

A line is drawn only inside one rule set: where the rules change stands a break, and no change is told across it.

>>> years = [PathPoint("2022", "922", Decimal("0.70")), PathPoint("2023", "922", Decimal("0.77"))]
>>> path = Path("hue", Text("Huế"), (*years, PathPoint("2024", "405", Decimal("0.80"))))
>>> path.changes, [(found.before, found.old, found.new) for found in breaks_in(path.points)]
((None, Decimal('0.07'), None), [(2, '922', '405')])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from thuocdo.domain.primitives.texts import Text

NO_NOTE = Text("")


@dataclass(frozen=True, slots=True)
class PeerRank:
    """A rank with what it means nothing without: among how many, and who they are."""

    rank: int
    size: int
    peers: Text


@dataclass(frozen=True, slots=True)
class PathPoint:
    """One year; `note` says why there is no value, or what it was made of."""

    period: str
    rule_set: str
    value: Decimal | None = None
    ranks: tuple[PeerRank, ...] = ()
    is_combined: bool = False
    note: Text = NO_NOTE
    source: str = ""


@dataclass(frozen=True)
class Path:
    """One unit over the years, in their order."""

    code: str
    name: Text
    points: tuple[PathPoint, ...]

    @property
    def known(self) -> tuple[PathPoint, ...]:
        """The years with a number."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def changes(self) -> tuple[Decimal | None, ...]:
        """The change against the year before, for every year; None across a break and beside an unknown year."""
        if not self.points:
            return ()
        return (None, *(_change(before, after) for before, after in pairwise(self.points)))


@dataclass(frozen=True, slots=True)
class RuleBreak:
    """Before the year at `before` the rules changed from `old` to `new`."""

    before: int
    old: str
    new: str


def breaks_in(points: Sequence[PathPoint]) -> tuple[RuleBreak, ...]:
    """Where the rules change between two years that follow each other."""
    return tuple(
        RuleBreak(place, before.rule_set, after.rule_set)
        for place, (before, after) in enumerate(pairwise(points), start=1)
        if before.rule_set != after.rule_set
    )


def _change(before: PathPoint, after: PathPoint) -> Decimal | None:
    if before.value is None or after.value is None or before.rule_set != after.rule_set:
        return None
    return after.value - before.value
