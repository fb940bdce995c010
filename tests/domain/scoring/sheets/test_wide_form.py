from __future__ import annotations

import pytest

ONE = """Bộ chỉ số,,small
Kỳ,,2026
Mã đơn vị,,H57
STT,Mã số liệu,Nội dung số liệu,Đơn vị tính,Giá trị,Trạng thái,Nguồn,Ghi chú
A. Giải quyết
1,dossiers,Hồ sơ,hồ sơ,5,,cổng,
2,on_time,Hồ sơ,hồ sơ,,không áp dụng,,chưa triển khai
"""
TWO = """period,,2026
unit,,,H57,,H19
name,,,Huế,,Đồng Nai
No.,code,title,value,state,value,state
1,dossiers,,5,,6,
2,on_time,,,zero,,not available
"""


def test_the_form_of_one_unit_is_read(read) -> None:
    result = read(ONE)
    assert result.problems == ()
    sheet = result.sheets["2026"]
    assert [unit.code for unit in sheet.units] == ["H57"]
    assert sheet.column("dossiers").fraction(0) == 5
    assert sheet.column("dossiers").sources == {0: "cổng"}
    assert sheet.column("on_time").state(0).word == "not_applicable"
    assert sheet.column("on_time").reasons == {0: "chưa triển khai"}


def test_several_units_stand_side_by_side(read) -> None:
    sheet = read(TWO).sheets["2026"]
    assert [(unit.code, unit.name) for unit in sheet.units] == [("H57", "Huế"), ("H19", "Đồng Nai")]
    assert sheet.column("dossiers").numbers.tolist() == [5, 6]
    assert [sheet.column("on_time").state(row).word for row in (0, 1)] == ["zero", "not_available"]


def test_columns_may_be_headed_by_units(read) -> None:
    sheet = read("input,H57,H19\ndossiers,5,không áp dụng\n", period="2026").sheets["2026"]
    assert sheet.column("dossiers").fraction(0) == 5
    assert sheet.column("dossiers").state(1).word == "not_applicable"


def test_a_value_column_without_a_unit_is_an_error(read) -> None:
    result = read(TWO.replace(",,H19", ",,"))
    assert [(problem.code, problem.column) for problem in result.problems] == [
        ("sheets.column-without-unit", "F (value)")
    ]


def test_a_form_without_a_period_is_an_error(read, codes) -> None:
    assert codes(read(ONE.replace("2026", ""))) == ["sheets.missing-cell"]


def test_a_figure_without_its_code_is_an_error(read) -> None:
    (problem,) = read(ONE.replace("1,dossiers", "1,")).problems
    assert (problem.code, problem.row, problem.column) == ("sheets.missing-cell", 6, "B (input)")


def test_the_same_figure_in_two_rows_is_an_error(read, codes) -> None:
    assert codes(read(ONE + "3,dossiers,,,7\n")) == ["sheets.duplicate"]


@pytest.mark.parametrize(
    ("old", "new", "code", "loads"),
    [
        ("Bộ chỉ số,,small", "Bộ chỉ số,,other", "sheets.other-index", False),
        ("Kỳ,,2026", "Kỳ,,2026\nPhiên bản quy tắc,,2019", "sheets.other-rule-set", True),
        ("Kỳ,,2026", "Kỳ,,2026\nMã phiên bản,,abc", "sheets.other-version", True),
    ],
)
def test_a_form_made_for_something_else_is_told(
    read, codes, old: str, new: str, code: str, loads: bool
) -> None:
    result = read(ONE.replace(old, new), version="def")
    assert codes(result) == [code]
    assert result.is_loaded is loads


def test_hidden_merged_and_unlabelled_figures_are_errors(read, workbook, codes) -> None:
    rows = [
        ["Kỳ", "", "2026"],
        ["unit", "", "H57"],
        ["No.", "input", "value"],
        [1, "dossiers", 5],
        [2, "target", 6],
    ]
    hide = workbook(rows, lambda _, sheet: sheet.set_row(4, options={"hidden": True}))
    merge = workbook(rows, lambda _, sheet: sheet.merge_range("C4:C5", 5))
    assert codes(read(hide)) == ["sheets.hidden-row"]
    assert "sheets.merged-cells" in codes(read(merge))


def test_merged_titles_are_welcome(read, workbook) -> None:
    rows = [
        [""],
        ["Kỳ", "", "2026"],
        ["unit", "", "H57"],
        ["No.", "input", "value"],
        [""],
        [1, "dossiers", 5],
    ]

    def dress(book, sheet):
        sheet.merge_range("A1:C1", "Phiếu nhập số liệu")
        sheet.merge_range("A5:C5", "I. Nhóm")

    assert read(workbook(rows, dress)).problems == ()
