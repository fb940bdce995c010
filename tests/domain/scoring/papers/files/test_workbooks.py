from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.papers import ABOVE, LEFT, workbook_bytes, workbook_paper
from thuocdo.domain.scoring.papers.errors import PaperRefusedError
from thuocdo.domain.scoring.papers.files import read_paper
from thuocdo.domain.scoring.papers.paper import Paper

_ROWS = [["STT", "Chỉ số", "Điểm tối đa"], ["1", "Họp", "10"]]


def book() -> tuple[openpyxl.Workbook, Worksheet]:
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for row in _ROWS:
        sheet.append(row)
    return made, sheet


def read(made: openpyxl.Workbook) -> Paper:
    return read_paper(workbook_bytes(made), "bo-chi-so.xlsx")


def codes(paper: Paper) -> list[tuple[str, str]]:
    return [(remark.code, remark.place) for remark in paper.remarks]


def test_sheets_are_tables_with_their_names() -> None:
    made, _ = book()
    made["Sheet"].title = "Cấp xã"
    made.create_sheet("Cấp sở").append(["STT", "Chỉ số"])
    assert [table.name for table in read(made).tables] == ["Cấp xã", "Cấp sở"]


def test_merged_cells_stand_in_every_square() -> None:
    table = read_paper(workbook_paper([["A", LEFT, "B"], ["C", "D", ABOVE]]), "x.xlsx").tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["A", "A", "B"], ["C", "D", "B"]]
    assert [[cell.above for cell in row.cells] for row in table.rows][1] == [False, False, True]
    assert table.rows[0].cells[1].continues


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (10.0, "General", "10"),
        (10.5, "General", "10.5"),
        (4.1, "General", "4.1"),
        (4.1, "0.00", "4.10"),
        (0.8, "0%", "80%"),
        (1000, "#,##0", "1000"),
        (1.125, "General", "1.1250"),
        (2.5, '0.0" điểm"', "2.5"),
        (True, "General", "TRUE"),
    ],
)
def test_numbers_come_out_as_the_sheet_shows_them(value: float | bool, form: str, shown: str) -> None:
    made, sheet = book()
    sheet["C2"] = value
    sheet["C2"].number_format = form
    assert read(made).tables[0].rows[1].cells[2].text == shown


def test_a_date_is_told() -> None:
    made, sheet = book()
    sheet["A2"] = date(2026, 9, 4)
    paper = read(made)
    assert paper.tables[0].rows[1].cells[0].text == "04/09/2026"
    assert codes(paper) == [("paper.date-in-cell", "Sheet, dòng 2, cột A")]


def test_a_formula_without_result_is_told() -> None:
    made, sheet = book()
    sheet["C3"] = "=SUM(C2:C2)"
    paper = read(made)
    assert codes(paper) == [("paper.formula-without-result", "Sheet, dòng 3, cột C")]
    assert paper.tables[0].rows[2].cells[2].text == "=SUM(C2:C2)"


def test_hidden_sheets_rows_and_columns_are_read_and_told() -> None:
    made, sheet = book()
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = made.create_sheet("Ẩn")
    other.append(["x", "y"])
    other.sheet_state = "hidden"
    assert codes(read(made)) == [
        ("paper.hidden-columns", "Sheet"),
        ("paper.hidden-rows", "Sheet"),
        ("paper.hidden-sheet", "Ẩn"),
    ]


def test_a_merged_cell_over_a_million_rows_costs_nothing() -> None:
    made, sheet = book()
    sheet.merged_cells.add("D2:XFD1048576")
    assert len(read(made).tables[0].rows) == 2


def test_an_empty_workbook_is_told_so() -> None:
    with pytest.raises(PaperRefusedError, match="không có bảng"):
        read(openpyxl.Workbook())


def test_a_workbook_of_pictures_is_called_a_scan() -> None:
    target = io.BytesIO(workbook_bytes(openpyxl.Workbook()))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG")
    with pytest.raises(PaperRefusedError) as caught:
        read_paper(target.getvalue(), "x.xlsx")
    assert caught.value.reason == "scan"
