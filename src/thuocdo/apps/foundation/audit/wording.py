"""The words for what the log holds: verbs, fields and values. Each application describes its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.template.defaultfilters import date as date_text
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext

from thuocdo.apps.foundation.audit.models import AuditEntry

Words = str | Promise
_VERBS: dict[str, Words] = {}
_FIELDS: dict[str, Words] = {}
_VALUES: dict[str, Mapping[str, Words]] = {}
# As the log writes them; a rule set named 2026-01-10-15 is neither, though a lenient reader takes it for 15 o'clock.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T.+)?")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field that changed, in words."""

    field: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """Before → after, or what there is of it."""
        return " → ".join(part for part in (self.before, self.after) if part)


def describe_verbs(labels: Mapping[str, Words]) -> None:
    """Give verbs their words; called by each application when it starts."""
    _VERBS.update(labels)


def describe_fields(labels: Mapping[str, Words]) -> None:
    """Give recorded fields their words; a name means the same in every application."""
    _FIELDS.update(labels)


def describe_values(field: str, labels: Mapping[str, Words]) -> None:
    """Give the values of a recorded field, such as codes of roles, their words."""
    _VALUES[field] = labels


def verb_label(verb: str) -> str:
    """The words for `verb`, or the verb itself where nobody gave any."""
    return str(_VERBS.get(verb, verb))


def known_verbs() -> dict[str, Words]:
    """Every described verb, for filters."""
    return dict(_VERBS)


def change_lines(entry: AuditEntry) -> list[ChangeLine]:
    """What changed, in the words of the language in use."""
    lines = (
        ChangeLine(str(_FIELDS.get(field, field)), _told(field, before), _told(field, after))
        for field, before, after in entry.changes
    )
    return [line for line in lines if line.sentence]


def _told(field: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(_told(field, part) for part in value)
    text = str(value)
    if field in _VALUES:
        return str(_VALUES[field].get(text, text))
    return _moment(text) or text


def _moment(text: str) -> str:
    """A day or moment as people write it; empty for anything else."""
    if not _MOMENT.fullmatch(text):
        return ""
    try:
        if moment := parse_datetime(text) if "T" in text else None:
            return date_text(localtime(moment) if moment.tzinfo else moment, "SHORT_DATETIME_FORMAT")
        day = parse_date(text)
    except ValueError:
        return ""
    return date_text(day, "SHORT_DATE_FORMAT") if day else ""
