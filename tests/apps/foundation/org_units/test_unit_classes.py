from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rounds import NOW, TEXT, store_service_index
from tests.world import World
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.audit.errors import StaleObjectError
from thuocdo.apps.foundation.audit.models import AuditEntry
from thuocdo.apps.foundation.org_units.actions import classify, end_class
from thuocdo.apps.foundation.org_units.errors import ClassEndError, ClassOverlapError, UnknownClassError
from thuocdo.apps.foundation.org_units.models import UnitClass
from thuocdo.apps.foundation.org_units.queries import class_readers, classes_on

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
BEGIN, END = dt.date(2026, 1, 1), dt.date(2026, 6, 30)
ADD = "/units/hue.so-khcn/classes/add/"
SENT = {"unit_class": "urban", "valid_from": "2026-01-01", "valid_to": "", "document": "12/QĐ-UBND"}
COMPARING = """
schema: 1
index: within
rule_set: "2026"
title: {vi: So trong nhóm}
points: 10
groups:
  - code: "1"
    title: A
    points: 10
    indicators:
      - {code: "1.1", title: B, points: 10, RULE}
inputs:
  c: {title: C, type: number}
"""
WITH_CLASSES = TEXT.replace(
    "        points: 20\n        rule:",
    "        points: 20\n        applies_to: {except_classes: [urban, coastal]}\n        rule:",
)


@pytest.fixture(autouse=True)
def _index(world: World) -> None:
    store_service_index(WITH_CLASSES)


def said(world: World, unit_class: str = "urban", **more: dt.date | None) -> UnitClass:
    span = {"valid_from": BEGIN} | more
    return classify(
        unit=world.department,
        unit_class=unit_class,
        document="12/QĐ-UBND",
        by=world.inside[Role.STANDING_AGENCY],
        now=NOW,
        **span,  # type: ignore[arg-type]  # days, as the action names them
    )


def on(world: World, day: dt.date) -> tuple[str, ...]:
    return classes_on(day, [world.department.pk]).get(world.department.pk, ())


def test_a_class_holds_from_its_first_day_to_its_last(world: World) -> None:
    said(world, valid_to=END)
    one_day = dt.timedelta(days=1)
    assert [on(world, day) for day in (BEGIN - one_day, BEGIN, END, END + one_day)] == [
        (), ("urban",), ("urban",), (),
    ]  # fmt: skip


def test_who_set_it_when_and_why_is_kept_and_written_down(world: World) -> None:
    held = said(world)
    assert (held.set_by_name, held.set_at, held.document) == ("Dung Huế", NOW, "12/QĐ-UBND")
    entry = AuditEntry.objects.get(verb="org_units.classified")
    assert (entry.unit_code, entry.reason) == ("hue.so-khcn", "12/QĐ-UBND")
    assert entry.after == {"unit_class": "urban", "valid_from": "2026-01-01", "valid_to": None}


def test_the_same_class_twice_at_once_is_refused(world: World) -> None:
    said(world, valid_from=END)
    for last in (None, END):
        with pytest.raises(ClassOverlapError, match="urban"):
            said(world, valid_from=BEGIN, valid_to=last)
    said(world, valid_to=END - dt.timedelta(days=1))
    said(world, "coastal")
    assert on(world, END) == ("coastal", "urban")


def test_a_class_that_no_index_reads_is_refused_with_those_that_are(world: World) -> None:
    with pytest.raises(UnknownClassError, match=r"coastal.*urban"):
        said(world, "no_airport")


def test_a_class_does_not_end_before_it_begins_nor_twice(world: World) -> None:
    with pytest.raises(ClassEndError):
        said(world, valid_from=END, valid_to=BEGIN)
    held = said(world)
    with pytest.raises(ClassEndError):
        end_class(held=held, valid_to=dt.date(2025, 12, 31), document="", expected=1, by=None)
    end_class(held=held, valid_to=END, document="30/QĐ-UBND", expected=1, by=None)
    with pytest.raises(ClassEndError, match="30/06/2026"):
        end_class(held=held, valid_to=BEGIN, document="", expected=2, by=None)


def test_two_people_do_not_end_it_over_each_other(world: World) -> None:
    mine, yours = said(world), UnitClass.objects.get()
    end_class(held=mine, valid_to=END, document="1", expected=1, by=None)
    with pytest.raises(StaleObjectError):
        end_class(held=yours, valid_to=BEGIN, document="2", expected=1, by=None)


def test_the_database_wants_a_document_and_days_in_order(world: World) -> None:
    for wrong in ({"document": ""}, {"valid_to": dt.date(2025, 1, 1)}):
        row = {
            "unit": world.hue,
            "code": "urban",
            "valid_from": BEGIN,
            "document": "1",
            "set_at": NOW,
        } | wrong
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitClass.objects.create(**row)


def test_indices_that_are_over_ask_for_no_class(world: World) -> None:
    (reader,) = class_readers()["urban"]
    assert (reader.index.vi, reader.indicators) == ("Bộ phục vụ", ("1.1",))
    over = WITH_CLASSES.replace('rule_set: "2026"', 'rule_set: "2020"').replace("urban", "island")
    store_service_index(
        over.replace("points: 30", "valid: {from: 2020-01-01, to: 2020-12-31}\npoints: 30", 1)
    )
    assert set(class_readers()) == {"coastal", "urban"}


def test_an_index_that_compares_within_classes_asks_for_every_class_known(world: World) -> None:
    assert set(class_readers()) == {"coastal", "urban"}
    rule = "rule: {kind: relative, of: c, method: minmax, within: class, when_equal: full}"
    store_service_index(COMPARING.replace("RULE", rule))
    readers = class_readers()
    assert [(one.index.vi, one.indicators) for one in readers["coastal"]] == [
        ("Bộ phục vụ", ("1.1",)),
        ("So trong nhóm", ("1.1",)),
    ]


def test_a_class_is_set_and_ended_on_screen(world: World, client_of: ClientOf) -> None:
    client = client_of(world.inside[Role.STANDING_AGENCY])
    asked = client.get(ADD).content.decode()
    assert "urban · Bộ phục vụ (1.1)" in asked
    assert client.post(ADD, SENT).status_code == 302
    held = UnitClass.objects.get()
    shown = client.get("/units/hue.so-khcn/").content.decode()
    assert "12/QĐ-UBND" in shown
    assert "Dung Huế" in shown
    address = f"/units/hue.so-khcn/classes/{held.pk}/end/"
    assert address in shown
    ended = {"version": "1", "valid_to": "2026-06-30", "document": "30/QĐ-UBND"}
    assert client.post(address, ended).status_code == 302
    shown = client.get("/units/hue.so-khcn/").content.decode()
    assert "30/06/2026" in shown
    assert address not in shown


def test_a_refusal_says_why(world: World, client_of: ClientOf) -> None:
    client = client_of(world.administrator)
    client.post(ADD, SENT)
    answer = client.post(ADD, SENT)
    assert answer.status_code == 422
    assert "đã thuộc nhóm “urban” trong thời gian này" in answer.content.decode()
    assert UnitClass.objects.count() == 1


def test_nobody_else_classifies_and_everybody_reads(world: World, client_of: ClientOf) -> None:
    held = said(world)
    end = f"/units/hue.so-khcn/classes/{held.pk}/end/"
    allowed = {Role.STANDING_AGENCY, Role.ADMINISTRATOR}
    strangers = [world.nobody, *world.outside.values()]
    strangers += [person for role, person in world.inside.items() if role not in allowed]
    for person in strangers:
        client = client_of(person)
        assert client.post(ADD, SENT | {"unit_class": "coastal"}).status_code == 403
        assert (
            client.post(end, {"version": "1", "valid_to": "2026-06-30", "document": "x"}).status_code == 403
        )
        shown = client.get("/units/hue.so-khcn/").content.decode()
        assert "12/QĐ-UBND" in shown
        assert "/classes/" not in shown
    assert on(world, dt.date(2026, 12, 31)) == ("urban",)


def test_the_class_of_another_unit_is_not_ended_by_this_address(world: World, client_of: ClientOf) -> None:
    held = said(world)
    client = client_of(world.administrator)
    assert client.get(f"/units/hue.so-yt/classes/{held.pk}/end/").status_code == 404


def test_the_unit_page_takes_as_many_queries_for_many_classes(world: World, client_of: ClientOf) -> None:
    client = client_of(world.administrator)
    said(world, valid_to=BEGIN)
    client.get("/units/hue.so-khcn/")
    with CaptureQueriesContext(connection) as few:
        client.get("/units/hue.so-khcn/")
    said(world, "coastal")
    said(world, valid_from=END)
    with CaptureQueriesContext(connection) as more:
        client.get("/units/hue.so-khcn/")
    assert len(more) == len(few) <= 16


def test_where_no_index_reads_a_class_the_page_says_what_to_do(
    world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thuocdo.apps.foundation.org_units.queries._class_readers", {})
    shown = client_of(world.administrator).get(ADD).content.decode()
    assert "Chưa bộ chỉ số nào đọc nhóm đơn vị" in shown
    assert 'name="unit_class"' not in shown
