"""Keeping what others published: as results of their own, and as the official scores of a round."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from thuocdo.apps.assessment.scorecards.errors import UnknownPeerError
from thuocdo.apps.assessment.scorecards.models import (
    PublishedResult,
    Round,
    Score,
    ScoreState,
    Scoring,
    Track,
)
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.org_units.models import OrgUnit

BATCH = 2000
_KEY = ("index_code", "period", "subject", "node", "peer_set", "published_on", "source")


@dataclass(frozen=True, slots=True)
class OfficialScore:
    """One published number on its way into a round; `derivation` says where it is from."""

    unit: OrgUnit
    node: str
    depth: int
    value: Decimal
    points: Decimal | None
    maximum: Decimal | None
    rank: int | None
    class_code: str
    derivation: Mapping[str, object]


@transaction.atomic
def keep_published(*, results: Sequence[PublishedResult], by: User | None) -> int:
    """Keep published results; one that is known already is brought up to date, never doubled."""
    PublishedResult.objects.bulk_create(
        results,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=_KEY,
        update_fields=[
            "data_set",
            "rule_set",
            "unit",
            "value",
            "rank",
            "check_result",
            "recomputed",
            "reason_vi",
            "reason_en",
        ],
    )
    if results:
        audit.record("scorecards.published_loaded", results[0], by=by, after={"count": len(results)})
    return len(results)


@transaction.atomic
def keep_official(
    *,
    round: Round,  # noqa: A002 -- the word for it
    scores: Sequence[OfficialScore],
    by: User | None,
    now: dt.datetime,
    reason: str = "",
) -> Scoring:
    """Put published numbers on the official track of a round; the same numbers again make no new scoring."""
    peers = set(round.peer_set.units.values_list("code", flat=True))
    if strangers := {score.unit.code for score in scores} - peers:
        raise UnknownPeerError(strangers, round.peer_set.name_vi)
    Round.objects.select_for_update().get(pk=round.pk)
    digest = _digest(scores)
    newest = round.scorings.filter(track=Track.OFFICIAL).first()
    if newest is not None and newest.digest == digest:
        return newest
    number = newest.number + 1 if newest is not None else 1
    scoring = Scoring.objects.create(
        round=round,
        track=Track.OFFICIAL,
        number=number,
        definition=round.definition,
        digest=digest,
        reason=reason,
        by=by,
        at=now,
    )
    Score.objects.bulk_create((_score(scoring, one) for one in scores), batch_size=BATCH)
    audit.record(
        "scorecards.published_loaded", round, by=by, after={"scoring": number, "scores": len(scores)}
    )
    return scoring


def _score(scoring: Scoring, one: OfficialScore) -> Score:
    return Score(
        scoring=scoring,
        unit=one.unit,
        node=one.node,
        depth=one.depth,
        state=ScoreState.KNOWN,
        value=one.value,
        points=one.points,
        maximum=one.maximum,
        low=one.points,
        high=one.points,
        rank=one.rank,
        class_code=one.class_code,
        derivation=dict(one.derivation),
    )


def _digest(scores: Sequence[OfficialScore]) -> str:
    lines = sorted(f"{one.unit.code}|{one.node}|{one.value}|{one.points}|{one.rank}" for one in scores)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
