"""A button pressed twice does once what it says, or tells that it was done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.rounds import give, make_round
from tests.world import World
from thuocdo.apps.assessment.scorecards.models import InputUpload, Round, Scoring, Track
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.evidence.models import Upload

pytestmark = pytest.mark.django_db
FORM = "unit,period,input,value,state,source\nhue,2026,on_time,80,,PL\n"


@pytest.fixture
def desk(world: World, client_of: Callable[[User], Client]) -> Client:
    return client_of(world.inside[Role.STANDING_AGENCY])


def test_a_round_is_opened_once_and_the_second_is_told(world: World, desk: Client) -> None:
    there = make_round(world)
    form = {
        "definition": there.definition_id,
        "level": "province",
        "period": "2027",
        "peer_set": there.peer_set_id,
        "computed_track": "unknown",
    }
    answers = [desk.post("/rounds/open/", form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "Mở đợt đó ra dùng tiếp" in answers[1].content.decode()
    assert Round.objects.get(period="2027").computed_track == Track.UNKNOWN


def test_the_same_values_are_scored_once(world: World, desk: Client) -> None:
    make_round(world)
    give(world, "hue", {"on_time": "80", "dossiers": "100"})
    for _ in range(2):
        assert desk.post("/scoreboards/service-2026/score/").status_code == 302
    assert Scoring.objects.count() == 1


def hand_in(desk: Client, content: str = FORM) -> str:
    file = SimpleUploadedFile("hue.csv", content.encode())
    return desk.post("/scoreboards/service-2026/inputs/", {"file": file})["Location"]


def test_a_form_handed_in_twice_is_kept_once(world: World, desk: Client) -> None:
    make_round(world)
    assert hand_in(desk) == hand_in(desk)
    assert (InputUpload.objects.count(), Upload.objects.count()) == (1, 1)
    assert hand_in(desk, FORM.replace("80", "81")) != hand_in(desk)
    assert InputUpload.objects.count() == 2


def test_a_form_that_was_loaded_may_be_handed_in_again(world: World, desk: Client) -> None:
    make_round(world)
    address = hand_in(desk)
    desk.post(address)
    assert hand_in(desk) != address


def test_another_persons_form_is_a_form_of_its_own(
    world: World, desk: Client, client_of: Callable[[User], Client]
) -> None:
    make_round(world)
    assert hand_in(desk) != hand_in(client_of(world.officer))
