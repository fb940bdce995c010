"""A mapping read from a file, with typed look-ups that note what is wrong and where, and go on.

>>> findings: list[Finding] = []
>>> table = read_table("year: 2026", "a.yaml", findings)
>>> table.whole("year"), table.text("name"), findings[0].message.en
(2026, '', "'name' is missing. Add it.")
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.provenance import Certainty, Provenance
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_refusals import NOT_A_MAPPING
from thuocdo.domain.primitives.yaml_text import Path, YamlText, dotted, read_yaml

EnumT = TypeVar("EnumT", bound=StrEnum)
Contents = Mapping[str, str | bytes]


def read_table(content: bytes | str, file: str, findings: list[Finding]) -> Table:
    """The mapping a YAML file holds; what is wrong is added to `findings` and left out of the mapping."""
    source = read_yaml(content, file, as_text=True)
    findings.extend(source.findings)
    if isinstance(source.data, dict):
        return Table(source, findings, (), source.data)
    if not source.findings:
        code, message, fix = NOT_A_MAPPING
        findings.append(Finding("error", code, source.place(()), "", message, fix))
    return Table(source, findings)


def version_of(contents: Contents) -> str:
    """One hash for a set of files, by their names and contents."""
    digest = hashlib.sha256()
    for file in sorted(contents):
        content = contents[file]
        digest.update(f"{file}\n".encode())
        digest.update(content if isinstance(content, bytes) else content.encode())
        digest.update(b"\n")
    return digest.hexdigest()


@dataclass(slots=True)
class Table:
    """One mapping of the file: typed look-ups that note a finding instead of failing at the first."""

    source: YamlText
    findings: list[Finding]
    path: Path = ()
    entries: Mapping[str, object] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.source.file

    @property
    def line(self) -> int:
        """The line it begins on."""
        return self.source.place(self.path).line

    def only(self, *known: str) -> None:
        """Note every key that is not among `known`."""
        for key in self.entries:
            if key not in known:
                self.note(
                    f"Khóa «{key}» không có ở đây. Các khóa được dùng: {', '.join(known)}.",
                    f"Key '{key}' does not belong here. Known keys: {', '.join(known)}.",
                    at=key,
                    code="unknown-key",
                )

    def note(self, vi: str, en: str, *, at: str = "", code: str = "refused") -> None:
        """Add a finding at the line of key `at`."""
        path = (*self.path, at) if at else self.path
        place = self.source.place(path)
        self.findings.append(Finding("error", f"data-file.{code}", place, dotted(path), Text(vi, en)))

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
            self.note(f"Thiếu «{key}». Thêm vào.", f"'{key}' is missing. Add it.", at=key, code="missing")
        return default or ""

    def bilingual(self, key: str, *, default: Text | None = None) -> Text:
        """A text in Vietnamese, or a mapping with `vi` and, where it exists, `en`."""
        found = self.entries.get(key)
        if isinstance(found, dict):
            languages = self._below(found, key)
            languages.only("vi", "en")
            return Text(languages.text("vi"), languages.text("en", default=""))
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
        if default is not None and not self.has(key):
            return default
        found = self.text(key)
        try:
            return kind(found)
        except ValueError:
            if found:
                known = ", ".join(kind)
                self._wrong(key, f"một trong: {known}", f"one of: {known}")
            return default or next(iter(kind))

    def table(self, key: str) -> Table | None:
        """The mapping under `key`, or None when there is none."""
        found = self.entries.get(key)
        if isinstance(found, dict):
            return self._below(found, key)
        if found is not None:
            self._wrong(key, "một bảng khóa và giá trị", "a mapping")
        return None

    def named_texts(self, key: str) -> dict[str, str]:
        """The mapping under `key` as texts by name; empty when there is none."""
        listed = self.table(key)
        return {name: listed.text(name) for name in listed.entries} if listed else {}

    def tables(self, key: str) -> Iterator[Table]:
        """The mappings of the list under `key`."""
        for position, item in enumerate(self._list(key)):
            if isinstance(item, dict):
                yield self._below(item, key, position)
            else:
                self._wrong(key, "danh sách các bảng", "a list of mappings")

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of the list under `key`; one text alone counts as a list of one."""
        found = self.entries.get(key)
        items = [found] if isinstance(found, str) else self._list(key)
        if not all(isinstance(item, str) for item in items):
            self._wrong(key, "danh sách chữ", "a list of texts")
        return tuple(item for item in items if isinstance(item, str))

    def line_of(self, *steps: str | int) -> int:
        """The line of a key or of an item of a list below it."""
        return self.source.place((*self.path, *steps)).line

    def _below(self, entries: Mapping[str, object], *steps: str | int) -> Table:
        return Table(self.source, self.findings, (*self.path, *steps), entries)

    def _list(self, key: str) -> list[object]:
        found = self.entries.get(key)
        if found is None or isinstance(found, list):
            return found or []
        self._wrong(key, "một danh sách", "a list")
        return []

    def _wrong(self, key: str, vi: str, en: str) -> None:
        self.note(f"«{key}» phải là {vi}.", f"'{key}' must be {en}.", at=key, code="wrong-kind")


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
                code="unknown-source",
            )
    return "; ".join(references)


def provenance_of(row: Table, sources: Mapping[str, str], *, noted: bool = True) -> Provenance:
    """Certainty and sources of a row, and its plain note unless the row keeps another kind of `note`."""
    note = row.text("note", default="") if noted else ""
    certainty = row.choice("certainty", Certainty, default=Certainty.UNKNOWN)
    return Provenance(certainty, sources_of(row, "source", sources), note)
