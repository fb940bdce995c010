"""The illustrative components: like 922 in everything that is known, made up where nothing is, and said so."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from thuocdo.domain.scoring.catalogue import find, lint
from thuocdo.domain.scoring.catalogue.cases import case_files, read_cases
from thuocdo.domain.scoring.catalogue.published_files import find_published, read_published
from thuocdo.domain.scoring.compare import Comparison, compare
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.results import ScoreTable
from thuocdo.domain.scoring.sheets import read_inputs

OFFICIAL = find("dti-province@2022-05-20-922").definition
LOADED = find("dti-province@2022-05-20-922-illustrative")
DEFINITION = LOADED.definition
COMPONENTS = [child for group in DEFINITION.groups for child in group.indicators]


def scored(period: str) -> ScoreTable:
    assert LOADED.path is not None
    read = read_inputs(LOADED.path.parent / "sheets" / f"hue-{period}.csv", DEFINITION)
    assert not read.errors
    return score(DEFINITION, read.sheets[period], version=LOADED.version)


@pytest.fixture(scope="module")
def tables() -> dict[str, ScoreTable]:
    return {period: scored(period) for period in ("2022", "2023")}


@pytest.fixture(scope="module")
def change(tables: dict[str, ScoreTable]) -> Comparison:
    return compare(tables["2022"], tables["2023"], "hue")


def test_groups_pillars_and_titles_are_those_of_922() -> None:
    assert [(one.code, one.title, one.points) for one in DEFINITION.groups] == [
        (one.code, one.title, one.points) for one in OFFICIAL.groups
    ]
    assert [(one.code, one.title) for one in COMPONENTS] == [
        (child.code, child.title) for group in OFFICIAL.groups for child in group.indicators
    ]
    assert [(view.members, view.points) for view in DEFINITION.views] == [
        (view.members, view.points) for view in OFFICIAL.views
    ]


def test_everything_says_that_it_is_illustrative() -> None:
    assert (DEFINITION.status, DEFINITION.series, DEFINITION.source.status) == (
        "illustrative", "illustrative", "illustrative",
    )  # fmt: skip
    assert {one.source.status for one in COMPONENTS} == {"illustrative"}
    assert "minh hoạ" in DEFINITION.title.vi
    assert "illustrative" in DEFINITION.title.pick("en")


def test_the_name_of_the_index_still_means_the_decision() -> None:
    assert find("dti-province").definition.rule_set == "2022-05-20-922"


def test_no_component_needs_other_provinces() -> None:
    assert len({one.rule.kind for one in COMPONENTS if one.rule is not None}) >= 9
    assert not [
        one.code for one in COMPONENTS if one.rule is not None and one.rule.kind in ("relative", "unknown")
    ]


def test_every_component_has_owner_supply_evidence_and_reason() -> None:
    assert not [
        one.code
        for one in COMPONENTS
        if not (one.responsible.en and one.data_source.en and one.evidence and one.why.en and one.data_from)
    ]
    leads = Counter(one.responsible.vi for one in COMPONENTS if one.scored)
    assert len(leads) >= 15
    assert [finding.tell("en") for finding in lint(LOADED, cases=False) if finding.severity != "note"] == []


def test_the_two_totals_are_those_reported(tables: dict[str, ScoreTable]) -> None:
    assert {period: table.decimal("hue", "total") for period, table in tables.items()} == {
        "2022": Decimal("697.55"),
        "2023": Decimal("774.45"),
    }


def test_22_rise_one_falls_72_stay(change: Comparison) -> None:
    assert (len(change.risen), len(change.fallen), len(change.unchanged), len(change.unknown)) == (
        22,
        1,
        72,
        0,
    )
    assert change.fallen[0].code == "7.6"


def test_half_stand_at_their_maximum_in_both_years_and_some_at_nothing(change: Comparison) -> None:
    held = [one for one in change.at_maximum if one.change == 0]
    nothing = [one for one in change.unchanged if one.after == 0]
    assert (len(held), len(change.at_maximum), len(nothing)) == (46, 51, 5)


def test_groups_are_near_what_was_published(tables: dict[str, ScoreTable]) -> None:
    figures = [one for one in read_published(find_published("dti")).figures if one.unit == "hue"]
    published = {(one.period, one.measure): one.value for one in figures if one.measure.isdigit()}
    known = {key: value for key, value in published.items() if key[0] in tables and value is not None}
    assert len(known) == 12
    for (period, group), value in known.items():
        table = tables[period]
        maximum = Decimal(str(float(table.maximum(group)[table.row("hue")])))
        reached = table.decimal("hue", group)
        assert reached is not None
        assert abs(reached / maximum - value) < Decimal("0.015" if period == "2023" else "0.0005")


def test_the_worked_cases_hold_the_inputs_of_the_sheets(tables: dict[str, ScoreTable]) -> None:
    (file,) = case_files(LOADED)
    cases = {case.period: case for case, _ in read_cases(file)[0] if case.output.total is not None}
    for period, table in tables.items():
        expected = cases[period].output.nodes
        assert len(cases[period].input) == len(DEFINITION.inputs)
        assert {code: table.decimal("hue", code) for code in expected} == {
            code: Decimal(points.numerator) / Decimal(points.denominator)
            for code, points in expected.items()
            if points is not None
        }
