"""The shipped index from an empty form to published numbers, as an office would go."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

# Huế, year 2026, captured 2026-09-30 from the national portal: numerator, denominator, points.
PUBLISHED = {
    "2.1": ("dossiers_on_time", 119_662, "dossiers_handled", 136_162, "17.58"),
    "1.1": ("procedures_announced_on_time", 34, "procedures_announced", 68, "3.00"),
    "4.1": ("dossiers_electronic_result", 89_901, "digitization_dossiers", 139_663, "3.86"),
}


@pytest.fixture
def filled(call, folder):
    """The form of Huế with a few real counts."""
    call("template", "766@2026", "-o", "hue.xlsx", "--unit", "H57=UBND thành phố Huế", "--period", "2026")
    book = openpyxl.load_workbook(folder / "hue.xlsx")
    sheet = book.worksheets[0]
    rows = {sheet.cell(row, 2).value: row for row in range(1, sheet.max_row + 1)}
    for part, count, whole, total, _ in PUBLISHED.values():
        sheet.cell(rows[part], 5).value = count
        sheet.cell(rows[whole], 5).value = total
    book.save(folder / "hue.xlsx")


def test_published_points_come_out_of_a_filled_in_form(call, filled) -> None:
    answer = call("score", "766@2026", "hue.xlsx")
    assert answer.code == 0
    points = {row["code"]: row["points"] for row in csv.DictReader(io.StringIO(answer.out))}
    assert {code: points[code] for code in PUBLISHED} == {code: case[-1] for code, case in PUBLISHED.items()}
    assert points["TDGQ"] == "17.58"
    assert points["total"] == ""


def test_a_published_number_is_explained_from_its_counts(call, filled) -> None:
    told = call("explain", "766@2026", "hue.xlsx", "H57", "2.1", "--format", "table").out
    assert "119.662" in told
    assert "136.162" in told
    assert "17,58" in told


def test_a_count_over_its_whole_is_refused_at_its_cell(call, filled, folder) -> None:
    book = openpyxl.load_workbook(folder / "hue.xlsx")
    sheet = book.worksheets[0]
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == "dossiers_on_time")
    sheet.cell(row, 5).value = 136_163
    book.save(folder / "hue.xlsx")
    answer = call("score", "766@2026", "hue.xlsx")
    assert answer.code == 1
    assert f"dòng {row}, cột E" in answer.err


def test_scoring_a_period_outside_the_legal_force_says_that_it_is_a_trial(call, folder) -> None:
    figures = "unit,period,input,value\nhue,{},dossiers_on_time,23\nhue,{},dossiers_handled,80\n"
    (folder / "then.csv").write_text(figures.format(2024, 2024), encoding="utf-8")
    (folder / "now.csv").write_text(figures.format(2026, 2026), encoding="utf-8")
    then = call("score", "766@2026-09-01-portal", "then.csv")
    assert then.code == 0
    assert "01/09/2026" in then.err
    assert "766" not in call("score", "766@2026-09-01-portal", "now.csv").err
