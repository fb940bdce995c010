"""The shipped units of Huế, against what is known of them at three dates."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from thuocdo.domain.org_units.loading import load_units
from thuocdo.domain.org_units.units import SECTORAL, ChangeKind, Level
from thuocdo.domain.primitives.provenance import Certainty

IN_2023 = dt.date(2023, 12, 31)
EARLY_2025 = dt.date(2025, 3, 31)
TODAY = dt.date(2026, 11, 23)
UNITS = load_units()


@pytest.mark.parametrize(
    ("day", "districts", "communes"), [(IN_2023, 9, 141), (EARLY_2025, 9, 133), (TODAY, 0, 40)]
)
def test_districts_and_communes_at_each_date(day: dt.date, districts: int, communes: int) -> None:
    tree = UNITS.at(day)
    assert len(tree.of_level(Level.DISTRICT, within="hue")) == districts
    assert len(tree.of_level(Level.COMMUNE, within="hue")) == communes


def test_every_recorded_version_is_there() -> None:
    kinds = Counter(
        v.kind.value for unit in UNITS.units.values() if unit.id.startswith("hue") for v in unit.versions
    )
    assert kinds == {
        "province": 2, "district": 18, "ward": 98, "commune": 143, "township": 11,
        "committee": 2, "department": 29, "branch": 14,
    }  # fmt: skip


def test_departments_merged_on_1_march_2025() -> None:
    before, after = UNITS.at(dt.date(2025, 2, 28)), UNITS.at(dt.date(2025, 3, 1))
    counts = [len(tree.of_level(Level.DEPARTMENT, within="hue")) for tree in (before, after)]
    assert counts == [24, 19]
    merged = UNITS.predecessors("hue.so-tai-chinh", at=IN_2023, until=TODAY)
    assert set(merged) == {"hue.so-ke-hoach-va-dau-tu", "hue.so-tai-chinh-cu"}


def test_names_that_recur_have_ids_of_their_own() -> None:
    found = {unit.id for unit in UNITS.find("Phường Phong Phú")}
    assert {"hue.phuong-phong-phu", "hue.phuong-phong-phu-2025"} <= found
    assert UNITS.unit("hue.phuong-phong-phu-2025").name == UNITS.unit("hue.phuong-phong-phu").name


def test_names_that_differ_in_tone_only_have_ids_of_their_own() -> None:
    assert UNITS.unit("hue.phuong-thuan-hoa").name == "Phường Thuận Hòa"
    assert UNITS.unit("hue.phuong-thuan-hoa-moi").name == "Phường Thuận Hóa"


def test_a_moved_ward_keeps_its_id() -> None:
    ward = UNITS.unit("hue.phuong-an-hoa")
    parents = [version.parents["territorial"] for version in ward.versions]
    assert parents == ["hue.thanh-pho-hue-thuoc-tinh", "hue.quan-phu-xuan"]


def test_the_province_keeps_its_id_and_code_when_it_becomes_a_city() -> None:
    names = [UNITS.at(day).name("hue") for day in (IN_2023, TODAY)]
    assert names == ["Tỉnh Thừa Thiên Huế", "Thành phố Huế"]
    assert UNITS.unit("hue").codes == {"portal": "H57"}


def test_free_notes_became_typed_changes() -> None:
    kinds = Counter(
        v.then.kind
        for unit in UNITS.units.values()
        if unit.id.startswith("hue")
        for v in unit.versions
        if v.then
    )
    assert kinds == {
        ChangeKind.MERGED: 159, ChangeKind.MOVED: 64, ChangeKind.RENAMED: 10, ChangeKind.ABOLISHED: 9,
        ChangeKind.UNVERIFIED: 2, ChangeKind.GENERIC: 1, ChangeKind.SPLIT: 1,
    }  # fmt: skip


def test_a_district_without_successor_says_so() -> None:
    gone = UNITS.successors("hue.huyen-a-luoi", since=IN_2023, until=TODAY)
    assert gone.targets == ()
    assert gone.breaks[0].sentence("vi") == (
        "Huyện A Lưới sau ngày 30/06/2025: bãi bỏ, không có đơn vị kế thừa: bãi bỏ cấp huyện"
    )


def test_a_split_district_breaks_and_then_ends() -> None:
    gone = UNITS.successors("hue.thanh-pho-hue-thuoc-tinh", since=IN_2023, until=TODAY)
    assert [found.change.kind for found in gone.breaks] == [
        ChangeKind.SPLIT, ChangeKind.ABOLISHED, ChangeKind.ABOLISHED,
    ]  # fmt: skip


def test_a_chain_of_mergers_is_followed_to_today() -> None:
    followed = UNITS.successors("hue.xa-dien-huong", since=IN_2023, until=TODAY)
    assert (followed.targets, followed.is_whole) == (("hue.phuong-phong-phu",), True)


def test_todays_wards_are_made_of_all_earlier_communes() -> None:
    tree = UNITS.at(IN_2023)
    made = [
        UNITS.successors(u, since=IN_2023, until=TODAY).targets
        for u in tree.of_level(Level.COMMUNE, within="hue")
    ]
    assert all(len(targets) == 1 for targets in made)
    assert {targets[0] for targets in made} == set(UNITS.at(TODAY).of_level(Level.COMMUNE, within="hue"))


def test_the_police_stand_in_two_hierarchies() -> None:
    tree = UNITS.at(TODAY)
    assert tree.path("hue.cong-an", hierarchy=SECTORAL) == ("vn", "vn.bo-cong-an", "hue.cong-an")
    assert tree.parent("hue.cong-an") == "hue"


def test_district_police_went_to_a_class_of_units() -> None:
    gone = UNITS.successors("hue.cong-an-cap-huyen", since=IN_2023, until=TODAY)
    assert gone.breaks[0].change.kind == ChangeKind.GENERIC
    assert "Công an 40 xã, phường" in gone.breaks[0].sentence("vi")


def test_what_nobody_verified_is_a_caveat() -> None:
    caveats = [note.vi for note in UNITS.at(TODAY).caveats]
    assert len(caveats) == 2
    assert all("chưa xác minh" in note for note in caveats)


def test_a_date_before_the_records_is_a_caveat() -> None:
    assert any("đầy đủ từ 01/07/2021" in note.vi for note in UNITS.at(dt.date(2020, 1, 1)).caveats)


def test_certainty_of_a_unit_and_of_its_successor_are_apart() -> None:
    version = UNITS.unit("hue.phuong-phong-an").versions[0]
    assert version.then is not None
    assert (version.provenance.certainty, version.then.provenance.certainty) == (
        Certainty.MEMORY,
        Certainty.SOURCED,
    )
    assert "1675" in version.then.provenance.reference


def test_every_version_states_how_sure_it_is() -> None:
    unsure = [
        unit.id
        for unit in UNITS.units.values()
        for v in unit.versions
        if v.provenance.certainty == Certainty.UNKNOWN
    ]
    assert unsure == []


@pytest.mark.parametrize(
    ("name", "day", "unit_id"),
    [
        ("Thừa Thiên Huế", IN_2023, "hue"),
        ("hue", TODAY, "hue"),
        ("H57", TODAY, "hue"),
        ("Thành phố Huế", IN_2023, "hue.thanh-pho-hue-thuoc-tinh"),
        ("thanh pho hue", TODAY, "hue"),
        ("phuong my thuong", TODAY, "hue.phuong-my-thuong"),
        ("Chân Mây – Lăng Cô", TODAY, "hue.xa-chan-may-lang-co"),
        ("Phường Hương Vân", IN_2023, "hue.phuong-huong-van"),
        ("phường hương văn", IN_2023, "hue.phuong-huong-van-2"),
        ("A Lưới 3", TODAY, "hue.xa-a-luoi-3"),
        ("Sở Tài chính", IN_2023, "hue.so-tai-chinh-cu"),
        ("Sở Tài chính", TODAY, "hue.so-tai-chinh"),
    ],
)
def test_names_mean_the_unit_of_their_day(name: str, day: dt.date, unit_id: str) -> None:
    assert UNITS.resolve(name, day).id == unit_id


def test_search_without_accents_puts_the_closest_first() -> None:
    assert [unit.id for unit in UNITS.find("vang", TODAY)] == ["hue.xa-phu-vang"]
    assert UNITS.find("dien", TODAY, level=Level.COMMUNE)[0].name.startswith(("Phường Phong Điền", "Xã"))
    assert {unit.id for unit in UNITS.find("dan dien", TODAY)} == {"hue.xa-dan-dien"}
