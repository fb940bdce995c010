"""More indices as they are published, computed a second time with plain Python, and what scoring them taught."""

from __future__ import annotations

import math
import statistics
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from thuocdo.domain.scoring.as_json import fraction_text
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.errors import InvalidDefinitionError
from thuocdo.domain.scoring.explain import explain
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.plan import make_plan
from thuocdo.domain.scoring.sentences import tell
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow, Value, ValueState

INDICES = Path(__file__).parent / "indices"
GIVEN = {"kind": "given", "of": "x"}


def definition(name: str) -> Definition:
    return Definition.model_validate(yaml.safe_load((INDICES / f"{name}.yaml").read_text(encoding="utf-8")))


def index(**parts: Any) -> Definition:
    return Definition.model_validate({"schema": 1, "index": "x", "rule_set": "1", "title": "X"} | parts)


def half_up(number: float, digits: int) -> float:
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


# Harmonic means and roots

PLACES = {
    "north": (1.66, 2.27, 0.45, 0.55, 0.992, 0.993, 0.614, 0.675),
    "south": (183, 54.4, 0.003, 0.997, 0.223, 0.372, 0.058, 0.677),
}
ASKED = (
    "maternal_deaths",
    "teenage_births",
    "seats_women",
    "seats_men",
    "school_women",
    "school_men",
    "labour_women",
    "labour_men",
)


def inequality(row: tuple[float, ...]) -> float:
    deaths, births, seats_f, seats_m, school_f, school_m, work_f, work_m = row
    health = math.sqrt(10 / max(deaths, 10) / births)
    power_f, power_m = math.sqrt(seats_f * school_f), math.sqrt(seats_m * school_m)
    women, men = (health * power_f * work_f) ** (1 / 3), (power_m * work_m) ** (1 / 3)
    reference = ((health + 1) / 2 * (power_f + power_m) / 2 * (work_f + work_m) / 2) ** (1 / 3)
    return 1 - 2 / (1 / women + 1 / men) / reference


def test_an_inequality_index_is_made_of_roots_and_harmonic_means() -> None:
    cells = [(place, name, x) for place, row in PLACES.items() for name, x in zip(ASKED, row, strict=True)]
    table = score(definition("gender-inequality"), InputSheet.from_values("2022", cells))
    assert table.published.tolist() == [half_up(inequality(row), 3) for row in PLACES.values()]
    assert table.ranks().tolist() == [1, 2]


# Standard scores averaged, then put between lowest and highest

COUNTRIES: dict[str, tuple[float | None, ...]] = {
    "a": (0.91, 99.1, 13.2, 91.0, 140.5, 38.2),
    "b": (0.55, 93.4, 9.9, 61.5, 121.0, 12.7),
    "c": (0.12, 61.0, 4.1, None, 60.2, 0.9),
    "d": (0.73, 97.7, 11.0, 80.3, 99.9, 30.1),
}
READ = ("services", "literacy", "schooling", "internet", "mobile", "broadband")


def test_an_average_of_standard_scores_can_be_compared_again() -> None:
    cells = [(c, name, x) for c, row in COUNTRIES.items() for name, x in zip(READ, row, strict=True) if x]
    table = score(definition("e-government"), InputSheet.from_values("2024", cells))
    columns = {name: [row[place] for row in COUNTRIES.values()] for place, name in enumerate(READ)}
    known = [x for x in columns["internet"] if x is not None]
    filled = {name: [x or statistics.median(known) for x in column] for name, column in columns.items()}

    def standard(name: str, deviation: float) -> list[float]:
        return [(x - statistics.mean(filled[name])) / deviation for x in filled[name]]

    def between(column: list[float]) -> list[float]:
        return [(x - min(column)) / (max(column) - min(column)) for x in column]

    scores = [standard(name, statistics.stdev(filled[name])) for name in ("internet", "mobile")]
    scores.append(standard("broadband", statistics.pstdev(filled["broadband"])))
    lines = between([sum(three) / 3 for three in zip(*scores, strict=True)])
    services, literacy, schooling = (between(filled[name]) for name in READ[:3])
    people = [first / 3 + 2 * second / 3 for first, second in zip(literacy, schooling, strict=True)]
    parts = zip(services, people, lines, strict=True)
    assert table.published.tolist() == [half_up(sum(three) / 3, 4) for three in parts]
    told = tell(explain(table, "c", "lines"), "vi")
    assert any(line.startswith("Người dùng Internet: chưa có. Đã xử lý") for line in told)
    assert any("(= (Người dùng Internet + Thuê bao di động + Băng rộng) / 3)" in line for line in told)


# What says no points takes what is left

SILENT = {"code": "b", "rule": GIVEN}


@pytest.mark.parametrize(
    ("children", "left"),
    [([SILENT], 100), ([{"code": "a", "points": 30, "rule": GIVEN}, SILENT], 70)],
)
def test_the_only_silent_child_of_a_sum_takes_what_the_others_leave(
    children: list[dict[str, Any]], left: int
) -> None:
    plan = make_plan(index(points=100, indicators=children), "2026")
    assert plan.find("b").maximum == left


def test_a_sum_in_a_mean_hands_the_points_of_the_mean_to_its_only_child() -> None:
    rules = index(points=10, aggregate="mean", groups=[{"code": "g", "indicators": [SILENT]}])
    plan = make_plan(rules, "2026")
    assert (plan.find("g").maximum, plan.find("b").maximum) == (10, 10)


@pytest.mark.parametrize(
    "children",
    [
        [SILENT, {"code": "c", "rule": GIVEN}],
        [{"code": "a", "points": 100, "rule": GIVEN}, SILENT],
        [{"code": "a", "points": "unknown", "rule": GIVEN}, SILENT],
    ],
)
def test_nothing_is_taken_where_it_is_not_clear_what_is_left(children: list[dict[str, Any]]) -> None:
    with pytest.raises(InvalidDefinitionError, match="chưa có điểm tối đa"):
        make_plan(index(points=100, indicators=children), "2026")


# Definitions that cannot be scored


@pytest.mark.parametrize("derive", ["z +", "y ** x", "y"])
def test_a_broken_or_circular_computation_is_a_reason_not_a_crash(derive: str) -> None:
    rules = index(
        points=1,
        indicators=[{"code": "a", "rule": GIVEN}],
        inputs={"x": {"derive": derive}, "y": {"derive": "x"}},
    )
    with pytest.raises(InvalidDefinitionError):
        make_plan(rules, "2026")


def test_points_that_do_not_add_up_are_not_scored() -> None:
    children = [{"code": "a", "points": 60, "rule": GIVEN}, {"code": "b", "points": 30, "rule": GIVEN}]
    with pytest.raises(InvalidDefinitionError, match="ghi 100 điểm nhưng các phần cộng lại là 90"):
        make_plan(index(points=100, indicators=children), "2026")


# Too little reported, left out, lost in treatment


def test_too_little_reported_gives_no_range_and_counts_indicators() -> None:
    rules = index(
        points=100, aggregate="mean", missing="exclude_and_rescale", min_coverage="2/3",
        groups=[
            {
                "code": "g", "aggregate": "mean",
                "indicators": [{"code": c, "rule": {"kind": "given", "of": c}} for c in "ab"],
            },
            {"code": "h", "aggregate": "mean", "indicators": [{"code": "c", "rule": {"kind": "given", "of": "c"}}]},
        ],
    )  # fmt: skip
    table = score(rules, InputSheet.from_values("2026", [("u", "c", 50)]))
    (blocker,) = table.blockers("u")
    assert blocker.text.vi == "Mới có số liệu của 1/3 chỉ số; cần ít nhất 2 chỉ số."
    assert (explain(table, "u").low, table.state("u", "g")) == (None, "excluded")
    assert all(math.isnan(ends[0]) for ends in (*table.published_range, table.low("total")))


def test_an_input_without_value_after_treatment_is_named() -> None:
    rules = index(
        points=1, indicators=[{"code": "a", "rule": GIVEN}],
        inputs={"x": {"title": "Số hộ", "prepare": [{"kind": "log"}]}},
    )  # fmt: skip
    table = score(rules, InputSheet.from_values("2026", [("u", "x", 0)]))
    assert [(one.kind, one.inputs) for one in table.blockers("u")] == [("no_value", ("x",))]


# Words


def test_what_is_copied_down_is_told_from_the_inputs_above() -> None:
    rules = index(points=1, indicators=[{"code": "a", "copied_from": "province", "rule": GIVEN}])
    units = (UnitRow("p", level="province"), UnitRow("c", level="commune", parent="p"))
    table = score(rules, InputSheet.from_values("2026", [("p", "x", Fraction(1, 2))], units))
    (shown,) = explain(table, "c", "a").inputs
    assert (shown.state, shown.value) == ("given", Fraction(1, 2))


def test_what_is_not_in_force_is_not_told_as_nought() -> None:
    later = {"code": "b", "points": 1, "valid": {"from": "2027-01-01"}, "rule": GIVEN}
    rules = index(points=1, indicators=[{"code": "a", "points": 1, "rule": GIVEN}, later])
    table = score(rules, InputSheet.from_values("2026", [("u", "x", 1)]))
    assert tell(explain(table, "u", "b"), "vi")[0] == "u: «b» không có hiệu lực trong kỳ 2026."


def test_a_checklist_with_too_few_parts_is_not_told_as_a_wrong_sum() -> None:
    rule = {"kind": "checklist", "items": ["x", "y", "z"], "need": 2, "fewer": "zero"}
    rules = index(points=10, indicators=[{"code": "a", "rule": rule}])
    cells = [("u", "x", 1), ("u", "y", 0), ("u", "z", 0)]
    told = tell(explain(score(rules, InputSheet.from_values("2026", cells)), "u", "a"), "vi")
    assert "Điểm: 0." in told


def test_a_gate_on_shares_is_told_in_percent_and_a_rounded_publication_is_told() -> None:
    rules = index(
        points=10, published={"digits": 0}, gate={"node": "a", "at_least": 0.5, "read": "share", "else_cap": 1.4},
        indicators=[{"code": "a", "rule": GIVEN}],
    )  # fmt: skip
    told = tell(explain(score(rules, InputSheet.from_values("2026", [("u", "x", 4)])), "u"), "vi")
    assert "Vì «a» chưa đạt 50% điểm tối đa nên chỉ được tối đa 1,4 điểm." in told
    assert "Công bố 1 (làm tròn 0 chữ số thập phân)." in told


def test_numbers_without_a_short_quotient_are_decimals_in_json() -> None:
    root = Fraction(math.isqrt(2 * 10**80), 10**40)
    assert fraction_text(root) == "1.414213562373095049"
    assert fraction_text(Fraction(119662, 136163)) == "119662/136163"


def test_a_state_without_number_is_no_value_of_nought() -> None:
    rules = index(points=1, indicators=[{"code": "a", "rule": GIVEN}])
    cells = [("u", "x", Value(None, ValueState.NOT_AVAILABLE))]
    assert score(rules, InputSheet.from_values("2026", cells)).blockers("u")[0].kind == "input_not_available"
