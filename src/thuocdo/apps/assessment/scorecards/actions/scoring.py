"""Scoring a round: take the values in, let the engine score them, keep what it said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Max

from thuocdo.apps.assessment.indices.queries import parsed
from thuocdo.apps.assessment.scorecards.errors import RoundWithoutRulesError
from thuocdo.apps.assessment.scorecards.models import (
    InputSheet,
    Round,
    Score,
    Scoring,
    SheetValue,
    Track,
)
from thuocdo.apps.assessment.scorecards.queries.intake import Intake, sheet_of, take_in
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.domain.scoring.pipeline import score

BATCH = 5000


@transaction.atomic
def score_round(
    *,
    round: Round,  # noqa: A002 -- the word for it
    by: User | None,
    now: dt.datetime,
    reason: str = "",
) -> Scoring:
    """Score every peer from the values in force; the same values, rules and engine make no new scoring."""
    if round.definition is None:
        raise RoundWithoutRulesError(round.name_vi, round.rule_set)
    Round.objects.select_for_update().get(pk=round.pk)
    definition = parsed(round.definition)
    intake = take_in(round, definition)
    newest = round.scorings.filter(track=Track.SELF).order_by("-number").first()
    if newest is not None and _is_current(newest, round, intake):
        return newest
    scoring = Scoring.objects.create(
        round=round, track=Track.SELF, number=newest.number + 1 if newest else 1, definition=round.definition,
        engine_version=ENGINE_VERSION, digest=intake.digest, reason=reason, by=by, at=now,
    )  # fmt: skip
    _keep_sheets(scoring, intake)
    table = score(definition, sheet_of(round, intake))
    scores = list(scores_of(scoring, table, intake))
    Score.objects.bulk_create(scores, batch_size=BATCH)
    audit.record("scorecards.scored", round, by=by, after={"scoring": scoring.number, "scores": len(scores)}, reason=reason)
    return scoring
