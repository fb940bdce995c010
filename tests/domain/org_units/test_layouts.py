from __future__ import annotations

import datetime as dt

import pytest

from thuocdo.domain.org_units.layouts import LayoutKind, TileLayout
from thuocdo.domain.org_units.loading import load_units
from thuocdo.domain.org_units.units import Level

UNITS = load_units()
BY_CODE = {layout.code: layout for layout in UNITS.layouts}
SETS = [
    ("vietnam-63", Level.PROVINCE, dt.date(2024, 12, 31), None),
    ("vietnam-34", Level.PROVINCE, dt.date(2026, 11, 23), None),
    ("hue-districts-2021", Level.DISTRICT, dt.date(2023, 12, 31), "hue"),
    ("hue-districts-2025", Level.DISTRICT, dt.date(2025, 3, 31), "hue"),
    ("hue-communes-2025", Level.COMMUNE, dt.date(2026, 11, 23), "hue"),
]


@pytest.mark.parametrize(("code", "level", "day", "within"), SETS)
def test_a_layout_has_exactly_the_units_of_its_set(
    code: str, level: Level, day: dt.date, within: str | None
) -> None:
    members = UNITS.peer_set(level, day, within=within).members
    assert set(BY_CODE[code].places) == set(members)
    assert UNITS.layout_of(members, day).code == code


@pytest.mark.parametrize("layout", UNITS.layouts, ids=lambda layout: layout.code)
def test_no_two_tiles_share_a_place(layout: TileLayout) -> None:
    assert len(set(layout.places.values())) == len(layout.places)
    assert layout.kind == LayoutKind.GEOGRAPHIC


@pytest.mark.parametrize("layout", UNITS.layouts, ids=lambda layout: layout.code)
def test_every_tile_touches_another(layout: TileLayout) -> None:
    places = set(layout.places.values())
    for column, row in places:
        around = {(column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} - {(column, row)}
        assert around & places


@pytest.mark.parametrize(("code", "suffix"), [("vietnam-63", ""), ("vietnam-34", "-2025")])
def test_the_country_bends_like_an_s(code: str, suffix: str) -> None:
    places = BY_CODE[code].places
    north, centre, south = places["lai-chau"], places["hue"], places[f"ca-mau{suffix}"]
    assert north[1] < centre[1] < south[1]
    assert centre[0] > north[0]
    assert centre[0] > south[0]
    assert places["ha-noi"][1] < places["thanh-hoa"][1] < places["nghe-an"][1] < places["ha-tinh"][1]


def test_a_part_of_a_set_uses_the_map_of_the_whole() -> None:
    assert UNITS.layout_of(["hue", "ha-noi"], dt.date(2026, 1, 1)).code == "vietnam-34"


def test_units_nobody_has_drawn_get_a_plain_grid_in_order() -> None:
    members = UNITS.peer_set(Level.DEPARTMENT, dt.date(2026, 11, 23), within="hue").members
    layout = UNITS.layout_of(members, dt.date(2026, 11, 23))
    assert layout.kind == LayoutKind.GRID
    assert (layout.places[members[0]], layout.places[members[8]]) == ((0, 0), (0, 1))
    assert layout.rows == 3
