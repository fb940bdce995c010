from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from tests.rounds import DA_NANG, HUE, NOW, TEXT, give, make_round, scored_round
from tests.world import World
from thuocdo.apps.assessment.scorecards.actions import score_round
from thuocdo.apps.assessment.scorecards.errors import RoundWithoutRulesError
from thuocdo.apps.assessment.scorecards.models import Score, ScoreState, Scoring, SheetValue, Track
from thuocdo.apps.foundation.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_every_node_of_every_peer_gets_its_points(world: World) -> None:
    _, scoring = scored_round(world)
    hue = {score.node: score for score in scoring.scores.filter(unit=world.hue)}
    assert {node: score.points for node, score in hue.items()} == {
        "total": Decimal(21), "time": Decimal(16), "1.1": Decimal(16), "mood": Decimal(5), "2.1": Decimal(5),
    }  # fmt: skip
    assert (hue["total"].maximum, hue["total"].rank, hue["total"].class_code) == (30, 1, "good")


def test_a_missing_input_leaves_a_range_and_no_rank(world: World) -> None:
    _, scoring = scored_round(world)
    total = scoring.scores.get(unit=world.da_nang, node="total")
    assert (total.state, total.points, total.rank) == (ScoreState.BLOCKED, None, None)
    assert (total.low, total.high) == (18, 28)


def test_the_inputs_are_kept_with_the_revisions_they_came_from(world: World) -> None:
    _, scoring = scored_round(world)
    taken = SheetValue.objects.filter(sheet__scoring=scoring, sheet__unit=world.hue)
    assert {row.input: row.number for row in taken} == {name: Decimal(number) for name, number in HUE.items()}
    assert all(row.value is not None and row.value.revision == 1 for row in taken)


def test_the_same_values_make_no_new_scoring(world: World) -> None:
    opened, scoring = scored_round(world)
    assert score_round(round=opened, by=None, now=NOW) == scoring
    assert Scoring.objects.count() == 1


def test_a_corrected_value_makes_a_new_scoring_and_the_old_one_stays(world: World) -> None:
    opened, first = scored_round(world)
    give(world, "hue", {"on_time": "90"})
    second = score_round(round=opened, by=world.administrator, now=NOW, reason="số liệu đính chính")
    assert (second.number, second.by) == (2, world.administrator)
    assert first.scores.get(unit=world.hue, node="total").points == 21
    current = Score.objects.in_force(opened.pk, Track.SELF).filter(unit=world.hue)
    assert {score.node: score.points for score in current}["total"] == 23


def test_scoring_is_written_into_the_audit_log(world: World) -> None:
    scored_round(world)
    entry = AuditEntry.objects.get(verb="scorecards.scored")
    assert entry.after is not None
    assert (entry.after["scoring"], entry.after["scores"]) == (1, 10)


def test_a_round_without_rules_cannot_be_scored(world: World) -> None:
    opened = make_round(world)
    opened.definition = None
    with pytest.raises(RoundWithoutRulesError, match="2026"):
        score_round(round=opened, by=None, now=NOW)


def test_values_observed_after_the_day_of_the_round_do_not_count(world: World) -> None:
    opened = make_round(world)
    give(world, "hue", HUE)
    opened.values_until = NOW.date().replace(year=2025)
    scoring = score_round(round=opened, by=None, now=NOW)
    assert not SheetValue.objects.filter(sheet__scoring=scoring).exists()


def test_the_database_keeps_scores_from_being_changed(world: World) -> None:
    scored_round(world)
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
        Score.objects.update(points=30)


def test_components_below_a_given_group_are_not_stored_while_nobody_gives_them(world: World) -> None:
    text = TEXT.replace("code: mood\n", "code: mood\n    given: mood_points\n").replace(
        "inputs:\n", "inputs:\n  mood_points: {title: Điểm nhóm, type: points}\n"
    )
    opened = make_round(world, text=text)
    give(world, "hue", {"on_time": "80", "dossiers": "100", "mood_points": "7.5"})
    give(world, "da-nang", DA_NANG | {"satisfied": "9", "asked": "10"})
    scoring = score_round(round=opened, by=None, now=NOW)
    assert scoring.scores.get(unit=world.hue, node="total").points == Decimal("23.5")
    assert not scoring.scores.filter(unit=world.hue, node="2.1").exists()
    assert scoring.scores.get(unit=world.da_nang, node="2.1").points == 10
