from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.urls import path
from django.urls.resolvers import URLPattern

from tests.security.addresses import Address, expected
from tests.security.subjects import Subject
from tests.security.test_every_url import _problems
from tests.world import World
from thuocdo.apps.foundation.access import Access
from thuocdo.apps.foundation.accounts.roles import Role

STRICT = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'",
    "Permissions-Policy": "camera=()",
    "X-Content-Type-Options": "nosniff",
}


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("<script>alert(1)</script>", "inline <script>"),
        ("<style>p {color: red}</style>", "inline <style>"),
        ('<p style="color: red">', 'style="color: red" on <p>'),
        ('<p onclick="x()">', 'onclick="x()" on <p>'),
    ],
)
def test_what_a_strict_browser_blocks_is_found(page: str, problem: str) -> None:
    assert _problems(HttpResponse(page, headers=STRICT)) == [problem]


def test_scripts_from_the_site_and_data_are_no_problem() -> None:
    page = '<script src="/static/a.js"></script><script type="application/json">{}</script>'
    assert _problems(HttpResponse(page, headers=STRICT)) == []


@pytest.mark.parametrize(
    "policy", ["", "default-src 'none'; script-src 'self' 'unsafe-inline'", "script-src *"]
)
def test_a_loose_policy_is_found(policy: str) -> None:
    assert "loose" in _problems(HttpResponse("", headers={**STRICT, "Content-Security-Policy": policy}))[0]


def test_a_view_that_says_nothing_is_undeclared() -> None:
    pattern = path("x/", lambda request: HttpResponse(), name="x")  # noqa: ARG005 - never called
    assert isinstance(pattern, URLPattern)
    assert Address("x", pattern.callback, has_parameters=False).access is None


@pytest.mark.parametrize(
    ("role", "side", "verb", "outcome"),
    [
        (Role.ADMINISTRATOR, "inside", "manage", "open"),
        (Role.ADMINISTRATOR, "outside", "manage", "not found"),
        (Role.AUDITOR, "inside", "view", "open"),
        (Role.AUDITOR, "inside", "manage", "forbidden"),
        (Role.OFFICER, "inside", "view", "open"),
        (Role.OFFICER, "outside", "view", "not found"),
        (Role.LEADER, "inside", "list", "forbidden"),
    ],
)
def test_the_expectation_follows_the_table(
    world: World, role: Role, side: str, verb: str, outcome: str
) -> None:
    subject = Subject(unit="hue.so-khcn", owner=world.officer)
    person = (world.inside if side == "inside" else world.outside)[role]
    assert expected(Access("account", verb), subject, person, (role,)) == outcome


def test_strangers_are_sent_to_sign_in() -> None:
    assert expected(Access("account", "view"), Subject(), None, ()) == "sign-in"
    assert expected(Access(is_public=True), Subject(), None, ()) == "open"
