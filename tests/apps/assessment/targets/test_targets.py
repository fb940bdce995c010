from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rounds import NOW, TEXT, store_service_index
from tests.world import World
from thuocdo.apps.assessment.indices.errors import UnknownIndexError
from thuocdo.apps.assessment.targets.actions import set_target
from thuocdo.apps.assessment.targets.errors import NothingToWithdrawError, TargetBeyondScaleError
from thuocdo.apps.assessment.targets.models import Target
from thuocdo.apps.assessment.targets.queries import target_of, targets_for
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
DAY = dt.date(2026, 1, 15)
SENT = {
    "index": "service", "unit": "hue", "period": "2026", "value": "25,5", "document_number": "12/KH-UBND",
    "document_date": "2026-01-15", "reason": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _index(world: World) -> None:
    store_service_index()


def aim(world: World, value: str | None = "25.5", **more: object) -> Target:
    said = {"period": "2026", "document_number": "12/KH-UBND", "document_date": DAY} | more
    return set_target(
        index_code="service",
        unit=world.hue,
        value=None if value is None else Decimal(value),
        by=world.inside[Role.STANDING_AGENCY],
        now=NOW,
        **said,  # type: ignore[arg-type]  # of the types that the action names
    )


def in_force(world: World) -> Target | None:
    return target_of(index_code="service", unit_id=world.hue.pk, period="2026")


def test_a_later_rule_set_on_another_scale_does_not_change_a_target(world: World) -> None:
    store_service_index(
        TEXT.replace("published: {", "published: {divide_by: 100, ").replace('"2026"', '"2027"')
        + "valid: {from: 2020-01-01}\n"
    )
    target = aim(world, "0.2")
    store_service_index(TEXT.replace('"2026"', '"2028"') + "valid: {from: 2021-01-01}\n")
    assert (target.points, Target.objects.get(pk=target.pk).points) == (20, 20)


def test_a_target_is_kept_with_its_document_and_written_down(world: World) -> None:
    target = aim(world)
    assert in_force(world) == target
    entry = AuditEntry.objects.get(verb="targets.set")
    assert (entry.unit_code, entry.after) == ("hue", {"value": "25.5", "document": "12/KH-UBND"})


def test_another_value_is_a_new_revision_and_the_old_one_stays(world: World) -> None:
    aim(world)
    later = aim(world, "27", document_number="30/KH-UBND")
    assert later.number == 2
    assert in_force(world) == later
    assert Target.objects.count() == 2
    assert list(targets_for(world.officer)) == [later]


def test_the_same_words_again_change_nothing(world: World) -> None:
    assert aim(world) == aim(world)
    assert Target.objects.count() == 1


def test_a_period_is_kept_in_its_stable_form(world: World) -> None:
    assert aim(world, period="6 tháng đầu năm 2026").period == "2026-H1"


def test_a_withdrawn_target_is_no_target_and_stays_in_the_history(world: World) -> None:
    aim(world)
    aim(world, None, reason="Ban hành nhầm năm")
    assert in_force(world) is None
    assert not targets_for(world.officer).exists()
    assert Target.objects.count() == 2


def test_nothing_can_be_withdrawn_twice(world: World) -> None:
    with pytest.raises(NothingToWithdrawError):
        aim(world, None)


@pytest.mark.parametrize("value", ["-1", "30.01"])
def test_a_value_outside_the_scale_of_the_index_is_refused(world: World, value: str) -> None:
    with pytest.raises(TargetBeyondScaleError, match="0 đến 30"):
        aim(world, value)


def test_an_index_that_nobody_stored_is_refused(world: World) -> None:
    with pytest.raises(UnknownIndexError):
        set_target(
            index_code="nowhere", unit=world.hue, period="2026", value=Decimal(1), document_number="1",
            document_date=DAY, by=None, now=NOW,
        )  # fmt: skip


def test_the_database_refuses_to_change_a_revision(world: World) -> None:
    target = aim(world)
    with pytest.raises(ProgrammingError):
        Target.objects.filter(pk=target.pk).update(value=1)


def test_the_standing_agency_sets_a_target_on_screen(world: World, client_of: ClientOf) -> None:
    client = client_of(world.inside[Role.STANDING_AGENCY])
    assert client.post("/targets/set/", SENT).status_code == 302
    target = in_force(world)
    assert target is not None
    assert target.value == Decimal("25.5")
    shown = client.get("/targets/").content.decode()
    assert "1 mục tiêu đang áp dụng" in shown
    assert "12/KH-UBND, 15/01/2026" in shown
    history = client.get("/targets/set/?index=service&unit=hue&period=2026").content.decode()
    assert "Các lần ghi trước" in history


def test_a_refused_target_says_why_and_what_next(world: World, client_of: ClientOf) -> None:
    client = client_of(world.inside[Role.STANDING_AGENCY])
    answer = client.post("/targets/set/", {**SENT, "value": "99"})
    assert answer.status_code == 422
    assert "nằm ngoài thang của Bộ phục vụ (0 đến 30)" in answer.content.decode()
    assert not Target.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.STANDING_AGENCY])
def test_only_the_standing_agency_sets_targets(world: World, client_of: ClientOf, role: Role) -> None:
    client = client_of(world.inside[role])
    assert client.get("/targets/").status_code == 200
    assert client.post("/targets/set/", SENT).status_code == 403


def test_the_standing_agency_of_another_province_cannot_set_it(world: World, client_of: ClientOf) -> None:
    answer = client_of(world.outside[Role.STANDING_AGENCY]).post("/targets/set/", SENT)
    assert answer.status_code == 422
    assert not Target.objects.exists()


def test_the_list_takes_the_same_number_of_queries_for_more_targets(
    world: World, client_of: ClientOf
) -> None:
    client = client_of(world.inside[Role.LEADER])
    aim(world)
    client.get("/targets/")
    with CaptureQueriesContext(connection) as few:
        client.get("/targets/")
    for year in range(2027, 2031):
        aim(world, period=str(year))
    with CaptureQueriesContext(connection) as more:
        client.get("/targets/")
    assert len(more) == len(few) <= 10
