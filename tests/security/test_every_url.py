from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.security.addresses import Address, all_addresses, cast_of, expected
from tests.security.subjects import FOREIGN, SUBJECTS, Subject
from tests.world import World
from thuocdo.apps.foundation.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ADDRESSES = all_addresses()
SIGN_IN = reverse("account_login")


def test_every_address_declares_who_may_use_it() -> None:
    undeclared = [address.name for address in ADDRESSES if address.access is None]
    assert not undeclared, f"say who may use {undeclared}: @guarded, @for_members or @for_anybody"


def test_every_address_with_parameters_has_a_subject() -> None:
    without = [
        address.name for address in ADDRESSES if address.has_parameters and address.name not in SUBJECTS
    ]
    assert not without, f"add an object to ask for to tests/security/subjects.py: {without}"


def test_nothing_is_declared_that_is_not_there() -> None:
    assert {*SUBJECTS, *FOREIGN} <= {address.name for address in ADDRESSES}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_everybody_gets_what_the_table_says(world: World, address: Address) -> None:
    assert address.access is not None
    subject = SUBJECTS[address.name](world) if address.name in SUBJECTS else Subject()
    url = reverse(address.name, kwargs=subject.kwargs)
    wrong = []
    for who, person, roles in cast_of(world):
        answer = _ask(url, person)
        wanted, got = expected(address.access, subject, person, roles), _met(answer)
        if wanted != got and not (wanted == "open" and address.name in FOREIGN and got == "not found"):
            wrong.append(f"{who}: {got} ({answer.status_code}) instead of {wanted}")
        wrong += [f"{who}: {problem}" for problem in _problems(answer)]
    assert not wrong, f"{url}: " + "; ".join(wrong)


def _ask(url: str, person: User | None) -> HttpResponse:
    """What the person gets; whatever it changed is undone."""
    client = Client()
    if person is not None:
        client.force_login(person, backend=BACKEND)
    with transaction.atomic():
        answer = client.get(url)
        if answer.status_code == 405:
            answer = client.post(url)
        if answer.streaming:
            b"".join(answer)  # type: ignore[arg-type]  # read to its end before the rollback
        transaction.set_rollback(True)
    return answer  # type: ignore[return-value]


def _met(answer: HttpResponse) -> str:
    if answer.status_code == 302 and answer.headers["Location"].startswith(SIGN_IN + "?next="):
        return "sign-in"
    return {403: "forbidden", 404: "not found", 500: "broken"}.get(answer.status_code, "open")


def _problems(answer: HttpResponse) -> list[str]:
    """What is missing of the strict headers, and what a strict browser would block in the page."""
    policy = answer.headers.get("Content-Security-Policy", "")
    found = []
    if "script-src 'self'" not in policy or "unsafe" in policy or "default-src 'none'" not in policy:
        found.append(f"loose content security policy {policy!r}")
    if "camera=()" not in answer.headers.get("Permissions-Policy", ""):
        found.append("no permissions policy")
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        found.append("no nosniff")
    if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
        page = _InlineFinder()
        page.feed(answer.content.decode())
        found += page.found
    return found


class _InlineFinder(HTMLParser):
    """Finds scripts and styles inside the page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ):
            self.found.append(f"inline <{tag}>")
        self.found += [
            f'{name}="{value}" on <{tag}>' for name, value in attrs if name == "style" or name[:2] == "on"
        ]
