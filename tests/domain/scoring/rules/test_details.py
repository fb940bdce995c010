"""What single kinds promise beyond what all kinds share."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError

from thuocdo.domain.scoring.exactness import Floats
from thuocdo.domain.scoring.readings import Readings, SheetSource
from thuocdo.domain.scoring.rules import NotInvertible, Quantity, Rule, RuleModel, Wanted
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow, Value

ADAPTER: TypeAdapter[RuleModel] = TypeAdapter(Rule)
TEN = Fraction(10)


def rule(kind: str, **fields: Any) -> RuleModel:
    return ADAPTER.validate_python(
        {"kind": kind} | {name.rstrip("_"): value for name, value in fields.items()}
    )


def points(one: RuleModel, maximum: Fraction = TEN, **values: object) -> Fraction | float:
    sheet = sheet_of(**values)
    result: Fraction | float = one.evaluate(Readings.exactly(SheetSource(sheet), [0]), maximum)[0]
    return result


def sheet_of(**values: object) -> InputSheet:
    cells = [
        ("u", name, Value(choice=value) if name == "choice" else Fraction(str(value)))
        for name, value in values.items()
    ]
    return InputSheet.from_values("2026", cells)  # type: ignore[arg-type] - cells of both forms


def is_unknown(value: Fraction | float) -> bool:
    return value != value


# ratio


def test_a_ratio_is_full_from_its_target_and_never_more() -> None:
    one = rule("ratio", of="a", to="b", full_at=0.8)
    assert [points(one, a=a, b=100) for a in (40, 80, 95, 130)] == [5, 10, 10, 10]


def test_a_ratio_without_a_cap_may_pass_the_maximum() -> None:
    assert points(rule("ratio", of="a", to="b", cap=False), a=130, b=100) == 13


def test_a_ratio_under_its_floor_gives_nothing() -> None:
    one = rule("ratio", of="a", to="b", floor=0.5)
    assert [points(one, a=a, b=100) for a in (49, 50)] == [0, 5]


@pytest.mark.parametrize(("policy", "expected"), [("full", 10), ("zero", 0)])
def test_an_empty_denominator_means_what_the_rule_says(policy: str, expected: int) -> None:
    assert points(rule("ratio", of="a", to="b", when_empty=policy), a=0, b=0) == expected


def test_an_empty_denominator_is_unknown_unless_said() -> None:
    assert is_unknown(points(rule("ratio", of="a", to="b"), a=0, b=0))


def test_an_empty_denominator_can_exempt_the_unit() -> None:
    read = Readings.exactly(SheetSource(sheet_of(a=0, b=0)), [0])
    rule("ratio", of="a", to="b", when_empty="not_applicable").evaluate(read, TEN)
    assert read.exempted is not None
    assert read.exempted.tolist() == [True]


def test_a_lower_ratio_can_be_better() -> None:
    one = rule("ratio", of="late", to="all", lower_is_better=True, full_at=0.1)
    assert [points(one, late=late, all=100) for late in (0, 10, 55, 100)] == [10, 10, 5, 0]


def test_the_smallest_whole_numerator_for_wanted_points() -> None:
    one = rule("ratio", of="a", to="b", full_at=0.9)
    wanted = Wanted(Fraction("5.995"), Fraction(6), "a", {"b": Fraction(139663)}, Fraction(1))
    found = one.inverse(wanted)
    assert found == 125592
    assert (
        points(one, Fraction(6), a=125592, b=139663)
        >= wanted.points
        > points(one, Fraction(6), a=125591, b=139663)
    )


def test_an_inverse_follows_an_input_that_stands_above_and_below() -> None:
    one = rule("ratio", of="yes", to="yes + no")
    assert one.inverse(Wanted(Fraction(8), TEN, "yes", {"no": Fraction(30)}, Fraction(1))) == 120


@pytest.mark.parametrize(
    ("wanted", "code"),
    [(Fraction(0), "inverse.always"), (Fraction(11), "inverse.never"), (Fraction(5), "inverse.not-a-line")],
)
def test_an_inverse_says_why_there_is_none(wanted: Fraction, code: str) -> None:
    found = rule("ratio", of="max(a, c)", to="b").inverse(
        Wanted(wanted, TEN, "a", {"b": Fraction(4), "c": Fraction(1)})
    )
    assert isinstance(found, NotInvertible)
    assert found.code == code


# thresholds


def test_four_fifths_reached_in_floats_as_a_hair_less_counts_as_reached() -> None:
    one = rule("bands", of="a * b", bands=[{"from": 0.8, "share": 1}, {"share": 0}])
    sheet = sheet_of(a="0.1", b=8)
    at = Floats(1)
    one.evaluate(Readings(SheetSource(sheet), at), TEN)
    assert at.doubts is not None, "the float must not decide"
    assert points(one, a="0.1", b=8) == 10


def test_a_threshold_met_by_the_written_number_needs_no_second_look() -> None:
    at = Floats(3)
    sheet = InputSheet.from_arrays(
        "2026", [UnitRow(str(row)) for row in range(3)], {"a": [0.8, 0.7999999, 4]}
    )
    one = rule("bands", of="a", bands=[{"from": 0.8, "share": 1}, {"share": 0}])
    assert one.evaluate(Readings(SheetSource(sheet), at), TEN).tolist() == [10, 0, 10]
    assert at.doubts is None


def test_a_number_that_no_float_holds_is_compared_as_written() -> None:
    one = rule("bands", of="a", bands=[{"from": "1/3", "share": 1}, {"share": 0}])
    assert points(one, a="1/3") == 10


def test_a_band_may_leave_its_bound_to_the_next() -> None:
    one = rule("bands", of="a", bands=[{"from": 80, "included": False, "share": 1}, {"share": 0}])
    assert [points(one, a=a) for a in (80, "80.01")] == [0, 10]


def test_fewer_days_reach_better_bands() -> None:
    one = rule(
        "bands",
        of="days",
        lower_is_better=True,
        bands=[{"from": 3, "share": 1}, {"from": 5, "share": 0.5}, {"share": 0}],
    )
    assert [points(one, days=days) for days in (2, 3, 4, 5, 6)] == [10, 10, 5, 5, 0]
    assert one.inverse(Wanted(TEN, TEN, "days")) == 3


@pytest.mark.parametrize(
    ("bands", "code"),
    [
        ([{"from": 5, "share": 1}, {"from": 8, "share": 0}, {"share": 0}], "rule.overlap"),
        ([{"from": 5, "share": 1}, {"from": 5, "share": 0}, {"share": 0}], "rule.overlap"),
        ([{"from": 5, "share": 1}], "rule.gap"),
        ([{"share": 1}, {"share": 0}], "rule.overlap"),
        ([{"from": 5, "share": 1, "points": 3}, {"share": 0}], "rule.award"),
        ([], "rule.no-band"),
    ],
)
def test_gaps_and_overlaps_are_found(bands: list[Any], code: str) -> None:
    assert code in {finding.code for finding in rule("bands", of="a", bands=bands).check()}


def test_a_band_that_changes_nothing_is_a_warning() -> None:
    findings = rule(
        "bands", of="a", bands=[{"from": 5, "share": 1}, {"from": 3, "share": 1}, {"share": 0}]
    ).check()
    assert [(finding.severity, finding.code) for finding in findings] == [("warning", "rule.same-award")]


def test_meetings_are_counted_in_steps() -> None:
    one = rule("steps", of="n", steps=[{"at_least": n, "points": 5 * n} for n in (1, 2, 3, 4)])
    assert [points(one, n=n) for n in (0, 1, 3, 4, 9)] == [0, 5, 15, 20, 20]


# choices


def test_a_choice_outside_the_levels_is_unknown_unless_said() -> None:
    assert is_unknown(points(rule("levels", of="choice", levels={"x": 1}), choice="z"))
    assert points(rule("levels", of="choice", levels={"x": 1}, otherwise=0), choice="z") == 0


def test_needed_parts_give_all_and_fewer_in_proportion_or_nothing() -> None:
    answers = {"a": 1, "b": 0, "c": 0, "d": 1}
    items = list(answers)
    assert points(rule("checklist", items=items, need=2), **answers) == 10
    assert points(rule("checklist", items=items, need=3), **answers) == Fraction(20, 3)
    assert points(rule("checklist", items=items, need=3, fewer="zero"), **answers) == 0


def test_shares_of_a_checklist_should_add_up() -> None:
    findings = rule("checklist", items={"a": 0.5, "b": 0.25}).check()
    assert [finding.code for finding in findings] == ["rule.shares"]


# scales


def test_income_on_a_logarithmic_scale_is_exact_at_its_geometric_middle() -> None:
    one = rule("log", of="income", **{"from": 100, "to": 10000})
    assert [points(one, income=income) for income in (100, 1000, 10000, 50000)] == [0, 5, 10, 10]


def test_no_logarithm_of_nothing() -> None:
    read = Readings.exactly(SheetSource(sheet_of(income=0)), [0])
    one = rule("log", of="income", **{"from": 100, "to": 10000})
    assert is_unknown(one.evaluate(read, TEN)[0])
    assert [reason.code for reason, _ in read.reasons] == ["not_positive"]


def test_a_scale_is_clipped_only_where_it_says() -> None:
    ends = {"from": 0, "to": 10}
    by_clip = {
        clip: [points(rule("linear", of="x", clip=clip, **ends), x=x) for x in (-1, 12)]
        for clip in ("both", "lower", "upper", "none")
    }
    assert by_clip == {"both": [0, 10], "lower": [0, 12], "upper": [-1, 10], "none": [-1, 12]}


def test_a_given_score_is_scaled_from_its_own_total() -> None:
    assert points(rule("given", of="s", as_="points", out_of=5), s=4) == 8
    assert points(rule("given", of="s", as_="percent"), s=64) == Fraction("6.4")


def test_a_penalty_stops_at_its_limit() -> None:
    one = rule("adjustment", of="late", each=-2, min=-10, max=0)
    assert [points(one, late=late) for late in (0, 3, 9)] == [0, -6, -10]


# relative


def shares(values: list[object], **fields: Any) -> list[float]:
    cells = [
        (f"u{place}", "x", Fraction(str(value))) for place, value in enumerate(values) if value is not None
    ]
    units = [UnitRow(f"u{place}", level="odd" if place % 2 else "even") for place in range(len(values))]
    sheet = InputSheet.from_values("2026", cells, units)
    one = rule("relative", of="x", **fields)
    return [float(value) for value in one.evaluate(Readings.of_all(SheetSource(sheet)), Fraction(1))]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"method": "minmax"}, [0, 0.5, 0.5, 1]),
        ({"method": "minmax", "lower_is_better": True}, [1, 0.5, 0.5, 0]),
        ({"method": "minmax", "scale": [0.01, 1]}, [0.01, 0.505, 0.505, 1]),
        ({"method": "rank"}, [0.25, 0.75, 0.75, 1]),
        ({"method": "percentile"}, [0, 1 / 3, 1 / 3, 1]),
        ({"method": "distance_to_best"}, [1 / 3, 2 / 3, 2 / 3, 1]),
        ({"method": "distance_to_best", "lower_is_better": True}, [1, 0.5, 0.5, 1 / 3]),
        ({"method": "zscore", "population": "population"}, [-(2**0.5), 0, 0, 2**0.5]),
        ({"method": "minmax", "within": "level"}, [0, 0, 1, 1]),
    ],
)
def test_a_place_among_peers(fields: dict[str, Any], expected: list[float]) -> None:
    assert shares([10, 20, 20, 30], **fields) == pytest.approx(expected)


def test_a_unit_alone_cannot_be_placed() -> None:
    assert np.isnan(shares([10, None, None], method="minmax")).all()


def test_all_peers_can_be_waited_for() -> None:
    assert np.isnan(shares([10, 20, None], method="minmax", min_peers="all")).all()
    assert shares([10, 20, None], method="minmax")[:2] == [0, 1]


@pytest.mark.parametrize(("policy", "expected"), [("full", 1), ("zero", 0), ("half", 0.5)])
def test_peers_that_are_all_equal_get_what_the_rule_says(policy: str, expected: float) -> None:
    assert shares([7, 7, 7], method="minmax", when_equal=policy) == [expected] * 3


def test_equal_peers_are_unknown_unless_said() -> None:
    assert np.isnan(shares([7, 7], method="minmax")).all()


# expressions


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')", "a.b()", "a[0]", "lambda: 1", "[x for x in a]", "exec(a)", "a ** 9", "2 ** a",
        "a if b else c", "'text'", "f(a)", "min(a)", "a := 1", "a @ b", "a % b", "a // b", "a & b", "~a", "min(*a)",
        "min(a, key=b)",
        "(" * 30 + "a" + ")" * 30 + "+" * 400, "1e400", "a is b", "a in b", "{a}", "...", "a; b", "",
        "+".join(["a"] * 300), "-" * 30 + "a",
    ],
)  # fmt: skip
def test_nothing_but_arithmetic_is_an_expression(text: str) -> None:
    with pytest.raises(ValidationError):
        rule("expression", share=text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("if(a > b, 1, 0)", 1), ("if(a <= b, 1, 0)", 0), ("if(a == 3 and not b == 3, 1, 0)", 1),
        ("if(1 < b < a, 1, 0)", 1),
        ("(a - b) ** 2", 1), ("min(a, b, 1/2)", Fraction(1, 2)), ("abs(b - a)", 1),
        ("round(a / 7, 2)", Fraction("0.43")),
        ("clip(a, 0, 1)", 1), ("-b + a", 1), ("sqrt(a + 1) / 4", Fraction(1, 2)), ("0.1 * a", Fraction(3, 10)),
        ("ln(a - b)", 0), ("if(a != b or a < 0, 1, 0)", 1),
    ],
)  # fmt: skip
def test_an_expression_means_what_it_says(text: str, expected: object) -> None:
    assert points(rule("expression", share=text), Fraction(1), a=3, b=2) == expected


def test_an_unknown_in_the_branch_not_taken_is_still_unknown() -> None:
    assert is_unknown(points(rule("expression", share="if(a > 1, 1, c)"), a=3))


def test_a_division_by_zero_has_its_reason() -> None:
    read = Readings.exactly(SheetSource(sheet_of(a=3, b=0)), [0])
    assert is_unknown(rule("expression", share="a / b").evaluate(read, TEN)[0])
    assert [reason.code for reason, _ in read.reasons] == ["undefined"]


def test_a_declared_direction_is_tried_out() -> None:
    findings = rule("expression", share="a / (a + b)", monotone={"a": "decreasing"}).check()
    assert [finding.code for finding in findings] == ["rule.monotone"]
    assert (
        rule("expression", share="a / (a + b)", monotone={"a": "increasing", "b": "decreasing"}).check() == []
    )


def test_a_declared_direction_lets_the_inverse_be_searched() -> None:
    one = rule("expression", share="a / (a + b)", monotone={"a": "increasing", "b": "decreasing"})
    held = {"a": Fraction(30), "b": Fraction(30)}
    assert one.inverse(Wanted(Fraction(8), TEN, "a", held, Fraction(1))) == 120
    assert one.inverse(Wanted(Fraction(8), TEN, "b", held, Fraction(1))) == 7
    undeclared = rule("expression", share="a / (a + b)").inverse(
        Wanted(Fraction(8), TEN, "a", held, Fraction(1))
    )
    assert isinstance(undeclared, NotInvertible)


def test_large_amounts_are_compared_by_their_own_size() -> None:
    one = rule("expression", share="if(spent * 1.1 >= planned * 1.1, 1, 0)")
    values = {"spent": "1234567890123.3", "planned": "1234567890123.3"}
    at = Floats(1)
    one.evaluate(Readings(SheetSource(sheet_of(**values)), at), TEN)
    assert at.doubts is not None
    assert points(one, **values) == 10


def test_a_name_may_hold_dots_and_dashes() -> None:
    assert Quantity("on-time").names == ("on-time",)
    assert Quantity("on - time").names == ("on", "time")


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(ValidationError, match="rounding"):
        rule("ratio", of="a", to="b", rounding=2)
