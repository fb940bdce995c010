from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.rounds import NOW, TEXT, scored_round
from tests.world import World
from thuocdo.apps.assessment.indices.actions import correct_rule_set, export_definition, put_in_force
from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.foundation.accounts.models import User

pytestmark = pytest.mark.django_db
CORRECTED = TEXT.replace("of: on_time, to: dossiers", "of: on_time, to: dossiers, full_at: 80%")


def why(client: Client, round_code: str) -> dict[str, object]:
    answer = client.get(reverse("scorecards:why_json", args=[round_code, "hue", "1.1"]))
    assert answer.status_code == 200
    told: dict[str, object] = json.loads(answer.content)
    return told


def test_a_derivation_stays_what_it_was_after_a_correction_and_after_another_rule_set(
    world: World, client_of: Callable[[User], Client]
) -> None:
    this_round, scoring = scored_round(world)
    used = scoring.definition
    assert used is not None
    client = client_of(world.administrator)
    before = why(client, this_round.code)
    assert used.version in json.dumps(before)
    corrected = correct_rule_set(
        definition=used, content=CORRECTED.encode(), reason="Thiếu mức 80%", by=world.administrator, now=NOW
    )
    assert why(client, this_round.code) == before
    put_in_force(
        content=CORRECTED.replace('rule_set: "2026"', 'rule_set: "2027"').encode(),
        legal_number="2/QĐ-UBND",
        legal_date=dt.date(2026, 9, 1),
        issuer="UBND",
        valid_from=dt.date(2026, 9, 15),
        by=world.administrator,
        now=NOW,
    )
    assert why(client, this_round.code) == before
    scoring.refresh_from_db()
    assert (scoring.definition, export_definition(definition=used)) == (used, TEXT.encode())
    assert IndexDefinition.objects.filter(rule_set="2026").newest().get().number == corrected.number + 1
