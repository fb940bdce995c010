from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.world import World
from thuocdo.apps.foundation.accounts.models import RoleAssignment, User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.org_units.actions import store_units
from thuocdo.domain.org_units.loading import load_units


def _run(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_the_first_administrator_gets_a_link_and_no_password(world: World, client: Client) -> None:
    told = _run("create_administrator", "truong", name="Lê Trưởng", site="https://td.example.vn")
    address = told.splitlines()[-1]
    assert "Lê" not in address
    assert address.startswith("https://td.example.vn/enter/")
    person = User.objects.get(username="truong")
    assert not person.has_usable_password()
    assert [(held.role, held.unit.code) for held in person.holdings()] == [(Role.ADMINISTRATOR, "vn")]
    assert client.get(address.removeprefix("https://td.example.vn")).status_code == 200


def test_asking_again_makes_a_new_link_for_the_same_person(world: World, client: Client) -> None:
    first, second = (_run("create_administrator", "truong").splitlines()[-1] for _ in range(2))
    assert RoleAssignment.objects.filter(user__username="truong").count() == 1
    assert [client.get(address).status_code for address in (first, second)] == [410, 200]


@pytest.mark.django_db
def test_without_units_the_command_says_what_to_load() -> None:
    with pytest.raises(CommandError, match="load_units"):
        _run("create_administrator", "truong")


def test_an_unknown_unit_is_named(world: World) -> None:
    with pytest.raises(CommandError, match=r"hue\.khong-co"):
        _run("create_administrator", "truong", unit="hue.khong-co", lang="en")


@pytest.mark.django_db
def test_the_people_of_the_demonstration_are_made_once_and_sign_in_by_link(client: Client) -> None:
    store_units(load_units())
    _run("sign_in_links")
    told = _run("sign_in_links", site="http://127.0.0.1:9").splitlines()
    assert (len(told), User.objects.count()) == (8, 8)
    assert not any(person.has_usable_password() for person in User.objects.all())
    address = told[0].split()[-1].removeprefix("http://127.0.0.1:9")
    assert client.post(address).status_code == 302
    assert client.session["_auth_user_id"]


def test_outside_the_demonstration_there_are_no_sign_in_links(world: World, settings: Any) -> None:
    settings.DEMO_SIGN_IN_LINKS = False
    with pytest.raises(CommandError, match="THUOCDO_MODE=demo"):
        _run("sign_in_links")
    assert not User.objects.filter(username="lanhdao").exists()
