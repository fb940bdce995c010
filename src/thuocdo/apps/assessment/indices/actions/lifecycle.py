"""Putting a rule set in force, and correcting one. Every step stores a text; nothing stored is ever changed.

A rule set follows the one before it in its series: their dates meet, and the earlier one gets its last day as a new
text of its own. All of it happens in one transaction, under a lock on the index.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.validators import slug_re
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from thuocdo.apps.assessment.indices.actions.storing import export_definition, keep_text, lock_index
from thuocdo.apps.assessment.indices.errors import (
    DatesDoNotMeetError,
    DatesTakenError,
    DecisionDateError,
    DecisionMissingError,
    DefinitionRefusedError,
    NameTakenError,
    NotACorrectionError,
    NothingCorrectedError,
    PastForceError,
    ReasonMissingError,
    RuleSetTakenError,
    UnusableNameError,
)
from thuocdo.apps.assessment.indices.models import (
    FOLLOWING,
    DefinitionStatus,
    IndexDefinition,
    RuleSetStep,
    Step,
)
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.audit.errors import StaleObjectError
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue import LoadedDefinition, following, lint, load
from thuocdo.domain.scoring.catalogue.following import DAY, Force
from thuocdo.domain.scoring.catalogue.restating import restated
from thuocdo.domain.scoring.definition import Definition

_DECISION = (
    ("legal_number", Text("số", "number")),
    ("legal_date", Text("ngày ký", "date")),
    ("issuer", Text("cơ quan ban hành", "issuer")),
)


@dataclass(frozen=True, slots=True)
class _Deed:
    """Who makes a step, when, by which decision and why."""

    by: User
    at: dt.datetime
    decision: str
    reason: str


@transaction.atomic
def put_in_force(
    *,
    content: bytes,
    legal_number: str,
    legal_date: dt.date,
    issuer: str,
    valid_from: dt.date,
    by: User,
    now: dt.datetime,
    reason: str = "",
    drafted_by: User | None = None,
    drafted_at: dt.datetime | None = None,
) -> IndexDefinition:
    """Store a text as the rule set in force from `valid_from` on, by the decision that was signed.

    The head of the text is restated with the decision and the date, all else stays byte for byte; the rule set before
    it gets its last day. The day may lie ahead. Who drafted the text, and when, is kept as its first step.
    """
    _check_decision(legal_number, legal_date, issuer, now)
    changes: dict[tuple[str, ...], object] = {
        ("status",): DefinitionStatus.IN_FORCE.value,
        ("legal", "number"): legal_number.strip(),
        ("legal", "date"): legal_date,
        ("legal", "issuer"): issuer.strip(),
        ("valid", "from"): valid_from,
    }
    read = _read(content, changes)
    lock_index(read.definition.index)
    others = _others(read.definition)
    read = _ended_before_the_next(read, others)
    _refuse_errors(read)
    _refuse_names(read.definition)
    _refuse_taken(read.definition)
    deed = _Deed(by, now, f"{legal_number.strip()} ({legal_date:%d/%m/%Y}), {issuer.strip()}", reason)
    _close_before(others, valid_from, deed)
    stored = _keep(read, Step.IN_FORCE, deed)
    if drafted_at is not None:
        RuleSetStep.objects.create(definition=stored, step=Step.DRAFT, by=drafted_by, at=drafted_at)
    return stored


@transaction.atomic
def correct_rule_set(
    *, definition: IndexDefinition, content: bytes, reason: str, by: User, now: dt.datetime
) -> IndexDefinition:
    """Store another text of the same rule set; scores keep citing the one they were made by.

    `definition` is the text that the person had before their eyes. The dates of days that are over do not change;
    later ones may, as long as the rule sets of the series still meet.
    """
    lock_index(definition.code)
    newest = _newest_of(definition)
    if not reason.strip():
        raise ReasonMissingError(definition.reference)
    read = load(content)
    if read.definition.status != newest.status:
        read = _read(content, {("status",): newest.status})
    if read.content == bytes(newest.content):
        raise NothingCorrectedError(definition.reference)
    corrected = read.definition
    if (corrected.index, corrected.rule_set, corrected.series) != (
        newest.code,
        newest.rule_set,
        newest.series,
    ):
        raise NotACorrectionError(newest.reference, f"{corrected.index}@{corrected.rule_set}")
    _refuse_errors(read)
    _refuse_names(corrected)
    deed = _Deed(by, now, newest.legal_number, reason.strip())
    if newest.status in FOLLOWING:
        _move_dates(newest, corrected, deed)
    return _keep(read, Step.CORRECTED, deed)


def _check_decision(legal_number: str, legal_date: dt.date | None, issuer: str, now: dt.datetime) -> None:
    given: Mapping[str, object] = {
        "legal_number": legal_number.strip(),
        "legal_date": legal_date,
        "issuer": issuer.strip(),
    }
    missing = [words for name, words in _DECISION if not given[name]]
    if missing:
        raise DecisionMissingError(missing)
    today = timezone.localdate(now)
    if legal_date is not None and legal_date > today:
        raise DecisionDateError(legal_date, today)


def _read(content: bytes, changes: Mapping[tuple[str, ...], object]) -> LoadedDefinition:
    return load(restated(content, changes))


def _refuse_errors(read: LoadedDefinition) -> None:
    errors = [found for found in lint(read) if found.is_error]
    if errors:
        raise DefinitionRefusedError(read.reference, errors)


def _refuse_names(read: Definition) -> None:
    """What is stored beside the text must fit, a code must fit an address, and a name lead to one index."""
    for key, name, value in (
        ("index", "code", read.index),
        ("rule_set", "rule_set", read.rule_set),
        ("title", "title_vi", read.title.vi),
        ("title", "title_en", read.title.en),
        ("series", "series", read.series),
        ("legal.number", "legal_number", read.legal.number),
    ):
        longest: int = getattr(IndexDefinition._meta.get_field(name), "max_length", None) or 0
        if len(value) > longest or (key == "index" and not slug_re.fullmatch(value)):
            raise UnusableNameError(key, value, longest)
    names = [read.index, *read.aliases]
    others = IndexDefinition.objects.exclude(code=read.index).newest()
    other = others.filter(Q(code__in=names) | Q(aliases__overlap=names)).first()
    if other is not None:
        taken = next(name for name in names if name == other.code or name in other.aliases)
        raise NameTakenError(taken, other.code)


def _refuse_taken(read: Definition) -> None:
    """The name of a rule set belongs to one; a draft of it may come into force."""
    newest = IndexDefinition.objects.filter(code=read.index, rule_set=read.rule_set).newest().first()
    if newest is not None and newest.status != DefinitionStatus.DRAFT:
        raise RuleSetTakenError(newest.reference)


def _newest_of(definition: IndexDefinition) -> IndexDefinition:
    same = IndexDefinition.objects.filter(code=definition.code, rule_set=definition.rule_set)
    newest = same.newest().select_related("stored_by").get()
    if newest.pk != definition.pk:
        raise StaleObjectError(newest.reference, str(newest.stored_by or ""), newest.stored_at)
    return newest


def _others(read: Definition) -> list[IndexDefinition]:
    """The other rule sets of the series that follow each other."""
    same = IndexDefinition.objects.filter(code=read.index).newest()
    return list(same.filter(series=read.series, status__in=FOLLOWING).exclude(rule_set=read.rule_set))


def _force(stored: IndexDefinition) -> Force:
    return Force(stored.rule_set, stored.valid_from, stored.valid_to)


def _ended_before_the_next(read: LoadedDefinition, others: Sequence[IndexDefinition]) -> LoadedDefinition:
    """The text with its last day where a later rule set is known already, and an error where the dates cannot meet."""
    valid = read.definition.valid
    day = valid.start or dt.date.min
    follower = following.after(map(_force, others), day)
    if follower is None:
        return read
    if (follower.start or dt.date.min) <= day:
        raise DatesTakenError(day, follower.rule_set)
    last = (follower.start or dt.date.max) - DAY
    if valid.end is None:
        return _read(read.content, {("valid", "to"): last})
    _refuse_breaks(
        [Force(read.definition.rule_set, valid.start, valid.end), follower], read.definition.rule_set
    )
    return read


def _refuse_breaks(forces: Sequence[Force], mine: str) -> None:
    for found in following.breaks(forces):
        other = found.later if found.earlier.rule_set == mine else found.earlier
        raise DatesDoNotMeetError(found.kind, other.rule_set, found.first_day, found.last_day)


def _close_before(
    others: Sequence[IndexDefinition], day: dt.date, deed: _Deed, *, met: dt.date | None = None
) -> None:
    """Give the rule set before `day` the day before as its last; `met` is the day that it reached up to so far."""
    force = following.before(map(_force, others), day)
    if force is None:
        return
    if force.end is not None and force.end < day - DAY and force.end + DAY != met:
        raise DatesDoNotMeetError("gap", force.rule_set, force.end + DAY, day - DAY)
    earlier = next(one for one in others if one.rule_set == force.rule_set)
    changes: dict[tuple[str, ...], object] = {
        ("status",): DefinitionStatus.REPLACED.value,
        ("valid", "to"): day - DAY,
    }
    closed = _read(export_definition(definition=earlier), changes)
    if closed.content != bytes(earlier.content):
        _keep(closed, Step.SUPERSEDED, deed)


def _move_dates(newest: IndexDefinition, corrected: Definition, deed: _Deed) -> None:
    """Check the dates of a correction, and let the rule set before it end where it now begins."""
    old, new = _force(newest), Force(newest.rule_set, corrected.valid.start, corrected.valid.end)
    if old == new:
        return
    today = timezone.localdate(deed.at)
    if not following.is_same_until(today, old, new):
        raise PastForceError(newest.reference, today)
    others = _others(corrected)
    if new.start is not None and new.start != old.start:
        _close_before(others, new.start, deed, met=old.start)
        others = _others(corrected)
    forces = [_force(one) for one in others]
    day = new.start or dt.date.min
    neighbours = [following.before(forces, day), new, following.after(forces, day)]
    _refuse_breaks([force for force in neighbours if force is not None], newest.rule_set)


def _keep(read: LoadedDefinition, step: Step, deed: _Deed) -> IndexDefinition:
    stored = keep_text(read, path="", by=deed.by, now=deed.at, reason=deed.reason)
    RuleSetStep.objects.create(
        definition=stored, step=step, by=deed.by, at=deed.at, decision=deed.decision[:300], reason=deed.reason
    )
    after = {
        "rule_set": stored.rule_set,
        "number": stored.number,
        "valid_from": stored.valid_from,
        "valid_to": stored.valid_to,
        "decision": deed.decision,
    }
    audit.record(f"indices.{step.value}", stored, by=deed.by, after=after, reason=deed.reason)
    return stored
