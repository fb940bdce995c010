from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_link
from tests.world import World
from thuocdo.apps.foundation.accounts import actions
from thuocdo.apps.foundation.accounts.errors import LastAdministratorError, OwnRoleError, RoleOverlapError
from thuocdo.apps.foundation.accounts.models import RoleAssignment, User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.audit.queries import history_of

ClientOf = Callable[[User], Client]


def _create(world: World, username: str = "moi", **fields: str) -> User:
    return actions.create_person(
        username=username, full_name="Ngô  Thị Mới", unit=world.department, by=world.administrator, **fields
    )


def test_a_new_account_has_no_password_and_is_found_without_accents(world: World) -> None:
    person = _create(world)
    assert not person.has_usable_password()
    assert (person.full_name, person.folded) == ("Ngô Thị Mới", "ngo thi moi")
    assert history_of(person)[0].actor_name == "administrator.hue"


def test_the_history_of_a_person_names_the_unit_by_its_code(world: World) -> None:
    person = _create(world)
    person.unit = world.unit("hue.so-yt")
    actions.change_person(person=person, expected_version=person.version, by=world.administrator)
    assert ("unit", "hue.so-khcn", "hue.so-yt") in history_of(person)[0].changes


@pytest.mark.parametrize(
    "fields", [{"username": "OFFICER.HUE"}, {"username": "x", "email": "Officer.Hue@example.vn"}]
)
def test_names_and_addresses_are_taken_once_whatever_the_capitals(
    world: World, fields: dict[str, str]
) -> None:
    with pytest.raises(ValidationError):
        _create(world, **fields)


def test_people_are_listed_by_given_name(world: World) -> None:
    for number, name in enumerate(["Trần Ơn", "Lê Đức", "Phan Dũng"]):
        actions.create_person(username=f"u{number}", full_name=name, unit=world.unit("hue.so-yt"), by=None)
    listed = User.objects.filter(unit=world.unit("hue.so-yt")).values_list("full_name", flat=True)
    assert list(listed) == ["Phan Dũng", "Lê Đức", "Trần Ơn"]


def test_nobody_grants_roles_to_themselves(world: World) -> None:
    admin = world.administrator
    with pytest.raises(OwnRoleError):
        actions.grant_role(
            person=admin, role=Role.LEADER, unit=world.hue, valid_from=timezone.localdate(), by=admin
        )


def test_the_same_role_is_not_held_twice_at_a_time(world: World) -> None:
    with pytest.raises(RoleOverlapError):
        actions.grant_role(
            person=world.officer,
            role=Role.OFFICER,
            unit=world.department,
            valid_from=timezone.localdate(),
            by=world.administrator,
        )


def test_an_ended_role_stays_in_the_records(world: World) -> None:
    today = timezone.localdate()
    held = RoleAssignment.objects.get(user=world.officer)
    actions.end_role(assignment=held, on=today, by=world.administrator, reason="QĐ 12")
    assert RoleAssignment.objects.get(pk=held.pk).valid_to == today
    assert history_of(world.officer)[0].reason == "QĐ 12"


def test_the_last_administrator_cannot_be_lost(world: World) -> None:
    actions.close_account(
        person=world.outside[Role.ADMINISTRATOR], on=timezone.localdate(), by=world.administrator
    )
    with pytest.raises(LastAdministratorError):
        actions.close_account(person=world.administrator, on=timezone.localdate(), by=world.nobody)


def test_whoever_leaves_is_signed_out_and_keeps_a_history(world: World, client_of: ClientOf) -> None:
    client, token = client_of(world.officer), make_link(world.officer)
    assert client.get(reverse("jobs:jobs")).status_code == 200
    actions.close_account(
        person=world.officer, on=timezone.localdate(), by=world.administrator, reason="nghỉ hưu"
    )
    assert client.get(reverse("jobs:jobs")).status_code == 302
    assert client.get(reverse("accounts:link", args=[token])).status_code == 410
    assert RoleAssignment.objects.get(user=world.officer).valid_to == timezone.localdate()
    assert history_of(world.officer)[0].verb == "accounts.left"


def test_whoever_returns_has_no_role(world: World) -> None:
    today = timezone.localdate()
    person = actions.close_account(person=world.officer, on=today, by=world.administrator)
    actions.reopen_account(person=person, by=world.administrator)
    held = RoleAssignment.objects.get(user=person)
    assert person.is_active
    assert held.valid_to == today


def test_ending_sessions_signs_out_everywhere(world: World, client_of: ClientOf) -> None:
    client = client_of(world.officer)
    actions.end_sessions(person=world.officer)
    assert client.get(reverse("jobs:jobs")).status_code == 302


def test_every_change_of_a_person_is_kept_by_the_database(world: World) -> None:
    User.objects.filter(pk=world.officer.pk).update(phone="0905")
    phones = [event.phone for event in world.officer.events.order_by("pgh_id")]  # type: ignore[attr-defined]
    assert phones == ["", "0905"]


def test_the_form_tells_who_saved_first(world: World, client_of: ClientOf) -> None:
    client, person = client_of(world.administrator), world.officer
    data = {
        "full_name": "An Mới",
        "username": person.username,
        "email": person.email,
        "phone": "",
        "unit": person.unit_id,
        "version": 1,
    }
    assert client.post(reverse("accounts:edit", args=[person.pk]), data).status_code == 302
    page = client.post(reverse("accounts:edit", args=[person.pk]), {**data, "full_name": "An Khác"})
    assert page.status_code == 200
    assert "administrator.hue" in page.content.decode()
    assert User.objects.get(pk=person.pk).full_name == "An Mới"


@pytest.mark.parametrize("count", [1, 25])
def test_the_list_of_people_asks_a_constant_number_of_questions(
    world: World, client_of: ClientOf, django_assert_max_num_queries: object, count: int
) -> None:
    for number in range(count):
        _create(world, username=f"u{number}")
    client = client_of(world.administrator)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert client.get(reverse("accounts:people")).status_code == 200
