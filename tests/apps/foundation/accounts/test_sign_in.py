from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.world import PASSWORD, World
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.audit.queries import history_of

pytestmark = pytest.mark.django_db


def _sign_in(client: Client, login: str, password: str = PASSWORD, **extra: str) -> int:
    return client.post(reverse("account_login"), {"login": login, "password": password}, **extra).status_code


@pytest.mark.parametrize("login", ["officer.hue", "OFFICER.hue", "officer.hue@example.vn"])
def test_people_sign_in_with_user_name_or_address(world: World, client: Client, login: str) -> None:
    assert _sign_in(client, login) == 302
    assert client.get(reverse("jobs:jobs")).status_code == 200


def test_a_wrong_password_is_refused(world: World, client: Client) -> None:
    assert _sign_in(client, "officer.hue", "sai rồi nhé") == 200
    assert client.get(reverse("jobs:jobs")).status_code == 302


def test_whoever_left_cannot_sign_in(world: World, client: Client) -> None:
    person = world.officer
    person.is_active = False
    person.save()
    _sign_in(client, "officer.hue")
    assert client.get(reverse("jobs:jobs")).status_code == 302


def test_nobody_signs_up(world: World, client: Client) -> None:
    page = client.post(
        reverse("account_signup"), {"username": "kẻ lạ", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert page.status_code == 200
    assert "_auth_user_id" not in client.session


def test_guessing_closes_sign_in_for_this_name_from_this_place(world: World, client: Client) -> None:
    answers = [_sign_in(client, "officer.hue", f"đoán {n}") for n in range(6)]
    assert answers[0] == 200
    assert answers[-1] == 429
    assert _sign_in(client, "officer.hue") == 429
    assert _sign_in(Client(), "officer.hue", REMOTE_ADDR="10.0.0.9") == 302
    assert _sign_in(Client(), "leader.hue") == 302


def test_signing_in_and_being_locked_out_are_recorded(world: World, client: Client) -> None:
    _sign_in(client, "leader.hue")
    for n in range(5):
        _sign_in(Client(), "officer.hue@example.vn", f"đoán {n}")
    assert history_of(world.inside[Role.LEADER])[0].verb == "accounts.signed_in"
    assert history_of(world.officer)[0].verb == "accounts.locked_out"


def test_a_changed_password_is_recorded(world: World, client_of: Callable[[User], Client]) -> None:
    new = "sông-Hương-chảy-83"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client_of(world.officer).post(reverse("account_change_password"), data).status_code == 302
    assert history_of(world.officer)[0].verb == "accounts.password_set"


def test_behind_a_proxy_the_guesser_cannot_hide_in_the_header(
    world: World, client: Client, settings: object
) -> None:
    settings.TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    for n in range(6):
        _sign_in(client, "officer.hue", "đoán", HTTP_X_FORWARDED_FOR=f"1.1.1.{n}, 113.0.0.1")
    assert _sign_in(client, "officer.hue", HTTP_X_FORWARDED_FOR="9.9.9.9, 113.0.0.1") == 429


def test_a_second_factor_can_be_asked_of_a_role(world: World, client: Client, settings: object) -> None:
    settings.MFA_REQUIRED_ROLES = [Role.ADMINISTRATOR]  # type: ignore[attr-defined]
    _sign_in(client, "administrator.hue")
    assert client.get(reverse("accounts:people")).headers["Location"] == reverse("mfa_index")
    page = client.get(reverse("mfa_index"))
    assert page.status_code == 200
    assert "Vai trò của bạn cần đăng nhập hai bước" in page.content.decode()
    # The password is asked once more before anything about the second factor changes.
    asked = client.get(reverse("mfa_activate_totp")).headers["Location"]
    assert client.post(asked, {"password": PASSWORD}).status_code == 302
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_other_roles_are_not_asked(world: World, client: Client, settings: object) -> None:
    settings.MFA_REQUIRED_ROLES = [Role.ADMINISTRATOR]  # type: ignore[attr-defined]
    _sign_in(client, "auditor.hue")
    assert client.get(reverse("accounts:people")).status_code == 200


def test_sign_in_with_a_second_factor_asks_for_the_code(world: World, client: Client) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(world.officer, generate_totp_secret())
    assert Authenticator.objects.filter(user=world.officer).exists()
    assert _sign_in(client, "officer.hue") == 302
    assert client.get(reverse("jobs:jobs")).status_code == 302
    assert client.get(reverse("mfa_authenticate")).status_code == 200
