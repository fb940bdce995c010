from __future__ import annotations

from fractions import Fraction

import pytest

from thuocdo.domain.scoring.sheet import ValueState


def cell(result, name):
    assert result.problems == (), [problem.sentence("en") for problem in result.problems]
    column = result.sheets["2026"].column(name)
    return column.state(0), column.fraction(0)


@pytest.mark.parametrize(
    ("name", "text", "number"),
    [
        ("dossiers", "1.234.567", "1234567"),
        ("share", "85%", "0.85"),
        ("share", "0,85", "0.85"),
        ("share", "120%", "1.2"),
        ("share", "1", "1"),
        ("rate", "85", "85"),
        ("rate", "85%", "85"),
        ("rate", "0,5%", "0.5"),
        ("rate", "0", "0"),
        ("spending", "-1.234,56", "-1234.56"),
        ("portal", "Có", "1"),
        ("portal", "KHONG", "0"),
        ("portal", "yes", "1"),
        ("depth", "(1/3)", "1/3"),
    ],
)
def test_a_value_is_read_for_what_its_input_is(read_value, name: str, text: str, number: str) -> None:
    assert cell(read_value(name, text), name) == (ValueState.GIVEN, Fraction(number))


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("dossiers", "1.234", "sheets.ambiguous-number"),
        ("spending", "1,234", "sheets.ambiguous-number"),
        ("share", "1.234%", "sheets.ambiguous-number"),
        ("dossiers", "12,5", "sheets.not-whole"),
        ("dossiers", "-3", "sheets.negative"),
        ("dossiers", "12 hồ sơ", "sheets.not-a-number"),
        ("dossiers", "l2", "sheets.not-a-number"),
        ("dossiers", "1.2E+06", "sheets.rounded-display"),
        ("dossiers", "12/05/2026", "sheets.fraction-or-date"),
        ("survey", "5/10", "sheets.fraction-or-date"),
        ("dossiers", "#DIV/0!", "sheets.formula-error"),
        ("dossiers", "=A1/B1", "sheets.formula-without-result"),
        ("dossiers", "N/A", "sheets.vague-state"),
        ("dossiers", "–", "sheets.vague-state"),
        ("share", "85", "sheets.percent-or-fraction"),
        ("share", "8500%", "sheets.percent-too-large"),
        ("rate", "0.85", "sheets.fraction-or-percent"),
        ("dossiers", "85%", "sheets.percent-not-expected"),
        ("survey", "85%", "sheets.percent-not-expected"),
        ("survey", "18,5", "sheets.above-maximum"),
        ("depth", "-1", "sheets.below-minimum"),
        ("portal", "có thể", "sheets.not-yes-no"),
        ("chair", "Chủ tich UBND", "sheets.unknown-choice"),
        ("on_tme", "5", "sheets.unknown-input"),
        ("total", "5", "sheets.computed-input"),
    ],
)
def test_a_bad_value_is_an_error_and_nothing_is_loaded(
    read_value, codes, name: str, text: str, code: str
) -> None:
    result = read_value(name, text)
    assert codes(result) == [code]
    assert result.sheets == {}


def test_an_ambiguous_number_names_both_readings(read_value) -> None:
    (problem,) = read_value("spending", "1.234").problems
    assert "1234" in problem.reason.en
    assert "1.234" in problem.reason.en
    assert "1,234 (dấu chấm thập phân)" in problem.reason.vi
    assert "--decimal" in problem.fix.vi


def test_a_percentage_where_a_share_is_meant_names_both_ways_to_write_it(read_value) -> None:
    (problem,) = read_value("share", "85").problems
    assert problem.fix.vi == "Ghi 85% hoặc 0,85."


@pytest.mark.parametrize(("mark", "number"), [("comma", "1234"), ("point", "1.234")])
def test_the_chosen_decimal_mark_settles_a_number(read_value, mark: str, number: str) -> None:
    assert cell(read_value("spending", "1.234", decimals=mark), "spending")[1] == Fraction(number)


def test_a_number_in_the_other_manner_than_chosen_is_an_error(read_value, codes) -> None:
    assert codes(read_value("spending", "1,234.5", decimals="comma")) == ["sheets.other-decimal-mark"]


def test_other_numbers_of_the_file_settle_an_ambiguous_one(read) -> None:
    result = read('unit,period,input,value\nH57,2026,spending,"1.234"\nH57,2026,share,"0,5"\n')
    assert result.sheets["2026"].column("spending").fraction(0) == 1234


def test_numbers_in_both_manners_settle_nothing(read, codes) -> None:
    result = read('unit,period,input,value\nA,1,spending,1.234\nA,1,share,"0,5"\nA,1,depth,0.5\n')
    assert codes(result) == ["sheets.ambiguous-number"]


@pytest.mark.parametrize(
    ("state", "value", "expected"),
    [
        ("zero", "", ValueState.ZERO),
        ("zero", "0", ValueState.ZERO),
        ("bằng không", "", ValueState.ZERO),
        ("not_applicable", "", ValueState.NOT_APPLICABLE),
        ("Không áp dụng", "", ValueState.NOT_APPLICABLE),
        ("khong co so lieu", "", ValueState.NOT_AVAILABLE),
        ("missing", "", ValueState.MISSING),
        ("", "", ValueState.MISSING),
        ("", "không áp dụng", ValueState.NOT_APPLICABLE),
        ("given", "0", ValueState.GIVEN),
    ],
)
def test_a_state_is_read_in_both_languages(read_value, state: str, value: str, expected: ValueState) -> None:
    result = read_value("dossiers", value, state)
    assert result.problems == ()
    assert result.sheets["2026"].column("dossiers").state(0) is expected


def test_zero_carries_a_number_and_missing_does_not(read) -> None:
    sheet = read("unit,period,input,value,state\nA,1,dossiers,,zero\nA,1,target,,missing\n").sheets["1"]
    assert sheet.column("dossiers").numbers[0] == 0
    assert sheet.column("target").numbers[0] != sheet.column("target").numbers[0]


@pytest.mark.parametrize(
    ("state", "value", "code"),
    [
        ("zero", "5", "sheets.value-against-state"),
        ("missing", "5", "sheets.value-against-state"),
        ("not_applicable", "0", "sheets.value-against-state"),
        ("given", "", "sheets.given-without-value"),
        ("zero", "không áp dụng", "sheets.value-against-state"),
        ("unknown", "", "sheets.unknown-state"),
    ],
)
def test_value_and_state_must_agree(read_value, codes, state: str, value: str, code: str) -> None:
    assert codes(read_value("dossiers", value, state)) == [code]


@pytest.mark.parametrize(
    "word", ["deputy", "Phó Chủ tịch", "pho chu tich", "Deputy", "deputy – Phó Chủ tịch"]
)
def test_a_choice_is_read_by_code_or_label(read_value, word: str) -> None:
    result = read_value("chair", word)
    assert result.sheets["2026"].column("chair").choices == {0: "deputy"}


def test_an_unknown_choice_suggests_the_nearest(read_value) -> None:
    (problem,) = read_value("chair", "chairmann").problems
    assert "“chairman”" in problem.fix.en


def test_an_unknown_input_suggests_the_nearest(read_value) -> None:
    (problem,) = read_value("on-time", "5").problems
    assert "“on_time”" in problem.fix.vi


def test_a_part_cannot_exceed_its_whole(read) -> None:
    result = read("unit,period,input,value\nH57,2026,on_time,11\nH57,2026,dossiers,10\n")
    (problem,) = result.problems
    assert problem.code == "sheets.more-than-whole"
    assert (problem.row, problem.value) == (2, "11")
    assert "Hồ sơ đã giải quyết" in problem.reason.vi


def test_a_target_may_be_exceeded(read) -> None:
    assert read("unit,period,input,value\nH57,2026,dossiers,11\nH57,2026,target,10\n").is_loaded


def test_a_zero_denominator_is_left_to_the_rule(read) -> None:
    sheet = read("unit,period,input,value\nH57,2026,on_time,0\nH57,2026,dossiers,0\n").sheets["2026"]
    assert sheet.column("dossiers").fraction(0) == 0
