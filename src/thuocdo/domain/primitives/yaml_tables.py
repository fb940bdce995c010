"""A mapping read from a file, with typed look-ups that note what is wrong and where, and go on.

>>> table = Table("a.yaml", 1, [], {"year": "2026"}, {"year": 3})
>>> table.whole("year"), table.text("name"), table.findings[0].text.en
(2026, '', "'name' is missing. Add it.")
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from thuocdo.domain.primitives.errors import Finding
from thuocdo.domain.primitives.texts import Text

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
