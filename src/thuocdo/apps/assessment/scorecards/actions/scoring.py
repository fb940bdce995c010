"""Scoring a round: take the values in, let the engine score them, keep what it said."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from django.db import transaction

import thuocdo
from thuocdo.apps.assessment.indices.queries import parsed
from thuocdo.apps.assessment.scorecards.errors import RoundWithoutRulesError
from thuocdo.apps.assessment.scorecards.models import (
    InputSheet,
    Round,
    Score,
    ScoreState,
    Scoring,
    SheetValue,
)
from thuocdo.apps.assessment.scorecards.models.scores import POINTS_DECIMALS
from thuocdo.apps.assessment.scorecards.queries.intake import Intake, idle_codes, sheet_of, take_in
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.jobs.actions import start_job
from thuocdo.apps.foundation.jobs.models import Job
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.plan import PlannedNode
from thuocdo.domain.scoring.results import ScoreTable

BATCH = 5000
UNITS_AT_ONCE = 100
MOST_UNITS_WHILE_WAITING = 200
SCORE_JOB = "scorecards.score_round"
OnStep = Callable[[int, int], None]
ENGINE_VERSION = thuocdo.__version__
_STATES = {
    "scored": ScoreState.KNOWN,
    "unknown": ScoreState.BLOCKED,
    "not_applicable": ScoreState.NOT_APPLICABLE,
    "excluded": ScoreState.EXCLUDED,
}
_STEP = Decimal(1).scaleb(-POINTS_DECIMALS)


def score_or_queue(
    *,
    round: Round,  # noqa: A002 -- the word for it
    by: User,
    now: dt.datetime,
    reason: str = "",
) -> Scoring | Job:
    """Score a round while somebody waits, or as a job where it has so many peers that it takes longer."""
    if round.definition is None:
        raise RoundWithoutRulesError(round.name_vi, round.rule_set)
    if round.peer_set.members.count() <= MOST_UNITS_WHILE_WAITING:
        return score_round(round=round, by=by, now=now, reason=reason)
    return start_job(SCORE_JOB, by=by, unit=by.unit, key=job_key(round), round_id=round.pk, reason=reason)


def job_key(this_round: Round) -> str:
    """What keeps a round from being scored twice at the same time."""
    return f"{SCORE_JOB}:{this_round.pk}"


@transaction.atomic
def score_round(
    *,
    round: Round,  # noqa: A002 -- the word for it
    by: User | None,
    now: dt.datetime,
    reason: str = "",
    on_step: OnStep = lambda _done, _all: None,
) -> Scoring:
    """Score every peer from the values in force; the same values, rules and engine make no new scoring.

    `on_step` is told how many units of how many are done.
    """
    if round.definition is None:
        raise RoundWithoutRulesError(round.name_vi, round.rule_set)
    Round.objects.select_for_update().get(pk=round.pk)
    definition = parsed(round.definition)
    intake = take_in(round, definition)
    newest = round.scorings.filter(track=round.computed_track).first()
    if newest is not None and _says_the_same(newest, round, intake):
        return newest
    scoring = Scoring.objects.create(
        round=round, track=round.computed_track, number=newest.number + 1 if newest else 1, definition=round.definition,
        engine_version=ENGINE_VERSION, digest=intake.digest, reason=reason, by=by, at=now,
    )  # fmt: skip
    _keep_sheets(scoring, intake)
    table = score(definition, sheet_of(round, intake), version=round.definition.version)
    count = _keep_scores(scoring, table, intake, on_step)
    after = {"scoring": scoring.number, "scores": count, "version": round.definition.version}
    audit.record("scorecards.scored", round, by=by, after=after, reason=reason)
    return scoring


def _says_the_same(newest: Scoring, this_round: Round, intake: Intake) -> bool:
    return (newest.digest, newest.definition_id, newest.engine_version) == (
        intake.digest, this_round.definition_id, ENGINE_VERSION,
    )  # fmt: skip


def _keep_sheets(scoring: Scoring, intake: Intake) -> None:
    """Copy what was taken, with the revisions it came from and the unit classes that held."""
    classified = (unit for unit in intake.above if unit.pk in intake.classes)
    units = {unit.pk: unit for unit in (*intake.peers, *classified, *(one.unit for one in intake.taken))}
    sheets = InputSheet.objects.bulk_create(
        InputSheet(scoring=scoring, unit=unit, classes=list(intake.classes.get(unit.pk, ())))
        for unit in units.values()
    )
    of_unit = {sheet.unit_id: sheet for sheet in sheets}
    SheetValue.objects.bulk_create(
        (
            SheetValue(
                sheet=of_unit[one.unit.pk], input=one.input, value=one.value, state=one.value.state,
                number=one.value.number, choice=one.value.choice, reason=one.value.reason, source=one.value.source,
            )
            for one in intake.taken
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _keep_scores(scoring: Scoring, table: ScoreTable, intake: Intake, on_step: OnStep) -> int:
    """Store the scores some units at a time; gives how many there are."""
    columns = _Columns(table, [unit.code for unit in intake.peers])
    taken: dict[str, set[str]] = {}
    for one in intake.taken:
        taken.setdefault(one.unit.code, set()).add(one.input)
    peers, count = intake.peers, 0
    for start in range(0, len(peers), UNITS_AT_ONCE):
        units = peers[start : start + UNITS_AT_ONCE]
        made = list(_scores(scoring, columns, units, taken))
        Score.objects.bulk_create(made, batch_size=BATCH)
        count += len(made)
        on_step(start + len(units), len(peers))
    return count


def _scores(
    scoring: Scoring, columns: _Columns, units: Sequence[OrgUnit], taken: Mapping[str, set[str]]
) -> Iterator[Score]:
    table = columns.table
    for unit in units:
        idle = idle_codes(table.definition, taken.get(unit.code, set()))
        for planned in table.nodes:
            if planned.counts and planned.code not in idle:
                yield columns.score(scoring, unit, planned)
        for view in table.definition.views:
            yield columns.view(scoring, unit, view.code)


class _Columns:
    """The columns of a table, asked for once and read row by row."""

    def __init__(self, table: ScoreTable, peers: list[str]) -> None:
        self.table, self.peers = table, peers
        self.classes = table.classes()
        self.view_ranges = table.view_ranges

    def score(self, scoring: Scoring, unit: OrgUnit, planned: PlannedNode) -> Score:
        """The stored form of one node of one unit."""
        table, row, code = self.table, self.table.row(unit.code), planned.code
        made = Score(
            scoring=scoring, unit=unit, node=code, depth=planned.depth,
            state=_STATES[table.state(unit.code, code)], points=table.decimal(unit.code, code),
            maximum=_decimal(self._column("maximum", code)[row]), low=_decimal(self._column("low", code)[row]),
            high=_decimal(self._column("high", code)[row]),
        )  # fmt: skip
        if planned.depth <= 1:
            made.rank = int(self._column("ranks", code)[row]) or None
        if planned.depth == 0:
            low, high = table.published_range
            made.value = table.published_decimal(unit.code)
            made.value_low, made.value_high = _decimal(low[row]), _decimal(high[row])
            made.class_code = self.classes[row] or ""
        return made

    def view(self, scoring: Scoring, unit: OrgUnit, code: str) -> Score:
        """The stored form of one view of one unit."""
        row = self.table.row(unit.code)
        value = _decimal(self.table.views[code][row])
        low, high = self.view_ranges[code]
        return Score(
            scoring=scoring, unit=unit, node=code, depth=1,
            state=ScoreState.BLOCKED if value is None else ScoreState.KNOWN, value=value,
            value_low=value if value is not None else _decimal(low[row]),
            value_high=value if value is not None else _decimal(high[row]),
        )  # fmt: skip

    def _column(self, name: str, code: str) -> Sequence[float]:
        key = (name, code)
        if key not in self._kept:
            asked = (
                self.table.ranks(self.peers, by=code) if name == "ranks" else getattr(self.table, name)(code)
            )
            self._kept[key] = asked.tolist()
        return self._kept[key]

    @cached_property
    def _kept(self) -> dict[tuple[str, str], Sequence[float]]:
        return {}


def _decimal(number: float) -> Decimal | None:
    """A float of a column as it is stored; None where it is not known or has no end."""
    if not math.isfinite(number):
        return None
    return Decimal(repr(float(number))).quantize(_STEP)
