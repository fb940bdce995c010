from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client
from openpyxl.worksheet.worksheet import Worksheet

from tests.rounds import HUE, give, make_round
from tests.world import World
from thuocdo.apps.assessment.scorecards.models import Round
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
HEADING = "Kỳ trước (2025)"


@pytest.fixture
def this_round(world: World) -> Round:
    opened = make_round(world)
    give(world, "hue", HUE, period="2025")
    give(world, "hue", {"on_time": "7"}, period="2024")
    give(world, "hue", {"on_time": "8"}, period="2025-Q4")
    return opened


def form_of(client: Client, query: str) -> Worksheet:
    answer = client.get(f"/indices/service/form/?rule_set=2026&{query}")
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]


def before(sheet: Worksheet) -> dict[str, object]:
    """Code → what stands in the column of the period before."""
    rows = list(sheet.iter_rows(values_only=True))
    top = next(row for row in rows if "Mã số liệu" in row)
    heading = next((cell for cell in top if str(cell).startswith("Kỳ trước")), None)
    if heading is None:
        return {}
    code, place = top.index("Mã số liệu"), top.index(heading)
    return {"heading": heading} | {str(row[code]): row[place] for row in rows if row[code] in HUE}


def test_the_form_shows_what_the_unit_gave_in_the_year_before(
    this_round: Round, world: World, client_of: ClientOf
) -> None:
    sheet = form_of(client_of(world.inside[Role.STANDING_AGENCY]), "unit=hue&period=2026")
    assert before(sheet) == {
        "heading": HEADING,
        "on_time": 80,
        "dossiers": 100,
        "satisfied": 45,
        "asked": 100,
    }


def test_a_quarter_follows_a_quarter(this_round: Round, world: World, client_of: ClientOf) -> None:
    sheet = form_of(client_of(world.inside[Role.STANDING_AGENCY]), "unit=hue&period=2026-Q1")
    assert before(sheet)["on_time"] == 8


def test_without_a_period_it_shows_the_latest(this_round: Round, world: World, client_of: ClientOf) -> None:
    sheet = form_of(client_of(world.inside[Role.STANDING_AGENCY]), "unit=hue")
    assert before(sheet)["heading"] in (HEADING, "Kỳ trước (2025-Q4)")


def test_a_unit_without_earlier_figures_has_no_such_column(
    this_round: Round, world: World, client_of: ClientOf
) -> None:
    reader = client_of(world.outside[Role.STANDING_AGENCY])
    assert before(form_of(reader, "unit=da-nang&period=2026")) == {}


def test_an_outsider_gets_the_form_without_the_figures_of_others(
    this_round: Round, world: World, client_of: ClientOf
) -> None:
    for outsider in (world.outside[Role.STANDING_AGENCY], world.outside[Role.OFFICER]):
        assert before(form_of(client_of(outsider), "unit=hue&period=2026")) == {}


def test_the_page_of_the_round_offers_the_form_for_every_unit_in_reach(
    this_round: Round, world: World, client_of: ClientOf
) -> None:
    shown = client_of(world.inside[Role.STANDING_AGENCY]).get(f"/scoreboards/{this_round.code}/inputs/")
    page = shown.content.decode()
    assert "/indices/service/form/" in page
    assert 'name="unit" value="hue"' in page
    assert "da-nang" not in page


def test_a_form_handed_in_with_the_column_loads_only_the_entries(
    this_round: Round, world: World, client_of: ClientOf
) -> None:
    client = client_of(world.inside[Role.STANDING_AGENCY])
    sheet = form_of(client, "unit=hue&period=2026")
    top = next(row for row in sheet.iter_rows() if any(cell.value == "Mã số liệu" for cell in row))
    place = next(cell.column for cell in top if cell.value == "Giá trị")
    for row in sheet.iter_rows(min_row=top[0].row + 1):
        if row[1].value == "on_time":
            sheet.cell(row[1].row, place).value = 61
    file = io.BytesIO()
    sheet.parent.save(file)
    file.seek(0)
    file.name = "hue.xlsx"
    answer = client.post(f"/scoreboards/{this_round.code}/inputs/", {"file": file}, follow=True)
    assert "1 giá trị sẵn sàng" in answer.content.decode()
