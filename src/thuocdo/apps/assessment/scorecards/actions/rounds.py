"""Opening rounds and naming the units they rank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.scorecards.models import PeerSet, PeerSetMember, Round
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.primitives.texts import Text


@dataclass(frozen=True, slots=True)
class Peer:
    """A unit of a peer set, its short name of that day and its tile on the map."""

    unit: OrgUnit
    name: str = ""
    column: int | None = None
    row: int | None = None


@transaction.atomic
def define_peer_set(*, code: str, name: Text, at: dt.date, peers: Iterable[Peer]) -> PeerSet:
    """Make or complete a peer set; a unit once in it stays, since ranks were taken with it."""
    peer_set, _ = PeerSet.objects.update_or_create(
        code=code, defaults={"name_vi": name.vi, "name_en": name.en, "at": at}
    )
    PeerSetMember.objects.bulk_create(
        [
            PeerSetMember(
                peer_set=peer_set,
                unit=peer.unit,
                name_vi=peer.name,
                tile_column=peer.column,
                tile_row=peer.row,
            )
            for peer in peers
        ],
        update_conflicts=True,
        unique_fields=["peer_set", "unit"],
        update_fields=["name_vi", "tile_column", "tile_row"],
    )
    return peer_set


@transaction.atomic
def open_round(
    *,
    code: str,
    name: Text,
    index_code: str,
    rule_set: str,
    definition: IndexDefinition | None,
    level: str,
    period: str,
    peer_set: PeerSet,
    by: User | None,
    now: dt.datetime,
    values_until: dt.date | None = None,
    source: str = "",
    note: Text = Text(""),  # noqa: B008 -- frozen
    labels: Mapping[str, Text] | None = None,
    is_illustrative: bool = False,
) -> Round:
    """Open a round, or give the one that has this code; its rules, level, period and peers never change."""
    found = Round.objects.filter(code=code).first()
    if found is not None:
        return found
    opened = Round.objects.create(
        code=code, name_vi=name.vi, name_en=name.en, definition=definition, index_code=index_code,
        rule_set=rule_set, level=level, period=period, peer_set=peer_set, values_until=values_until, source=source,
        note_vi=note.vi, note_en=note.en, is_illustrative=is_illustrative,
        labels={node: {"vi": label.vi, "en": label.en} for node, label in (labels or {}).items()}, opened_at=now,
    )  # fmt: skip
    audit.record("scorecards.round_opened", opened, by=by, after={"period": period, "rule_set": rule_set})
    return opened


@transaction.atomic
def publish_round(*, round: Round, by: User | None) -> Round:  # noqa: A002 -- the word for it
    """Let everybody signed in read the scores of the round."""
    if not round.is_published:
        round.is_published = True
        round.save_versioned(expected=round.version, by=by, fields=["is_published"])
        audit.record("scorecards.round_published", round, by=by)
    return round
