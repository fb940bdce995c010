"""What strangers and broken programs write into addresses: every page answers, none breaks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.security.addresses import Address, all_addresses
from tests.security.subjects import SUBJECTS, Subject
from tests.world import World
from thuocdo.apps.foundation.accounts.models import User

ADDRESSES = all_addresses()
WORDS = (
    *("page", "sort", "columns", "per_page", "export", "q", "on", "before", "after", "unit", "track"),
    *("rule_set", "level", "verb", "actor", "role", "state", "hierarchy", "root", "map", "year", "days", "next"),
)
VALUES = ("999999", "-1", "drop", "", "' OR 1=1 --", "<script>", "9" * 40, "0001-01-01", "9999-12-31", "nan", "２")
STRANGE = ("\ud7ff", "é" * 800, "%", "2026-02-30", "..%2f..%2fetc%2fpasswd")
METHODS = ("head", "put", "delete", "options", "patch")
ClientOf = Callable[[User], Client]


def _breaks(answer: HttpResponse) -> bool:
    if answer.streaming:
        b"".join(answer)  # type: ignore[arg-type]  # read to its end before the rollback
    return answer.status_code >= 500


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_no_word_of_the_address_breaks_a_page(world: World, client_of: ClientOf, address: Address) -> None:
    url, client = _url_of(address, world), client_of(world.administrator)
    client.raise_request_exception = False
    told = [{word: value for word in WORDS} for value in (*VALUES, *STRANGE)]
    told += [{word: value} for word in WORDS for value in VALUES[:3]]
    broken = [query for query in told if _asked(client, url, query)]
    assert broken == []


def _asked(client: Client, url: str, query: dict[str, str]) -> bool:
    with transaction.atomic():
        is_broken = _breaks(client.get(url, query))
        transaction.set_rollback(True)
    return is_broken


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_no_method_breaks_a_page(world: World, client_of: ClientOf, address: Address) -> None:
    url, client = _url_of(address, world), client_of(world.administrator)
    client.raise_request_exception = False
    for method in METHODS:
        with transaction.atomic():
            assert not _breaks(getattr(client, method)(url)), method
            transaction.set_rollback(True)


def _url_of(address: Address, world: World) -> str:
    subject = SUBJECTS[address.name](world) if address.name in SUBJECTS else Subject()
    return reverse(address.name, kwargs=subject.kwargs)


@pytest.mark.parametrize("url", ["/search/?q=%00", "/units/%00/", "/people/?q=a%00b", "/?%00=1"])
def test_a_null_character_is_a_bad_request(world: World, client_of: ClientOf, url: str) -> None:
    assert client_of(world.administrator).get(url).status_code == 400


def test_a_null_character_in_a_cookie_is_a_bad_request(client: Client) -> None:
    client.cookies["sessionid"] = "\0" * 10
    assert client.get("/account/login/").status_code == 400


@pytest.mark.parametrize("name", ["org_units:units", "accounts:people", "accounts:audit_log"])
def test_a_stranger_does_not_say_how_long_a_page_is(world: World, client_of: ClientOf, name: str) -> None:
    client = client_of(world.administrator)
    client.get(reverse(name), {"per_page": "1"})
    assert len(client.get(reverse(name), {"per_page": "1"}).context["table"].paginated_rows) > 1


@pytest.mark.parametrize("page", ["999999", "0", "-3", "x", "9" * 5000])
def test_a_page_that_is_not_there_shows_one_that_is(world: World, client_of: ClientOf, page: str) -> None:
    answer = client_of(world.administrator).get(reverse("org_units:units"), {"page": page})
    assert answer.status_code == 200
    assert answer.context["table"].page.number == 1


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "http:evil"]
)
@pytest.mark.parametrize("name", ["ui:language", "ui:theme"])
def test_nobody_is_sent_elsewhere(world: World, client_of: ClientOf, name: str, target: str) -> None:
    words = {"language": "en", "theme": "dark", "next": target}
    answer = client_of(world.officer).post(reverse(name), words)
    assert "evil" not in answer.headers["Location"]
    assert "javascript" not in answer.headers["Location"]


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_signing_in_leads_nowhere_else(world: World, client: Client, target: str) -> None:
    from tests.world import PASSWORD

    words = {"login": world.officer.username, "password": PASSWORD, "next": target}
    answer = client.post(reverse("account_login"), words)
    assert answer.status_code == 302
    assert "evil" not in answer.headers["Location"]


def test_signing_in_gives_a_session_of_its_own(world: World, client: Client) -> None:
    from tests.world import PASSWORD

    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key or ""
    words = {"login": world.officer.username, "password": PASSWORD}
    assert client.post(reverse("account_login"), words).status_code == 302
    assert client.cookies["sessionid"].value != planted


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_nothing_changes_without_the_token_of_the_form(world: World, address: Address) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(_url_of(address, world), {}).status_code in {403, 405}
