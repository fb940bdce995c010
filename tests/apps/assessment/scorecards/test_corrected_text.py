from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from tests.rounds import NOW, TEXT, scored_round
from tests.world import World
from thuocdo.apps.assessment.indices.actions import correct_rule_set
from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.scorecards import actions
from thuocdo.apps.assessment.scorecards.errors import PublishedTextError, TextNotNewestError
from thuocdo.apps.assessment.scorecards.models import Round, Score, Scoring
from thuocdo.apps.assessment.scorecards.queries.explanation import table_of
from thuocdo.apps.assessment.scorecards.queries.rounds import is_behind, newer_text
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.audit.errors import StaleObjectError
from thuocdo.apps.foundation.audit.queries import history_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
MANAGE, ADOPT = "/rounds/service-2026/manage/", "/rounds/service-2026/text/"
WHY = "/scorecards/service-2026/hue/why/1.1/json/"
WORDS = "Chấm theo bản đính chính từ nay"


@pytest.fixture
def agency(world: World) -> User:
    return world.inside[Role.STANDING_AGENCY]


@pytest.fixture
def desk(agency: User, client_of: ClientOf) -> Client:
    return client_of(agency)


def corrected(this_round: Round, by: User, full_at: str = "80%") -> IndexDefinition:
    """The share of dossiers in time gets full points from 80% on: 20 instead of 16 points for Huế."""
    newest = newer_text(this_round) or this_round.definition
    assert newest is not None
    text = TEXT.replace("of: on_time, to: dossiers", f"of: on_time, to: dossiers, full_at: {full_at}")
    return correct_rule_set(definition=newest, content=text.encode(), reason="Thiếu mức 80%", by=by, now=NOW)


def posted(this_round: Round, text: IndexDefinition, reason: str = "CV 12") -> dict[str, object]:
    return {"version": this_round.version, "number": text.number, "reason": reason}


def points(scoring: Scoring) -> Decimal | None:
    return Score.objects.get(scoring=scoring, unit__code="hue", node="1.1").points


def test_the_page_says_that_the_text_was_corrected_and_leads_to_the_difference(
    world: World, desk: Client, agency: User
) -> None:
    opened, _ = scored_round(world, is_published=False)
    assert WORDS not in desk.get(MANAGE).content.decode()
    corrected(opened, agency)
    shown = desk.get(MANAGE).content.decode()
    assert "Đợt đang theo bản 1 của phiên bản quy tắc; bản mới nhất là bản 2." in shown
    assert "đổi cách tính 1" in shown
    address = "/indices/service/diff/?from=2026@1&amp;to=2026@2"
    assert address in shown
    assert WORDS in shown
    assert desk.get(address.replace("&amp;", "&")).status_code == 200


def test_new_scorings_use_the_corrected_text_and_old_ones_keep_citing_theirs(
    world: World, desk: Client, agency: User
) -> None:
    opened, first = scored_round(world, is_published=False)
    before = desk.get(WHY).content
    text = corrected(opened, agency)
    assert desk.post(ADOPT, posted(opened, text)).status_code == 302
    assert desk.get(WHY).content == before
    assert "được chấm theo bản trước" in desk.get(MANAGE).content.decode()
    desk.post("/scoreboards/service-2026/score/")
    second = Scoring.objects.exclude(pk=first.pk).get()
    first.refresh_from_db()
    assert (points(first), points(second)) == (16, 20)
    assert first.definition is not None
    assert (first.definition.number, second.definition) == (1, text)
    old = table_of(first.pk)
    assert (old.version, old.decimal("hue", "1.1")) == (first.definition.version, 16)
    now = json.loads(desk.get(WHY).content)
    assert text.version in json.dumps(now)
    assert not is_behind(Round.objects.get())


def test_the_board_names_the_text_that_its_scores_were_made_by(
    world: World, desk: Client, agency: User
) -> None:
    opened, first = scored_round(world, is_published=False)
    text = corrected(opened, agency)
    actions.adopt_text(round=opened, definition=text, expected=opened.version, by=agency, reason="CV 12")
    shown = desk.get("/scoreboards/service-2026/").content.decode()
    assert first.definition is not None
    assert first.definition.version[:12] in shown
    assert text.version[:12] not in shown


def test_taking_the_text_over_is_written_into_the_history(world: World, desk: Client, agency: User) -> None:
    opened, _ = scored_round(world, is_published=False)
    text = corrected(opened, agency)
    desk.post(ADOPT, posted(opened, text))
    entry = history_of(opened)[0]
    assert (entry.verb, entry.actor_name, entry.reason) == (
        "scorecards.text_adopted",
        agency.username,
        "CV 12",
    )
    assert (entry.before, entry.after) == (
        {"rule_set": "service@2026 #1"},
        {"rule_set": "service@2026 #2"},
    )


def test_no_text_is_taken_over_without_a_reason(world: World, desk: Client, agency: User) -> None:
    opened, _ = scored_round(world, is_published=False)
    answer = desk.post(ADOPT, posted(opened, corrected(opened, agency), reason=""))
    assert answer.status_code == 422
    assert newer_text(Round.objects.select_related("definition").get()) is not None


def test_the_same_click_twice_takes_over_once(world: World, desk: Client, agency: User) -> None:
    opened, _ = scored_round(world, is_published=False)
    form = posted(opened, corrected(opened, agency))
    assert [desk.post(ADOPT, form).status_code for _ in range(2)] == [302, 302]
    assert [entry.verb for entry in history_of(opened)].count("scorecards.text_adopted") == 1


def test_a_published_round_keeps_its_text_and_says_what_to_do(
    world: World, desk: Client, agency: User
) -> None:
    opened, _ = scored_round(world)
    text = corrected(opened, agency)
    shown = desk.get(MANAGE).content.decode()
    assert WORDS not in shown
    assert f"/rounds/open/?definition={text.pk}" in shown
    answer = desk.post(ADOPT, posted(opened, text))
    assert answer.status_code == 422
    assert "Mở một đợt khác với ngày chốt khác" in answer.content.decode()
    with pytest.raises(PublishedTextError):
        actions.adopt_text(round=opened, definition=text, expected=opened.version, by=agency, reason="x")


def test_only_the_newest_text_is_taken_over(world: World, desk: Client, agency: User) -> None:
    opened, _ = scored_round(world, is_published=False)
    seen = corrected(opened, agency)
    corrected(opened, agency, full_at="85%")
    with pytest.raises(TextNotNewestError):
        actions.adopt_text(round=opened, definition=seen, expected=opened.version, by=agency, reason="x")
    answer = desk.post(ADOPT, posted(opened, seen))
    assert answer.status_code == 422
    assert "service@2026 #3" in answer.content.decode()
    assert desk.post(ADOPT, {**posted(opened, seen), "number": 9}).status_code == 404


def test_a_round_changed_since_it_was_looked_at_takes_over_nothing(world: World, agency: User) -> None:
    opened, _ = scored_round(world, is_published=False)
    text = corrected(opened, agency)
    Round.objects.filter(pk=opened.pk).update(version=7)
    with pytest.raises(StaleObjectError):
        actions.adopt_text(round=opened, definition=text, expected=1, by=agency, reason="x")


def test_only_those_who_manage_rounds_take_a_text_over(world: World, client_of: ClientOf) -> None:
    opened, _ = scored_round(world, is_published=False)
    form = posted(opened, corrected(opened, world.administrator))
    refused = [role for role in Role if role not in (Role.STANDING_AGENCY, Role.ADMINISTRATOR)]
    people = (
        [world.inside[role] for role in refused] + [world.outside[role] for role in refused] + [world.nobody]
    )
    assert {client_of(person).post(ADOPT, form).status_code for person in people} == {403}
    assert client_of(world.administrator).post(ADOPT, form).status_code == 302
