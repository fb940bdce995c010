"""Input forms: looked at as often as wanted, loaded once, and only as a whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from thuocdo.apps.assessment.indices.queries import element_codes, parsed
from thuocdo.apps.assessment.scorecards.actions.scoring import score_or_queue
from thuocdo.apps.assessment.scorecards.errors import FormRefusedError, RoundWithoutRulesError
from thuocdo.apps.assessment.scorecards.models import InputUpload, Round, UploadState
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.permissions import units_for
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.evidence.actions import take_in
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.measurement.values.actions import NewValue, decimal_of, decimals_of, record_values
from thuocdo.apps.measurement.values.models import NUMBER_DECIMALS, SourceKind, State
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.sheet import InputSheet, ValueState
from thuocdo.domain.scoring.sheets import Problem, read_inputs

KINDS = frozenset({".xlsx", ".csv", ".json"})


@dataclass(frozen=True)
class FormContent:
    """What a form says: the values it would load, or everything that is wrong with it."""

    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    entries: tuple[NewValue, ...]

    @property
    def is_good(self) -> bool:
        """Whether it may be loaded."""
        return not self.problems


@transaction.atomic
def hand_in_form(
    *,
    round: Round,  # noqa: A002 -- the word for it
    file: UploadedFile[bytes],
    by: User,
    now: dt.datetime,
) -> InputUpload:
    """Keep a form and look at it; no value is loaded. Raises when the file itself may not come in.

    The same file handed in again before it is loaded is looked at again and not kept twice.
    """
    Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    form = _same_file(round, file, by)
    if form is None:
        upload = take_in(file=file, unit=by.unit, by=by, allowed=KINDS)
        form = InputUpload(round=round, upload=upload, unit=by.unit, by=by, at=now)
    content = content_of(form)
    form.state = UploadState.CHECKED if content.is_good else UploadState.REFUSED
    form.problem_count, form.value_count = len(content.problems), len(content.entries)
    form.save()
    return form


def _same_file(this_round: Round, file: UploadedFile[bytes], by: User) -> InputUpload | None:
    """The form of this person in this round that has the same bytes and name and waits to be loaded."""
    if (file.size or 0) > settings.UPLOAD_LIMIT_MB * 1024**2:
        return None
    sha256 = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    waiting = this_round.input_uploads.exclude(state=UploadState.LOADED).select_related("upload", "by")
    return waiting.filter(by=by, unit=by.unit, upload__sha256=sha256, upload__name=file.name).first()


@transaction.atomic
def load_form(*, form: InputUpload, by: User, now: dt.datetime) -> InputUpload:
    """Load a form that was looked at: all its values as new revisions, then the round is scored again."""
    form = (
        InputUpload.objects.select_for_update(of=("self",))
        .select_related("round__definition", "by")
        .get(pk=form.pk)
    )
    if form.state == UploadState.LOADED:
        return form
    content = content_of(form)
    if not content.is_good:
        raise FormRefusedError(len(content.problems))
    record_values(
        period=form.round.period,
        entries=content.entries,
        source_kind=SourceKind.UPLOAD,
        observed_on=form.round.values_until or now.date(),
        by=by,
        now=now,
    )
    form.state, form.loaded_at, form.value_count = UploadState.LOADED, now, len(content.entries)
    form.save(update_fields=["state", "loaded_at", "value_count"])
    audit.record("scorecards.form_loaded", form, by=by, after={"values": form.value_count})
    score_or_queue(round=form.round, by=by, now=now, reason=form.upload.name)
    return form


def content_of(form: InputUpload) -> FormContent:
    """Read the kept file again, with the eyes of whoever handed it in."""
    if form.round.definition is None:
        raise RoundWithoutRulesError(form.round.name_vi, form.round.rule_set)
    definition = parsed(form.round.definition)
    allowed = units_for(form.by, "input_form", "load").filter(peer_sets=form.round.peer_set)
    units = {unit.code: unit for unit in allowed}
    with form.upload.file.open("rb") as file:
        read = read_inputs(
            file.read(),
            definition,
            name=form.upload.name,
            period=form.round.period,
            known_units=units,
            version=form.round.definition.version,
        )
    notes = tuple(problem for problem in read.problems if problem not in read.errors)
    if read.errors:
        return FormContent(read.errors, notes, ())
    strangers = tuple(
        _other_period(period, form.round) for period in read.sheets if period != form.round.period
    )
    sheet = read.sheets.get(form.round.period)
    if strangers or sheet is None:
        return FormContent(strangers or (_no_values(form.round),), notes, ())
    entries, problems = _entries(sheet, definition, units, form.upload.name)
    return FormContent(tuple(problems), notes, () if problems else tuple(entries))


def _entries(
    sheet: InputSheet, definition: Definition, units: dict[str, OrgUnit], name: str
) -> tuple[list[NewValue], list[Problem]]:
    codes = element_codes(definition.index)
    entries: list[NewValue] = []
    problems: list[Problem] = []
    for unit_code, input_name, row in _cells(sheet):
        column = sheet.columns[input_name]
        state = column.state(row)
        carries = state in (ValueState.GIVEN, ValueState.ZERO)
        choice = column.choices.get(row, "")
        number = decimal_of(column.fraction(row)) if carries and not choice else None
        if carries and not choice and (number is None or decimals_of(number) > NUMBER_DECIMALS):
            problems.append(_too_precise(unit_code, input_name))
            continue
        entries.append(
            NewValue(
                element=codes[input_name],
                unit=units[unit_code],
                number=number,
                state=State(state.word),
                choice=choice,
                reason=column.reasons.get(row, ""),
                source=column.sources.get(row, "") or name,
            )
        )
    return entries, problems


def _cells(sheet: InputSheet) -> Iterator[tuple[str, str, int]]:
    """Unit, input and row of every cell that says something; an empty cell says nothing about what is known."""
    for name, column in sheet.columns.items():
        for row, unit in enumerate(sheet.units):
            if column.state(row) is not ValueState.MISSING or column.reasons.get(row):
                yield unit.code, name, row


def _too_precise(unit_code: str, input_name: str) -> Problem:
    return Problem(
        "forms.too-precise",
        Text(
            f"{unit_code}, {input_name}: số có hơn {NUMBER_DECIMALS} chữ số thập phân.",
            f"{unit_code}, {input_name}: the number has more than {NUMBER_DECIMALS} decimals.",
        ),
        Text("Làm tròn ở nguồn rồi nhập lại.", "Round it at its source and enter it again."),
    )


def _other_period(period: str, this_round: Round) -> Problem:
    return Problem(
        "forms.other-period",
        Text(
            f"Biểu của kỳ “{period}”, còn đợt này là kỳ “{this_round.period}”.",
            f"The form is for '{period}', this round is for '{this_round.period}'.",
        ),
        Text(
            "Chọn đúng đợt, hoặc sửa kỳ trong biểu.",
            "Choose the right round, or correct the period in the form.",
        ),
        value=period,
    )


def _no_values(this_round: Round) -> Problem:
    return Problem(
        "forms.no-values",
        Text(
            f"Biểu không có giá trị nào cho kỳ {this_round.period}.",
            f"The form has no value for {this_round.period}.",
        ),
        Text("Điền ít nhất một giá trị rồi tải lên lại.", "Fill in at least one value and upload it again."),
    )
