from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_link
from tests.world import World
from thuocdo.apps.foundation.accounts.models import OneTimeLink, User

NEW = {"password": "cầu-Trường-Tiền-6-vài", "again": "cầu-Trường-Tiền-6-vài"}


def _address(token: str) -> str:
    return reverse("accounts:link", args=[token])


def test_an_invitation_lets_the_person_choose_a_password_once(world: World, client: Client) -> None:
    token = make_link(world.nobody)
    assert client.get(_address(token)).status_code == 200
    assert client.post(_address(token), NEW).headers["Location"] == reverse("account_login")
    assert User.objects.get(pk=world.nobody.pk).check_password(NEW["password"])
    assert client.post(_address(token), NEW).status_code == 410


def test_the_secret_is_not_in_the_database(world: World) -> None:
    token = make_link(world.nobody)
    assert token not in str(OneTimeLink.objects.values())


def test_looking_at_a_link_does_not_use_it_up(world: World, client: Client) -> None:
    token = make_link(world.nobody)
    client.get(_address(token))
    assert OneTimeLink.objects.get().used_at is None


def test_a_link_ends_after_its_hours(world: World, client: Client) -> None:
    token = make_link(world.nobody)
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        assert client.get(_address(token)).status_code == 410


def test_a_new_link_revokes_the_old_one(world: World, client: Client) -> None:
    old, new = make_link(world.nobody), make_link(world.nobody)
    assert [client.get(_address(token)).status_code for token in (old, new)] == [410, 200]


def test_a_weak_password_is_refused_and_the_link_stays_open(world: World, client: Client) -> None:
    token = make_link(world.nobody)
    assert client.post(_address(token), {"password": "12345678", "again": "12345678"}).status_code == 200
    assert client.get(_address(token)).status_code == 200


def test_a_password_link_signs_nobody_in(world: World, client: Client) -> None:
    client.post(_address(make_link(world.nobody)), NEW)
    assert client.get(reverse("jobs:jobs")).status_code == 302


def test_a_demonstration_link_signs_in_once(world: World, client: Client) -> None:
    token = make_link(world.officer, OneTimeLink.Purpose.DEMO)
    assert client.get(_address(token)).status_code == 200
    assert client.post(_address(token)).status_code == 302
    assert client.get(reverse("jobs:jobs")).status_code == 200
    assert Client().post(_address(token)).status_code == 410


def test_a_demonstration_link_works_from_this_machine_only(world: World, client: Client) -> None:
    token = make_link(world.officer, OneTimeLink.Purpose.DEMO)
    assert client.post(_address(token), REMOTE_ADDR="10.0.0.7").status_code == 410
    assert client.get(reverse("jobs:jobs")).status_code == 302


def test_without_the_demonstration_mode_its_links_are_dead(
    world: World, client: Client, settings: object
) -> None:
    settings.DEMO_SIGN_IN_LINKS = False  # type: ignore[attr-defined]
    token = make_link(world.officer, OneTimeLink.Purpose.DEMO)
    assert client.post(_address(token)).status_code == 410


@pytest.mark.parametrize("token", ["x", "a" * 43])
def test_an_invented_link_says_nothing(world: World, client: Client, token: str) -> None:
    assert client.get(_address(token)).status_code == 410
