"""Loading, editing and putting back the texts of the calendar. Each change is checked whole and kept as a revision."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction

from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.audit.errors import StaleObjectError
from thuocdo.apps.foundation.calendars import year_text
from thuocdo.apps.foundation.calendars.errors import NothingChangedError
from thuocdo.apps.foundation.calendars.models import Calendar, CalendarRevision, Origin
from thuocdo.apps.foundation.calendars.queries import intact_text
from thuocdo.apps.foundation.calendars.year_text import Entry
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.calendars.loading import parse_calendar

Revisions = dict[str, CalendarRevision]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Files stored now, files known already, and files kept as the office edited them though newer ones came."""

    stored: tuple[str, ...]
    known: tuple[str, ...]
    held_back: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes the calendar, why, by which document, and which revision they had before their eyes."""

    by: User
    at: dt.datetime
    expected: int
    reason: str
    document: str = ""


@transaction.atomic
def load_calendars(
    *, shipped: Mapping[str, bytes], unit: OrgUnit, by: User | None, now: dt.datetime
) -> LoadReport:
    """Store the shipped files that are new; an office's edit is never written over, only reported."""
    calendar = _calendar_of(unit, by)
    newest = _newest(calendar)
    fresh, known, held_back = _sorted_out(calendar, newest, shipped)
    merged = {file: intact_text(row) for file, row in newest.items()}
    merged |= {file: shipped[file].decode() for file in fresh}
    parse_calendar(merged)
    for file in fresh:
        number = newest[file].number + 1 if file in newest else 1
        _keep(calendar, file, shipped[file], number, origin=Origin.SHIPPED, by=by, at=now)
    if fresh:
        audit.record("calendars.loaded", calendar, by=by, after={"files": fresh})
    return LoadReport(tuple(fresh), tuple(known), tuple(held_back))


def _calendar_of(unit: OrgUnit, by: User | None) -> Calendar:
    """The one calendar, made on the first load and given to the unit that the installation serves now."""
    calendar = Calendar.objects.select_for_update().first()
    if calendar is None:
        return Calendar.objects.create(unit=unit)
    if calendar.unit_id != unit.pk:
        before = {"unit": calendar.unit.code}
        calendar.unit = unit
        calendar.save(update_fields=["unit"])
        audit.record("calendars.handed_over", calendar, by=by, before=before, after={"unit": unit.code})
    return calendar


def _sorted_out(
    calendar: Calendar, newest: Revisions, shipped: Mapping[str, bytes]
) -> tuple[list[str], list[str], list[str]]:
    """Files to store, files already known, files held back because the office has edited them."""
    seen = set(
        CalendarRevision.objects.filter(calendar=calendar, origin=Origin.SHIPPED).values_list(
            "file", "version"
        )
    )
    fresh, known, held_back = [], [], []
    for file, content in shipped.items():
        is_in_force = file in newest and newest[file].version == _hash(content)
        if is_in_force or (file, _hash(content)) in seen:
            known.append(file)
        elif file in newest and newest[file].origin == Origin.OFFICE:
            held_back.append(file)
        else:
            fresh.append(file)
    return fresh, known, held_back


@transaction.atomic
def change_text(*, file: str, text: str, change: Change) -> CalendarRevision:
    """Put another text in the place of a file, or add a year; all findings at once when it cannot be used."""
    return _change(file, lambda _: text, change=change)


@transaction.atomic
def add_entry(*, year: int, entry: Entry, change: Change) -> CalendarRevision:
    """Add a day off or a swapped day to a year; the rest of its text stays as it is."""
    return _change(f"{year}.yaml", lambda text: year_text.with_entry(text, entry), change=change)


@transaction.atomic
def change_entry(*, file: str, day: dt.date, entry: Entry, change: Change) -> CalendarRevision:
    """Change the row that takes `day` off."""
    return _change(file, lambda text: year_text.with_changed_entry(text, day, entry), change=change)


@transaction.atomic
def remove_entry(*, file: str, day: dt.date, change: Change) -> CalendarRevision:
    """Take out the row that takes `day` off."""
    return _change(file, lambda text: year_text.without_entry(text, day), change=change)


@transaction.atomic
def take_shipped(*, file: str, content: bytes, change: Change) -> CalendarRevision:
    """Give up the office's edit of a file for the text that came with the release."""
    text = content.decode()
    return _change(file, lambda _: text, change=change, origin=Origin.SHIPPED)


@transaction.atomic
def restore(*, revision: CalendarRevision, change: Change) -> CalendarRevision:
    """Make an earlier text the one in force again, as a new revision."""
    return _change(revision.file, lambda _: intact_text(revision), change=change, verb="calendars.restored")


def _change(
    file: str,
    rewrite: Callable[[str], str],
    *,
    change: Change,
    origin: Origin = Origin.OFFICE,
    verb: str = "calendars.changed",
) -> CalendarRevision:
    # The lock on the calendar keeps two edits from both finding the revision they expect.
    calendar = Calendar.objects.select_for_update().select_related("unit").get()
    newest = _newest(calendar)
    current = newest.get(file)
    _refuse_stale(current, change.expected, file)
    texts = {name: intact_text(row) for name, row in newest.items()}
    before = texts.get(file, "")
    texts[file] = rewrite(before)
    if texts[file] == before:
        raise NothingChangedError(file)
    parse_calendar(texts)
    stored = _keep(
        calendar,
        file,
        texts[file].encode(),
        change.expected + 1,
        origin=origin,
        by=change.by,
        at=change.at,
        reason=change.reason,
        document=change.document,
    )
    audit.record(
        verb,
        calendar,
        by=change.by,
        before={"file": file, "revision": current.number if current else None},
        after={"file": file, "revision": stored.number, "version": stored.version},
        reason=" · ".join(part for part in (change.reason, change.document) if part),
    )
    return stored


def _refuse_stale(current: CalendarRevision | None, expected: int, file: str) -> None:
    if (current.number if current else 0) != expected:
        raise StaleObjectError(file, current.who if current else "", current.stored_at if current else None)


def _newest(calendar: Calendar) -> Revisions:
    return {row.file: row for row in CalendarRevision.objects.filter(calendar=calendar).newest()}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _keep(
    calendar: Calendar,
    file: str,
    content: bytes,
    number: int,
    *,
    origin: Origin,
    by: User | None,
    at: dt.datetime,
    reason: str = "",
    document: str = "",
) -> CalendarRevision:
    return CalendarRevision.objects.create(
        calendar=calendar,
        file=file,
        number=number,
        version=_hash(content),
        content=content,
        origin=origin,
        reason=reason,
        document=document,
        stored_by=by,
        stored_at=at,
    )
