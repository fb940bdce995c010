from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.rounds import HUE, give, make_round
from tests.world import World
from thuocdo.apps.assessment.indices.queries import parsed
from thuocdo.apps.assessment.scorecards.models import InputUpload, Round, Score, UploadState
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.measurement.values.models import Value
from thuocdo.domain.scoring.sheet import UnitRow
from thuocdo.domain.scoring.sheets import write_template

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
GOOD = "unit,period,input,value,state,source\n" + "".join(
    f"hue,2026,{name},{number},,Phụ lục 1\n" for name, number in HUE.items()
)


def hand_in(client: Client, opened: Round, content: str | bytes, name: str = "hue.csv") -> InputUpload:
    body = content.encode() if isinstance(content, str) else content
    answer = client.post(f"/scoreboards/{opened.code}/inputs/", {"file": SimpleUploadedFile(name, body)})
    assert answer.status_code == 302, answer.content.decode()
    return InputUpload.objects.latest("pk")


@pytest.fixture
def agency(world: World, client_of: ClientOf) -> Client:
    return client_of(world.inside[Role.STANDING_AGENCY])


def test_nothing_is_loaded_before_somebody_confirms(world: World, agency: Client) -> None:
    handed_in = hand_in(agency, make_round(world), GOOD)
    assert (handed_in.state, handed_in.value_count) == (UploadState.CHECKED, 4)
    assert not Value.objects.exists()


def test_the_preview_shows_each_value_beside_the_one_in_force(world: World, agency: Client) -> None:
    opened = make_round(world)
    give(world, "hue", {"on_time": "70"})
    handed_in = hand_in(agency, opened, GOOD)
    shown = agency.get(handed_in.get_absolute_url()).content.decode()
    assert "bản sửa mới" in shown
    assert "Nạp 4 giá trị" in shown


def test_confirming_loads_all_values_and_scores_the_round(world: World, agency: Client) -> None:
    handed_in = hand_in(agency, make_round(world), GOOD)
    agency.post(handed_in.get_absolute_url())
    handed_in.refresh_from_db()
    assert handed_in.state == UploadState.LOADED
    assert Value.objects.count() == 4
    assert Score.objects.get(unit=world.hue, node="total").points == 21


def test_confirming_twice_loads_once(world: World, agency: Client) -> None:
    handed_in = hand_in(agency, make_round(world), GOOD)
    for _ in range(2):
        agency.post(handed_in.get_absolute_url())
    assert Value.objects.count() == 4


def test_all_problems_are_listed_and_nothing_is_loaded(world: World, agency: Client) -> None:
    bad = (
        GOOD.replace(",80,", ",tám mươi,").replace("satisfied,45", "satisfied,450") + "hue,2026,unheard,1,,\n"
    )
    handed_in = hand_in(agency, make_round(world), bad)
    assert (handed_in.state, handed_in.problem_count >= 3) == (UploadState.REFUSED, True)
    shown = agency.get(handed_in.get_absolute_url()).content.decode()
    assert "tám mươi" in shown
    assert "unheard" in shown
    agency.post(handed_in.get_absolute_url())
    assert not Value.objects.exists()


def test_a_unit_out_of_reach_is_refused(world: World, agency: Client) -> None:
    handed_in = hand_in(agency, make_round(world), GOOD.replace("hue,2026", "da-nang,2026"))
    assert handed_in.state == UploadState.REFUSED


def test_a_form_for_another_period_is_refused(world: World, agency: Client) -> None:
    handed_in = hand_in(agency, make_round(world), GOOD.replace("hue,2026", "hue,2025"))
    assert handed_in.state == UploadState.REFUSED
    assert "2025" in agency.get(handed_in.get_absolute_url()).content.decode()


def test_the_empty_form_can_be_filled_in_and_loaded(world: World, agency: Client, tmp_path: Path) -> None:
    opened = make_round(world)
    assert opened.definition is not None
    form = tmp_path / "form.xlsx"
    write_template(
        parsed(opened.definition),
        form,
        units=[UnitRow("hue", "Huế")],
        period="2026",
        version=opened.definition.version,
    )
    book = openpyxl.load_workbook(form)
    fill_in(book, HUE)
    out = io.BytesIO()
    book.save(out)
    handed_in = hand_in(agency, opened, out.getvalue(), "hue.xlsx")
    assert (handed_in.state, handed_in.value_count) == (UploadState.CHECKED, 4)


def test_the_marked_form_names_the_problem_in_its_cell(world: World, agency: Client, tmp_path: Path) -> None:
    opened = make_round(world)
    assert opened.definition is not None
    form = tmp_path / "form.xlsx"
    write_template(parsed(opened.definition), form, units=[UnitRow("hue", "Huế")], period="2026")
    book = openpyxl.load_workbook(form)
    cells = fill_in(book, HUE | {"on_time": "tám mươi"})
    out = io.BytesIO()
    book.save(out)
    handed_in = hand_in(agency, opened, out.getvalue(), "hue.xlsx")
    marked = agency.get(f"/scoreboards/{opened.code}/inputs/{handed_in.pk}/marked/").content
    page = openpyxl.load_workbook(io.BytesIO(marked))
    assert page.worksheets[0].title == "Lỗi cần sửa"
    assert page.worksheets[1][cells["on_time"]].comment is not None


def test_a_damaged_workbook_gives_the_list_of_problems_back(world: World, agency: Client) -> None:
    opened = make_round(world)
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook")
    handed_in = hand_in(agency, opened, broken.getvalue(), "hue.xlsx")
    answer = agency.get(f"/scoreboards/{opened.code}/inputs/{handed_in.pk}/marked/")
    assert answer.status_code == 200
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames == ["Lỗi cần sửa"]


def test_a_file_that_is_no_form_is_refused_with_a_reason(world: World, agency: Client) -> None:
    opened = make_round(world)
    answer = agency.post(
        f"/scoreboards/{opened.code}/inputs/", {"file": SimpleUploadedFile("virus.exe", b"MZ\x90\x00")}
    )
    assert answer.status_code == 422
    assert not InputUpload.objects.exists()


def test_who_may_not_give_values_may_not_hand_in_a_form(world: World, client_of: ClientOf) -> None:
    opened = make_round(world)
    for role in (Role.LEADER, Role.AUDITOR, Role.APPRAISER):
        assert client_of(world.inside[role]).get(f"/scoreboards/{opened.code}/inputs/").status_code == 403


def test_a_form_is_not_seen_from_outside(world: World, agency: Client, client_of: ClientOf) -> None:
    handed_in = hand_in(agency, make_round(world), GOOD)
    outside = client_of(world.outside[Role.STANDING_AGENCY])
    assert outside.get(handed_in.get_absolute_url()).status_code == 404
    assert outside.post(handed_in.get_absolute_url()).status_code == 404


def fill_in(book: openpyxl.Workbook, values: dict[str, str]) -> dict[str, str]:
    """Write values beside the names of inputs; where each stands."""
    page = book.worksheets[0]
    heading = next(cell for row in page.iter_rows() for cell in row if str(cell.value).startswith("Giá trị"))
    cells = {}
    for row in page.iter_rows(min_row=heading.row + 1):
        for cell in row:
            if cell.value in values:
                target = page.cell(row=cell.row, column=heading.column)
                text = values[str(cell.value)]
                target.value = int(text) if text.isdigit() else text
                cells[str(cell.value)] = target.coordinate
    return cells
