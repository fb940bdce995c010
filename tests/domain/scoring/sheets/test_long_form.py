from __future__ import annotations

from thuocdo.domain.scoring.sheet import UnitRow

HEAD = "unit,period,input,value,state,source,reason,unit_name,level,parent,classes\n"


def test_units_come_with_what_is_said_about_them(read) -> None:
    result = read(HEAD + "H57,2026,dossiers,5,,,,UBND thành phố Huế,province,VN,central; coastal\n")
    assert result.sheets["2026"].units == (
        UnitRow("H57", "UBND thành phố Huế", "province", "VN", ("central", "coastal")),
    )


def test_a_unit_without_figures_is_kept(read) -> None:
    sheet = read(HEAD + "H57,2026,dossiers,5,,,,,,,\nH19,2026,,,,,,,,,\n").sheets["2026"]
    assert [unit.code for unit in sheet.units] == ["H57", "H19"]


def test_every_period_is_a_sheet_of_its_own(read) -> None:
    result = read(HEAD + "A,2025,dossiers,4,,,,,,,\nA,2026,dossiers,5,,,,,,,\n")
    assert {period: sheet.column("dossiers").fraction(0) for period, sheet in result.sheets.items()} == {
        "2025": 4,
        "2026": 5,
    }


def test_a_period_given_outside_fills_empty_cells(read) -> None:
    assert list(read("unit,input,value\nA,dossiers,5\n", period="2026-Q1").sheets) == ["2026-Q1"]


def test_a_row_without_unit_period_or_input_is_an_error(read) -> None:
    result = read(HEAD + ",2026,dossiers,5,,,,,,,\nA,,dossiers,5,,,,,,,\nA,2026,,5,,,,,,,\n")
    assert [(problem.row, problem.column) for problem in result.problems] == [
        (2, "A (unit)"),
        (3, "B (period)"),
        (4, "C (input)"),
    ]


def test_a_figure_given_twice_names_both_places(read) -> None:
    (problem,) = read(HEAD + "A,1,dossiers,5,,,,,,,\nA,1,target,6,,,,,,,\nA,1,dossiers,5,,,,,,,\n").problems
    assert (problem.code, problem.row) == ("sheets.duplicate", 4)
    assert "row 2" in problem.reason.en
    assert "dòng 2" in problem.reason.vi


def test_rows_that_disagree_on_a_unit_are_an_error(read) -> None:
    (problem,) = read(HEAD + "A,1,dossiers,5,,,,Huế,,,\nA,1,target,5,,,,Huế mới,,,\n").problems
    assert (problem.code, problem.row, problem.value) == ("sheets.conflicting-unit", 3, "Huế mới")


def test_a_unit_outside_the_list_suggests_the_nearest(read) -> None:
    (problem,) = read(HEAD + "H75,1,dossiers,5,,,,,,,\n", known_units=["H57", "H19"]).problems
    assert problem.code == "sheets.unknown-unit"
    assert "H57" in problem.fix.vi


def test_codes_that_differ_in_case_or_spaces_are_told(read) -> None:
    result = read(HEAD + "H57,1,dossiers,5,,,,,,,\nh57,1,target,5,,,,,,,\n")
    assert [(problem.code, problem.severity) for problem in result.problems] == [
        ("sheets.similar-unit", "warning")
    ]


def test_all_problems_are_told_at_once(read) -> None:
    result = read(
        HEAD + "A,1,dossiers,x1,,,,,,,\nB,1,dosiers,5,,,,,,,\nC,1,share,85,,,,,,,\nD,1,dossiers,7,,,,,,,\n"
    )
    assert [problem.row for problem in result.problems] == [2, 3, 4]
    assert result.sheets == {}


def test_every_problem_speaks_both_languages(read) -> None:
    result = read(
        HEAD + "A,1,dossiers,x1,,,,,,,\nB,1,dosiers,5,,,,,,,\nC,1,share,85,,,,,,,\nC,1,share,85,,,,,,,\n"
    )
    for problem in result.problems:
        assert problem.reason.en
        assert problem.fix.en
        assert problem.reason.vi != problem.reason.en
        assert str(problem.row) in problem.sentence("en")
