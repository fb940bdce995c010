from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rounds import TEXT, give, store_service_index
from tests.world import World
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
ADDRESS = "/indices/service/input-form/"


@pytest.fixture
def agency(world: World, client_of: ClientOf) -> Client:
    return client_of(world.inside[Role.STANDING_AGENCY])


def cells(content: bytes) -> set[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}


def test_the_page_of_an_index_leads_to_the_choice(agency: Client) -> None:
    store_service_index()
    assert f"{ADDRESS}?rule_set=2026&amp;number=1" in agency.get("/indices/service/").content.decode()


def test_the_form_of_any_index_is_downloaded_without_a_round(world: World, agency: Client) -> None:
    store_service_index()
    give(world, "hue", {"on_time": "77"}, period="2025")
    answer = agency.get(f"{ADDRESS}?unit=hue&period=2026", follow=True)
    assert answer.redirect_chain == [
        ("/indices/service/form/?rule_set=2026&number=1&unit=hue&period=2026", 302)
    ]
    assert {"hue", "77", "Kỳ trước (2025)"} <= cells(answer.content)


def test_units_within_reach_are_offered_and_any_other_is_found_by_name(world: World, agency: Client) -> None:
    store_service_index()
    shown = agency.get(ADDRESS).content.decode()
    assert '<option value="hue.so-yt"' in shown
    assert "da-nang" not in shown
    assert '<option value="da-nang.hai-chau"' in agency.get(f"{ADDRESS}?q=hai+chau").content.decode()
    assert "Không có đơn vị nào" in agency.get(f"{ADDRESS}?q=nowhere").content.decode()


def test_only_units_of_the_indexs_levels_are_offered(agency: Client) -> None:
    store_service_index(TEXT.replace("points: 30\n", "points: 30\nlevels: [province]\n", 1))
    shown = agency.get(ADDRESS).content.decode()
    assert '<option value="hue"' in shown
    assert "hue.so-yt" not in shown


def test_figures_out_of_reach_are_not_in_the_form(world: World, client_of: ClientOf) -> None:
    store_service_index()
    give(world, "hue", {"on_time": "77"}, period="2025")
    outsider = client_of(world.outside[Role.STANDING_AGENCY])
    answer = outsider.get(f"{ADDRESS}?unit=hue&period=2026", follow=True)
    assert "hue" in cells(answer.content)
    assert "77" not in cells(answer.content)


@pytest.mark.parametrize("query", ["unit=hue&period=mùa thu", "unit=nobody&period=2026", "unit=hue"])
def test_what_makes_no_form_is_told_at_its_field(agency: Client, query: str) -> None:
    store_service_index()
    answer = agency.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 422
    assert "invalid-feedback" in answer.content.decode()


def test_where_it_goes_when_it_comes_back_is_said(agency: Client, world: World, client_of: ClientOf) -> None:
    stored = store_service_index()
    shown = agency.get(ADDRESS).content.decode()
    assert 'href="/scoreboards/"' in shown
    assert f"/rounds/open/?definition={stored.pk}" in shown
    assert "/rounds/open/" not in client_of(world.officer).get(ADDRESS).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_units(agency: Client) -> None:
    store_service_index()
    agency.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        agency.get(f"{ADDRESS}?q=hai+chau")
    with CaptureQueriesContext(connection) as more:
        agency.get(f"{ADDRESS}?q=u")
    assert len(few) == len(more) <= 10
