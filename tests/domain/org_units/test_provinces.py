"""The shipped provinces, 63 then 34, against the values published for both sets."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from thuocdo.domain.org_units.loading import load_units
from thuocdo.domain.org_units.series import Combine, PointState, SeriesPoint, series_as_now, series_as_then
from thuocdo.domain.org_units.units import Level
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.rounding import round_half_up

UNITS = load_units()
YEAR = Period.parse("2024")
TODAY = dt.date(2026, 11, 23)
FIGURES = Path(__file__).parent / "dti_2024.csv"


def published(column: str) -> dict[str, Decimal]:
    lines = FIGURES.read_text("utf-8").splitlines()[1:]
    rows = csv.DictReader(lines)
    return {
        UNITS.resolve(row["province"], YEAR.end, level=Level.PROVINCE).id: Decimal(row[column])
        for row in rows
    }


def merged(column: str = "dti") -> dict[str, SeriesPoint]:
    values = {(unit_id, YEAR): value for unit_id, value in published(column).items()}
    provinces = UNITS.peer_set(Level.PROVINCE, TODAY).members
    return {
        unit_id: series_as_now(UNITS, unit_id, values, [YEAR], combine=Combine.MEAN, today=TODAY)[0]
        for unit_id in provinces
    }


def ranking() -> list[str]:
    points = merged()
    return sorted(points, key=lambda unit_id: points[unit_id].value or 0, reverse=True)


def test_all_63_published_names_are_understood() -> None:
    assert set(published("dti")) == set(UNITS.peer_set(Level.PROVINCE, YEAR.end).members)


@pytest.mark.parametrize(
    ("unit_id", "value"),
    [("ha-noi", "0.8241"), ("hue", "0.7951"), ("hai-phong-2025", "0.7857"), ("ho-chi-minh-2025", "0.7769")],
)
def test_the_unweighted_mean_gives_the_published_merged_value(unit_id: str, value: str) -> None:
    """The published value of Hồ Chí Minh is 0.7770, from unrounded parts; from four decimals it is 0.7769."""
    point = merged()[unit_id]
    assert point.value is not None
    assert round_half_up(point.value, 4) == Decimal(value)


def test_the_merged_ranks_are_the_published_ones() -> None:
    order = ranking()
    assert order[:7] == [
        "ha-noi",
        "hue",
        "hai-phong-2025",
        "ho-chi-minh-2025",
        "thanh-hoa",
        "dien-bien",
        "ha-tinh",
    ]
    assert order.index("da-nang-2025") + 1 == 17
    assert set(order[-3:]) == {"hung-yen-2025", "quang-tri-2025", "cao-bang"}


def test_hue_is_fifth_of_63_and_second_of_34_with_one_value() -> None:
    before = sorted(published("dti"), key=lambda unit_id: published("dti")[unit_id], reverse=True)
    assert (before.index("hue") + 1, ranking().index("hue") + 1) == (5, 2)


def test_main_indices_are_averaged_the_same_way() -> None:
    point, parts = merged("hoat_dong_cqs")["da-nang-2025"], published("hoat_dong_cqs")
    assert point.value == (Fraction(parts["da-nang"]) + Fraction(parts["quang-nam"])) / 2


def test_a_merged_point_says_what_it_is_made_of() -> None:
    point = merged()["phu-tho-2025"]
    assert point.state == PointState.COMBINED
    assert set(point.units) == {"phu-tho", "hoa-binh", "vinh-phuc"}
    assert point.note is not None
    assert "Trung bình cộng" in point.note.vi


def test_as_then_leaves_todays_province_empty_before_it_was() -> None:
    values = {("da-nang", YEAR): Decimal("0.8335")}
    then = series_as_then(UNITS, "da-nang-2025", values, [YEAR])[0]
    assert (then.state, then.value) == (PointState.ABSENT, None)
    assert series_as_then(UNITS, "da-nang", values, [YEAR])[0].state == PointState.OWN


@pytest.mark.parametrize(("day", "count"), [(dt.date(2025, 6, 30), 63), (dt.date(2025, 7, 1), 34)])
def test_a_peer_set_names_its_size_and_day(day: dt.date, count: int) -> None:
    peers = UNITS.peer_set(Level.PROVINCE, day)
    assert len(peers) == count
    assert peers.name.vi.startswith(f"{count} tỉnh, thành phố")


def test_every_old_province_lives_on_in_one_of_today() -> None:
    ends = [
        UNITS.successors(u, since=YEAR.end, until=TODAY)
        for u in UNITS.peer_set(Level.PROVINCE, YEAR.end).members
    ]
    assert all(succession.is_whole for succession in ends)
    assert {s.targets[0] for s in ends} == set(UNITS.peer_set(Level.PROVINCE, TODAY).members)


def test_portal_codes_belong_to_the_provinces_of_today() -> None:
    today = [UNITS.unit(u) for u in UNITS.peer_set(Level.PROVINCE, TODAY).members]
    assert UNITS.resolve("H17", TODAY).id == "da-nang-2025"
    assert sorted(unit.id for unit in today if not unit.codes) == ["ha-noi", "quang-ngai-2025"]


@pytest.mark.parametrize(
    "name", ["TP. Hồ Chí Minh", "Hồ Chí Minh", "TP.HCM", "Thành phố Hồ Chí Minh", "ho chi minh"]
)
def test_spellings_of_one_city_mean_one_unit(name: str) -> None:
    assert UNITS.resolve(name, YEAR.end).id == "ho-chi-minh"
    assert UNITS.resolve(name, TODAY).id == "ho-chi-minh-2025"
