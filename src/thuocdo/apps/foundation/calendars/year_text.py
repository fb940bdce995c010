"""The text of a year: a row put in, changed or taken out, everything else as it was, byte for byte.

A form edits one row; comments, order and spelling of the other rows belong to whoever wrote them.

>>> text = "year: 2026\\nsources:\\n  law: Bộ luật\\ndays_off:  # mended by hand\\n"
>>> print(with_entry(text, DayOffEntry(dt.date(2026, 1, 1), Text("Tết"), document="Bộ luật")), end="")
year: 2026
sources:
  law: Bộ luật
days_off:  # mended by hand
  - {date: 2026-01-01, name: "Tết", kind: holiday, certainty: memory, source: law}
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import yaml

from thuocdo.apps.foundation.calendars.errors import UneditableTextError, UnknownEntryError
from thuocdo.domain.calendars.working_calendar import DayOffKind
from thuocdo.domain.primitives.provenance import Certainty
from thuocdo.domain.primitives.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """What a row says of its source."""

    certainty: Certainty = Certainty.MEMORY
    document: str = ""
    note: str = ""

    def _tail(self, source: str) -> list[str]:
        parts = [f"certainty: {self.certainty.value}"]
        if source:
            parts.append(f"source: {source}")
        if self.note:
            parts.append(f"note: {_quoted(self.note)}")
        return parts


@dataclass(frozen=True, slots=True)
class DayOffEntry(_Stated):
    """A row of `days_off`."""

    day: dt.date
    name: Text
    kind: DayOffKind = DayOffKind.HOLIDAY

    section: ClassVar[str] = "days_off"

    def written(self, source: str) -> str:
        """The row as YAML on one line."""
        vi, en = _quoted(self.name.vi), _quoted(self.name.en)
        name = f"{{vi: {vi}, en: {en}}}" if self.name.en else vi
        parts = [f"date: {self.day}", f"name: {name}", f"kind: {self.kind.value}"]
        return "{" + ", ".join([*parts, *self._tail(source)]) + "}"


@dataclass(frozen=True, slots=True)
class SwapEntry(_Stated):
    """A row of `swaps`: `day` is off, `worked` is worked instead."""

    day: dt.date
    worked: dt.date

    section: ClassVar[str] = "swaps"

    def written(self, source: str) -> str:
        """The row as YAML on one line."""
        parts = [f"day_off: {self.day}", f"worked: {self.worked}"]
        return "{" + ", ".join([*parts, *self._tail(source)]) + "}"


Entry = DayOffEntry | SwapEntry
_DAY_KEYS = {"days_off": "date", "swaps": "day_off"}


def has_entry(text: str, day: dt.date) -> bool:
    """Whether a row of this text takes `day` off."""
    return _found(text, day) is not None


def with_entry(text: str, entry: Entry) -> str:
    """The text with one more row, in its place by date."""
    text, source = _with_source(text, entry.document)
    return _inserted(text, entry, entry.written(source))


def with_changed_entry(text: str, day: dt.date, entry: Entry) -> str:
    """The text with the row of `day` written anew; an unchanged document keeps its short names."""
    found = _required(text, day)
    source = _source_of(text, found, entry.document)
    if source is None:
        text, source = _with_source(text, entry.document)
        found = _required(text, day)
    if entry.day != day:
        return _inserted(without_entry(text, day), entry, entry.written(source))
    start, end = found.start_mark.index, _last(found).end_mark.index
    end = len(text[:end].rstrip())
    return text[:start] + entry.written(source) + text[end:]


def without_entry(text: str, day: dt.date) -> str:
    """The text without the row of `day`."""
    found = _required(text, day)
    lines = text.splitlines(keepends=True)
    first, last = found.start_mark.line, _last_line(found)
    if lines[first][: found.start_mark.column].strip() != "-":
        raise UneditableTextError(str(day))
    return "".join([*lines[:first], *lines[last + 1 :]])


def _root(text: str) -> yaml.MappingNode:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(node, yaml.MappingNode):
        raise UneditableTextError("YAML")
    return node


def _value(node: yaml.MappingNode, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    """The key and the value of an entry of a mapping."""
    return next((pair for pair in node.value if pair[0].value == key), None)


def _rows(text: str, section: str) -> Iterator[tuple[str, yaml.MappingNode]]:
    """The rows of a section, each with the day it takes off as it is written."""
    pair = _value(_root(text), section)
    if pair is None or not isinstance(pair[1], yaml.SequenceNode):
        return
    for row in pair[1].value:
        day = _value(row, _DAY_KEYS[section]) if isinstance(row, yaml.MappingNode) else None
        if day is not None:
            yield str(day[1].value), row


def _found(text: str, day: dt.date) -> yaml.MappingNode | None:
    rows = (pair for section in _DAY_KEYS for pair in _rows(text, section))
    return next((row for written, row in rows if written == str(day)), None)


def _required(text: str, day: dt.date) -> yaml.MappingNode:
    found = _found(text, day)
    if found is None:
        raise UnknownEntryError(day)
    return found


def _last(node: yaml.Node) -> yaml.Node:
    """The last node with ink: a block ends where the next token begins, which is too far."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        tail = node.value[-1]
        node = tail[1] if isinstance(tail, tuple) else tail
    return node


def _last_line(node: yaml.Node) -> int:
    mark = _last(node).end_mark
    # A text in block style ends at the start of the next line.
    return mark.line if mark.column else mark.line - 1


def _source_of(text: str, row: yaml.MappingNode, document: str) -> str | None:
    """The short names of the sources as the row has them, when they still stand for `document`."""
    pair = _value(row, "source")
    if pair is None:
        return None if document else ""
    node = pair[1]
    keys = [item.value for item in node.value] if isinstance(node, yaml.SequenceNode) else [node.value]
    known = _sources(text)
    if "; ".join(known.get(key, "") for key in keys) != document:
        return None
    return text[node.start_mark.index : _last(node).end_mark.index]


def _sources(text: str) -> dict[str, str]:
    pair = _value(_root(text), "sources")
    if pair is None or not isinstance(pair[1], yaml.MappingNode):
        return {}
    return {str(key.value): str(value.value) for key, value in pair[1].value}


def _with_source(text: str, document: str) -> tuple[str, str]:
    """The text with `document` among its sources, and the short name it goes by."""
    if not document:
        return text, ""
    known = _sources(text)
    for key, reference in known.items():
        if reference == document:
            return text, key
    number = next(n for n in range(1, len(known) + 2) if f"document-{n}" not in known)
    key = f"document-{number}"
    line = f"  {key}: {_quoted(document)}"
    pair = _value(_root(text), "sources")
    if pair is None:
        after = _value(_root(text), "year")
        return _put_after(text, after[1].end_mark.line if after else -1, f"sources:\n{line}"), key
    if not isinstance(pair[1], yaml.MappingNode) or pair[1].flow_style:
        raise UneditableTextError("sources")
    indent = " " * pair[1].start_mark.column
    return _put_after(text, _last_line(pair[1]), indent + line.strip()), key


def _inserted(text: str, entry: Entry, written: str) -> str:
    pair = _value(_root(text), entry.section)
    if pair is None:
        return _put_after(text, len(text.splitlines()) - 1, f"{entry.section}:\n  - {written}")
    key, value = pair
    if not isinstance(value, yaml.SequenceNode):
        return _put_after(text, key.start_mark.line, f"  - {written}")
    if value.flow_style:
        raise UneditableTextError(entry.section)
    rows = list(_rows(text, entry.section))
    indent = " " * value.start_mark.column
    for day, row in rows:
        if day > str(entry.day):
            return _put_after(text, row.start_mark.line - 1, f"{indent}- {written}")
    return _put_after(text, _last_line(value), f"{indent}- {written}")


def _put_after(text: str, line: int, added: str) -> str:
    """The text with `added` as lines of their own after line `line` (from 0; -1 is the very start)."""
    lines = text.splitlines(keepends=True)
    if lines and line >= len(lines) - 1 and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return "".join([*lines[: line + 1], added + "\n", *lines[line + 1 :]])


def _quoted(text: str) -> str:
    """A text in double quotes on one line; JSON's quoting is YAML's."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
