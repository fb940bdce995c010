"""What strangers and broken programs write into addresses: every page answers, none breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.security.addresses import all_addresses
from tests.security.subjects import SUBJECTS, Subject
from tests.world import PASSWORD, World
from thuocdo.apps.foundation.accounts.models import User

ADDRESSES = all_addresses()
WORDS = (
    *("page", "sort", "columns", "per_page", "export", "q", "on", "before", "after", "unit", "track"),
    *(
        "rule_set",
        "level",
        "verb",
        "actor",
        "role",
        "state",
        "hierarchy",
        "root",
        "map",
        "year",
        "days",
        "next",
    ),
)
VALUES = (
    *("999999", "-1", "' OR 1=1 --", "<script>", "9" * 40, "0001-01-01", "9999-12-31", "2026-02-30", "nan"),
    *("drop,-drop", "\ud7ff", "é" * 800, "..%2f..%2fetc%2fpasswd"),
)
METHODS = ("head", "put", "delete", "options", "patch")
ClientOf = Callable[[User], Client]


@pytest.mark.slow
def test_no_word_of_the_address_breaks_a_page(world: World, client_of: ClientOf) -> None:
    client = client_of(world.administrator)
    client.raise_request_exception = False
    queries = [dict.fromkeys(WORDS, value) for value in VALUES]
    broken = [
        f"{url} {query['q']}"
        for url in _urls(world)
        for query in queries
        if _answer(client.get, url, query).status_code >= 500
    ]
    assert broken == []


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_no_method_breaks_a_page(world: World, client_of: ClientOf, method: str) -> None:
    client = client_of(world.administrator)
    client.raise_request_exception = False
    ask = getattr(client, method)
    assert [url for url in _urls(world) if _answer(ask, url).status_code >= 500] == []


def test_nothing_changes_without_the_token_of_the_form(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    taken = [url for url in _urls(world) if _answer(client.post, url).status_code not in {403, 405}]
    assert taken == []


def _urls(world: World) -> Iterator[str]:
    """Every address, with what it is about in the database until the next one is asked for."""
    for address in ADDRESSES:
        with transaction.atomic():
            subject = SUBJECTS[address.name](world) if address.name in SUBJECTS else Subject()
            yield reverse(address.name, kwargs=subject.kwargs)
            transaction.set_rollback(True)


def _answer(ask: Callable[..., Any], *about: object) -> Any:  # Any: the client's own types of answers
    """The answer, read to its end; whatever the question changed is undone."""
    with transaction.atomic():
        answer = ask(*about)
        if answer.streaming:
            b"".join(answer)
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("url", ["/search/?q=%00", "/units/%00/", "/people/?q=a%00b", "/?%00=1"])
def test_a_null_character_is_a_bad_request(world: World, client_of: ClientOf, url: str) -> None:
    assert client_of(world.administrator).get(url).status_code == 400


def test_a_null_character_in_a_cookie_is_a_bad_request(client: Client) -> None:
    client.cookies["sessionid"] = "\0" * 10
    assert client.get("/account/login/").status_code == 400


@pytest.mark.parametrize("name", ["org_units:units", "accounts:people", "accounts:audit_log"])
def test_a_stranger_does_not_say_how_long_a_page_is(world: World, client_of: ClientOf, name: str) -> None:
    client = client_of(world.administrator)
    client.post(reverse("accounts:issue_link", args=[world.officer.pk]))
    client.post(reverse("accounts:issue_link", args=[world.nobody.pk]))
    assert len(client.get(reverse(name), {"per_page": "1"}).context["table"].paginated_rows) > 1


@pytest.mark.parametrize("page", ["999999", "0", "-3", "x", "9" * 5000])
def test_a_page_that_is_not_there_shows_one_that_is(world: World, client_of: ClientOf, page: str) -> None:
    answer = client_of(world.administrator).get(reverse("org_units:units"), {"page": page})
    assert answer.status_code == 200
    assert answer.context["table"].page.number == 1


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "http:evil"],
)
@pytest.mark.parametrize("name", ["ui:language", "ui:theme"])
def test_nobody_is_sent_elsewhere(world: World, client_of: ClientOf, name: str, target: str) -> None:
    words = {"language": "en", "theme": "dark", "next": target}
    answer = client_of(world.officer).post(reverse(name), words)
    assert "evil" not in answer.headers["Location"]
    assert "javascript" not in answer.headers["Location"]


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_signing_in_leads_nowhere_else(world: World, client: Client, target: str) -> None:
    words = {"login": world.officer.username, "password": PASSWORD, "next": target}
    answer = client.post(reverse("account_login"), words)
    assert answer.status_code == 302
    assert "evil" not in answer.headers["Location"]


def test_signing_in_gives_a_session_of_its_own(world: World, client: Client) -> None:
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key or ""
    words = {"login": world.officer.username, "password": PASSWORD}
    assert client.post(reverse("account_login"), words).status_code == 302
    assert client.cookies["sessionid"].value != planted
