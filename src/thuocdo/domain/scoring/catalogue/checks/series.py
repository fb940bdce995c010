"""The rule sets of one series follow each other without gap or overlap; no name leads to two indices."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.checks.subject import Subject
from thuocdo.domain.scoring.catalogue.discovery import discover, head
from thuocdo.domain.scoring.catalogue.following import DAY, Break, Force, breaks
from thuocdo.domain.scoring.catalogue.loading import FILE_NAME

_COUNTED = ("in_force", "replaced")


def check_series(subject: Subject) -> Iterator[Finding]:
    """This rule set against its neighbours in the same index and series."""
    mine = subject.definition
    if subject.loaded.path is None or mine.status not in _COUNTED:
        return
    for found in breaks(_siblings(subject)):
        if mine.rule_set == found.later.rule_set and found.later.start is not None:
            yield _told(subject, found)


def _siblings(subject: Subject) -> list[Force]:
    """All rule sets of the series in force at some time."""
    path = subject.loaded.path
    files = sorted(path.parent.parent.glob(f"*/{FILE_NAME}")) if path is not None else []
    entries = [entry for entry in map(head, files) if entry is not None]
    mine = subject.definition
    return [
        Force(entry.rule_set, entry.start, entry.end)
        for entry in entries
        if entry.index == mine.index and entry.series == mine.series and entry.status in _COUNTED
    ]


def _told(subject: Subject, found: Break) -> Finding:
    earlier, later = found.earlier, found.later
    if found.kind == "gap":
        return subject.finding(
            "error",
            "gap-in-validity",
            ("valid",),
            f"Không có phiên bản nào từ {found.first_day} đến {found.last_day}.",
            f"No rule set is in force from {found.first_day} to {found.last_day}.",
            fix=Text("Nối liền ngày hiệu lực của hai phiên bản.", "Let the dates of the two rule sets meet."),
        )
    last = later.start - DAY if later.start else None
    return subject.finding(
        "error",
        "overlapping-validity",
        ("valid",),
        f"Hiệu lực chồng với «{earlier.rule_set}» ({_until(earlier.end)[0]}).",
        f"The dates overlap with '{earlier.rule_set}' ({_until(earlier.end)[1]}).",
        fix=Text(
            f"Ghi «valid.to» của «{earlier.rule_set}» là {last}, hoặc đặt «series» khác.",
            f"Set 'valid.to' of '{earlier.rule_set}' to {last}, or use another 'series'.",
        ),
    )


def _until(end: datetime.date | None) -> tuple[str, str]:
    return (f"đến {end}", f"until {end}") if end else ("chưa ghi ngày hết hiệu lực", "no end date")


def check_aliases(subject: Subject) -> Iterator[Finding]:
    """A short name belongs to one index only."""
    path, mine = subject.loaded.path, subject.definition
    if path is None or len(path.parents) < 3 or not mine.aliases:
        return
    for other in discover([path.parents[2]]):
        taken = sorted({other.index, *other.aliases}.intersection(mine.aliases))
        if other.index != mine.index and taken:
            yield subject.finding(
                "error",
                "alias-taken",
                ("aliases",),
                f"Tên gọi tắt «{taken[0]}» đã thuộc bộ chỉ số «{other.index}».",
                f"The alias '{taken[0]}' already belongs to the index '{other.index}'.",
                fix=Text("Chọn tên gọi tắt khác.", "Choose another alias."),
            )
