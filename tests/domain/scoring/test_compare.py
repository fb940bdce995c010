from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from thuocdo.domain.scoring.compare import Comparison, compare, compare_sides
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.errors import NotComparableError, UnknownUnitError
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.results import ScoreTable
from thuocdo.domain.scoring.sheet import InputSheet
from thuocdo.domain.scoring.sheets.scorecards import Scorecard, scorecard_of, side_of

BEFORE = {"a": 5, "b": 10, "c": "2.5", "d": 1}
AFTER = {"a": "7.25", "b": 10, "c": 2, "d": 1}


def rules(rule_set: str = "1", *, codes: str = "abcd", **more: Any) -> Definition:
    nodes = [
        {"code": code, "points": 10, "title": {"vi": code}, "rule": {"kind": "given", "of": code}}
        for code in codes
    ]
    groups = [{"code": "g", "indicators": nodes[:2]}, {"code": "h", "indicators": nodes[2:]}]
    raw = {
        "schema": 1,
        "index": "x",
        "rule_set": rule_set,
        "title": "X",
        "points": 10 * len(codes),
        "groups": groups,
    }
    return Definition.model_validate(raw | more)


def table(values: dict[str, Any], period: str = "2025", definition: Definition | None = None) -> ScoreTable:
    cells = [("u", name, Fraction(str(value))) for name, value in values.items()]
    return score(definition or rules(), InputSheet.from_values(period, cells))


def periods() -> Comparison:
    return compare(table(BEFORE), table(AFTER, "2026"), "u")


def test_the_total_is_compared() -> None:
    total = periods().total
    assert (total.before, total.after, total.change) == (
        Fraction("18.5"),
        Fraction("20.25"),
        Fraction("1.75"),
    )


def test_what_rose_fell_and_stayed_is_told_apart() -> None:
    change = periods()
    assert [(node.code, node.change) for node in change.risen] == [("a", Fraction("2.25"))]
    assert [(node.code, node.change) for node in change.fallen] == [("c", Fraction("-0.5"))]
    assert [node.code for node in change.unchanged] == ["b", "d"]
    assert [node.code for node in change.at_maximum] == ["b"]


def test_two_periods_of_one_rule_set_are_no_break() -> None:
    change = periods()
    assert not change.is_break
    assert (change.before, change.after) == ("2025", "2026")


def test_the_waterfall_leads_from_total_to_total() -> None:
    bars = periods().waterfall
    assert [(bar.code, bar.start, bar.end) for bar in bars] == [
        ("before", 0, Fraction("18.5")),
        ("g", Fraction("18.5"), Fraction("20.75")),
        ("h", Fraction("20.75"), Fraction("20.25")),
        ("after", 0, Fraction("20.25")),
    ]


def test_an_unknown_side_has_no_change_and_no_waterfall() -> None:
    change = compare(table(BEFORE), table({"a": 1, "b": 1, "c": 1}, "2026"), "u")
    assert change.total.change is None
    assert [node.code for node in change.unknown] == ["d"]
    assert change.waterfall == ()


def test_two_rule_sets_are_a_break_and_name_what_has_no_counterpart() -> None:
    change = compare(table(BEFORE), table(AFTER | {"e": 4}, "2026", rules("2", codes="abce")), "u")
    assert change.is_break
    assert (change.only_before, change.only_after) == (("d",), ("e",))
    assert change.before == "x@1, 2025"
    assert change.waterfall[-1].end == change.total.after


def test_indices_without_a_common_code_cannot_be_compared() -> None:
    other = Definition.model_validate(
        {"schema": 1, "index": "y", "rule_set": "1", "title": "Y", "points": 1,
         "indicators": [{"code": "z", "points": 1, "rule": {"kind": "given", "of": "a"}}]}
    )  # fmt: skip
    with pytest.raises(NotComparableError):
        compare(table(BEFORE), table(AFTER, "2026", other), "u")


def test_a_unit_must_be_in_both() -> None:
    with pytest.raises(UnknownUnitError):
        compare(table(BEFORE), table(AFTER), "nobody")


def card_side(card: Scorecard) -> Any:
    unit = card.unit("u")
    assert unit is not None
    return side_of(card, unit)


@pytest.mark.parametrize("after", [AFTER, {"a": 1, "b": 1, "c": 1}])
def test_scorecards_give_the_comparison_that_their_tables_give(after: dict[str, Any]) -> None:
    tables = table(BEFORE), table(after, "2026")
    by_table = compare(*tables, "u")
    by_card = compare_sides(*(card_side(scorecard_of(one)) for one in tables))
    told = [
        [(node.code, node.before, node.after, node.direction, node.is_at_maximum) for node in one.nodes]
        for one in (by_table, by_card)
    ]
    assert told[0] == told[1]
    assert by_card.waterfall == by_table.waterfall
    assert by_card.total.change == by_table.total.change


def test_a_published_share_is_compared_where_points_are_not_known() -> None:
    from decimal import Decimal

    from thuocdo.domain.scoring.compare import Side, SideNode

    def side(period: str, node: SideNode) -> Side:
        return Side(index="x", rule_set="1", period=period, unit="u", nodes=(node,))

    before = side("1", SideNode("g", points=Decimal(160), maximum=Decimal(200)))
    found = compare_sides(before, side("2", SideNode("g", share=Decimal("0.85"))))
    (node,) = found.nodes
    assert (node.change, node.direction, node.is_in_points) == (Decimal("0.05"), "rose", False)
    assert found.waterfall == ()
