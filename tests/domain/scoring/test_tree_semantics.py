"""What the parts of a definition mean, one behaviour each."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.errors import InvalidDefinitionError, UnknownNodeError, UnknownUnitError
from thuocdo.domain.scoring.node_steps import NODE_STEPS
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.results import ScoreTable
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow, Value, ValueState

Raw = dict[str, Any]


def index(*nodes: Raw, points: object = 20, **more: object) -> Definition:
    key = "groups" if any("indicators" in node or "groups" in node for node in nodes) else "indicators"
    return Definition.model_validate(
        {"schema": 1, "index": "x", "rule_set": "1", "title": "X", "points": points, key: list(nodes)} | more
    )


def given(code: str, points: object = 10, **more: object) -> Raw:
    """An indicator whose points are its input of the same name."""
    return {"code": code, "points": points, "rule": {"kind": "given", "of": code}} | more


def group(code: str, *indicators: Raw, **more: object) -> Raw:
    return {"code": code, "indicators": list(indicators)} | more


def table(
    definition: Definition, units: tuple[UnitRow, ...] = (), period: str = "2026", **values: object
) -> ScoreTable:
    """One unit `u` with these inputs; a `ValueState` instead of a number is that state."""
    cells = [
        ("u", name, Value(state=value) if isinstance(value, ValueState) else Value(Fraction(str(value))))
        for name, value in values.items()
    ]
    return score(definition, InputSheet.from_values(period, cells, units or (UnitRow("u"),)))


def total(definition: Definition, **values: object) -> float:
    return float(table(definition, **values).total[0])


# Rounding


def test_a_parent_reads_rounded_children_as_the_published_766_cases_do() -> None:
    rules = index(group("g", given("a"), given("b")), rounding={"indicator": {"digits": 2}})
    assert total(rules, a=1.004, b=1.004) == 2.0


def test_a_parent_can_read_raw_children() -> None:
    rules = index(
        group("g", given("a"), given("b")),
        rounding={"indicator": {"digits": 2, "parent_reads": "raw"}, "total": {"digits": 2}},
    )
    assert total(rules, a=1.004, b=1.004) == 2.01


def test_a_node_can_round_in_its_own_way() -> None:
    rules = index(given("a", rounding={"digits": 0}), given("b"))
    assert total(rules, a=2.5, b=0.25) == 3.25


def test_a_negative_tie_is_rounded_away_from_zero() -> None:
    penalty = {"code": "p", "adjusts": True, "rule": {"kind": "adjustment", "of": "late", "each": -0.125}}
    rules = index(given("a", 20), penalty, rounding={"indicator": {"digits": 2}})
    assert table(rules, a=0, late=1).decimal("u", "p") == Decimal("-0.13")


def test_the_stored_number_keeps_its_digits() -> None:
    rules = index(given("a", 20), rounding={"total": {"digits": 2}}, published={"digits": 3, "divide_by": 8})
    scored = table(rules, a=12.5)
    assert str(scored.decimal("u", "total")) == "12.50"
    assert str(scored.published_decimal("u")) == "1.563"
    assert str(scored.decimal("u", "a")) == "12.5"


# Aggregates


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("mean", (0.9 * 1 + 0.4 * 3) / 4),
        ("geometric_mean", (0.9 * 0.4**3) ** 0.25),
        ("harmonic_mean", 4 / (1 / 0.9 + 3 / 0.4)),
        ({"kind": "power_mean", "power": 0.5}, ((0.9**0.5 + 3 * 0.4**0.5) / 4) ** 2),
        ("min", 0.4),
        ("max", 0.9),
    ],
)
def test_means_read_children_as_shares_of_their_points(how: object, expected: float) -> None:
    rules = index(given("a", 10, weight=1), given("b", 5, weight=3), aggregate=how, points=100)
    assert total(rules, a=9, b=2) == pytest.approx(100 * expected, rel=1e-14)


def test_a_zero_in_a_geometric_or_harmonic_mean_makes_it_zero() -> None:
    for how in ("geometric_mean", "harmonic_mean"):
        assert total(index(given("a"), given("b"), aggregate=how), a=0, b=7) == 0.0


def test_a_negative_share_has_no_geometric_mean_and_says_so() -> None:
    rules = index(
        {"code": "a", "rule": {"kind": "given", "of": "a", "limit": False}},
        given("b"),
        aggregate="geometric_mean",
    )
    scored = table(rules, a=-1, b=5)
    assert np.isnan(scored.total[0])
    assert [blocker.kind for blocker in scored.blockers("u")] == ["no_aggregate"]


def test_a_perfect_geometric_mean_is_exact_at_a_tie() -> None:
    rules = index(given("a", 1), given("b", 1), aggregate="geometric_mean", points=1, published={"digits": 1})
    assert table(rules, a=0.25, b=0.81).published[0] == 0.5  # √0.2025 is exactly 0.45


def test_a_floor_and_a_ceiling_hold_the_group() -> None:
    rules = index(given("a"), given("b"), aggregate={"kind": "sum", "floor": 5, "ceiling": 12})
    assert [total(rules, a=a, b=a) for a in (1, 4, 9)] == [5, 8, 12]


# Views, unscored nodes, adjustments


def test_views_overlap_and_never_add_up_to_the_total() -> None:
    views = [
        {"code": "x", "title": "X", "members": ["a", "b"], "points": 20},
        {"code": "y", "title": "Y", "members": ["a", "c"], "points": 30},
    ]
    rules = index(given("a"), given("b"), given("c", 20), points=40, views=views, published={"digits": 4})
    scored = table(rules, a=5, b=3, c=16)
    assert {code: values.tolist() for code, values in scored.views.items()} == {"x": [0.4], "y": [0.7]}


def test_a_view_of_something_unknown_has_a_range() -> None:
    views = [{"code": "v", "title": "V", "members": ["a", "b"], "points": 20}]
    rules = index(given("a"), given("b"), views=views, published={"digits": 2})
    cells = [("u", "a", 5), ("w", "a", 5), ("w", "b", 3)]
    scored = score(rules, InputSheet.from_values("2026", cells))
    assert [ends.tolist() for ends in scored.view_ranges["v"]] == [[0.25, 0.4], [0.75, 0.4]]


def test_a_sheet_without_units_has_empty_columns() -> None:
    scored = score(index(given("a", 20)), InputSheet("2026", (), {}))
    assert scored.published.tolist() == []
    assert scored.published_range[0].tolist() == []


def test_an_unscored_node_is_shown_and_not_counted() -> None:
    scored = table(index(given("a", 20), given("info", 5, scored=False)), a=7, info=4)
    assert scored.points("info")[0] == 4
    assert scored.total[0] == 7


def test_an_unknown_unscored_node_does_not_block() -> None:
    assert total(index(given("a", 20), given("info", 5, scored=False)), a=7) == 7


# Gates, factors, given results


def test_a_gate_caps_until_the_mark_is_reached() -> None:
    rules = index(
        given("a"), given("b", gate={"node": "a", "at_least": "0.8", "read": "share", "else_cap": 3})
    )
    assert [total(rules, a=a, b=9) for a in (7.99, 8)] == [pytest.approx(10.99), 17]


def test_a_gate_mark_met_exactly_counts_as_met() -> None:
    rules = index(
        {"code": "a", "points": 3, "rule": {"kind": "ratio", "of": "x", "to": "y"}},
        given("b", 17, gate={"node": "a", "at_least": "0.3", "else_cap": 0}),
    )
    assert total(rules, x=1, y=10, b=17) == pytest.approx(17.3)


def test_an_unknown_gate_leaves_points_known_while_they_are_under_the_cap() -> None:
    rules = index(given("a"), given("b", gate={"node": "a", "at_least": 5, "else_cap": 3}))
    assert table(rules, b=2).points("b")[0] == 2
    scored = table(rules, b=9)
    assert (scored.low("b")[0], scored.high("b")[0]) == (3, 9)


def test_points_are_multiplied_by_another_indicators_ratio() -> None:
    sync = {
        "code": "sync",
        "points": 6,
        "rounding": {"digits": 0},
        "rule": {"kind": "ratio", "of": "s", "to": "n"},
    }
    online = {"code": "online", "points": 6, "rule": {"kind": "ratio", "of": "o", "to": "n", "full_at": 0.5}}
    rules = index(sync, online | {"times": {"indicator": "sync"}}, points=12)
    assert table(rules, s=90, o=40, n=100).points("online")[0] == pytest.approx(6 * 0.8 * 0.9)


def test_a_given_result_outranks_the_children() -> None:
    rules = index(group("g", given("a"), given("b"), given="g_share", given_as="share", points=20))
    assert total(rules, g_share=0.75) == 15
    assert total(rules, g_share=0.75, a=1) == 15
    assert total(rules, a=1, b=2) == 3


# Missing, not applicable, not in force


def test_missing_blocks_and_gives_the_range() -> None:
    scored = table(index(given("a"), given("b"), published={"digits": 1, "divide_by": 2}), a=6)
    assert np.isnan(scored.total[0])
    low, high = scored.published_range
    assert (low[0], high[0]) == (3.0, 8.0)
    assert [(b.code, b.kind, b.inputs) for b in scored.blockers("u")] == [("b", "input_missing", ("b",))]


def test_missing_can_count_as_nothing_or_be_left_out_when_the_rule_set_says_so() -> None:
    assert total(index(given("a"), given("b"), missing="zero"), a=6) == 6
    assert total(index(given("a"), given("b"), missing="exclude_and_rescale"), a=6) == 12


def test_a_survey_that_was_not_held_stretches_the_rest() -> None:
    rules = index(given("work", 65), given("survey", 35, missing="exclude_and_rescale"), points=100)
    assert total(rules, work=52) == pytest.approx(80)


@pytest.mark.parametrize(
    ("policy", "points", "maximum"), [("full", 16, 20), ("drop", 6, 10), ("rescale", 12, 20), ("zero", 6, 20)]
)
def test_not_applicable_follows_its_own_policy(policy: str, points: float, maximum: float) -> None:
    rules = index(given("a"), given("b"), not_applicable=policy, missing="block")
    scored = table(rules, a=6, b=ValueState.NOT_APPLICABLE)
    assert scored.total[0] == points
    assert scored.maximum("total")[0] == maximum
    assert scored.state("u", "b") == "not_applicable"


def test_a_class_of_units_is_exempt() -> None:
    rules = index(
        given("a"), given("b", applies_to={"except_classes": ["no-services"]}), not_applicable="drop"
    )
    units = (UnitRow("u", classes=("no-services",)),)
    scored = table(rules, units, a=6)
    assert (scored.total[0], scored.share("total")[0]) == (6, 0.6)


def test_a_group_of_which_nothing_applies_is_itself_left_out() -> None:
    rules = index(
        group("g", given("a", applies_to={"levels": ["province"]})),
        group("h", given("b")),
        not_applicable="rescale",
    )
    assert table(rules, (UnitRow("u", level="commune"),), b=7).total[0] == 14


def test_a_unit_to_which_nothing_applies_has_no_total() -> None:
    rules = index(given("a", 20), not_applicable="drop")
    scored = table(rules, a=ValueState.NOT_APPLICABLE)
    assert np.isnan(scored.total[0])
    assert [blocker.kind for blocker in scored.blockers("u")] == ["nothing_applies"]


def test_an_indicator_not_in_force_is_not_asked_for() -> None:
    rules = index(given("a", 20), given("new", 5, valid={"from": "2027-01-01"}))
    scored = table(rules, a=7)
    assert scored.total[0] == 7
    assert scored.state("u", "new") == "not_in_force"


def test_too_little_coverage_gives_no_total() -> None:
    rules = index(given("a"), given("b"), missing="zero", min_coverage="2/3")
    scored = table(rules, a=6)
    assert np.isnan(scored.published[0])
    assert [blocker.kind for blocker in scored.blockers("u")] == ["coverage"]
    assert scored.ranks().tolist() == [0]


def test_a_result_is_copied_down_from_the_province() -> None:
    rules = index(given("a", copied_from="province"), given("b"))
    units = (
        UnitRow("p", level="province"),
        UnitRow("d", level="district", parent="p"),
        UnitRow("c", level="commune", parent="d"),
    )
    cells = [("p", "a", 8), ("p", "b", 1), ("d", "b", 2), ("c", "b", 3), ("c", "a", 1)]
    scored = score(rules, InputSheet.from_values("2026", cells, units))
    assert scored.total.tolist() == [9, 10, 11]


# Unknown rules and maxima


def test_unknown_maxima_share_what_is_left_of_the_group() -> None:
    unknown = [{"code": code, "points": "unknown", "rule": {"kind": "unknown"}} for code in ("p", "q")]
    rules = index(group("g", given("a", 12), *unknown, points=20))
    scored = table(rules, a=9)
    assert (scored.low("total")[0], scored.high("total")[0]) == (9, 17)
    assert {(b.code, b.kind) for b in scored.blockers("u")} == {
        (code, kind) for code in ("p", "q") for kind in ("points_unknown", "rule_unknown")
    }


def test_an_unknown_rule_blocks_and_says_so() -> None:
    scored = table(index(given("a", 12), {"code": "r", "points": 8, "rule": {"kind": "unknown"}}), a=9)
    assert (scored.low("total")[0], scored.high("total")[0]) == (9, 17)
    assert [(b.code, b.kind) for b in scored.blockers("u")] == [("r", "rule_unknown")]


def test_an_unknown_maximum_in_a_mean_leaves_the_whole_share_open() -> None:
    unknown = {"code": "p", "points": "unknown", "rule": {"kind": "unknown"}}
    scored = table(index(given("a", 10), unknown, aggregate="mean", points=40), a=5)
    assert (scored.low("total")[0], scored.high("total")[0]) == (10, 30)


def test_nobody_stretches_over_points_that_are_not_known() -> None:
    unknown = {"code": "p", "points": "unknown", "rule": {"kind": "given", "of": "p"}}
    scored = table(index(given("a", 10), unknown), a=5, p=ValueState.NOT_APPLICABLE)
    assert np.isnan(scored.total[0])
    assert scored.blockers("u")


def test_a_missing_given_result_follows_the_missing_policy() -> None:
    rules = index({"code": "a", "points": 10, "given": "a"}, given("b"), missing="zero")
    assert total(rules, b=4) == 4


# Refusals


def test_every_reason_of_a_broken_definition_is_given_at_once() -> None:
    rules = index(
        given("a", times={"indicator": "b"}),
        given("b", times={"indicator": "a"}, gate={"node": "nowhere", "at_least": 1, "else_cap": 0}),
        {"code": "c", "points": 1, "rule": {"kind": "linear", "of": "x", "from": 1, "to": 1}},
    )
    with pytest.raises(InvalidDefinitionError) as caught:
        table(rules, a=1)
    assert "nowhere" in caught.value.message("en")
    assert "must differ" in caught.value.message("en")


def test_a_circle_is_refused() -> None:
    rules = index(given("a", times={"indicator": "b"}), given("b", times={"indicator": "a"}))
    with pytest.raises(InvalidDefinitionError, match="vòng"):
        table(rules, a=1, b=1)


def test_unknown_units_and_codes_are_named() -> None:
    scored = table(index(given("a", 20)), a=1)
    with pytest.raises(UnknownNodeError, match="zz"):
        scored.points("zz")
    with pytest.raises(UnknownUnitError, match="zz"):
        scored.decimal("zz", "a")


# Laziness


def test_ranges_and_derivations_cost_nothing_until_asked() -> None:
    scored = table(index(given("a"), given("b")), a=6)
    assert not {"_bound_runs", "_exact_runs", "published_range", "published"} & set(scored.__dict__)
    assert scored.published_range
    assert "_bound_runs" in scored.__dict__


def test_the_steps_can_be_read_from_top_to_bottom() -> None:
    assert NODE_STEPS[0].__name__ == "take_rule_or_children"
    assert NODE_STEPS[-1].__name__ == "round_half_up"
