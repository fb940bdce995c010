"""Last period's figures beside the column to fill in: seen, never read."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow, Value, ValueState
from thuocdo.domain.scoring.sheets import read_inputs, write_inputs, write_template
from thuocdo.domain.scoring.sheets.forms import write_form

HUE, DONG_NAI = UnitRow("H57", "UBND thành phố Huế"), UnitRow("H19", "Đồng Nai")
HEADING = "Kỳ trước (2025)"
LAST = InputSheet.from_values(
    "2025",
    [
        ("H57", "on_time", Value(Fraction(90))),
        ("H57", "dossiers", Value(Fraction(120))),
        ("H57", "portal", Value(Fraction(0))),
        ("H57", "chair", Value(choice="deputy")),
        ("H57", "target", Value(state=ValueState.NOT_APPLICABLE)),
        ("H57", "gone", Value(Fraction(7))),
        ("H19", "dossiers", Value(Fraction(55))),
    ],
    [HUE, DONG_NAI],
)


def sheet_of(path: Path):
    return openpyxl.load_workbook(path).worksheets[0]


def heading_row(sheet) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == "Mã số liệu")


def row_of(sheet, name: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == name)


@pytest.fixture
def form(index: Definition, tmp_path: Path) -> Path:
    path = tmp_path / "form.xlsx"
    write_template(index, path, units=[HUE], period="2026", version="a1b2", previous=LAST)
    return path


def test_it_stands_greyed_and_locked_before_the_value_with_its_period(form: Path) -> None:
    sheet = sheet_of(form)
    top = heading_row(sheet)
    assert [sheet.cell(top, column).value for column in (5, 6)] == [HEADING, "Giá trị"]
    last, entry = sheet.cell(row_of(sheet, "on_time"), 5), sheet.cell(row_of(sheet, "on_time"), 6)
    assert (last.value, last.protection.locked, last.fill.fgColor.rgb) == (90, True, "FFEEEEEE")
    assert (entry.value, entry.protection.locked) == (None, False)


def test_answers_choices_and_states_are_told_in_words_and_what_is_not_asked_is_left_out(form: Path) -> None:
    sheet = sheet_of(form)
    said = {name: sheet.cell(row_of(sheet, name), 5).value for name in ("portal", "chair", "target", "depth")}
    assert said == {
        "portal": "không", "chair": "deputy – Phó Chủ tịch", "target": "không áp dụng", "depth": None,
    }  # fmt: skip
    assert "gone" not in [sheet.cell(row, 2).value for row in range(1, sheet.max_row + 1)]


def test_an_empty_form_stays_empty(form: Path, index: Definition) -> None:
    result = read_inputs(form, index, version="a1b2")
    assert result.problems == ()
    assert (result.sheets["2026"].units, dict(result.sheets["2026"].columns)) == ((HUE,), {})


def filled(form: Path) -> openpyxl.Workbook:
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    sheet.cell(row_of(sheet, "on_time"), 6).value = 100
    sheet.cell(row_of(sheet, "dossiers"), 6).value = 130
    return book


def numbers_in(form: Path, index: Definition) -> dict[str, Fraction]:
    result = read_inputs(form, index)
    assert result.errors == ()
    (sheet,) = result.sheets.values()
    assert sheet.period == "2026"
    return {name: column.fraction(0) for name, column in sheet.columns.items()}


def test_only_the_entries_come_back(form: Path, index: Definition) -> None:
    filled(form).save(form)
    assert numbers_in(form, index) == {"on_time": 100, "dossiers": 130}


@pytest.mark.parametrize("place", [1, 3, 7, 9, 12])
def test_it_is_passed_over_wherever_somebody_moves_it(form: Path, index: Definition, place: int) -> None:
    book = filled(form)
    sheet = book.worksheets[0]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    last = [sheet.cell(row, 5).value for row in range(1, sheet.max_row + 1)]
    top = heading_row(sheet)
    sheet.delete_cols(5)
    sheet.insert_cols(place)
    for row, value in enumerate(last, 1):
        if row >= top:
            sheet.cell(row, place).value = value
    book.save(form)
    assert numbers_in(form, index) == {"on_time": 100, "dossiers": 130}


def test_every_unit_has_its_own(index: Definition, tmp_path: Path) -> None:
    path = tmp_path / "two.xlsx"
    write_template(index, path, units=[HUE, DONG_NAI], period="2026", previous=LAST)
    sheet = sheet_of(path)
    row = row_of(sheet, "dossiers")
    assert [sheet.cell(row, column).value for column in (5, 10)] == [120, 55]
    sheet_book = openpyxl.load_workbook(path)
    sheet_book.worksheets[0].cell(row, 11).value = 60
    sheet_book.save(path)
    (back,) = read_inputs(path, index).sheets.values()
    assert [(unit.code, back.column("dossiers").state(place)) for place, unit in enumerate(back.units)] == [
        ("H57", ValueState.MISSING),
        ("H19", ValueState.GIVEN),
    ]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_filled_form_is_the_same_with_and_without_it(
    index: Definition, tmp_path: Path, suffix: str, language: str
) -> None:
    sheet = InputSheet.from_values("2026", [("H57", "on_time", 5), ("H57", "dossiers", 8)], [HUE])
    with_it, without = tmp_path / f"with{suffix}", tmp_path / f"without{suffix}"
    write_form(with_it, index, [sheet], language=language, previous=LAST)
    write_form(without, index, [sheet], language=language)
    one, other = (tmp_path / f"{name}.csv" for name in ("one", "other"))
    write_inputs(read_inputs(with_it, index).sheets.values(), one, index)
    write_inputs(read_inputs(without, index).sheets.values(), other, index)
    assert one.read_bytes() == other.read_bytes()
    assert with_it.read_bytes() != without.read_bytes()
