from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rounds import DAY, NOW, TEXT, give, make_round, scored_round, store_service_index
from tests.world import World
from thuocdo.apps.assessment.scorecards import actions
from thuocdo.apps.assessment.scorecards.actions import scoring as scoring_actions
from thuocdo.apps.assessment.scorecards.actions.rounds import Peer
from thuocdo.apps.assessment.scorecards.errors import (
    EmptyPeerSetError,
    NothingToPublishError,
    RoundAlreadyOpenError,
    RoundAlreadyScoredError,
)
from thuocdo.apps.assessment.scorecards.models import PeerSet, Round, Scoring
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.audit.errors import StaleObjectError
from thuocdo.apps.foundation.audit.queries import history_of
from thuocdo.apps.foundation.jobs.models import Job
from thuocdo.apps.foundation.jobs.running import run_job
from thuocdo.domain.primitives.texts import Text

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def agency(world: World) -> User:
    return world.inside[Role.STANDING_AGENCY]


@pytest.fixture
def desk(agency: User, client_of: ClientOf) -> Client:
    return client_of(agency)


def other_peers(world: World, by: User) -> PeerSet:
    peers = [Peer(world.department), Peer(world.unit("hue.so-yt"))]
    return actions.name_peer_set(name=Text("Hai sở"), at=DAY, peers=peers, by=by)


def test_a_round_is_opened_on_the_screen_under_a_code_of_its_own(
    world: World, desk: Client, agency: User
) -> None:
    there = make_round(world)
    form = {
        "definition": store_service_index().pk,
        "level": "department",
        "period": "Quý III/2026",
        "peer_set": other_peers(world, agency).pk,
    }
    answer = desk.post("/rounds/open/", form)
    opened = Round.objects.exclude(pk=there.pk).get()
    assert answer["Location"] == f"/rounds/{opened.code}/manage/"
    assert (opened.code, opened.period, opened.name_vi) == (
        "service-2026-q3",
        "2026-Q3",
        "Bộ phục vụ, Quý III/2026",
    )
    assert [entry.actor_name for entry in history_of(opened)] == [agency.username]
    assert not opened.is_published


def test_a_period_that_makes_no_sense_is_told_at_its_field(world: World, desk: Client) -> None:
    make_round(world)
    answer = desk.post("/rounds/open/", {"period": "mùa thu"})
    assert answer.status_code == 422
    assert "mùa thu" in answer.content.decode()
    assert Round.objects.count() == 1


def test_the_same_round_is_not_opened_twice(world: World, desk: Client) -> None:
    there = make_round(world)
    form = {
        "definition": there.definition_id,
        "level": "province",
        "period": "2026",
        "peer_set": there.peer_set_id,
    }
    answer = desk.post("/rounds/open/", form)
    assert answer.status_code == 422
    assert "đã có đúng quy tắc" in answer.content.decode()
    with pytest.raises(RoundAlreadyOpenError):
        make_round(world, code="another")


def test_units_of_a_level_on_a_day_are_offered_and_named_as_a_set(world: World, desk: Client) -> None:
    address = "/rounds/peer-sets/?level=province&at=2026-09-30"
    shown = desk.get(address).content.decode()
    assert "2 đơn vị" in shown
    assert "Sở Y tế" not in shown
    answer = desk.post(address, {"name_vi": "Hai thành phố", "units": ["hue", "da-nang"]})
    named = PeerSet.objects.get()
    assert answer["Location"] == f"/rounds/open/?peer_set={named.pk}&level=province"
    assert (named.code, [member.name_vi for member in named.members.order_by("name_vi")]) == (
        "hai-thanh-pho",
        ["Huế", "Đà Nẵng"],
    )


def test_the_chosen_rule_set_and_its_level_come_along_when_a_set_is_named(world: World, desk: Client) -> None:
    text = store_service_index(TEXT + "levels: [department]\n")
    page = desk.get("/rounds/open/", {"definition": text.pk})
    assert page.context["form"]["level"].value() == "department"
    address = f"/rounds/peer-sets/?definition={text.pk}&level=department&at=2026-09-30"
    answer = desk.post(address, {"name_vi": "Hai sở", "units": ["hue.so-khcn", "hue.so-yt"]})
    assert answer["Location"].endswith(f"level=department&definition={text.pk}")
    assert desk.get("/rounds/open/?definition=x").context["form"]["level"].value() == "province"


def test_one_unit_alone_cannot_be_ranked(world: World, desk: Client, agency: User) -> None:
    answer = desk.post(
        "/rounds/peer-sets/?level=province&at=2026-09-30", {"name_vi": "Một mình", "units": ["hue"]}
    )
    assert answer.status_code == 422
    assert "ít nhất hai đơn vị" in answer.content.decode()
    with pytest.raises(EmptyPeerSetError):
        actions.name_peer_set(name=Text("Trống"), at=DAY, peers=[], by=agency)


def test_a_second_set_of_the_same_name_gets_a_code_of_its_own(world: World, agency: User) -> None:
    codes = [other_peers(world, agency).code, other_peers(world, agency).code]
    assert codes == ["hai-so", "hai-so-2"]


def test_the_peer_set_changes_until_the_round_is_scored(world: World, desk: Client, agency: User) -> None:
    opened = make_round(world)
    chosen = other_peers(world, agency)
    form = {"version": opened.version, "peer_set": chosen.pk, "reason": "chấm các sở"}
    assert desk.post(f"/rounds/{opened.code}/peer-set/", form).status_code == 302
    opened.refresh_from_db()
    assert (opened.peer_set, opened.version) == (chosen, 2)
    entry = history_of(opened)[0]
    assert (entry.before, entry.after, entry.reason) == (
        {"peer_set": "2 thành phố"},
        {"peer_set": "Hai sở"},
        "chấm các sở",
    )


def test_ranks_keep_the_peer_set_they_were_taken_within(world: World, desk: Client, agency: User) -> None:
    opened, _ = scored_round(world)
    chosen = other_peers(world, agency)
    with pytest.raises(RoundAlreadyScoredError):
        actions.change_peer_set(round=opened, peer_set=chosen, expected=opened.version, by=agency)
    form = {"version": opened.version, "peer_set": chosen.pk, "reason": "đổi"}
    answer = desk.post(f"/rounds/{opened.code}/peer-set/", form)
    assert answer.status_code == 422
    assert "không đổi nhóm so sánh được nữa" in answer.content.decode()


def test_two_people_do_not_overwrite_each_other(world: World, desk: Client, agency: User) -> None:
    opened = make_round(world)
    actions.change_peer_set(
        round=opened, peer_set=other_peers(world, agency), expected=opened.version, by=world.administrator
    )
    chosen = other_peers(world, agency)
    with pytest.raises(StaleObjectError):
        actions.change_peer_set(round=opened, peer_set=chosen, expected=opened.version, by=agency)
    answer = desk.post(
        f"/rounds/{opened.code}/peer-set/",
        {"version": opened.version, "peer_set": chosen.pk, "reason": "đổi"},
    )
    assert answer.status_code == 422
    assert world.administrator.username in answer.content.decode()


def test_publishing_opens_the_scores_to_everybody_and_is_written_down(
    world: World, desk: Client, agency: User, client_of: ClientOf
) -> None:
    opened, _ = scored_round(world, is_published=False)
    outsider = client_of(world.outside[Role.LEADER])
    assert outsider.get("/scorecards/service-2026/hue/").status_code == 404
    form = {"version": opened.version, "reason": "Thông báo 12"}
    assert desk.post("/rounds/service-2026/publish/", form).status_code == 302
    assert outsider.get("/scorecards/service-2026/hue/").status_code == 200
    entry = history_of(opened)[0]
    assert (entry.verb, entry.actor_name, entry.reason) == (
        "scorecards.round_published",
        agency.username,
        "Thông báo 12",
    )


def test_a_round_changed_since_it_was_looked_at_is_not_published(world: World, desk: Client) -> None:
    opened, _ = scored_round(world, is_published=False)
    Round.objects.filter(pk=opened.pk).update(version=5)
    answer = desk.post("/rounds/service-2026/publish/", {"version": opened.version})
    assert answer.status_code == 422
    opened.refresh_from_db()
    assert not opened.is_published


def test_a_round_without_scores_is_not_published(world: World, agency: User) -> None:
    with pytest.raises(NothingToPublishError):
        actions.publish_round(round=make_round(world), by=agency)


def test_only_the_standing_agency_and_the_administrator_manage_rounds(
    world: World, client_of: ClientOf
) -> None:
    scored_round(world)
    for role in Role:
        may = role in (Role.STANDING_AGENCY, Role.ADMINISTRATOR)
        client = client_of(world.inside[role])
        assert client.get("/rounds/service-2026/manage/").status_code == (200 if may else 403)
        assert (
            "/rounds/service-2026/manage/" in client.get("/scoreboards/service-2026/").content.decode()
        ) is may


def test_empty_screens_teach_the_next_step(world: World, desk: Client) -> None:
    assert "Chưa nạp bộ chỉ số nào" in desk.get("/rounds/open/").content.decode()
    store_service_index()
    shown = desk.get("/rounds/open/").content.decode()
    assert "Chưa đặt nhóm so sánh nào" in shown
    assert "/rounds/peer-sets/" in shown
    assert "Mở đợt đánh giá" in desk.get("/scoreboards/").content.decode()


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/rounds/service-2026/manage/", 11),
        ("/rounds/open/", 9),
        ("/rounds/peer-sets/?level=province&at=2026-09-30", 9),
    ],
)
def test_a_screen_takes_the_same_number_of_queries_however_many_units_there_are(
    world: World, desk: Client, address: str, most: int
) -> None:
    opened = make_round(world)
    desk.get(address)
    with CaptureQueriesContext(connection) as few:
        desk.get(address)
    for code in ("hue.so-khcn", "hue.so-yt", "hue.phu-xuan"):
        opened.peer_set.members.create(unit=world.unit(code))
    with CaptureQueriesContext(connection) as more:
        desk.get(address)
    assert len(few) == len(more) <= most


def test_a_round_of_many_units_is_scored_by_the_worker_and_the_page_follows_it(
    world: World, desk: Client, agency: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring_actions, "MOST_UNITS_WHILE_WAITING", 1)
    monkeypatch.setattr(scoring_actions, "UNITS_AT_ONCE", 1)
    opened = make_round(world)
    give(world, "hue", {"on_time": "80", "dossiers": "100"})
    assert desk.post("/scoreboards/service-2026/score/").status_code == 302
    job = Job.objects.get()
    assert not Scoring.objects.exists()
    shown = desk.get("/scoreboards/service-2026/").content.decode()
    assert f'id="job-{job.pk}"' in shown
    assert desk.post("/scoreboards/service-2026/score/").status_code == 302
    assert Job.objects.count() == 1
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result_link) == (Job.State.DONE, opened.get_absolute_url())
    assert Scoring.objects.get().by == agency
    after = desk.get("/scoreboards/service-2026/").content.decode()
    assert 'id="job-' not in after
    assert ">Huế</a>" in after


def test_scoring_tells_how_many_units_are_done(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring_actions, "UNITS_AT_ONCE", 1)
    steps: list[tuple[int, int]] = []
    actions.score_round(
        round=make_round(world), by=None, now=NOW, on_step=lambda done, of: steps.append((done, of))
    )
    assert steps == [(1, 2), (2, 2)]


def test_a_small_round_is_scored_while_one_waits(world: World, agency: User) -> None:
    opened = make_round(world)
    done = actions.score_or_queue(round=opened, by=agency, now=NOW)
    assert isinstance(done, Scoring)
    assert not Job.objects.exists()


def test_a_round_whose_rules_are_not_known_says_why_only_the_published_value_stands(
    world: World, desk: Client
) -> None:
    opened, _ = scored_round(world)
    Round.objects.filter(pk=opened.pk).update(definition=None, rule_set="405/QĐ-BKHCN")
    for address in ("/scoreboards/service-2026/", "/scorecards/service-2026/hue/"):
        shown = desk.get(address).content.decode()
        assert "Chỉ có giá trị đã công bố" in shown
        assert "chưa nạp phụ lục nào có điểm và công thức" in shown
        assert "405/QĐ-BKHCN" in shown
