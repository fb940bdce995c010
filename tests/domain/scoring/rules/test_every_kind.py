"""Properties that every rule kind keeps, tried on rules and inputs nobody thought of."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.rule_cases import ADAPTER, CASES, Case, maxima, shares
from thuocdo.domain.scoring.exactness import Floats, half_up
from thuocdo.domain.scoring.readings import Readings, SheetSource
from thuocdo.domain.scoring.rules import KINDS, NotInvertible, RuleModel, Wanted
from thuocdo.domain.scoring.sheet import InputSheet

MANY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
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
