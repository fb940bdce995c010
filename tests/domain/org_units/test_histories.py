"""Made-up histories of mergers, splits and moves: nothing is counted twice and nothing is lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.domain.org_units.checks import check_units
from thuocdo.domain.org_units.registry import UnitRegistry
from thuocdo.domain.org_units.series import Combine, PointState, series_as_now
from thuocdo.domain.org_units.units import ONE_DAY, Change, ChangeKind, Kind, Level, OrgUnit, Version
from thuocdo.domain.primitives.periods import Period

FIRST, TODAY = dt.date(2020, 1, 1), dt.date(2026, 11, 23)
YEARS = [Period.parse(str(year)) for year in range(2020, 2026)]


class History:
    """Units that live on until something happens to them at the end of a year."""

    def __init__(self, count: int) -> None:
        self.units: dict[str, OrgUnit] = {}
        self.living: list[str] = []
        for _ in range(count):
            self.found(None)

    def found(self, since: dt.date | None) -> str:
        unit_id = f"u{len(self.units)}"
        version = Version(f"Xã {unit_id}", Kind.COMMUNE, valid_from=since)
        self.units[unit_id] = OrgUnit(unit_id, (version,))
        self.living.append(unit_id)
        return unit_id

    def end(self, unit_id: str, day: dt.date, change: Change) -> None:
        unit = self.units[unit_id]
        ended = replace(unit.latest, valid_to=day, then=change)
        self.units[unit_id] = replace(unit, versions=(*unit.versions[:-1], ended))
        self.living.remove(unit_id)

    def merge(self, unit_ids: list[str], day: dt.date) -> None:
        heir = self.found(day + ONE_DAY)
        for unit_id in unit_ids:
            self.end(unit_id, day, Change(ChangeKind.MERGED, (heir,)))

    def split(self, unit_id: str, day: dt.date, share: Fraction) -> None:
        heirs = (self.found(day + ONE_DAY), self.found(day + ONE_DAY))
        shares = dict(zip(heirs, (share, 1 - share), strict=True))
        self.end(unit_id, day, Change(ChangeKind.SPLIT, heirs, shares=shares))

    def move(self, unit_id: str, day: dt.date) -> None:
        self.end(unit_id, day, Change(ChangeKind.MOVED))
        unit = self.units[unit_id]
        after = Version(f"Phường {unit_id}", Kind.WARD, valid_from=day + ONE_DAY)
        self.units[unit_id] = replace(unit, versions=(*unit.versions, after))
        self.living.append(unit_id)


@st.composite
def histories(draw: st.DrawFn) -> UnitRegistry:
    history = History(draw(st.integers(1, 6)))
    for year in draw(st.lists(st.integers(2020, 2025), unique=True, max_size=4).map(sorted)):
        day = dt.date(year, 12, 31)
        chosen = draw(st.lists(st.sampled_from(history.living), unique=True, min_size=1, max_size=3))
        match draw(st.sampled_from(["merge", "split", "move"])):
            case "merge":
                history.merge(chosen, day)
            case "split":
                history.split(chosen[0], day, draw(st.fractions(0, 1, max_denominator=8)))
            case _:
                history.move(chosen[0], day)
    return UnitRegistry(history.units, {})


def values_of(registry: UnitRegistry) -> dict[tuple[str, Period], int]:
    """A different count for every unit and year in which it stands."""
    return {
        (unit_id, year): 1 + index * 7 + year.year
        for year in YEARS
        for index, unit_id in enumerate(registry.at(year.end))
    }


@given(histories())
@settings(max_examples=80, deadline=None)
def test_a_history_is_without_findings(registry: UnitRegistry) -> None:
    assert list(check_units(registry.units)) == []


@given(histories())
@settings(max_examples=80, deadline=None)
def test_counts_as_now_add_up_to_counts_as_then(registry: UnitRegistry) -> None:
    values = values_of(registry)
    totals = dict.fromkeys(YEARS, Fraction(0))
    for unit_id in registry.at(TODAY):
        for point in series_as_now(registry, unit_id, values, YEARS, combine=Combine.SUM, today=TODAY):
            totals[point.period] += point.value or 0
    assert totals == {year: sum(values[key] for key in values if key[1] == year) for year in YEARS}


@given(histories())
@settings(max_examples=80, deadline=None)
def test_a_mean_lies_between_what_it_is_made_of(registry: UnitRegistry) -> None:
    values = values_of(registry)
    for unit_id in registry.at(TODAY):
        for point in series_as_now(registry, unit_id, values, YEARS, combine=Combine.MEAN, today=TODAY):
            parts = [values[part, point.period] for part in point.units if (part, point.period) in values]
            assert point.state == PointState.BROKEN or min(parts) <= (point.value or 0) <= max(parts)


@given(histories(), st.dates(FIRST, TODAY), st.dates(FIRST, TODAY))
@settings(max_examples=80, deadline=None)
def test_shares_of_a_unit_add_up_to_one(registry: UnitRegistry, one: dt.date, other: dt.date) -> None:
    since, until = sorted((one, other))
    for unit_id in registry.at(since).of_level(Level.COMMUNE):
        shares = registry.successors(unit_id, since=since, until=until).shares
        assert sum(share or 0 for share in shares.values()) == 1
