from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from thuocdo.domain.scoring.sheet import UnitRow
from thuocdo.domain.scoring.sheets import read_inputs, write_template

HUE = UnitRow("H57", "UBND thành phố Huế", "province")


@pytest.fixture
def form(index, tmp_path: Path) -> Path:
    path = tmp_path / "form.xlsx"
    write_template(index, path, units=[HUE], period="2026", version="a1b2")
    return path


def texts_of(path: Path) -> list[str]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def row_of(sheet, name: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == name)


def test_an_empty_form_is_read_as_a_unit_without_figures(form: Path, index) -> None:
    result = read_inputs(form, index, version="a1b2")
    assert result.problems == ()
    assert result.sheets["2026"].units == (HUE,)
    assert result.facts == {"index": "small", "rule_set": "2026", "version": "a1b2"}


def test_it_asks_for_every_input_once_and_for_no_computed_one(form: Path, index) -> None:
    sheet = openpyxl.load_workbook(form).worksheets[0]
    asked = [sheet.cell(row, 2).value for row in range(1, sheet.max_row + 1)]
    assert sorted(name for name in asked if name in index.inputs) == sorted(set(index.inputs) - {"total"})


def test_it_looks_like_a_form_of_the_office(form: Path) -> None:
    texts = texts_of(form)
    assert texts[:3] == ["PHIẾU NHẬP SỐ LIỆU", "Bộ chỉ số nhỏ", "01/QĐ-UBND, UBND tỉnh, 02/01/2026"]
    headings = texts[texts.index("STT") :][:8]
    assert headings == [
        "STT", "Mã số liệu", "Nội dung số liệu", "Đơn vị tính", "Giá trị", "Trạng thái", "Nguồn", "Ghi chú",
    ]  # fmt: skip
    assert "Thủ trưởng đơn vị" in texts


def test_figures_stand_under_their_indicator_with_help_and_unit(form: Path) -> None:
    texts = texts_of(form)
    start = texts.index("A.1. Tỷ lệ đúng hạn (12 điểm)")
    assert texts[start + 1 : start + 5] == [
        "1",
        "on_time",
        "Hồ sơ trả đúng hạn\nĐếm theo ngày hẹn trả",
        "hồ sơ",
    ]


def test_choices_answers_and_states_are_lists(form: Path) -> None:
    sheet = openpyxl.load_workbook(form).worksheets[0]
    lists = {
        str(each.sqref): each.formula1
        for each in sheet.data_validations.dataValidation
        if each.type == "list"
    }
    assert lists[f"E{row_of(sheet, 'portal')}"] == '"có,không"'
    assert lists[f"E{row_of(sheet, 'chair')}"] == '"chairman – Chủ tịch,deputy – Phó Chủ tịch"'
    assert "không áp dụng" in lists[f"F{row_of(sheet, 'dossiers')}"]


def test_numbers_are_limited_and_the_help_appears_beside_the_cell(form: Path) -> None:
    sheet = openpyxl.load_workbook(form).worksheets[0]
    checks = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    check = checks[f"E{row_of(sheet, 'on_time')}"]
    assert (check.type, check.operator, check.formula1) == ("whole", "greaterThanOrEqual", "0")
    assert "Không quá “dossiers”" in check.prompt
    percent = checks[f"E{row_of(sheet, 'rate')}"]
    assert (percent.type, percent.operator, float(percent.formula1)) == ("decimal", "lessThanOrEqual", 1)


def test_only_the_cells_to_fill_in_are_open(form: Path) -> None:
    sheet = openpyxl.load_workbook(form).worksheets[0]
    row = row_of(sheet, "dossiers")
    assert sheet.protection.sheet
    assert [sheet.cell(row, column).protection.locked for column in range(1, 9)] == [True] * 4 + [False] * 4


def test_it_prints_on_one_page_width_with_its_headings(form: Path) -> None:
    sheet = openpyxl.load_workbook(form).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows is not None
    assert "small@2026" in sheet.oddFooter.left.text


def test_a_filled_in_form_is_read(form: Path, index) -> None:
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    for name, value in (
        ("on_time", 9),
        ("dossiers", 10),
        ("rate", 0.85),
        ("portal", "có"),
        ("chair", "deputy – Phó Chủ tịch"),
    ):
        sheet.cell(row_of(sheet, name), 5).value = value
    sheet.cell(row_of(sheet, "target"), 6).value = "không áp dụng"
    book.save(form)
    result = read_inputs(form, index)
    assert result.problems == ()
    filled = result.sheets["2026"]
    assert [filled.column(name).fraction(0) for name in ("on_time", "dossiers", "rate", "portal")] == [
        9,
        10,
        85,
        1,
    ]
    assert filled.column("chair").choices == {0: "deputy"}
    assert filled.column("target").state(0).word == "not_applicable"


def test_a_form_for_no_unit_leaves_room_for_its_code(index, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_template(index, path, period="2026")
    assert [problem.code for problem in read_inputs(path, index).problems] == ["sheets.column-without-unit"]
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    label = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Mã đơn vị")
    target = sheet.cell(label.row, 3)
    assert not target.protection.locked
    target.value = "H57"
    book.save(path)
    assert read_inputs(path, index).sheets["2026"].units == (UnitRow("H57"),)


def test_a_form_for_many_units_has_a_block_for_each(index, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_template(
        index, path, units=[UnitRow(f"C{number}", f"Phường {number}") for number in range(40)], period="2026"
    )
    result = read_inputs(path, index)
    assert result.problems == ()
    assert len(result.sheets["2026"].units) == 40


def test_a_form_in_english_is_read_as_well(index, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_template(index, path, units=[HUE], period="2026", language="en")
    assert "INPUT FORM" in texts_of(path)
    assert read_inputs(path, index).sheets["2026"].units == (HUE,)
