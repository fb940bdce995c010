from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from thuocdo.domain.org_units.errors import UnitAbsentError
from thuocdo.domain.org_units.loading import load_units, parse_units
from thuocdo.domain.org_units.registry import UnitRegistry
from thuocdo.domain.org_units.series import (
    Combine,
    PointState,
    SeriesPoint,
    Values,
    series_as_now,
    series_as_then,
)
from thuocdo.domain.primitives.periods import Period, periods_between

TODAY = dt.date(2026, 11, 23)
Y2023, Y2024, Y2025 = (Period.parse(year) for year in ("2023", "2024", "2025"))
STORY = """
units:
  - {id: a, versions: [{name: A, kind: commune, to: 2024-12-31, then: {kind: merged, into: [m]}}]}
  - {id: b, versions: [{name: B, kind: commune, to: 2024-12-31, then: {kind: merged, into: [m]}}]}
  - {id: m, versions: [{name: M, kind: commune, from: 2025-01-01}]}
  - id: s
    versions: [{name: S, kind: commune, to: 2024-12-31, then: {kind: split, into: [x, y]}}]
  - id: t
    versions:
      - {name: T, kind: commune, to: 2024-12-31, then: {kind: split, into: [x, z], shares: {x: 1/4, z: 3/4}}}
  - {id: x, versions: [{name: X, kind: commune, from: 2025-01-01}]}
  - {id: y, versions: [{name: Y, kind: commune, from: 2025-01-01}]}
  - {id: z, versions: [{name: Z, kind: commune, from: 2025-01-01}]}
  - {id: big, versions: [{name: Big, kind: commune}]}
  - {id: small, versions: [{name: Small, kind: commune, to: 2024-06-30, then: {kind: merged, into: [big]}}]}
  - {id: gone, versions: [{name: Gone, kind: commune, to: 2024-12-31, then: {kind: abolished, note: hết}}]}
  - {id: new, versions: [{name: New, kind: commune, from: 2025-04-01}]}
"""
UNITS: UnitRegistry = parse_units({"units.yaml": STORY})


def now(unit_id: str, values: Values, period: Period = Y2023, combine: Combine = Combine.SUM) -> SeriesPoint:
    return series_as_now(UNITS, unit_id, values, [period], combine=combine, today=TODAY)[0]


def test_counts_of_merged_units_add_up() -> None:
    point = now("m", {("a", Y2023): 3, ("b", Y2023): 5})
    assert (point.state, point.value, point.units) == (PointState.COMBINED, 8, ("a", "b"))


def test_indices_of_merged_units_are_averaged_exactly() -> None:
    point = now("m", {("a", Y2023): 0.1, ("b", Y2023): 0.2}, combine=Combine.MEAN)
    assert point.value == Fraction(3, 20)


def test_a_missing_part_leaves_the_point_empty_and_is_named() -> None:
    point = now("m", {("a", Y2023): 3})
    assert (point.state, point.value) == (PointState.MISSING, None)
    assert point.note is not None
    assert point.note.vi == "Chưa có số liệu Năm 2023 của B."


def test_zero_is_not_missing() -> None:
    assert now("m", {("a", Y2023): 0, ("b", Y2023): 0}).value == 0


def test_a_split_without_shares_cannot_be_crossed() -> None:
    point = now("y", {("s", Y2023): 10})
    assert (point.state, point.value) == (PointState.BROKEN, None)
    assert point.note is not None
    assert "S sau ngày 31/12/2024: chia tách" in point.note.vi


def test_one_part_without_share_breaks_the_whole() -> None:
    assert now("x", {("s", Y2023): 10, ("t", Y2023): 8}).state == PointState.BROKEN


def test_a_split_with_shares_divides_counts() -> None:
    assert now("z", {("t", Y2023): 8}).value == 6


def test_a_split_does_not_divide_an_index() -> None:
    assert now("z", {("t", Y2023): 8}, combine=Combine.MEAN).state == PointState.BROKEN


def test_a_unit_that_took_another_in_is_both_before() -> None:
    values: Values = {("big", Y2023): 10, ("small", Y2023): 1, ("big", Y2024): 12}
    assert now("big", values).value == 11
    assert now("big", values, Y2024).value == 12


def test_as_then_shows_the_unit_alone() -> None:
    values: Values = {("big", Y2023): 10, ("small", Y2023): 1}
    assert series_as_then(UNITS, "big", values, [Y2023])[0].value == 10


def test_before_a_new_unit_there_is_nothing() -> None:
    point = now("new", {}, Y2023)
    assert point.state == PointState.ABSENT
    assert point.note is not None
    assert "không có vào cuối kỳ Năm 2023" in point.note.vi


def test_a_value_of_the_year_of_the_change_warns_that_it_may_be_a_part() -> None:
    point = now("new", {("new", Y2025): 4}, Y2025)
    assert point.value == 4
    assert point.note is not None
    assert "một phần kỳ" in point.note.vi


def test_a_published_backward_value_wins_over_computing() -> None:
    point = now("m", {("m", Y2023): 9, ("a", Y2023): 3, ("b", Y2023): 5})
    assert (point.state, point.value) == (PointState.OWN, 9)


def test_an_abolished_unit_has_no_series_of_today() -> None:
    with pytest.raises(UnitAbsentError, match="Gone"):
        now("gone", {})


def test_a_period_still_running_uses_the_units_of_today() -> None:
    assert now("m", {("m", Period.parse("2026")): 2}, Period.parse("2026")).value == 2


def test_mergers_of_mergers_average_the_units_of_the_time() -> None:
    """Three communes of 2023, two of them through another merger, weigh alike."""
    units = load_units()
    values: Values = {
        (u, Y2023): v
        for u, v in [
            ("hue.xa-dien-loc", 1),
            ("hue.xa-dien-hoa", 2),
            ("hue.xa-dien-huong", 3),
            ("hue.xa-dien-mon", 6),
        ]
    }
    points = series_as_now(units, "hue.phuong-phong-phu", values, [Y2023], combine=Combine.MEAN, today=TODAY)
    assert points[0].value == 3


def test_a_whole_series_has_one_point_per_period() -> None:
    periods = list(periods_between(Period.parse("2023"), Period.parse("2026")))
    points = series_as_then(UNITS, "a", {("a", Y2024): 1}, periods)
    assert [point.state for point in points] == [
        PointState.MISSING, PointState.OWN, PointState.ABSENT, PointState.ABSENT,
    ]  # fmt: skip
