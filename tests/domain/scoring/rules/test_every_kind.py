"""Properties that every rule kind keeps, tried on rules and inputs nobody thought of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from thuocdo.domain.scoring.exactness import Floats, half_up
from thuocdo.domain.scoring.readings import Readings, SheetSource
from thuocdo.domain.scoring.rules import KINDS, NotInvertible, Rule, RuleModel, Wanted
from thuocdo.domain.scoring.sheet import InputSheet, Value

ADAPTER: TypeAdapter[RuleModel] = TypeAdapter(Rule)
MANY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)

counts = st.integers(0, 400)
amounts = st.decimals(-50, 200, places=2).map(Fraction)
shares = st.sampled_from([Fraction(n, 20) for n in range(21)] + [Fraction(1, 3), Fraction(2, 3)])
maxima = st.sampled_from([Fraction(n) for n in (1, 2, 4, 6, 10, 20)] + [Fraction(5, 2)])
clips = st.sampled_from(["both", "lower", "upper", "none"])


@dataclass(frozen=True)
class Case:
    """A rule with a strategy for each of its inputs; `step` is the grid on which its first input lives."""

    rule: RuleModel
    inputs: dict[str, st.SearchStrategy[object]]
    step: Fraction


def ascending(numbers: st.SearchStrategy[Fraction], least: int) -> st.SearchStrategy[list[Fraction]]:
    return st.lists(numbers, min_size=least, max_size=5, unique=True).map(sorted)


@st.composite
def ratio(draw: st.DrawFn) -> Case:
    lower = draw(st.booleans())
    full_at = draw(st.sampled_from(["0", "0.05", "1/3"] if lower else ["1", "0.8", "0.5", "1/3"]))
    rule = {
        "kind": "ratio",
        "of": "a",
        "to": "b",
        "full_at": full_at,
        "lower_is_better": lower,
        "cap": draw(st.booleans()),
    }
    rule["floor"] = "0" if lower else draw(st.sampled_from(["0", "0.3"]))
    rule["when_empty"] = draw(st.sampled_from(["unknown", "full", "zero"]))
    return Case(ADAPTER.validate_python(rule), {"a": counts, "b": counts}, Fraction(1))


@st.composite
def linear(draw: st.DrawFn) -> Case:
    ends = draw(st.lists(amounts, min_size=2, max_size=2, unique=True))
    rule = {"kind": "linear", "of": "a", "from": str(ends[0]), "to": str(ends[1]), "clip": draw(clips)}
    return Case(ADAPTER.validate_python(rule), {"a": amounts}, Fraction(1, 100))


@st.composite
def log(draw: st.DrawFn) -> Case:
    ends = draw(st.lists(st.integers(1, 500), min_size=2, max_size=2, unique=True))
    rule = {"kind": "log", "of": "a", "from": ends[0], "to": ends[1], "clip": draw(clips)}
    return Case(ADAPTER.validate_python(rule), {"a": counts}, Fraction(1))


@st.composite
def piecewise(draw: st.DrawFn) -> Case:
    at = draw(ascending(amounts, 2))
    heights = draw(st.lists(shares, min_size=len(at), max_size=len(at)))
    if draw(st.booleans()):
        heights = sorted(heights, reverse=draw(st.booleans()))
    points = [[str(x), str(y)] for x, y in zip(at, heights, strict=True)]
    rule = {"kind": "piecewise", "of": "a", "points": points, "clip": draw(clips)}
    return Case(ADAPTER.validate_python(rule), {"a": amounts}, Fraction(1, 100))


@st.composite
def bands(draw: st.DrawFn) -> Case:
    lower = draw(st.booleans())
    marks = draw(ascending(shares, 1))
    marks = marks if lower else marks[::-1]
    heights = sorted(
        draw(st.lists(shares, min_size=len(marks) + 1, max_size=len(marks) + 1)), reverse=draw(st.booleans())
    )
    listed: list[dict[str, object]] = [
        {"from": str(mark), "share": str(height), "included": draw(st.booleans())}
        for mark, height in zip(marks, heights, strict=False)
    ]
    rule = {
        "kind": "bands",
        "of": "a",
        "to": "b",
        "bands": [*listed, {"share": str(heights[-1])}],
        "lower_is_better": lower,
    }
    return Case(ADAPTER.validate_python(rule), {"a": counts, "b": st.integers(1, 400)}, Fraction(1))


@st.composite
def steps(draw: st.DrawFn) -> Case:
    at = draw(st.lists(st.integers(0, 12), min_size=1, max_size=5, unique=True))
    worth = draw(st.lists(st.integers(0, 20), min_size=len(at), max_size=len(at)))
    listed = [{"at_least": x, "points": y} for x, y in zip(sorted(at), sorted(worth), strict=True)]
    rule = {"kind": "steps", "of": "a", "steps": listed}
    return Case(ADAPTER.validate_python(rule), {"a": st.integers(0, 15)}, Fraction(1))


@st.composite
def levels(draw: st.DrawFn) -> Case:
    rule = {"kind": "levels", "of": "a", "levels": {"x": str(draw(shares)), "y": {"points": 3}}}
    rule["otherwise"] = draw(st.sampled_from(["unknown", 0]))
    choices = st.sampled_from(["x", "y", "z"]).map(lambda code: Value(choice=code))
    return Case(ADAPTER.validate_python(rule), {"a": choices}, Fraction(1))


@st.composite
def yes_no(draw: st.DrawFn) -> Case:
    rule = {"kind": "yes_no", "of": "a", "yes": str(draw(shares)), "no": str(draw(shares))}
    return Case(ADAPTER.validate_python(rule), {"a": st.integers(0, 1)}, Fraction(1))


@st.composite
def checklist(draw: st.DrawFn) -> Case:
    form = draw(st.sampled_from(["shares", "points", "list", "need", "each"]))
    rule: dict[str, object] = {"kind": "checklist", "items": ["a", "b", "c"]}
    if form in ("shares", "points"):
        rule |= {
            "items": {"a": "1/2", "b": "1/4", "c": "1/4"},
            "as": "share" if form == "shares" else "points",
        }
    if form == "need":
        rule |= {"need": draw(st.integers(1, 3)), "fewer": draw(st.sampled_from(["proportion", "zero"]))}
    if form == "each":
        rule |= {"each": 2}
    return Case(ADAPTER.validate_python(rule), dict.fromkeys("abc", st.integers(0, 1)), Fraction(1))


@st.composite
def per_count(draw: st.DrawFn) -> Case:
    rule: dict[str, object] = {
        "kind": "per_count",
        "of": "a",
        "each": str(draw(st.sampled_from(["0.5", "2", "1/3"]))),
    }
    if draw(st.booleans()):
        rule["up_to"] = draw(st.integers(1, 10))
    return Case(ADAPTER.validate_python(rule), {"a": st.integers(0, 30)}, Fraction(1))


@st.composite
def given_points(draw: st.DrawFn) -> Case:
    rule: dict[str, object] = {
        "kind": "given",
        "of": "a",
        "as": draw(st.sampled_from(["points", "share", "percent"])),
    }
    if rule["as"] == "points" and draw(st.booleans()):
        rule["out_of"] = 10
    return Case(ADAPTER.validate_python(rule), {"a": amounts}, Fraction(1, 100))


@st.composite
def adjustment(draw: st.DrawFn) -> Case:
    rule: dict[str, object] = {
        "kind": "adjustment",
        "of": "a",
        "each": str(draw(st.sampled_from(["-2", "-0.5", "1"]))),
    }
    rule |= {"min": -10, "max": draw(st.integers(0, 5))}
    return Case(ADAPTER.validate_python(rule), {"a": st.integers(0, 30)}, Fraction(1))


@st.composite
def relative(draw: st.DrawFn) -> Case:
    rule: dict[str, object] = {"kind": "relative", "of": "a", "to": "b"}
    rule["method"] = draw(st.sampled_from(["minmax", "zscore", "rank", "percentile", "distance_to_best"]))
    rule |= {
        "lower_is_better": draw(st.booleans()),
        "population": draw(st.sampled_from(["sample", "population"])),
    }
    rule["when_equal"] = draw(st.sampled_from(["unknown", "full", "zero", "half"]))
    return Case(ADAPTER.validate_python(rule), {"a": counts, "b": st.integers(1, 400)}, Fraction(1))


@st.composite
def constant(draw: st.DrawFn) -> Case:
    return Case(ADAPTER.validate_python({"kind": "constant", "share": str(draw(shares))}), {}, Fraction(1))


@st.composite
def expression(draw: st.DrawFn) -> Case:
    share = draw(
        st.sampled_from(
            [
                "a / b",
                "min(a, b) / max(a, b)",
                "if(a >= 20 and b > 3, a / (a + b), 0)",
                "clip(a - 2 * b, 0, 50) / 50",
                "a / 400",
                "(a ** 2) / (b ** 2 + 1)",
                "if(not a < b, 1, 1/2)",
                "abs(a - b) / 400",
                "round(a / b, 2)",
            ]
        )
    )
    rising = {"a / b", "a / 400", "clip(a - 2 * b, 0, 50) / 50"}
    rule = {"kind": "expression", "share": share, "monotone": {"a": "increasing"} if share in rising else {}}
    return Case(ADAPTER.validate_python(rule), {"a": counts, "b": counts}, Fraction(1))


def unknown() -> st.SearchStrategy[Case]:
    return st.builds(lambda: Case(ADAPTER.validate_python({"kind": "unknown"}), {}, Fraction(1)))


CASES = {
    "ratio": ratio,
    "linear": linear,
    "log": log,
    "piecewise": piecewise,
    "bands": bands,
    "steps": steps,
    "levels": levels,
    "yes_no": yes_no,
    "checklist": checklist,
    "per_count": per_count,
    "given": given_points,
    "adjustment": adjustment,
    "relative": relative,
    "constant": constant,
    "expression": expression,
    "unknown": unknown,
}
every_kind = pytest.mark.parametrize("kind", CASES)


def every_kind_but(*others: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("kind", [kind for kind in CASES if kind not in others])


def sheet_of(data: st.DataObject, case: Case, units: int = 4) -> InputSheet:
    cells = [
        (f"u{unit}", name, data.draw(values))
        for unit in range(units)
        for name, values in (case.inputs or {"none": st.just(1)}).items()
    ]
    return InputSheet.from_values("2026", cells)


def exact_points(rule: RuleModel, sheet: InputSheet, maximum: Fraction) -> list[Fraction | float]:
    rows = range(len(sheet.units))
    return list(rule.evaluate(Readings.exactly(SheetSource(sheet), rows), maximum))


def test_every_kind_has_a_case() -> None:
    assert set(CASES) == set(KINDS)


@every_kind
@MANY
@given(data=st.data())
def test_floats_say_what_fractions_say_or_doubt_it(kind: str, data: st.DataObject) -> None:
    case, maximum = data.draw(CASES[kind]()), data.draw(maxima)
    sheet = sheet_of(data, case)
    at = Floats(len(sheet.units))
    floats = case.rule.evaluate(Readings(SheetSource(sheet), at), maximum)
    rounded = at.rounded(floats, 2)
    doubts = np.zeros(len(sheet.units), dtype=bool) if at.doubts is None else at.doubts
    for value, exact, doubt in zip(rounded, exact_points(case.rule, sheet, maximum), doubts, strict=True):
        if doubt:
            continue
        settled = half_up(exact, 2)
        assert value == float(settled) or (np.isnan(value) and np.isnan(float(settled)))


@every_kind
@MANY
@given(data=st.data())
def test_points_stay_within_the_range(kind: str, data: st.DataObject) -> None:
    case, maximum = data.draw(CASES[kind]()), data.draw(maxima)
    low, high = case.rule.range(maximum)
    for points in exact_points(case.rule, sheet_of(data, case), maximum):
        if points == points:
            assert low is None or points >= low
            assert high is None or points <= high


@every_kind_but("constant", "unknown")
@MANY
@given(data=st.data())
def test_a_missing_input_is_never_counted_as_zero(kind: str, data: st.DataObject) -> None:
    case, maximum = data.draw(CASES[kind]()), data.draw(maxima)
    sheet = sheet_of(data, case, units=1)
    gone = data.draw(st.sampled_from(sorted(case.rule.inputs())))
    columns = {name: column for name, column in sheet.columns.items() if name != gone}
    without = InputSheet(sheet.period, sheet.units, columns)
    assert np.isnan(float(exact_points(case.rule, without, maximum)[0]))
    assert np.isnan(case.rule.evaluate(Readings.of_all(SheetSource(without)), maximum)[0])


@every_kind_but("constant", "unknown", "levels", "relative")
@MANY
@given(data=st.data())
def test_more_of_an_input_moves_points_as_claimed(kind: str, data: st.DataObject) -> None:
    case, maximum = data.draw(CASES[kind]()), data.draw(maxima)
    directions = {name: way for name, way in case.rule.monotonicity().items() if way is not None}
    assume(directions)
    name = data.draw(st.sampled_from(sorted(directions)))
    values = {other: data.draw(strategy) for other, strategy in case.inputs.items()}
    more = Fraction(values[name]) + data.draw(st.integers(1, 50)) * case.step  # type: ignore[arg-type]
    cells = [("less", other, value) for other, value in values.items()]
    cells += [("more", other, more if other == name else value) for other, value in values.items()]
    before, after = exact_points(case.rule, InputSheet.from_values("2026", cells), maximum)
    if before == before and after == after and not _crosses_empty(case.rule, name, values):
        assert (after - before) * directions[name] >= 0


def _crosses_empty(rule: RuleModel, name: str, values: dict[str, object]) -> bool:
    """A denominator of nought has a meaning of its own, apart from the scale."""
    return getattr(rule, "to", None) is not None and str(rule.to) == name and values[name] == 0


@every_kind_but("constant", "unknown", "levels", "relative")
@MANY
@given(data=st.data())
def test_the_inverse_is_enough_and_one_step_less_is_not(kind: str, data: st.DataObject) -> None:
    case, maximum = data.draw(CASES[kind]()), data.draw(maxima)
    names = sorted(case.inputs)
    held = {name: Fraction(data.draw(case.inputs[name])) for name in names}  # type: ignore[arg-type]
    assume(held.get("b", Fraction(1)) > 0)
    wanted = Wanted(maximum * data.draw(shares), maximum, names[0], held, case.step)
    found = case.rule.inverse(wanted)
    assume(not isinstance(found, NotInvertible))
    assert found % case.step == 0
    direction = case.rule.monotonicity()[names[0]] or (1 if kind == "checklist" else None)
    cells = [
        (unit, name, value if name == names[0] else held[name])
        for unit, value in (("found", found), ("less", found - (direction or 1) * case.step))
        for name in names
    ]
    enough, less = exact_points(case.rule, InputSheet.from_values("2026", cells), maximum)
    assert enough >= wanted.points
    if direction is not None and less == less:
        assert less < wanted.points


@every_kind
@MANY
@given(data=st.data())
def test_the_explanation_ends_at_the_points(kind: str, data: st.DataObject) -> None:
    case, maximum = data.draw(CASES[kind]()), data.draw(maxima)
    sheet = sheet_of(data, case)
    points = exact_points(case.rule, sheet, maximum)
    for row, expected in enumerate(points):
        told = case.rule.explain(Readings.exactly(SheetSource(sheet), [row]), maximum)
        assert told.kind == kind
        assert told.points == (None if expected != expected else expected)
        for step in told.steps:
            assert step.template.format(*range(len(step.numbers)))


@every_kind
@MANY
@given(data=st.data())
def test_units_in_another_order_have_the_same_points(kind: str, data: st.DataObject) -> None:
    case, maximum = data.draw(CASES[kind]()), data.draw(maxima)
    cells = [
        (f"u{unit}", name, data.draw(values))
        for unit in range(4)
        for name, values in (case.inputs or {"none": st.just(1)}).items()
    ]
    order = data.draw(st.permutations(["u0", "u1", "u2", "u3"]))
    sheet = InputSheet.from_values("2026", cells)
    shuffled = InputSheet.from_values("2026", sorted(cells, key=lambda cell: order.index(cell[0])))
    straight = dict(
        zip([unit.code for unit in sheet.units], exact_points(case.rule, sheet, maximum), strict=True)
    )
    turned = dict(
        zip([unit.code for unit in shuffled.units], exact_points(case.rule, shuffled, maximum), strict=True)
    )
    assert all(straight[unit] == turned[unit] or straight[unit] != straight[unit] for unit in straight)


@every_kind_but("constant", "given", "adjustment", "per_count", "levels", "steps")
@MANY
@given(data=st.data())
def test_twice_the_maximum_gives_twice_the_points_where_shares_are_said(
    kind: str, data: st.DataObject
) -> None:
    case, maximum = data.draw(CASES[kind]()), data.draw(maxima)
    assume(case.rule.own_points() is None)
    sheet = sheet_of(data, case)
    once, twice = (exact_points(case.rule, sheet, factor * maximum) for factor in (1, 2))
    assert all(2 * one == two or one != one for one, two in zip(once, twice, strict=True))


@every_kind
@MANY
@given(data=st.data())
def test_a_rule_survives_writing_and_reading(kind: str, data: st.DataObject) -> None:
    rule = data.draw(CASES[kind]()).rule
    assert ADAPTER.validate_python(rule.model_dump(mode="json", by_alias=True)) == rule


@every_kind
@MANY
@given(data=st.data())
def test_drawn_rules_have_no_errors_and_plain_words(kind: str, data: st.DataObject) -> None:
    rule = data.draw(CASES[kind]()).rule
    assert not [finding for finding in rule.check() if finding.severity == "error"]
    words = rule.describe()
    assert words.vi
    assert words.en
