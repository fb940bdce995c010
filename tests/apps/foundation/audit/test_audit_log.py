from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from tests.world import World
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.audit.models import AuditEntry
from thuocdo.apps.foundation.audit.origin import acting_from, client_ip
from thuocdo.apps.foundation.audit.queries import history_of


def test_an_entry_names_who_did_what_from_where(world: World) -> None:
    with acting_from("10.1.2.3"):
        audit.record("tests.done", world.hue, by=world.administrator, reason="vì sao")
    entry = history_of(world.hue)[0]
    assert (entry.actor_name, entry.verb, entry.origin, entry.reason) == (
        "administrator.hue",
        "tests.done",
        "10.1.2.3",
        "vì sao",
    )
    assert entry.unit_code == "hue"


def test_changes_lists_only_what_differs(world: World) -> None:
    entry = audit.record(
        "tests.done", world.hue, by=None, before={"a": 1, "b": 2}, after={"a": 1, "b": 3, "c": 4}
    )
    assert entry.changes == [("b", 2, 3), ("c", None, 4)]


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_the_past(world: World, change: str) -> None:
    entry = audit.record("tests.done", world.hue, by=None)
    rows = AuditEntry.objects.filter(pk=entry.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(verb="tests.forged") if change == "update" else rows.delete()
    assert AuditEntry.objects.get(pk=entry.pk).verb == "tests.done"


def test_history_belongs_to_one_object(world: World) -> None:
    audit.record("tests.done", world.hue, by=None)
    assert history_of(world.da_nang) == []


def test_a_forwarded_address_is_not_believed_without_proxies(rf: object, settings: object) -> None:
    settings.TRUSTED_PROXY_COUNT = 0  # type: ignore[attr-defined]
    request = rf.get("/", HTTP_X_FORWARDED_FOR="6.6.6.6", REMOTE_ADDR="10.0.0.1")  # type: ignore[attr-defined]
    assert client_ip(request) == "10.0.0.1"


def test_behind_one_proxy_the_last_address_counts(rf: object, settings: object) -> None:
    settings.TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    request = rf.get("/", HTTP_X_FORWARDED_FOR="6.6.6.6, 113.1.2.3", REMOTE_ADDR="10.0.0.1")  # type: ignore[attr-defined]
    assert client_ip(request) == "113.1.2.3"
