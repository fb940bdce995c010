from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.apps.foundation.org_units import queries, tree_of_day
from thuocdo.apps.foundation.org_units.actions import store_units
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.org_units.loading import load_units
from thuocdo.domain.org_units.units import SECTORAL, Level

PAGE = "/units/tree/"


@pytest.fixture
def hue(db):
    store_units(load_units())
    return OrgUnit.objects.get(code="hue")


def labels(nodes):
    found = []
    for node in nodes:
        found += [str(node.label), *labels(node.children)]
    return found


@pytest.mark.parametrize(
    ("on", "districts", "communes"),
    [(date(2023, 6, 1), 9, 141), (date(2025, 3, 1), 9, 133), (date(2026, 11, 1), 0, 40)],
)
def test_the_tree_of_hue_has_the_units_of_each_time(hue, on, districts, communes):
    counts = {level.vi: count for level, count in tree_of_day.counts_of(queries.tree_at(on, hue))}
    assert sum(count for words, count in counts.items() if "xã" in words and "quận" not in words) == communes
    assert sum(count for words, count in counts.items() if "quận" in words) == districts


def test_the_tree_agrees_with_the_domain_in_both_hierarchies(hue):
    nation = OrgUnit.objects.get(code="vn")
    for on in (date(2023, 6, 1), date(2026, 11, 1)):
        for hierarchy in ("territorial", SECTORAL):
            stored = queries.tree_at(on, nation, hierarchy=hierarchy)
            expected = load_units().at(on).descendants("vn", hierarchy=hierarchy)
            assert {unit.code for unit in stored.below("vn")} == set(expected)


def test_a_unit_is_named_as_it_was(hue):
    assert queries.tree_at(date(2024, 1, 1), hue).units["hue"].label == "Tỉnh Thừa Thiên Huế"


def test_a_search_without_accents_keeps_the_way_to_what_it_finds(hue):
    on = date(2024, 1, 1)
    tree = queries.tree_at(on, hue)
    found = labels(tree_of_day.nodes_of(tree, wanted=queries.codes_matching(on, "phuong an hoa")))
    assert "Phường An Hòa" in found
    assert "Thành phố Huế (thuộc tỉnh)" in found
    assert "Huyện A Lưới" not in found


def test_the_map_is_the_drawn_one_of_the_day(hue):
    then = tree_of_day.map_of(queries.tree_at(date(2024, 1, 1), hue), load_units())
    now = tree_of_day.map_of(queries.tree_at(date(2026, 1, 1), hue), load_units())
    assert (then.is_drawn, len(then.tiles)) == (True, 9)
    assert (now.is_drawn, len(now.tiles)) == (True, 40)
    assert len({(tile.column, tile.row) for tile in now.tiles}) == 40


def test_a_level_without_map_says_it_is_a_grid(hue):
    tree = queries.tree_at(date(2024, 1, 1), hue)
    communes = tree_of_day.map_of(tree, load_units(), level=Level.COMMUNE)
    assert (communes.is_drawn, len(communes.tiles)) == (False, 141)


def test_the_caveats_of_the_registry_are_shown(hue):
    said = queries.caveats_at(queries.tree_at(date(2022, 1, 1), hue))
    assert any("Sở Ngoại vụ" in note.vi for note in said)
    assert any("departments" in note.vi for note in said)


def test_an_abolished_district_says_where_its_line_breaks(hue):
    fate = queries.fate_of(OrgUnit.objects.get(code="hue.huyen-a-luoi"), date(2026, 11, 1))
    assert fate.units == []
    assert "bãi bỏ cấp huyện" in fate.breaks[0].vi
    assert queries.fate_of(hue, date(2026, 11, 1)) is None


def test_a_merged_commune_names_its_heir_of_today(hue):
    fate = queries.fate_of(OrgUnit.objects.get(code="hue.xa-huong-son"), date(2026, 11, 1))
    assert [unit.code for unit in fate.units] == ["hue.xa-nam-dong"]
    assert fate.breaks == []


def test_the_changes_of_a_day_are_listed(hue):
    kinds = {change.kind for change in queries.changes_on(date(2025, 7, 1))}
    assert {"merged", "abolished"} <= kinds
    assert queries.changes_on(date(2025, 7, 2)) == []
    assert date(2025, 7, 1) in queries.change_days()


def test_the_page_takes_as_many_queries_on_a_day_with_more_units(world, client_of):
    client = client_of(world.nobody)
    client.get(PAGE)
    counts = []
    for address in (f"{PAGE}?root=hue.so-yt", f"{PAGE}?root=vn"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 14


def test_the_page_finds_without_accents_and_says_how_many(world, client_of):
    page = client_of(world.nobody).get(f"{PAGE}?root=vn&q=phu+xuan").content.decode()
    assert "1 đơn vị khớp" in page
    assert "Phường Phú Xuân" in page
    assert "Xã A Lưới 1</a>" not in page.split("<h2>Bản đồ ô</h2>")[0].split("<h2>Cây</h2>")[-1]


def test_nonsense_in_the_address_shows_today(world, client_of):
    answer = client_of(world.nobody).get(f"{PAGE}?on=2026-13-45&root=moon&hierarchy=x&level=y")
    assert answer.status_code == 200
    assert answer.context["root"].code == "vn"


def test_before_units_are_loaded_the_page_says_what_to_do(db, rf):
    from types import SimpleNamespace

    from thuocdo.apps.foundation.org_units.views import tree

    request = rf.get(PAGE)
    request.user = SimpleNamespace(has_perm=lambda _: True, is_authenticated=True, full_name="A")
    assert "load_units" in tree(request).content.decode()
