"""Which units follow which, from any day to any other, and where the line breaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from thuocdo.domain.org_units.units import CONTINUING, ONE_DAY, Change, ChangeKind, OrgUnit, Version
from thuocdo.domain.primitives.texts import Text


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the line of a unit ends or divides: the unit, its last day and what happened."""

    unit_id: str
    label: str
    last_day: dt.date
    change: Change

    def sentence(self, language: str = "vi") -> str:
        """The break in words."""
        return Text(
            f"{self.label} sau ngày {self.last_day:%d/%m/%Y}: {self.change.label('vi')}",
            f"{self.label} after {self.last_day:%Y-%m-%d}: {self.change.label('en')}",
        ).pick(language)


@dataclass(frozen=True, slots=True)
class Succession:
    """What a unit of one day has become on another: shares by unit (None: not known), breaks on the way."""

    shares: Mapping[str, Fraction | None] = field(default_factory=dict)
    breaks: tuple[Break, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        """The units it has become."""
        return tuple(self.shares)

    @property
    def is_whole(self) -> bool:
        """Whether it lives on in one unit, entirely."""
        return len(self.shares) == 1 and not self.breaks


def follow(units: Mapping[str, OrgUnit], unit_id: str, *, since: dt.date, until: dt.date) -> Succession:
    """What the unit of `since` has become by `until` (not earlier)."""
    unit = units[unit_id]
    version = unit.at(since)
    if version is None:
        return Succession()
    while version.valid_to is not None and version.valid_to < until:
        after = unit.version_after(version)
        if after is None:
            return _hand_over(units, unit, version, until)
        version = after
    return Succession({unit_id: Fraction(1)})


def _hand_over(units: Mapping[str, OrgUnit], unit: OrgUnit, version: Version, until: dt.date) -> Succession:
    assert version.valid_to is not None  # noqa: S101 (the caller walks ended versions only)
    change = version.then or Change(ChangeKind.ABOLISHED)
    breaks: list[Break] = []
    if not _passes_on_whole(change):
        breaks.append(Break(unit.id, version.full_label, version.valid_to, change))
    shares: dict[str, Fraction | None] = {}
    for target in change.into:
        onward = follow(units, target, since=version.valid_to + ONE_DAY, until=until)
        breaks += [found for found in onward.breaks if found not in breaks]
        for end, part in onward.shares.items():
            shares[end] = _added(shares.get(end, Fraction(0)), _times(_share(change, target), part))
    return Succession(shares, tuple(breaks))


def _passes_on_whole(change: Change) -> bool:
    if change.kind in CONTINUING or change.kind == ChangeKind.MERGED:
        return len(change.into) == 1
    return change.kind == ChangeKind.SPLIT and set(change.shares) == set(change.into)


def _share(change: Change, target: str) -> Fraction | None:
    if change.kind == ChangeKind.SPLIT:
        return change.shares.get(target)
    return Fraction(1) if len(change.into) == 1 and change.kind != ChangeKind.GENERIC else None


def _times(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left * right


def _added(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left + right
