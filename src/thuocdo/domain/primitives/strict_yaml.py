"""YAML that people write by hand, read strictly and with line numbers.

Every leaf is text until somebody asks for a date or a number, so that `no`, `on` and `1_000` mean what they
say. Duplicate and unknown keys, anchors, tags, deep nesting and oversized files are findings, never guesses.

>>> findings: list[Finding] = []
>>> table = read_yaml("year: 2026\\nyear: 2027", file="2026.yaml", findings=findings)
>>> findings[0].sentence("en")
"2026.yaml, line 2: Key 'year' stands twice in one place. Keep one."
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

import yaml

from thuocdo.domain.primitives.errors import Finding
from thuocdo.domain.primitives.texts import Text

MAX_CHARACTERS = 5_000_000
MAX_DEPTH = 20
_CORE_TAGS = {
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge")
}
_EMPTY = {"", "~", "null"}

EnumT = TypeVar("EnumT", bound=StrEnum)


@dataclass(slots=True)
class Table:
    """One mapping of the file: typed look-ups that note a finding instead of failing at the first."""

    file: str
    line: int
    findings: list[Finding]
    entries: dict[str, object] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def only(self, *known: str) -> None:
        """Note every key that is not among `known`."""
        for key in self.entries:
            if key not in known:
                self.note(
                    f"Khóa «{key}» không có ở đây. Các khóa được dùng: {', '.join(known)}.",
                    f"Key '{key}' does not belong here. Known keys: {', '.join(known)}.",
                    at=key,
                )

    def note(self, vi: str, en: str, *, at: str = "") -> None:
        """Add a finding at the line of key `at`."""
        self.findings.append(Finding(self.file, self.lines.get(at, self.line), Text(vi, en)))

    def has(self, key: str) -> bool:
        """Whether the key stands here with something in it."""
        return self.entries.get(key) is not None

    def text(self, key: str, *, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        found = self.entries.get(key)
        if isinstance(found, str):
            return found
        if found is not None:
            self._wrong(key, "một đoạn chữ", "a text")
        elif default is None:
            self.note(f"Thiếu «{key}». Thêm vào.", f"'{key}' is missing. Add it.", at=key)
        return default or ""

    def bilingual(self, key: str, *, default: Text | None = None) -> Text:
        """A text in Vietnamese, or a mapping with `vi` and, where it exists, `en`."""
        found = self.entries.get(key)
        if isinstance(found, Table):
            found.only("vi", "en")
            return Text(found.text("vi"), found.text("en", default=""))
        return default if found is None and default is not None else Text(self.text(key))

    def date(self, key: str) -> dt.date | None:
        """A day written YYYY-MM-DD, or None when the key is absent or empty."""
        found = self.entries.get(key)
        if found is None:
            return None
        try:
            if isinstance(found, str):
                return dt.date.fromisoformat(found)
        except ValueError:
            pass
        self._wrong(key, "một ngày dạng YYYY-MM-DD", "a day written YYYY-MM-DD")
        return None

    def whole(self, key: str) -> int:
        """A whole number; it must be there."""
        found = self.text(key)
        try:
            return int(found)
        except ValueError:
            if found:
                self._wrong(key, "một số nguyên", "a whole number")
            return 0

    def choice(self, key: str, kind: type[EnumT], *, default: EnumT | None = None) -> EnumT:
        """One of the members of `kind`, by its value."""
        members = list(kind)
        if default is not None and not self.has(key):
            return default
        found = self.text(key)
        for member in members:
            if member.value == found:
                return member
        if found:
            known = ", ".join(member.value for member in members)
            self._wrong(key, f"một trong: {known}", f"one of: {known}")
        return default or members[0]

    def table(self, key: str) -> Table | None:
        """The mapping under `key`, or None when there is none."""
        found = self.entries.get(key)
        if found is None or isinstance(found, Table):
            return found
        self._wrong(key, "một bảng khóa và giá trị", "a mapping")
        return None

    def tables(self, key: str) -> Iterator[Table]:
        """The mappings of the list under `key`."""
        for item in self._list(key):
            if isinstance(item, Table):
                yield item
            else:
                self._wrong(key, "danh sách các bảng", "a list of mappings")

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of the list under `key`; one text alone counts as a list of one."""
        found = self.entries.get(key)
        items = [found] if isinstance(found, str) else self._list(key)
        if not all(isinstance(item, str) for item in items):
            self._wrong(key, "danh sách chữ", "a list of texts")
        return tuple(item for item in items if isinstance(item, str))

    def _list(self, key: str) -> list[object]:
        found = self.entries.get(key)
        if found is None or isinstance(found, list):
            return found or []
        self._wrong(key, "một danh sách", "a list")
        return []

    def _wrong(self, key: str, vi: str, en: str) -> None:
        self.note(f"«{key}» phải là {vi}.", f"'{key}' must be {en}.", at=key)


def read_yaml(text: str, *, file: str, findings: list[Finding]) -> Table:
    """The mapping a YAML text holds; what is wrong is added to `findings` and left out of the mapping."""
    builder = _Builder(file, findings)
    if len(text) > MAX_CHARACTERS:
        builder.note(
            1,
            f"Tệp dài hơn {MAX_CHARACTERS:,} ký tự. Chia nhỏ tệp.",
            f"The file is longer than {MAX_CHARACTERS:,} characters. Split it.",
        )
        return Table(file, 1, findings)
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or type(error).__name__
        builder.note(
            mark.line + 1 if mark else 1,
            f"Không phải YAML hợp lệ ({reason}). Sửa dòng này.",
            f"This is not valid YAML ({reason}). Mend this line.",
        )
        return Table(file, 1, findings)
    built = builder.build(node, 0) if node is not None else None
    if isinstance(built, Table):
        return built
    builder.note(1, "Tệp phải là một bảng khóa và giá trị.", "The file must be a mapping of keys to values.")
    return Table(file, 1, findings)


@dataclass(slots=True)
class _Builder:
    file: str
    findings: list[Finding]
    seen: set[int] = field(default_factory=set)

    def note(self, line: int, vi: str, en: str) -> None:
        self.findings.append(Finding(self.file, line, Text(vi, en)))

    def build(self, node: yaml.Node, depth: int) -> object:
        line = node.start_mark.line + 1
        if id(node) in self.seen:
            self.note(
                line,
                "Không dùng neo (&, *). Viết lại nội dung.",
                "Anchors (&, *) are not used here. Write the content again.",
            )
            return None
        self.seen.add(id(node))
        if depth > MAX_DEPTH:
            self.note(line, f"Lồng quá {MAX_DEPTH} tầng.", f"Nested more than {MAX_DEPTH} deep.")
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._leaf(node, line)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, depth + 1) for item in node.value]
        return self._mapping(node, line, depth)

    def _leaf(self, node: yaml.ScalarNode, line: int) -> str | None:
        if node.tag not in _CORE_TAGS:
            self.note(
                line, f"Không dùng thẻ «{node.tag}». Bỏ đi.", f"Tag '{node.tag}' is not used here. Remove it."
            )
            return None
        # The C parser says "" for a plain leaf, the Python one None.
        is_plain = not node.style
        return None if is_plain and node.value in _EMPTY else str(node.value)

    def _mapping(self, node: yaml.Node, line: int, depth: int) -> Table:
        table = Table(self.file, line, self.findings)
        for key_node, value_node in node.value:
            key = str(key_node.value)
            key_line = key_node.start_mark.line + 1
            if key in table.lines:
                self.note(
                    key_line,
                    f"Khóa «{key}» đứng hai lần ở một chỗ. Giữ lại một.",
                    f"Key '{key}' stands twice in one place. Keep one.",
                )
                continue
            table.lines[key] = key_line
            table.entries[key] = self.build(value_node, depth + 1)
        return table


def sources_of(table: Table, key: str, known: Mapping[str, str]) -> str:
    """The references behind the short source names under `key`, joined; an unknown name is a finding."""
    references = []
    for name in table.texts(key):
        if name in known:
            references.append(known[name])
        else:
            table.note(
                f"Nguồn «{name}» không có trong «sources». Thêm nguồn hoặc sửa tên.",
                f"Source '{name}' is not among 'sources'. Add it or mend the name.",
                at=key,
            )
    return "; ".join(references)
