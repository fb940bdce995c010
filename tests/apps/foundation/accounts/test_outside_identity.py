from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from tests.world import World
from thuocdo.apps.foundation.accounts.adapters import KnownPeopleOnlyAdapter
from thuocdo.apps.foundation.accounts.models import User


@dataclass
class Address:
    email: str
    verified: bool = True


@dataclass
class SignIn:
    """What the library hands over after the provider has answered."""

    email_addresses: list[Address]
    is_existing: bool = False
    connected: list[User] = field(default_factory=list)

    def connect(self, request: HttpRequest, user: User) -> None:
        self.connected.append(user)


def _people_joined(sign_in: SignIn, rf: RequestFactory) -> list[User]:
    KnownPeopleOnlyAdapter().pre_social_login(rf.get("/"), sign_in)
    return sign_in.connected


def test_a_verified_address_finds_its_account(world: World, rf: RequestFactory) -> None:
    assert _people_joined(SignIn([Address("Officer.Hue@Example.vn")]), rf) == [world.officer]


@pytest.mark.parametrize(
    "sign_in",
    [
        SignIn([Address("officer.hue@example.vn", verified=False)]),
        SignIn([Address("stranger@example.vn")]),
        SignIn([]),
        SignIn([Address("officer.hue@example.vn")], is_existing=True),
    ],
    ids=["not verified", "unknown", "no address", "joined before"],
)
def test_nobody_else_is_joined_to_an_account(world: World, rf: RequestFactory, sign_in: SignIn) -> None:
    assert _people_joined(sign_in, rf) == []


def test_whoever_left_is_not_found(world: World, rf: RequestFactory) -> None:
    User.objects.filter(pk=world.officer.pk).update(is_active=False)
    assert _people_joined(SignIn([Address("officer.hue@example.vn")]), rf) == []


def test_an_outside_identity_opens_no_account(rf: RequestFactory) -> None:
    sign_in: Any = SignIn([Address("stranger@example.vn")])
    assert not KnownPeopleOnlyAdapter().is_open_for_signup(rf.get("/"), sign_in)
