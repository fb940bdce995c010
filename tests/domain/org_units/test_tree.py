from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.domain.org_units.errors import AmbiguousUnitError, UnitAbsentError, UnknownUnitError
from thuocdo.domain.org_units.loading import load_units, parse_units
from thuocdo.domain.org_units.names import folded
from thuocdo.domain.org_units.registry import UnitRegistry
from thuocdo.domain.org_units.units import HIERARCHIES, SECTORAL, TERRITORIAL, Level

UNITS = load_units()
dates = st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31))
hierarchies = st.sampled_from(sorted(HIERARCHIES))
NUMBERED = """
units:
  - {id: p, versions: [{name: Tỉnh, kind: province}]}
  - {id: a10, versions: [{name: Xã A 10, kind: commune, parents: {territorial: p}}]}
  - {id: a2, versions: [{name: Xã A 2, kind: commune, parents: {territorial: p}}]}
  - {id: dong, versions: [{name: Phường Đông, kind: ward, parents: {territorial: p}}]}
  - {id: dan, versions: [{name: Phường Dân, kind: ward, parents: {territorial: p}}]}
  - {id: twin1, versions: [{name: Xã Phú, label: Xã Phú (bắc), kind: commune, parents: {territorial: p}}]}
  - {id: twin2, versions: [{name: Xã Phú, label: Xã Phú (nam), kind: commune, parents: {territorial: p}}]}
"""
DAY = dt.date(2026, 1, 1)


def small() -> UnitRegistry:
    return parse_units({"units.yaml": NUMBERED})


@given(dates, hierarchies)
@settings(max_examples=60, deadline=None)
def test_children_and_parents_agree(day: dt.date, hierarchy: str) -> None:
    tree = UNITS.at(day)
    for unit_id in tree:
        assert all(
            tree.parent(child, hierarchy=hierarchy) == unit_id
            for child in tree.children(unit_id, hierarchy=hierarchy)
        )
        parent = tree.parent(unit_id, hierarchy=hierarchy)
        assert parent is None or unit_id in tree.children(parent, hierarchy=hierarchy)


@given(dates, hierarchies)
@settings(max_examples=30, deadline=None)
def test_every_unit_of_a_hierarchy_hangs_below_one_root(day: dt.date, hierarchy: str) -> None:
    tree = UNITS.at(day)
    roots = tree.roots(hierarchy=hierarchy)
    below = {unit_id for root in roots for unit_id in (root, *tree.descendants(root, hierarchy=hierarchy))}
    assert below == {u for u in tree if tree.parent(u, hierarchy=hierarchy)} | set(roots)


@given(dates)
@settings(max_examples=40, deadline=None)
def test_the_tree_is_the_same_between_two_changes(day: dt.date) -> None:
    start = max((change for change in UNITS.change_days if change <= day), default=None)
    if start is not None:
        assert list(UNITS.at(day)) == list(UNITS.at(start))


@given(dates, dates)
@settings(max_examples=40, deadline=None)
def test_nobody_is_lost_without_a_reason(one: dt.date, other: dt.date) -> None:
    since, until = sorted((one, other))
    for unit_id in UNITS.at(since):
        followed = UNITS.successors(unit_id, since=since, until=until)
        assert followed.targets or followed.breaks
        assert all(target in UNITS.at(until) for target in followed.targets)


@given(dates, dates)
@settings(max_examples=20, deadline=None)
def test_predecessors_are_successors_read_backwards(one: dt.date, other: dt.date) -> None:
    since, until = sorted((one, other))
    for unit_id in UNITS.at(until).of_level(Level.COMMUNE):
        for before in UNITS.predecessors(unit_id, at=since, until=until):
            assert unit_id in UNITS.successors(before, since=since, until=until).targets


def test_children_come_in_vietnamese_order_with_numbers_as_numbers() -> None:
    children = small().at(DAY).children("p")
    assert children == ("dan", "dong", "a2", "a10", "twin1", "twin2")


def test_children_of_one_level_only() -> None:
    tree = UNITS.at(dt.date(2026, 11, 23))
    assert len(tree.children("hue", level=Level.COMMUNE)) == 40
    assert set(tree.children("hue", level=Level.COMMITTEE)) == {"hue.ubnd"}


def test_is_within_looks_up_one_hierarchy() -> None:
    tree = UNITS.at(dt.date(2026, 11, 23))
    assert tree.is_within("hue.so-noi-vu", "hue")
    assert not tree.is_within("hue.cong-an", "hue", hierarchy=SECTORAL)
    assert tree.path("hue.so-noi-vu", hierarchy=TERRITORIAL) == ("vn", "hue", "hue.ubnd", "hue.so-noi-vu")


def test_a_unit_of_another_time_says_when_it_was() -> None:
    with pytest.raises(UnitAbsentError, match=r"Quận Phú Xuân không có.*01/01/2025 đến 30/06/2025"):
        UNITS.at(dt.date(2026, 1, 1)).version("hue.quan-phu-xuan")


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(UnknownUnitError, match=r"hue\.so-noi-vu"):
        UNITS.unit("hue.so-noi-vuu")


def test_an_unknown_name_names_the_nearest_of_its_day() -> None:
    with pytest.raises(UnknownUnitError, match="Phường Phú Bài") as caught:
        UNITS.resolve("Phuong Phu Bay", dt.date(2026, 1, 1))
    assert "on 2026-01-01" in caught.value.message("en")


def test_one_name_of_two_units_asks_for_an_id() -> None:
    with pytest.raises(AmbiguousUnitError, match=r"Xã Phú \(bắc\) \[twin1\]; Xã Phú \(nam\) \[twin2\]"):
        small().resolve("Xã Phú", DAY)


def test_the_level_tells_units_of_one_name_apart() -> None:
    with pytest.raises(AmbiguousUnitError):
        UNITS.resolve("Phong Điền", dt.date(2023, 1, 1))
    assert UNITS.resolve("Phong Điền", dt.date(2023, 1, 1), level=Level.DISTRICT).id == "hue.huyen-phong-dien"
    assert (
        UNITS.resolve("Phong Điền", dt.date(2023, 1, 1), level=Level.COMMUNE).id == "hue.thi-tran-phong-dien"
    )


def test_a_code_of_another_time_is_refused_for_its_day() -> None:
    with pytest.raises(UnitAbsentError):
        UNITS.resolve("H17", dt.date(2024, 1, 1))


def test_an_empty_search_finds_nothing() -> None:
    assert UNITS.find("  ") == []


def test_a_peer_set_within_a_unit_names_it() -> None:
    peers = UNITS.peer_set(Level.COMMUNE, dt.date(2026, 11, 23), within="hue")
    assert peers.name.vi == "40 xã, phường của Thành phố Huế (23/11/2026)"
    assert peers.code == "commune-hue-40-20261123"


def test_a_peer_set_can_be_a_choice() -> None:
    peers = UNITS.peer_set(Level.PROVINCE, DAY, only=["hue", "ha-noi", "nowhere"])
    assert peers.members == ("ha-noi", "hue")


def test_a_unit_of_unknown_start_is_not_there_before_those_above_it() -> None:
    assert UNITS.at(dt.date(1980, 1, 1)).of_level(Level.COMMUNE) == ()
    assert UNITS.at(dt.date(1990, 1, 1)).of_level(Level.COMMUNE) != ()


@pytest.mark.parametrize("day", UNITS.change_days, ids=str)
def test_every_label_means_its_own_unit_with_and_without_accents(day: dt.date) -> None:
    tree = UNITS.at(day)
    for unit_id, version in tree.versions.items():
        assert UNITS.resolve(version.full_label, day).id == unit_id
        assert unit_id in [unit.id for unit in UNITS.find(folded(version.full_label), day)]
