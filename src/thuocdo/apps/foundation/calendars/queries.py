"""Reading the calendar: the one in force for every calculation, its texts, its history."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from thuocdo.apps.foundation.calendars.errors import DamagedCalendarError, NoCalendarError
from thuocdo.apps.foundation.calendars.models import Calendar, CalendarRevision, Origin
from thuocdo.domain.calendars.loading import FOLDER, parse_calendar
from thuocdo.domain.calendars.working_calendar import WorkingCalendar
from thuocdo.domain.primitives.paths import catalogues_root

Versions = tuple[tuple[str, str], ...]


def current_calendar() -> WorkingCalendar:
    """The calendar in force, parsed once per version and process; raises `NoCalendarError` before the first load."""
    versions: Versions = tuple(CalendarRevision.objects.newest().values_list("file", "version"))
    if not versions:
        raise NoCalendarError
    return _parsed(versions)


@lru_cache(maxsize=8)
def _parsed(versions: Versions) -> WorkingCalendar:
    """Keyed by the hashes of the texts, so that what is remembered can never be another calendar."""
    rows = CalendarRevision.objects.filter(version__in=[version for _, version in versions])
    by_version = {(row.file, row.version): row for row in rows}
    return parse_calendar({file: intact_text(by_version[file, version]) for file, version in versions})


def intact_text(revision: CalendarRevision) -> str:
    """The text of a revision, or an error when its bytes no longer give its version."""
    if not revision.is_intact:
        raise DamagedCalendarError(revision.file, revision.number)
    return revision.text


def the_calendar() -> Calendar | None:
    """The calendar of this installation with its unit, None before the first load."""
    return Calendar.objects.select_related("unit").first()


def newest_revisions() -> dict[str, CalendarRevision]:
    """File → its last revision, without the texts."""
    rows = CalendarRevision.objects.newest().select_related("stored_by").defer("content")
    return {row.file: row for row in rows}


def newest_texts() -> dict[str, str]:
    """File → its text in force."""
    return {row.file: intact_text(row) for row in CalendarRevision.objects.newest()}


def newest_number(file: str) -> int:
    """The number of the last revision of a file, 0 when there is none: what a form was opened with."""
    row = CalendarRevision.objects.filter(file=file).order_by("-number").values_list("number", flat=True)
    return row.first() or 0


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a difference: `+` new, `-` gone, a blank for context, `@` for a jump."""

    sign: str
    text: str


def difference(revision: CalendarRevision) -> list[DiffLine]:
    """What a revision changed against the one before it."""
    earlier = CalendarRevision.objects.filter(
        calendar=revision.calendar_id, file=revision.file, number=revision.number - 1
    ).first()
    before = intact_text(earlier).splitlines() if earlier else []
    return lines_of_difference(before, intact_text(revision).splitlines())


def lines_of_difference(before: list[str], after: list[str]) -> list[DiffLine]:
    """The lines that differ, with two lines around them."""
    shown = list(difflib.unified_diff(before, after, lineterm="", n=2))[2:]
    return [DiffLine(line[0], "" if line[0] == "@" else line[1:]) for line in shown]


def shipped_texts(folder: Path | None = None) -> dict[str, bytes]:
    """File → the bytes that came with this release, or those of another folder."""
    place = folder or catalogues_root() / FOLDER / "vietnam"
    return {file.name: file.read_bytes() for file in sorted(place.glob("*.yaml"))}


def newer_shipped_files(shipped: Mapping[str, bytes] | None = None) -> list[str]:
    """Files whose shipped text is neither in force nor among the shipped texts that were stored."""
    known = set(CalendarRevision.objects.filter(origin=Origin.SHIPPED).values_list("file", "version"))
    known |= {(file, row.version) for file, row in newest_revisions().items()}
    texts = shipped_texts() if shipped is None else shipped
    return [
        file for file, content in texts.items() if (file, hashlib.sha256(content).hexdigest()) not in known
    ]
