from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.rounds import DA_NANG, NOW, TEXT, give, make_round
from tests.world import World
from thuocdo.apps.assessment.scorecards.actions import score_round
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role

pytestmark = pytest.mark.django_db
GATED = TEXT.replace("points: 30\n", "points: 30\ngate: {node: time, at_least: 19, else_cap: 0}\n", 1)
CARD = "/scorecards/service-2026/da-nang/"


@pytest.fixture
def reader(world: World, client_of: Callable[[User], Client]) -> Client:
    return client_of(world.outside[Role.STANDING_AGENCY])


def test_a_total_behind_a_closed_gate_is_told_as_nought_with_its_reason(world: World, reader: Client) -> None:
    """Đà Nẵng reports 18 of 20 points in time, and nothing of the other group."""
    opened = make_round(world, text=GATED)
    give(world, "da-nang", DA_NANG)
    score_round(round=opened, by=None, now=NOW)
    shown = reader.get(CARD).content.decode()
    assert "Đà Nẵng: 0,00 vì cổng đóng: Tiến độ chưa đạt mức yêu cầu." in shown
    assert "0,00 – 0,00" not in shown
    assert "0,00 – 0,00" not in reader.get("/scoreboards/service-2026/").content.decode()


def test_a_total_that_is_open_is_still_told_as_a_range(world: World, reader: Client) -> None:
    opened = make_round(world, text=GATED.replace("at_least: 19", "at_least: 17"))
    give(world, "da-nang", DA_NANG)
    score_round(round=opened, by=None, now=NOW)
    shown = reader.get(CARD).content.decode()
    assert "tổng nằm trong khoảng" in shown
    assert "18,00" in shown
    assert "28,00" in shown
