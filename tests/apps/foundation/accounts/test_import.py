from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.world import World
from thuocdo.apps.foundation.accounts.importing.columns import HEADINGS, Column
from thuocdo.apps.foundation.accounts.importing.reading import Finding, read_workbook
from thuocdo.apps.foundation.accounts.importing.template import template_workbook
from thuocdo.apps.foundation.accounts.models import RoleAssignment, User

ClientOf = Callable[[User], Client]
UNITS = ["hue", "hue.so-yt"]
GOOD = [
    "lan.yt",
    "Nguyễn Thị Lan",
    "lan@hue.vn",
    "",
    "hue.so-yt",
    "Cán bộ nhập liệu",
    "",
    date(2026, 1, 1),
    None,
]


def _workbook(*rows: list[object], language: str = "vi") -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook([(u, u) for u in UNITS], language)))
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _with(**changes: object) -> list[object]:
    names = [column.value for column in Column]
    return [changes.get(name, value) for name, value in zip(names, GOOD, strict=True)]


def _findings(*rows: list[object]) -> list[tuple[int, str, str]]:
    found: tuple[Finding, ...] = read_workbook(_workbook(*rows), units=UNITS).findings
    return [(finding.row, finding.column, finding.reason.pick("en")) for finding in found]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_template_reads_back_in_both_languages(language: str) -> None:
    (row,) = read_workbook(_workbook(GOOD, language=language), units=UNITS).rows
    assert (row.username, row.unit, row.role, row.valid_from) == (
        "lan.yt",
        "hue.so-yt",
        "officer",
        date(2026, 1, 1),
    )
    assert row.role_unit == "hue.so-yt"


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"username": None}, "A", "required"),
        ({"unit": "hue.so-y"}, "E", "similar: hue.so-yt"),
        ({"email": "lan"}, "C", "not an address"),
        ({"role": "Vua"}, "F", "no such role"),
        ({"valid_from": "32/13/2026"}, "H", "not a date"),
        ({"valid_to": date(2025, 1, 1)}, "I", "before the first"),
        ({"full_name": "=A1"}, "B", "formula"),
    ],
)
def test_a_wrong_cell_is_named_with_its_reason(changes: dict[str, object], column: str, reason: str) -> None:
    found = _findings(GOOD, _with(**{"username": "b", "email": "b@x.vn", **changes}))
    assert found[0][:2] == (3, column)
    assert reason in found[0][2]


def test_all_findings_come_at_once() -> None:
    assert len(_findings(_with(username=None, unit="?", role="?"), _with(email="?", valid_to="?"))) == 5


def test_repeated_names_point_to_the_first_row() -> None:
    assert _findings(GOOD, _with(email="x@y.vn")) == [(3, "A", "the same as in row 2")]


def test_dates_as_vietnamese_text_are_read() -> None:
    (row,) = read_workbook(_workbook(_with(valid_from="15/07/2026")), units=UNITS).rows
    assert row.valid_from == date(2026, 7, 15)


def test_an_empty_workbook_says_so() -> None:
    assert _findings()[0][2] == "there is no row to read"


def test_a_workbook_without_the_columns_says_which() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Tên"
    buffer = io.BytesIO()
    book.save(buffer)
    found = read_workbook(buffer.getvalue(), units=UNITS).findings
    assert {finding.value for finding in found} == {
        HEADINGS[c].vi for c in (Column.USERNAME, Column.FULL_NAME, Column.UNIT)
    }


def test_merged_cells_are_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(_workbook(GOOD)))
    book.worksheets[0].merge_cells("A2:A3")
    buffer = io.BytesIO()
    book.save(buffer)
    assert "merged" in read_workbook(buffer.getvalue(), units=UNITS).findings[0].reason.pick("en")


def _send(client: Client, content: bytes, name: str = "a.xlsx") -> HttpResponse:
    return client.post(reverse("accounts:import"), {"file": SimpleUploadedFile(name, content)})  # type: ignore[return-value]


def test_nothing_is_made_before_the_confirmation(world: World, client_of: ClientOf) -> None:
    client = client_of(world.administrator)
    page = _send(client, _workbook(GOOD, _with(username="hai", email="", full_name="Lê Hai", role=None)))
    assert "Nguyễn Thị Lan" in page.content.decode()
    assert not User.objects.filter(username="lan.yt").exists()
    assert client.post(reverse("accounts:import_confirm")).status_code == 302
    assert RoleAssignment.objects.get(user__username="lan.yt").granted_by == world.administrator
    assert not RoleAssignment.objects.filter(user__username="hai").exists()


def test_confirming_twice_makes_nothing_twice(world: World, client_of: ClientOf) -> None:
    client = client_of(world.administrator)
    _send(client, _workbook(GOOD))
    client.post(reverse("accounts:import_confirm"))
    assert client.post(reverse("accounts:import_confirm")).headers["Location"] == reverse("accounts:import")
    assert User.objects.filter(username="lan.yt").count() == 1


def test_one_bad_row_stops_all(world: World, client_of: ClientOf) -> None:
    client = client_of(world.administrator)
    _send(client, _workbook(GOOD, _with(username="officer.hue", email="o@x.vn")))
    client.post(reverse("accounts:import_confirm"))
    assert not User.objects.filter(username="lan.yt").exists()


def test_units_out_of_reach_are_refused(world: World, client_of: ClientOf) -> None:
    page = _send(client_of(world.administrator), _workbook(_with(unit="da-nang")))
    assert "da-nang" in page.content.decode()
    assert not User.objects.filter(username="lan.yt").exists()


def test_a_file_that_is_no_workbook_is_refused(world: World, client_of: ClientOf) -> None:
    page = _send(client_of(world.administrator), b"%PDF-1.7")
    assert page.status_code == 200
    assert not page.context.get("rows")


@pytest.mark.parametrize("book", ["", "<not xml", "<workbook/>"])
def test_a_damaged_workbook_is_a_finding(world: World, client_of: ClientOf, book: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", book)
    page = _send(client_of(world.administrator), buffer.getvalue())
    assert page.status_code == 200
    assert "tệp hỏng" in page.content.decode()


def test_parts_missing_from_a_workbook_are_a_finding() -> None:
    whole = zipfile.ZipFile(io.BytesIO(_workbook(GOOD)))
    for missing in whole.namelist():
        cut = io.BytesIO()
        with zipfile.ZipFile(cut, "w") as archive:
            for name in set(whole.namelist()) - {missing}:
                archive.writestr(name, whole.read(name))
        assert isinstance(read_workbook(cut.getvalue(), units=UNITS).findings, tuple), missing


def test_the_template_lists_the_units_in_reach(world: World, client_of: ClientOf) -> None:
    answer = client_of(world.administrator).get(reverse("accounts:import_template"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert {row[0].value for row in book.worksheets[1].iter_rows(min_row=2)} == {
        "hue", "hue.so-khcn", "hue.so-yt", "hue.phu-xuan", "hue.a-luoi-1",
    }  # fmt: skip
