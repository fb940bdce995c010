from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.db import connection

from tests.world import World, build_world
from thuocdo.apps.assessment.indices import queries
from thuocdo.apps.assessment.indices.actions import correct_rule_set, export_definition, put_in_force
from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.foundation.audit.errors import StaleObjectError
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.scoring.catalogue.following import Force, breaks

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NOW = dt.datetime(2026, 10, 1, 8, 0, tzinfo=dt.UTC)
TEXT = """schema: 1
index: local
rule_set: "{name}"
title: Bộ thử
points: 10
indicators:
  - {{code: "1", title: Tỷ lệ, points: 10, rule: {{kind: given, of: x}}}}
"""


def sign(world: World, name: str, start: dt.date) -> IndexDefinition:
    return put_in_force(
        content=TEXT.format(name=name).encode(),
        legal_number="1/QĐ",
        legal_date=dt.date(2026, 1, 1),
        issuer="UBND",
        valid_from=start,
        by=world.administrator,
        now=NOW,
    )


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each of several people got, all pressing at the same moment."""
    gate, got = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        gate.wait()
        try:
            got.append(work())
        except ThuocDoError as error:
            got.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def test_rule_sets_signed_at_once_still_follow_each_other() -> None:
    world = build_world()
    sign(world, "0", dt.date(2026, 1, 1))
    days = {str(month): dt.date(2026, month, 1) for month in range(2, 8)}
    got = at_once(*(lambda name=name, day=day: sign(world, name, day) for name, day in days.items()))
    assert all(isinstance(one, IndexDefinition) for one in got)
    spans = [Force(one.rule_set, one.valid_from, one.valid_to) for one in queries.rule_sets_of("local")]
    assert len(spans) == 7
    assert list(breaks(spans)) == []


def test_of_two_corrections_of_one_text_the_second_is_told() -> None:
    world = build_world()
    stored = sign(world, "0", dt.date(2026, 1, 1))
    text = export_definition(definition=stored).decode()

    def correct(title: str) -> object:
        content = text.replace("Bộ thử", title).encode()
        return correct_rule_set(
            definition=stored, content=content, reason="sai tên", by=world.administrator, now=NOW
        )

    got = at_once(lambda: correct("Bộ A"), lambda: correct("Bộ B"))
    assert sorted(type(one).__name__ for one in got) == ["IndexDefinition", StaleObjectError.__name__]
    assert IndexDefinition.objects.count() == 2
