"""YAML that people write by hand, read strictly and with line numbers.

Every leaf is text until somebody asks for a date or a number, so that `no`, `on` and `1_000` mean what they
say. Duplicate and unknown keys, anchors, tags, deep nesting and oversized files are findings, never guesses.

>>> findings: list[Finding] = []
>>> table = read_yaml("year: 2026\\nyear: 2027", file="2026.yaml", findings=findings)
>>> findings[0].sentence("en")
"2026.yaml, line 2: Key 'year' stands twice in one place. Keep one."
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from thuocdo.domain.primitives.errors import Finding
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_tables import Table

MAX_CHARACTERS = 5_000_000
MAX_DEPTH = 20
_EMPTY = {"", "~", "null"}


class _UnusableError(Exception):
    """The rest of the file cannot be read; the finding is noted."""


def read_yaml(text: str, *, file: str, findings: list[Finding]) -> Table:
    """The mapping a YAML text holds; what is wrong is added to `findings` and left out of the mapping."""
    try:
        return _Builder(file, findings).document(text)
    except _UnusableError:
        return Table(file, 1, findings)


@dataclass(slots=True)
class _Builder:
    """Builds from parser events: quicker than node trees, and an anchor is refused before it grows."""

    file: str
    findings: list[Finding]

    def document(self, text: str) -> Table:
        if len(text) > MAX_CHARACTERS:
            raise self.stop(
                1,
                f"Tệp dài hơn {MAX_CHARACTERS:,} ký tự. Chia nhỏ tệp.",
                f"The file is longer than {MAX_CHARACTERS:,} characters. Split it.",
            )
        try:
            events = yaml.parse(text, Loader=yaml.CSafeLoader)
            bodies = [
                self.value(event, events, 0)
                for event in events
                if not isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent)
                if not isinstance(event, yaml.DocumentStartEvent | yaml.DocumentEndEvent)
            ]
        except (yaml.YAMLError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            reason = getattr(error, "problem", None) or type(error).__name__
            raise self.stop(
                mark.line + 1 if mark else 1,
                f"Không phải YAML hợp lệ ({reason}). Sửa dòng này.",
                f"This is not valid YAML ({reason}). Mend this line.",
            ) from error
        if len(bodies) == 1 and isinstance(bodies[0], Table):
            return bodies[0]
        raise self.stop(
            1, "Tệp phải là một bảng khóa và giá trị.", "The file must be one mapping of keys to values."
        )

    def value(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> object:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.stop(
                line,
                "Không dùng neo (&, *). Viết lại nội dung.",
                "Anchors (&, *) are not used here. Write the content again.",
            )
        if tag := getattr(event, "tag", None):
            raise self.stop(
                line, f"Không dùng thẻ «{tag}». Bỏ đi.", f"Tag '{tag}' is not used here. Remove it."
            )
        if depth > MAX_DEPTH:
            raise self.stop(
                line,
                f"Lồng quá {MAX_DEPTH} tầng. Viết gọn lại.",
                f"Nested more than {MAX_DEPTH} deep. Flatten it.",
            )
        if isinstance(event, yaml.ScalarEvent):
            return None if event.implicit[0] and event.value in _EMPTY else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, depth)
        return self.mapping(line, events, depth)

    def sequence(self, events: Iterator[yaml.Event], depth: int) -> list[object]:
        items: list[object] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.value(event, events, depth + 1))
        return items

    def mapping(self, line: int, events: Iterator[yaml.Event], depth: int) -> Table:
        table = Table(self.file, line, self.findings)
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key_line = _line(event)
            key = self.value(event, events, depth + 1)
            value = self.value(next(events), events, depth + 1)
            if not isinstance(key, str):
                self.note(key_line, "Khóa phải là chữ.", "A key must be a text.")
            elif key in table.lines:
                self.note(
                    key_line,
                    f"Khóa «{key}» đứng hai lần ở một chỗ. Giữ lại một.",
                    f"Key '{key}' stands twice in one place. Keep one.",
                )
            else:
                table.lines[key] = key_line
                table.entries[key] = value
        return table

    def note(self, line: int, vi: str, en: str) -> None:
        self.findings.append(Finding(self.file, line, Text(vi, en)))

    def stop(self, line: int, vi: str, en: str) -> _UnusableError:
        self.note(line, vi, en)
        return _UnusableError()


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
