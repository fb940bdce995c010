from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.explain import explain
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.results import ScoreTable
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow, Value, ValueState

UNITS = tuple(
    UnitRow(f"u{place}", level="odd" if place % 2 else "even", classes=("big",) * (place > 2))
    for place in range(6)
)


def table(
    column: list[object], *own: dict[str, Any], index: list[dict[str, Any]] | None = None, **more: Any
) -> ScoreTable:
    """Six units whose points are the treated value of input `x`, beside an input `people` of 2."""
    rules = Definition.model_validate(
        {
            "schema": 1, "index": "x", "rule_set": "1", "title": "X", "points": 1000, "prepare": index or [],
            "indicators": [{"code": "i", "points": 1000, "rule": {"kind": "given", "of": "x", "limit": False}}],
            "inputs": {"x": {"prepare": list(own)} | more},
        }
    )  # fmt: skip
    cells: list[tuple[str, str, Any]] = [(unit.code, "people", 2) for unit in UNITS]
    for unit, value in zip(UNITS, column, strict=True):
        if value is not None:
            cells.append((unit.code, "x", value if isinstance(value, Value) else Fraction(str(value))))
    return score(rules, InputSheet.from_values("2026", cells, UNITS))


def points(scored: ScoreTable) -> list[float]:
    result: list[float] = scored.points("i").tolist()
    return result


def test_denominating_divides_by_another_input() -> None:
    assert points(table([1, 2, 3, 4, 5, 6], {"kind": "denominate", "by": "people", "times": 100})) == [
        50,
        100,
        150,
        200,
        250,
        300,
    ]


@pytest.mark.parametrize(
    ("step", "filled"),
    [
        ({"method": "mean"}, 5.0),
        ({"method": "median"}, 4.0),
        ({"method": "min"}, 1.0),
        ({"method": "max"}, 12.0),
        ({"method": "zero"}, 0.0),
        ({"method": "value", "value": 7}, 7.0),
        ({"method": "mean", "within": "unit_group"}, 3.5),
        ({"method": "max", "within": "class"}, 12.0),
    ],
)
def test_a_missing_value_is_filled_from_its_group(step: dict[str, Any], filled: float) -> None:
    assert points(table([1, 3, 5, 4, 12, None], {"kind": "impute"} | step)) == [
        1,
        3,
        5,
        4,
        12,
        filled,
    ]


def test_what_does_not_apply_is_never_filled() -> None:
    exempt = Value(state=ValueState.NOT_APPLICABLE)
    scored = table([1, 3, 5, 4, 12, exempt], {"kind": "impute", "method": "mean"})
    assert scored.state("u5", "i") == "not_applicable"


def test_a_group_without_values_has_nothing_to_fill_from() -> None:
    assert np.isnan(
        points(table([1, None, 5, None, 12, None], {"kind": "impute", "within": "unit_group"}))[1]
    )


def test_quantiles_draw_both_ends_in() -> None:
    step = {"kind": "winsorise", "lower": "20%", "upper": "80%"}
    assert points(table([0, 10, 20, 30, 40, 100], step)) == [10, 10, 20, 30, 40, 40]


def test_one_outlier_is_drawn_in_to_its_neighbour() -> None:
    step = {"kind": "winsorise", "skew": 2, "kurtosis": 3.5, "max_points": 5}
    assert points(table([1, 2, 3, 4, 5, 900], step)) == [1, 2, 3, 4, 5, 5]


def test_a_column_without_outliers_is_left_alone() -> None:
    step = {"kind": "winsorise", "skew": 2, "kurtosis": 3.5, "max_points": 5, "then": "log"}
    assert points(table([1, 2, 3, 4, 5, 6], step)) == [1, 2, 3, 4, 5, 6]


def test_what_a_few_points_do_not_cure_goes_on_a_logarithmic_scale() -> None:
    step = {"kind": "winsorise", "skew": 2, "kurtosis": 3.5, "max_points": 0, "then": "log"}
    column = [1, 2, 3, 4, 5, 901]
    assert points(table(column, step)) == pytest.approx([np.log(x - 1 + 9) for x in column])


def test_the_inputs_own_steps_come_before_the_index_wide_ones() -> None:
    own, index = {"kind": "denominate", "by": "people"}, [{"kind": "log", "shift": 1}]
    assert points(table([0, 2, 4, 6, 8, 10], own, index=index)) == pytest.approx(np.log([1, 2, 3, 4, 5, 6]))


def test_index_wide_steps_spare_what_is_divided_by_and_what_is_skipped() -> None:
    own = {"kind": "denominate", "by": "people"}
    assert points(table([2, 4, 6, 8, 10, 12], own, index=[{"kind": "log", "skip": ["x"]}])) == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]


def test_a_derived_input_is_computed_and_then_treated() -> None:
    rules = Definition.model_validate(
        {
            "schema": 1, "index": "x", "rule_set": "1", "title": "X", "points": 10,
            "indicators": [{"code": "i", "points": 10, "rule": {"kind": "given", "of": "rate", "limit": False}}],
            "inputs": {"rate": {"derive": "a / b", "prepare": [{"kind": "impute", "method": "mean"}]}},
        }
    )  # fmt: skip
    cells = [("x", "a", 1), ("x", "b", 2), ("y", "a", 3), ("y", "b", 2), ("z", "a", 9)]
    scored = score(rules, InputSheet.from_values("2026", cells))
    assert scored.points("i").tolist() == [0.5, 1.5, 1.0]
    shown = explain(scored, "z", "i").inputs[0]
    assert (shown.derived_from, shown.read_as, shown.state) == ("a / b", 1, "derived")


def test_the_derivation_shows_the_value_as_written_and_as_treated() -> None:
    scored = table([1, 2, 3, 4, 5, 900], {"kind": "winsorise", "skew": 2, "kurtosis": 3.5, "max_points": 5})
    shown = explain(scored, "u5", "i").inputs[0]
    assert (shown.value, shown.read_as) == (900, 5)
    assert "outliers drawn in" in shown.treatments[0].en
