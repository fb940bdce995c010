"""Opening and publishing rounds, and naming the units they rank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from thuocdo.apps.assessment.indices.actions.storing import lock_index
from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.scorecards.errors import (
    EmptyPeerSetError,
    NothingToPublishError,
    PublishedTextError,
    RoundAlreadyOpenError,
    RoundAlreadyScoredError,
    TextNotNewestError,
)
from thuocdo.apps.assessment.scorecards.models import PeerSet, PeerSetMember, Round, Track
from thuocdo.apps.assessment.scorecards.queries.rounds import newer_text
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.org_units.names import folded
from thuocdo.domain.primitives.texts import Text

FEWEST_PEERS = 2
CODE_LENGTH = 72


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
def name_peer_set(*, name: Text, at: dt.date, peers: Sequence[Peer], by: User) -> PeerSet:
    """Name the units that ranks are taken within; the code is made of the name and is never used again."""
    if len(peers) < FEWEST_PEERS:
        raise EmptyPeerSetError(name.vi)
    code = free_code(folded(name.vi), taken=PeerSet.objects.values_list("code", flat=True))
    named = define_peer_set(code=code, name=name, at=at, peers=peers)
    audit.record("scorecards.peer_set_named", named, by=by, after={"at": at, "units": len(peers)})
    return named


def free_code(words: str, *, taken: Iterable[str]) -> str:
    """A code made of words that no other has; the second of a kind ends in -2.

    >>> free_code("dti 2024", taken=["dti-2024"])
    'dti-2024-2'
    """
    known = set(taken)
    base = slugify(words)[:CODE_LENGTH] or "x"
    number, code = 1, base
    while code in known:
        number += 1
        code = f"{base}-{number}"
    return code


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
    computed_track: Track = Track.SELF,
) -> Round:
    """Open a round, or give the one that has this code; rules, level and period never change, peers until scored."""
    # Two posts of one form wait for each other here; the second finds what the first has opened.
    lock_index(index_code)
    found = Round.objects.filter(code=code).first()
    if found is not None:
        return found
    _refuse_twin(
        index_code=index_code, rule_set=rule_set, level=level, period=period, peer_set=peer_set,
        values_until=values_until,
    )  # fmt: skip
    opened = Round.objects.create(
        code=code, name_vi=name.vi, name_en=name.en, definition=definition, index_code=index_code,
        rule_set=rule_set, level=level, period=period, peer_set=peer_set, values_until=values_until, source=source,
        note_vi=note.vi, note_en=note.en, is_illustrative=is_illustrative, computed_track=computed_track,
        labels={node: {"vi": label.vi, "en": label.en} for node, label in (labels or {}).items()}, opened_at=now,
    )  # fmt: skip
    audit.record("scorecards.round_opened", opened, by=by, after={"period": period, "rule_set": rule_set})
    return opened


def _refuse_twin(*, values_until: dt.date | None, **identity: object) -> None:
    """Two rounds of one identity could not be told apart."""
    day = {"values_until": values_until} if values_until else {"values_until__isnull": True}
    twin = Round.objects.filter(**identity, **day).first()
    if twin is not None:
        raise RoundAlreadyOpenError(twin.name_vi)


@transaction.atomic
def change_peer_set(
    *,
    round: Round,  # noqa: A002 -- the word for it
    peer_set: PeerSet,
    expected: int,
    by: User,
    reason: str = "",
) -> Round:
    """Rank the round within other units; only until it is scored, since ranks name the set they were taken within."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("peer_set").get(pk=round.pk)
    before = locked.peer_set
    if locked.scorings.exists():
        raise RoundAlreadyScoredError(locked.name_vi, before.name_vi)
    _refuse_twin(
        index_code=locked.index_code, rule_set=locked.rule_set, level=locked.level, period=locked.period,
        peer_set=peer_set, values_until=locked.values_until,
    )  # fmt: skip
    locked.peer_set = peer_set
    locked.save_versioned(expected=expected, by=by, fields=["peer_set"])
    audit.record(
        "scorecards.peer_set_changed",
        locked,
        by=by,
        before={"peer_set": before.name_vi},
        after={"peer_set": peer_set.name_vi},
        reason=reason,
    )
    return locked


@transaction.atomic
def adopt_text(
    *,
    round: Round,  # noqa: A002 -- the word for it
    definition: IndexDefinition,
    expected: int,
    by: User,
    reason: str,
) -> Round:
    """Score the round by a corrected text of its rule set from now on; scores made before keep citing theirs.

    `definition` is the text that its reader chose, `expected` the version of the round that its reader saw.
    """
    rounds = Round.objects.select_for_update(of=("self",)).select_related("definition")
    locked = rounds.get(pk=round.pk)
    if locked.definition_id == definition.pk:
        return locked
    if locked.is_published:
        raise PublishedTextError(locked.name_vi)
    before, newest = locked.definition, newer_text(locked)
    if before is None or newest != definition:
        known = newest or before
        raise TextNotNewestError(locked.name_vi, known.text_reference if known else locked.rule_set)
    locked.definition = definition
    locked.save_versioned(expected=expected, by=by, fields=["definition"])
    audit.record(
        "scorecards.text_adopted",
        locked,
        by=by,
        before={"rule_set": before.text_reference},
        after={"rule_set": definition.text_reference},
        reason=reason,
    )
    return locked


@transaction.atomic
def publish_round(
    *,
    round: Round,  # noqa: A002 -- the word for it
    by: User | None,
    expected: int | None = None,
    reason: str = "",
) -> Round:
    """Let everybody signed in read the scores of the round; `expected` is the version its reader saw."""
    if round.is_published:
        return round
    if not round.scorings.exists():
        raise NothingToPublishError(round.name_vi)
    round.is_published = True
    seen = round.version if expected is None else expected
    round.save_versioned(expected=seen, by=by, fields=["is_published"])
    audit.record("scorecards.round_published", round, by=by, reason=reason)
    return round
