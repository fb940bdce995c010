from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest

from thuocdo.domain.org_units.loading import load_units
from thuocdo.domain.org_units.units import Level
from thuocdo.domain.scoring.catalogue import find
from thuocdo.domain.scoring.catalogue.published_files import Published, find_published, read_published
from thuocdo.domain.scoring.published import Check, Verdict

AFTER, BEFORE = dt.date(2025, 7, 1), dt.date(2025, 6, 30)
DTI = find("dti@2022-05-20-922").definition


@pytest.fixture(scope="module")
def published() -> Published:
    return read_published(find_published("dti"))


@pytest.fixture(scope="module")
def checks(published: Published) -> tuple[Check, ...]:
    registry = load_units()
    members = registry.peer_set(Level.PROVINCE, AFTER).members
    parts = {unit: tuple(registry.predecessors(unit, at=BEFORE, until=AFTER)) for unit in members}
    return published.check({"provinces-34": parts})


def verdicts(checks: tuple[Check, ...], **wanted: str) -> Counter[str]:
    return Counter(
        check.verdict.value
        for check in checks
        if all(
            getattr(check.figure, name, check.of) == value for name, value in wanted.items() if name != "of"
        )
        and wanted.get("of", check.of) == check.of
    )


def test_nine_main_indices_with_their_official_points_and_components() -> None:
    assert [node.points for node in DTI.groups] == [100, 100, 100, 100, 100, 0, 200, 150, 150]
    assert [len(node.indicators) for node in DTI.groups] == [10, 11, 7, 13, 12, 3, 22, 12, 8]
    assert [node.code for node in DTI.groups if not node.scored] == ["6"]


def test_every_component_says_how_sure_it_is() -> None:
    components = [child for node in DTI.groups for child in node.indicators]
    assert Counter(component.source.status.value for component in components) == {
        "memory": 82,
        "analog": 8,
        "sourced": 4,
        "corroborated": 3,
        "unknown": 1,
    }
    assert {component.points for component in components if component.scored} == {"unknown"}


def test_three_pillars_overlap() -> None:
    assert {view.code: view.points for view in DTI.views} == {
        "chinh-quyen-so": 700,
        "kinh-te-so": 650,
        "xa-hoi-so": 650,
    }
    assert all(set("123456") < set(view.members) for view in DTI.views)


def test_every_published_figure_is_loaded(published: Published) -> None:
    assert len(published.figures) == 1066
    merged, average, nation = 3, 1, 1
    assert len({figure.unit for figure in published.figures}) == 63 + merged + average + nation
    assert all(figure.value is not None or figure.rank is not None for figure in published.figures)


def test_every_value_and_rank_has_a_verdict(published: Published, checks: tuple[Check, ...]) -> None:
    values = sum(figure.value is not None for figure in published.figures)
    ranks = sum(figure.rank is not None for figure in published.figures)
    assert Counter(check.of for check in checks) == {"value": values, "rank": ranks}


def test_nothing_that_was_recomputed_differs(checks: tuple[Check, ...]) -> None:
    assert [check for check in checks if check.verdict is Verdict.DIFFERS] == []


def test_the_five_complete_vectors_of_2022_give_the_published_values(checks: tuple[Check, ...]) -> None:
    recomputed = {
        check.figure.unit: check.recomputed
        for check in checks
        if (check.figure.period, check.figure.measure, check.of) == ("2022", "total", "value")
        and check.verdict is Verdict.AGREES
    }
    assert recomputed == {
        "hue": Decimal("0.6975"),
        "quang-ninh": Decimal("0.7024"),
        "da-nang": Decimal("0.8002"),
        "ho-chi-minh": Decimal("0.7164"),  # published 0.7163: its parts are rounded to four decimals
        "can-tho": Decimal("0.6924"),
    }


def test_both_published_sets_of_pillars_follow_from_the_total(checks: tuple[Check, ...]) -> None:
    found = {
        (check.figure.unit, check.figure.measure): (check.verdict, check.recomputed, check.figure.value)
        for check in checks
        if check.figure.period == "2022" and "-" in check.figure.measure and check.of == "value"
    }
    assert {unit for unit, _ in found} == {"quang-ninh", "tra-vinh"}
    assert len(found) == 6
    for verdict, recomputed, value in found.values():
        assert verdict is Verdict.AGREES
        assert isinstance(recomputed, Decimal)
        assert value is not None
        assert abs(recomputed - value) <= Decimal("0.0002")


@pytest.mark.parametrize("period", ["2022", "2023", "2024"])
def test_all_ranks_follow_from_the_values(checks: tuple[Check, ...], period: str) -> None:
    assert verdicts(checks, period=period, peer_set="provinces-63", measure="total", of="rank") == {
        "agrees": 63
    }


@pytest.mark.parametrize(("period", "count"), [("2022", 15), ("2023", 12)])
def test_ranks_of_pillars_follow_from_recomputed_pillars(
    checks: tuple[Check, ...], period: str, count: int
) -> None:
    found = Counter(
        check.verdict
        for check in checks
        if check.figure.period == period and "-" in check.figure.measure and check.of == "rank"
    )
    assert found == {Verdict.AGREES: count}


def test_merged_provinces_are_the_unweighted_mean_of_what_they_were(checks: tuple[Check, ...]) -> None:
    merged = [check for check in checks if check.figure.peer_set == "provinces-34"]
    assert Counter((check.of, check.verdict) for check in merged) == {
        ("value", Verdict.AGREES): 4,
        ("rank", Verdict.AGREES): 8,
    }
    (value,) = [check for check in merged if check.figure.unit == "ho-chi-minh-2025" and check.of == "value"]
    assert value.recomputed == Decimal("0.7769")
    assert value.figure.value == Decimal("0.7770")


def test_hue_is_fifth_of_63_and_second_of_34_with_one_value(checks: tuple[Check, ...]) -> None:
    ranks = {
        check.figure.peer_set: check.recomputed
        for check in checks
        if (check.figure.unit, check.figure.period, check.figure.measure) == ("hue", "2024", "total")
        and check.of == "rank"
    }
    assert ranks == {"provinces-63": 5, "provinces-34": 2}


def test_the_two_complete_vectors_of_2020_give_the_published_values(checks: tuple[Check, ...]) -> None:
    recomputed = {
        check.figure.unit: (check.recomputed, check.figure.value)
        for check in checks
        if check.figure.period == "2020" and check.verdict is Verdict.AGREES
    }
    assert recomputed == {
        "quang-ninh": (Decimal("0.3897"), Decimal("0.3897")),
        "bac-ninh": (Decimal("0.4096"), Decimal("0.4096")),
    }


def test_what_cannot_be_recomputed_says_why_in_both_languages(checks: tuple[Check, ...]) -> None:
    left = [check for check in checks if check.verdict is Verdict.NOT_RECOMPUTABLE]
    assert len(left) == len(checks) - 242
    assert all(check.reason.vi and check.reason.en and check.recomputed is None for check in left)
    of_2024 = {
        check.reason.en for check in left if check.figure.period == "2024" and check.figure.measure == "total"
    }
    assert of_2024 == {
        "DTI 2024 follows 405/QĐ-BKHCN, whose points and components were not found.",
        "Belongs to another index (national).",
    }
