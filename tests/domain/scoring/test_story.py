from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.plan import make_plan
from thuocdo.domain.scoring.rules import KINDS
from thuocdo.domain.scoring.story import NOBODY, REST, ChainEnd, Loss, Standing, Story, story_of
from thuocdo.domain.scoring.story_years import KIND_WORDS, NO_RULE, Mark, StoryYear, story_year

MAXIMA = {"a": 10, "b": 20, "c": 30, "d": 40}
AGENCIES = {"a": "Sở A", "b": "Sở B", "c": "Sở A", "d": ""}
RULES: dict[str, dict[str, Any]] = {
    "a": {"kind": "yes_no", "of": "a"},
    "b": {"kind": "ratio", "of": "b", "to": "n"},
    "c": {"kind": "ratio", "of": "c", "to": "n"},
    "d": {"kind": "given", "of": "d"},
}


def rules(rule_set: str = "1", **changed: Mapping[str, Any]) -> Definition:
    nodes = {
        code: {
            "code": code,
            "points": points,
            "title": {"vi": f"Chỉ số {code}"},
            "rule": RULES[code],
            "responsible": {"vi": AGENCIES[code]},
            **changed.get(code, {}),
        }
        for code, points in MAXIMA.items()
    }
    groups = [
        {"code": "g", "title": {"vi": "Nhóm G"}, "indicators": [nodes["a"], nodes["b"]]},
        {"code": "h", "title": {"vi": "Nhóm H"}, "indicators": [nodes["c"], nodes["d"]]},
    ]
    inputs = {name: {"type": "yes_no" if name == "a" else "number"} for name in "abcdn"}
    return Definition.model_validate(
        {
            "schema": 1, "index": "x", "rule_set": rule_set, "title": "X", "points": 100, "groups": groups,
            "inputs": inputs,
        }
    )  # fmt: skip


def year(
    points: Mapping[str, str | None],
    period: str = "2023",
    definition: Definition | None = None,
    not_applicable: Sequence[str] = (),
) -> StoryYear:
    """A year from the points of the indicators; groups and total are their sums, unknown where a part is."""
    known = {code: None if value is None else Decimal(value) for code, value in points.items()}
    marks = {
        code: Mark(value, Decimal(MAXIMA[code]), applies=code not in not_applicable)
        for code, value in known.items()
    }
    for group, codes in {"g": "ab", "h": "cd", "total": "abcd"}.items():
        counted = [code for code in codes if code not in not_applicable]
        parts = [known.get(code) for code in counted]
        whole = None if None in parts else sum((part for part in parts if part is not None), Decimal(0))
        marks[group] = Mark(whole, Decimal(sum(MAXIMA[code] for code in counted)))
    return story_year(make_plan(definition or rules(), period), marks, unit="hue")


FULL = {"a": "10", "b": "20", "c": "30", "d": "40"}
BEFORE = {"a": "10", "b": "5", "c": "12.5", "d": "0"}
NOW = {"a": "10", "b": "8", "c": "10", "d": "0"}


def story() -> Story:
    return story_of(year(NOW), [year(BEFORE, "2022")])


def lost(losses: Sequence[Loss]) -> dict[str, Decimal]:
    return {loss.title.vi: loss.lost for loss in losses}


def test_what_rose_fell_and_stayed_is_told_with_the_change_of_the_total() -> None:
    told = story()
    assert told.change == Decimal("0.5")
    assert [one.code for one in told.risen] == ["b"]
    assert [one.code for one in told.fallen] == ["c"]
    assert [one.code for one in told.unchanged] == ["a", "d"]


def test_an_indicator_stands_at_its_maximum_at_zero_or_between() -> None:
    told = story()
    assert {one.code: one.standing for one in told.holdings} == {
        "a": Standing.MAXIMUM, "b": Standing.PART, "c": Standing.PART, "d": Standing.ZERO,
    }  # fmt: skip


def test_lost_points_are_told_by_group_agency_and_kind() -> None:
    told = story()
    assert lost(told.lost_by_group) == {"Nhóm H": Decimal(60), "Nhóm G": Decimal(12)}
    assert lost(told.lost_by_agency) == {
        NOBODY.vi: Decimal(40), "Sở A": Decimal(20), "Sở B": Decimal(12),
    }  # fmt: skip
    assert lost(told.lost_by_kind) == {
        "điểm do nơi khác cho": Decimal(40), "theo tỷ lệ": Decimal(32), "có/không": Decimal(0),
    }  # fmt: skip


def test_an_unknown_indicator_is_not_lost_but_at_stake() -> None:
    told = story_of(year({**NOW, "d": None}))
    assert told.lost is None
    group = next(loss for loss in told.lost_by_group if loss.key == "h")
    assert (group.lost, group.unknown, group.at_stake) == (Decimal(20), 1, Decimal(40))
    assert [one.code for one in told.standing(Standing.UNKNOWN)] == ["d"]


def test_what_does_not_apply_is_neither_lost_nor_unknown() -> None:
    told = story_of(year({**NOW, "d": None}, not_applicable=["d"]))
    assert [one.code for one in told.standing(Standing.NOT_APPLICABLE)] == ["d"]
    assert told.lost == Decimal(32)
    assert sum(loss.lost for loss in told.lost_by_agency) == Decimal(32)
    assert not any(loss.unknown for loss in told.lost_by_agency)


def test_a_group_known_without_its_indicators_is_lost_as_a_whole() -> None:
    plan = make_plan(rules(), "2023")
    marks = {
        "total": Mark(Decimal(50), Decimal(100)),
        "g": Mark(Decimal(20), Decimal(30)),
        "h": Mark(Decimal(30), Decimal(70)),
    }
    told = story_of(story_year(plan, marks, unit="hue"))
    assert lost(told.lost_by_group) == {"Nhóm H": Decimal(40), "Nhóm G": Decimal(10)}
    assert lost(told.lost_by_agency)[REST.vi] == Decimal(50)
    assert not any(loss.at_stake for loss in told.lost_by_agency)


def test_years_at_the_maximum_are_counted_back_without_a_gap() -> None:
    told = story_of(
        year(NOW, "2023"), [year(BEFORE, "2022"), year(FULL, "2021"), year({**FULL, "a": "3"}, "2020")]
    )
    assert {one.code: one.years for one in told.holdings if one.years} == {"a": 3}
    assert [one.code for one in told.sustained] == ["a"]
    assert told.chain_end is ChainEnd.BEGINNING


def test_a_chain_ends_where_the_rules_change() -> None:
    told = story_of(year(NOW), [year(NOW, "2022"), year(NOW, "2021", rules("0"))])
    assert (told.chain_end, told.chain_years) == (ChainEnd.RULES, ("2023", "2022"))
    assert told.sustained[0].years == 2


def test_a_chain_ends_where_a_year_is_missing() -> None:
    told = story_of(year(NOW), [year(NOW, "2021")])
    assert told.chain_end is ChainEnd.GAP
    assert not told.sustained


def test_another_maximum_is_another_achievement() -> None:
    more = rules(a={"points": 5}, b={"points": 25})
    marks = {"a": Mark(Decimal(5), Decimal(5))}
    before = story_year(make_plan(more, "2022"), marks, unit="hue")
    told = story_of(year(NOW), [before])
    assert next(one.years for one in told.holdings if one.code == "a") == 1


def test_nothing_rises_or_falls_across_a_change_of_rules() -> None:
    told = story_of(year(NOW), [year(BEFORE, "2022", rules("0"))])
    assert told.is_break
    assert (told.change, told.risen, told.fallen, told.unchanged) == (None, (), (), ())


def test_a_bonus_is_no_part_of_the_maximum_and_its_points_are_not_lost() -> None:
    definition = rules(a={"adjusts": True, "points": 5}, b={"points": 30})
    marks = {
        "total": Mark(Decimal(95), Decimal(100)), "g": Mark(Decimal(33), Decimal(30)),
        "h": Mark(Decimal(62), Decimal(70)),
        "a": Mark(Decimal(5)), "b": Mark(Decimal(28), Decimal(30)), "c": Mark(Decimal(30), Decimal(30)),
        "d": Mark(Decimal(32), Decimal(40)),
    }  # fmt: skip
    told = story_of(story_year(make_plan(definition, "2023"), marks, unit="hue"))
    assert told.lost == Decimal(5)
    for losses in (told.lost_by_group, told.lost_by_agency, told.lost_by_kind):
        assert sum(loss.lost for loss in losses) == Decimal(5)
        assert REST not in [loss.title for loss in losses]


def test_an_indicator_has_the_agency_of_its_group_where_it_names_none() -> None:
    raw = rules().model_dump(by_alias=True)
    raw["groups"][1]["responsible"] = {"vi": "Văn phòng"}
    raw["groups"] = [
        {key: value for key, value in group.items() if value is not None} for group in raw["groups"]
    ]
    definition = Definition.model_validate(raw)
    told = story_year(make_plan(definition, "2023"), {}, unit="hue")
    assert {one.code: one.agency.vi for one in told.indicators}["d"] == "Văn phòng"


@pytest.mark.parametrize("kind", [*KINDS, NO_RULE])
def test_every_kind_of_rule_has_words(kind: str) -> None:
    assert KIND_WORDS[kind].vi
    assert KIND_WORDS[kind].en


points = st.fixed_dictionaries(
    {code: st.decimals(min_value=0, max_value=maximum, places=4) for code, maximum in MAXIMA.items()}
).map(lambda drawn: {code: str(value) for code, value in drawn.items()})
unknown = st.sets(st.sampled_from("abcd"))


@given(points)
def test_lost_points_add_up_to_the_same_however_they_are_told(drawn: dict[str, str]) -> None:
    told = story_of(year(drawn))
    assert told.lost == Decimal(100) - sum(Decimal(value) for value in drawn.values())
    for losses in (told.lost_by_group, told.lost_by_agency, told.lost_by_kind):
        assert sum(loss.lost for loss in losses) == told.lost
        assert sum(loss.maximum for loss in losses) == Decimal(100)


@given(points, unknown)
def test_what_is_not_known_is_at_stake_and_never_lost(drawn: dict[str, str], missing: set[str]) -> None:
    told = story_of(year({code: None if code in missing else value for code, value in drawn.items()}))
    known = sum(MAXIMA[code] - Decimal(value) for code, value in drawn.items() if code not in missing)
    at_stake = sum(MAXIMA[code] for code in missing)
    for losses in (told.lost_by_group, told.lost_by_agency, told.lost_by_kind):
        assert sum(loss.lost for loss in losses) == known
        assert sum(loss.at_stake for loss in losses) == at_stake


@given(points, points)
def test_every_indicator_rises_falls_or_stays_and_the_changes_make_the_total(
    before: dict[str, str], now: dict[str, str]
) -> None:
    told = story_of(year(now), [year(before, "2022")])
    assert len(told.risen) + len(told.fallen) + len(told.unchanged) == 4
    assert sum(one.change.change or 0 for one in told.holdings) == told.change


@given(st.lists(st.booleans(), max_size=6))
def test_a_chain_is_as_long_as_the_run_of_years_at_the_maximum(held: list[bool]) -> None:
    earlier = [year(FULL if full else BEFORE, str(2022 - place)) for place, full in enumerate(held)]
    told = story_of(year(FULL), earlier)
    run = next((place for place, full in enumerate(held) if not full), len(held))
    assert {one.code: one.years for one in told.holdings}["b"] == run + 1
    assert len(told.sustained) == (4 if run else 1 if held else 0)
