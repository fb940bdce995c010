"""Reads YAML as people write it: numbers keep their digits, words stay words, every value has its line.

Stricter and plainer than YAML 1.1. `1.10` is not 1.1 (it may be a code), `yes` and `no` are words, dates
are text until somebody asks for a date, a key may stand once only. Anchors are followed within limits;
tags, merge keys, several documents, deep nesting and huge numbers are refused, so that a hostile file
cannot take the machine down.

>>> read_yaml("points: 18\\ncode: 1.10", "x.yaml").data
{'points': 18, 'code': Decimal('1.10')}
>>> read_yaml("points: 18\\ncode: 1.10", "x.yaml", as_text=True).data
{'points': '18', 'code': '1.10'}
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml
from yaml import events

from thuocdo.domain.primitives import yaml_refusals as say
from thuocdo.domain.primitives.findings import Finding, Place
from thuocdo.domain.primitives.rounding import MONSTROUS
from thuocdo.domain.primitives.yaml_refusals import Refusal

MAX_BYTES = 2_000_000
MAX_NODES = 200_000
MAX_DEPTH = 40
MAX_PROBLEMS = 200

Path = tuple[str | int, ...]
_Node = Any  # the typed events of the parser have no common base with a tag and an anchor
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?\Z")
_MAYBE_NUMBER = frozenset("+-._/0123456789 \t\n")
_OVER_NOUGHT = re.compile(r"[-+]?[0-9.]+/0+(\.0*)?")
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_ANSWERS = {
    word: value for value in (True, False) for word in (str(value), str(value).lower(), str(value).upper())
}


@dataclass(frozen=True, slots=True)
class YamlText:
    """Plain data with the place of every key and item, and what was wrong on the way."""

    data: object
    places: dict[Path, tuple[int, int]]
    findings: tuple[Finding, ...]
    file: str

    def place(self, path: Path) -> Place:
        """Where `path` stands in the file; where its nearest parent stands if it does not."""
        while path and path not in self.places:
            path = path[:-1]
        return Place(self.file, *self.places.get(path, (1, 1)))


def dotted(path: Path) -> str:
    """A path as people write it.

    >>> dotted(("groups", 0, "points"))
    'groups[0].points'
    """
    told = ""
    for part in path:
        told += f"[{part}]" if isinstance(part, int) else f".{part}" if told else str(part)
    return told


def decode(content: bytes | str, file: str) -> tuple[str, Finding | None]:
    """The content as text in composed Unicode; another encoding or a huge file is told as a finding."""
    if len(content) > MAX_BYTES:
        return "", _error(say.too_large(len(content), MAX_BYTES), Place(file))
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            return "", _error(say.WRONG_ENCODING, _place_of_byte(error.object, error.start, file))
    return unicodedata.normalize("NFC", content.removeprefix("\ufeff")), None


def _place_of_byte(content: bytes, position: int, file: str) -> Place:
    line = content.count(b"\n", 0, position) + 1
    return Place(file, line, position - content.rfind(b"\n", 0, position))


def read_yaml(content: bytes | str, file: str, *, as_text: bool = False) -> YamlText:
    """`content` as data; never raises for what a file may hold, every problem is a finding.

    With `as_text` every leaf is the text that stands there, or None where nothing does.
    """
    reader = _Reader(file, as_text)
    text, trouble = decode(content, file)
    data: object = None
    try:
        if trouble is None:
            data = reader.document(yaml.parse(text, Loader=_Loader))
    except _Unreadable as stop:
        trouble = stop.finding
    except yaml.YAMLError as error:
        trouble = _error(say.wrong_syntax(error), _place_of_syntax_error(error, text, file))
    found = (*reader.findings, trouble) if trouble is not None else tuple(reader.findings)
    return YamlText(data, reader.places, found, file)


class _Unreadable(Exception):  # noqa: N818 - control flow inside this module
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(slots=True)
class _Reader:
    """Walks the parser's events once."""

    file: str
    as_text: bool
    findings: list[Finding] = field(default_factory=list)
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    anchors: dict[str, tuple[object, int]] = field(default_factory=dict)
    nodes: int = 0

    def document(self, stream: Iterator[events.Event]) -> object:
        """The one document of the stream."""
        data: object = None
        documents = 0
        for event in stream:
            if isinstance(event, events.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._stopped(event, say.SEVERAL_DOCUMENTS)
                data = self._value(next(stream), stream, (), 0)
        return data

    def _value(self, event: _Node, stream: Iterator[events.Event], path: Path, depth: int) -> object:
        self.nodes += 1
        if isinstance(event, events.AliasEvent):
            return self._alias(event)
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            raise self._stopped(event, say.TOO_DEEP)
        if event.tag and event.tag != "!":
            self._note(event, path, say.TAG)
        before = self.nodes
        value: object
        if isinstance(event, events.ScalarEvent):
            value = self._scalar(event, path)
        elif isinstance(event, events.SequenceStartEvent):
            value = self._sequence(stream, path, depth)
        else:
            value = self._mapping(stream, path, depth)
        if event.anchor:
            self.anchors[event.anchor] = (value, self.nodes - before + 1)
        return value

    def _sequence(self, stream: Iterator[events.Event], path: Path, depth: int) -> list[object]:
        items: list[object] = []
        for event in stream:
            if isinstance(event, events.SequenceEndEvent):
                break
            here = (*path, len(items))
            self.places[here] = _position(event)
            items.append(self._value(event, stream, here, depth + 1))
        return items

    def _mapping(self, stream: Iterator[events.Event], path: Path, depth: int) -> dict[str, object]:
        mapping: dict[str, object] = {}
        for event in stream:
            if isinstance(event, events.MappingEndEvent):
                break
            key = self._key(event, path)
            here = (*path, key)
            if key in mapping:
                self._note(event, here, say.duplicate_key(key, self.places[here][0]))
            self.places[here] = _position(event)
            mapping[key] = self._value(next(stream), stream, here, depth + 1)
        return mapping

    def _key(self, event: events.Event, path: Path) -> str:
        if not isinstance(event, events.ScalarEvent):
            raise self._stopped(event, say.KEY_NOT_A_WORD)
        if event.value == "<<":
            self._note(event, path, say.MERGE_KEY)
        return str(event.value)

    def _scalar(self, event: events.ScalarEvent, path: Path) -> object:
        text: str = event.value
        if event.style:
            return text  # what is quoted may be words, such as a mark of 1/0
        if text[:1] in _MAYBE_NUMBER and _is_no_number(text.strip()):
            self._note(event, path, say.MONSTROUS_NUMBER)
            return "0" if self.as_text else 0
        if text in _EMPTY:
            return None
        return text if self.as_text else _as_meant(text)

    def _alias(self, event: events.AliasEvent) -> object:
        if event.anchor is None or event.anchor not in self.anchors:
            raise self._stopped(event, say.ALIAS)
        value, size = self.anchors[event.anchor]
        self.nodes += size
        if self.nodes > MAX_NODES:
            raise self._stopped(event, say.TOO_DEEP)
        return value

    def _note(self, event: events.Event, path: Path, refusal: Refusal) -> None:
        if len(self.findings) < MAX_PROBLEMS:
            self.findings.append(_error(refusal, Place(self.file, *_position(event)), path))

    def _stopped(self, event: events.Event, refusal: Refusal) -> _Unreadable:
        return _Unreadable(_error(refusal, Place(self.file, *_position(event))))


def _is_no_number(text: str) -> bool:
    """Too large to compute with, or divided by nought."""
    return bool(MONSTROUS.fullmatch(text) or _OVER_NOUGHT.fullmatch(text))


def _as_meant(text: str) -> object:
    """A plain word as the number or answer it stands for, else as itself."""
    if text in _ANSWERS:
        return _ANSWERS[text]
    if _INTEGER.match(text):
        return int(text)
    return Decimal(text) if _DECIMAL.match(text) and not _leads_with_zero(text) else text


def _leads_with_zero(text: str) -> bool:
    digits = text.lstrip("+-")
    return len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()


def _position(event: events.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _error(refusal: Refusal, place: Place, path: Path = ()) -> Finding:
    return Finding("error", refusal.code, place, dotted(path), refusal.message, refusal.fix)


def _place_of_syntax_error(error: yaml.YAMLError, text: str, file: str) -> Place:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return Place(file, mark.line + 1, mark.column + 1)
    # libyaml gives no mark for a forbidden character, only the byte it met.
    before = text.encode()[: getattr(error, "position", 0) or 0].decode(errors="ignore")
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
