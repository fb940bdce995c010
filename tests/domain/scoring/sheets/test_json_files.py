from __future__ import annotations

import json
from fractions import Fraction

import pytest

ROW = {"unit": "H57", "period": "2026", "input": "dossiers", "value": 5}


def rows(*changes):
    return json.dumps([{**ROW, **change} for change in changes])


def test_a_list_of_rows_is_read(read) -> None:
    assert read(rows({})).sheets["2026"].column("dossiers").fraction(0) == 5


def test_an_object_with_values_says_which_index_it_is_for(read, codes) -> None:
    assert read(json.dumps({"index": "small", "rule_set": "2026", "values": [ROW]})).is_loaded
    assert codes(read(json.dumps({"index": "other", "values": [ROW]}))) == ["sheets.other-index"]


def test_decimals_are_exact(read) -> None:
    result = read(
        f'[{json.dumps(ROW)[:-1]}, "value": 0.1}}]'.replace('"value": 5, ', "").replace("dossiers", "depth")
    )
    assert result.sheets["2026"].column("depth").fraction(0) == Fraction(1, 10)


def test_yes_and_no_are_true_and_false(read) -> None:
    assert read(rows({"input": "portal", "value": True})).sheets["2026"].column("portal").fraction(0) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"value": True}, "sheets.yes-no-in-number"),
        ({"value": [1, 2]}, "sheets.nested-value"),
        ({"value": {"a": 1}}, "sheets.nested-value"),
        ({"value": "1.234"}, "sheets.ambiguous-number"),
        ({"input": "share", "value": 85}, "sheets.percent-or-fraction"),
    ],
)
def test_a_bad_value_is_an_error(read, codes, change, code: str) -> None:
    assert codes(read(rows(change))) == [code]


def test_not_a_number_is_no_number(read, codes) -> None:
    assert codes(read(rows({}).replace(": 5", ": NaN"))) == ["sheets.not-finite"]


@pytest.mark.parametrize(
    "text",
    [
        '{"values": 5}',
        "[1, 2]",
        "[",
        '{"unit": "A", "unit": "B"}',
        "[" * 100_000,
        '[{"value": 1e999999999}]',
        "{}",
    ],
)
def test_what_is_no_list_of_rows_is_an_error(read, codes, text: str) -> None:
    assert codes(read(text, name="x.json")) == ["sheets.broken-json"]


def test_the_row_of_a_problem_is_its_place_in_the_list_after_the_headings(read) -> None:
    (problem,) = read(rows({}, {"unit": "B", "value": "x1"})).problems
    assert problem.row == 3
