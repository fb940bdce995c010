"""Properties of whole indices, tried on trees nobody thought of."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thuocdo.domain.scoring.as_json import from_json, to_json
from thuocdo.domain.scoring.definition import Aggregate, AggregateKind, Definition, MissingPolicy
from thuocdo.domain.scoring.derivation import Derivation
from thuocdo.domain.scoring.explain import explain
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.plan import Plan, make_plan
from thuocdo.domain.scoring.results import ScoreTable
from thuocdo.domain.scoring.sentences import tell
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow, Value, ValueState

MANY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
INPUTS = ("a", "b", "c", "d")
UNITS = (
    UnitRow("u0", level="province"),
    UnitRow("u1", level="commune", parent="u0"),
    UnitRow("u2", classes=("rural",)),
)
Cells = dict[tuple[str, str], int]


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    x, y = draw(st.permutations(INPUTS))[:2]
    return draw(
        st.sampled_from(
            [
                {"kind": "ratio", "of": x, "to": y, "when_empty": "full"},
                {"kind": "ratio", "of": x, "to": y, "full_at": 0.8, "when_empty": "zero", "floor": 0.2},
                {"kind": "ratio", "of": x, "to": y, "lower_is_better": True, "when_empty": "unknown"},
                {"kind": "linear", "of": x, "from": 12, "to": 3},
                {
                    "kind": "bands",
                    "of": x,
                    "bands": [{"from": 9, "share": 1}, {"from": 4, "share": "1/3"}, {"share": 0}],
                },
                {
                    "kind": "steps",
                    "of": x,
                    "steps": [{"at_least": 5, "share": 1}, {"at_least": 2, "share": 0.5}],
                },
                {"kind": "piecewise", "of": x, "points": [[0, 0], [3, "2/3"], [9, 1]]},
                {"kind": "expression", "share": f"if({x} > {y}, 1, {x} / ({y} + 1))"},
                {"kind": "log", "of": f"{x} + 1", "from": 1, "to": 20},
            ]
        )
    )


stages = st.sampled_from([{}, {"digits": 2}, {"digits": 1, "parent_reads": "raw"}, {"digits": 0}])
policies = st.sampled_from(["full", "drop", "rescale", "zero"])


@st.composite
def nodes(draw: st.DrawFn, prefix: str, depth: int) -> dict[str, Any]:
    node: dict[str, Any] = {"code": prefix, "weight": draw(st.integers(1, 4)), "rounding": draw(stages)}
    if draw(st.booleans()):
        node["not_applicable"] = draw(policies)
        node["applies_to"] = draw(
            st.sampled_from([{}, {"except_classes": ["rural"]}, {"levels": ["province", "commune"]}])
        )
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return node | {"rule": draw(rules()), "points": draw(st.integers(1, 9))}
    size = draw(st.integers(1, 3))
    children = [draw(nodes(f"{prefix}.{place}", depth - 1)) for place in range(size)]
    aggregates = [
        "sum",
        "sum",
        "mean",
        "geometric_mean",
        "harmonic_mean",
        {"kind": "power_mean", "power": 2},
        "min",
        "max",
    ]
    how = draw(st.sampled_from(aggregates))
    if how != "sum":
        node["points"] = draw(st.integers(1, 9))
    return node | {"aggregate": how, "groups": children}


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    top = [draw(nodes(f"n{place}", 2)) for place in range(draw(st.integers(1, 3)))]
    for place in range(1, len(top)):
        _tie(draw, top[place], top[place - 1]["code"])
    extra = [
        {
            "code": "adj",
            "adjusts": True,
            "rule": {"kind": "adjustment", "of": "a", "each": -0.35, "min": -2, "max": 0},
        }
    ]
    raw = {
        "schema": 1,
        "index": "any",
        "rule_set": "1",
        "title": "Any",
        "points": 30,
        "groups": top,
        "indicators": extra,
        "missing": draw(st.sampled_from(["block", "block", "zero", "exclude_and_rescale"])),
        "not_applicable": draw(policies),
        "published": {"digits": draw(st.sampled_from([None, 2])), "divide_by": 3},
        "views": [{"code": "v", "title": "V", "members": [top[0]["code"]], "points": 7}],
        "rounding": {"total": draw(stages)},
    }
    rules = Definition.model_validate(raw)
    # A mean does not mind what its children's points add up to.
    unsummed = rules.model_copy(update={"aggregate": Aggregate(kind=AggregateKind.MEAN)})
    return rules.model_copy(update={"points": maxima_of(make_plan(unsummed, "2026"))})


def maxima_of(plan: Plan) -> Fraction:
    """What the top nodes add up to."""
    return sum((plan.nodes[index].maximum or Fraction(0) for index in plan.nodes[0].children), Fraction(0))


def _tie(draw: st.DrawFn, node: dict[str, Any], other: str) -> None:
    """Let a node depend on its neighbour."""
    match draw(st.integers(0, 3)):
        case 0:
            node["gate"] = {
                "node": other,
                "at_least": draw(st.integers(0, 4)),
                "else_cap": draw(st.integers(0, 2)),
            }
        case 1:
            node["times"] = {"indicator": other, "read": "share"}
        case 2:
            node["copied_from"] = "province"


cells = st.fixed_dictionaries({(unit.code, name): st.integers(0, 12) for unit in UNITS for name in INPUTS})


def sheet_of(
    values: Cells, without: frozenset[tuple[str, str]] = frozenset(), state: ValueState = ValueState.MISSING
) -> InputSheet:
    written = [
        (unit, name, Value(state=state) if (unit, name) in without else Value(Fraction(value)))
        for (unit, name), value in values.items()
    ]
    return InputSheet.from_values("2026", written, UNITS)


some_cells = st.sets(
    st.sampled_from([(unit.code, name) for unit in UNITS for name in INPUTS]), max_size=5
).map(frozenset)


def exactly(table: ScoreTable, code: str) -> list[float]:
    run = table.run(rows=range(3), exact=True)
    return [float(value) for value in run.outcome(table.plan.find(code).index).points]


@MANY
@given(rules=definitions(), values=cells, without=some_cells, state=st.sampled_from(list(ValueState)[2:]))
def test_floats_and_fractions_agree_on_every_node(
    rules: Definition, values: Cells, without: frozenset[tuple[str, str]], state: ValueState
) -> None:
    table = score(rules, sheet_of(values, without, state))
    for planned in table.nodes:
        is_rounded = planned.stage.digits is not None
        np.testing.assert_allclose(
            table.points(planned.code),
            exactly(table, planned.code),
            rtol=0 if is_rounded else 1e-9,
            atol=0 if is_rounded else 1e-9,
        )


@MANY
@given(rules=definitions(), values=cells, without=some_cells)
def test_the_range_contains_what_the_missing_turns_out_to_be(
    rules: Definition, values: Cells, without: frozenset[tuple[str, str]]
) -> None:
    blocking = rules.model_copy(update={"missing": MissingPolicy.BLOCK})
    full, partial = score(blocking, sheet_of(values)), score(blocking, sheet_of(values, without))
    for planned in full.nodes:
        points, low, high = full.points(planned.code), partial.low(planned.code), partial.high(planned.code)
        known = ~np.isnan(points) & ~np.isnan(low)
        assert (points[known] >= low[known] - 1e-9).all()
        assert (points[known] <= high[known] + 1e-9).all()
    low, high = partial.published_range
    known = ~np.isnan(full.published)
    assert (full.published[known] >= low[known] - 1e-9).all()
    assert (full.published[known] <= high[known] + 1e-9).all()


@MANY
@given(rules=definitions(), values=cells, without=some_cells, state=st.sampled_from(list(ValueState)[2:]))
def test_every_number_explains_itself(
    rules: Definition, values: Cells, without: frozenset[tuple[str, str]], state: ValueState
) -> None:
    table = score(rules, sheet_of(values, without, state))
    for unit in table.units:
        for planned in table.nodes:
            derivation = explain(table, unit, planned.code)
            shown = table.decimal(unit, planned.code)
            assert (derivation.points is None) == (shown is None)
            if planned.stage.digits is not None and shown is not None:
                assert derivation.points == Fraction(shown)
            again = from_json(Derivation, json.loads(json.dumps(to_json(derivation))))
            assert to_json(again) == to_json(derivation)
            assert tell(again) == tell(derivation)
            assert all(tell(derivation, language) for language in ("vi", "en"))
        assert bool(table.blockers(unit)) == bool(table.is_blocked[table.row(unit)])


@MANY
@given(rules=definitions(), values=cells, order=st.permutations(range(3)))
def test_the_order_of_units_does_not_matter(rules: Definition, values: Cells, order: list[int]) -> None:
    straight = score(rules, sheet_of(values))
    written = [(unit, name, value) for (unit, name), value in values.items()]
    turned = score(rules, InputSheet.from_values("2026", written, [UNITS[place] for place in order]))
    for planned in straight.nodes:
        np.testing.assert_array_equal(straight.points(planned.code)[order], turned.points(planned.code))
    np.testing.assert_array_equal(straight.ranks()[order], turned.ranks())


@MANY
@given(rules=definitions(), values=cells)
def test_units_alone_score_as_they_do_among_others(rules: Definition, values: Cells) -> None:
    table = score(rules, sheet_of(values))
    written = [(unit, name, value) for (unit, name), value in values.items() if unit == "u2"]
    alone = score(rules, InputSheet.from_values("2026", written, [UNITS[2]]))
    assert alone.published[0] == table.published[2] or np.isnan(alone.published[0])


def hidden(rules: Definition, table: ScoreTable, codes: frozenset[int], *, points: bool) -> Definition:
    """The same index with some rules (and, if asked, their points) forgotten; groups still state their points."""
    leaves = [planned.code for planned in table.nodes if planned.is_leaf and not planned.node.adjusts]
    chosen = {leaves[place % len(leaves)] for place in codes}
    maxima = {planned.code: planned.maximum for planned in table.nodes}
    raw = rules.model_dump(mode="json", by_alias=True)

    def forget(node: dict[str, Any]) -> None:
        node["points"] = str(maxima[node["code"]])
        for child in node["groups"] + node["indicators"]:
            forget(child)
        if node["code"] in chosen:
            node["rule"] = {"kind": "unknown"}
            node["points"] = "unknown" if points else node["points"]

    for node in raw["groups"]:
        forget(node)
    return Definition.model_validate(raw)


@MANY
@given(
    rules=definitions(),
    values=cells,
    codes=st.sets(st.integers(0, 20), min_size=1, max_size=3).map(frozenset),
    points=st.booleans(),
)
def test_the_range_contains_what_an_unknown_rule_turns_out_to_be(
    rules: Definition, values: Cells, codes: frozenset[int], points: bool
) -> None:
    full = score(rules, sheet_of(values))
    partial = score(hidden(rules, full, codes, points=points), sheet_of(values))
    low, high = partial.low("total"), partial.high("total")
    known = ~np.isnan(full.total)
    assert (full.total[known] >= low[known] - 1e-9).all()
    assert (full.total[known] <= high[known] + 1e-9).all()
    for unit, is_blocked in zip(partial.units, partial.is_blocked, strict=True):
        assert bool(partial.blockers(unit)) == is_blocked
