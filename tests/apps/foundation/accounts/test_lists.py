from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_job, make_notice
from tests.world import World
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.audit import actions as audit

ClientOf = Callable[[User], Client]


def _page(client: Client, name: str, **query: str) -> str:
    return client.get(reverse(name), query).content.decode()


@pytest.mark.parametrize("rows", [1, 60])
@pytest.mark.parametrize(
    "name", ["accounts:people", "accounts:audit_log", "org_units:units", "notifications:notices"]
)
def test_lists_ask_a_constant_number_of_questions(
    world: World, client_of: ClientOf, django_assert_max_num_queries: Any, name: str, rows: int
) -> None:
    for _ in range(rows):
        audit.record("tests.done", world.officer, by=world.administrator)
        make_notice(world.administrator)
    client = client_of(world.administrator)
    with django_assert_max_num_queries(12):
        assert client.get(reverse(name)).status_code == 200


def test_the_audit_log_ends_at_the_reach(world: World, client_of: ClientOf) -> None:
    audit.record("tests.inside", world.officer, by=None)
    audit.record("tests.outside", world.outside[Role.OFFICER], by=None)
    page = _page(client_of(world.inside[Role.AUDITOR]), "accounts:audit_log")
    assert "tests.inside" in page
    assert "tests.outside" not in page


def test_the_audit_log_is_filtered_by_what_happened(world: World, client_of: ClientOf) -> None:
    audit.record("accounts.changed", world.officer, by=None)
    audit.record("tests.done", world.officer, by=None)
    page = _page(client_of(world.administrator), "accounts:audit_log", verb="accounts.changed")
    assert "tests.done" not in page
    assert "An Huế" in page


def test_people_are_found_without_accents_and_by_role(world: World, client_of: ClientOf) -> None:
    client = client_of(world.administrator)
    assert "Khánh Huế" in _page(client, "accounts:people", q="khanh hue")
    assert "An Huế" not in _page(client, "accounts:people", role=Role.LEADER)


def test_those_who_left_are_shown_when_asked_for(world: World, client_of: ClientOf) -> None:
    User.objects.filter(pk=world.officer.pk).update(is_active=False)
    client = client_of(world.administrator)
    assert "An Huế" not in _page(client, "accounts:people")
    assert "An Huế" in _page(client, "accounts:people", state="left")


@pytest.mark.parametrize("name", ["accounts:people", "accounts:audit_log", "org_units:units", "jobs:jobs"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_lists_are_exported_as_seen(world: World, client_of: ClientOf, name: str, kind: str) -> None:
    audit.record("tests.done", world.officer, by=None)
    answer = client_of(world.administrator).get(reverse(name), {"export": kind})
    assert answer.status_code == 200
    assert kind in answer.headers["Content-Disposition"]


def test_rows_lead_to_their_pages(world: World, client_of: ClientOf) -> None:
    client, job = client_of(world.administrator), make_job(world.administrator)
    assert f'href="{world.officer.get_absolute_url()}"' in _page(client, "accounts:people")
    assert f'href="{world.hue.get_absolute_url()}"' in _page(client, "org_units:units")
    assert f'href="{job.get_absolute_url()}"' in _page(client, "jobs:jobs")


def test_an_export_holds_only_what_is_in_reach(world: World, client_of: ClientOf) -> None:
    rows = _page(client_of(world.administrator), "accounts:people", export="csv")
    assert "Khánh Huế" in rows
    assert "Đà Nẵng" not in rows


def test_the_units_of_a_day_are_found_without_accents(world: World, client_of: ClientOf) -> None:
    page = _page(client_of(world.nobody), "org_units:units", q="da nang", on="2026-01-01")
    assert "Thành phố Đà Nẵng" in page
    assert "Phường Phú Xuân" not in page


@pytest.mark.parametrize("on", ["hôm nay", "2026-02-31"])
def test_a_word_that_is_no_day_means_today(world: World, client_of: ClientOf, on: str) -> None:
    assert "Thành phố Huế" in _page(client_of(world.nobody), "org_units:units", on=on)


def test_search_finds_units_for_those_who_are_signed_in_only(world: World, client_of: ClientOf) -> None:
    assert "Phường Phú Xuân" in _page(client_of(world.nobody), "ui:search", q="phu xuan")
    assert "Phường Phú Xuân" not in _page(Client(), "ui:search", q="phu xuan")


@pytest.mark.parametrize("words", ["hue", "Huế", "hue "])
def test_search_names_the_unit_that_is_called_so_first(world: World, client_of: ClientOf, words: str) -> None:
    page = _page(client_of(world.nobody), "ui:search", q=words)
    assert page.index(world.hue.get_absolute_url()) < page.index(world.department.get_absolute_url())


def test_notices_are_one_s_own_and_can_be_marked_read(world: World, client_of: ClientOf) -> None:
    mine, other = (
        make_notice(world.officer, "việc của An"),
        make_notice(world.administrator, "việc của Khánh"),
    )
    client = client_of(world.officer)
    page = _page(client, "notifications:notices")
    assert ("việc của An" in page, "việc của Khánh" in page) == (True, False)
    client.post(reverse("notifications:read_all"))
    mine.refresh_from_db()
    other.refresh_from_db()
    assert mine.read_at is not None
    assert other.read_at is None
