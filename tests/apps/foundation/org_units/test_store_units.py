from __future__ import annotations

from datetime import date

import pytest

from tests.world import UNITS, World
from thuocdo.apps.foundation.org_units import queries
from thuocdo.apps.foundation.org_units.actions import store_units
from thuocdo.apps.foundation.org_units.errors import UnitsInUseError
from thuocdo.apps.foundation.org_units.models import OrgUnit, UnitClosure
from thuocdo.domain.org_units.loading import load_units, parse_units


def test_loading_again_changes_no_key(world: World) -> None:
    before = dict(OrgUnit.objects.values_list("code", "pk"))
    summary = store_units(parse_units({"world.yaml": UNITS}))
    assert (summary.created, summary.removed, summary.total) == (0, 0, 8)
    assert dict(OrgUnit.objects.values_list("code", "pk")) == before


def test_a_unit_in_use_cannot_disappear(world: World) -> None:
    without_hue = "\n".join(line for line in UNITS.splitlines() if "id: hue.so-khcn" not in line)
    rows = UnitClosure.objects.count()
    with pytest.raises(UnitsInUseError, match="so-khcn"):
        store_units(parse_units({"world.yaml": without_hue}))
    assert UnitClosure.objects.count() == rows


def test_a_unit_is_found_without_accents(world: World) -> None:
    assert [unit.code for unit in queries.units_at(date(2026, 1, 1), text="đà nẵng")] == ["da-nang"]
    assert [unit.code for unit in queries.units_at(date(2026, 1, 1), text="A LUOI")] == ["hue.a-luoi-1"]


def test_the_root_is_the_top_of_the_tree(world: World) -> None:
    assert queries.root_unit() == world.unit("vn")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "communes"), [(date(2023, 6, 1), 141), (date(2025, 3, 1), 133), (date(2026, 11, 1), 40)]
)
def test_the_shipped_units_have_the_communes_of_hue_of_each_time(on: date, communes: int) -> None:
    store_units(load_units())
    hue = OrgUnit.objects.get(code="hue")
    assert OrgUnit.objects.at(on).under(hue, on).filter(level="commune").count() == communes


@pytest.mark.django_db
def test_the_city_still_reaches_the_archive_of_abolished_districts() -> None:
    store_units(load_units())
    hue, today = OrgUnit.objects.get(code="hue"), date(2026, 11, 1)
    assert OrgUnit.objects.under(hue, today).filter(level="district").count() == 13
