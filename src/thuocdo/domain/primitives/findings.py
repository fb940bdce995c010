"""What is wrong, doubtful or worth knowing in a file, each with its place, reason and next step.

>>> place = Place("index.yaml", 4, 3)
>>> found = Finding("error", "yaml.duplicate-key", place, "points", Text("Khoá lặp lại."), Text("Giữ một dòng."))
>>> found.tell()
'index.yaml:4:3: lỗi: Khoá lặp lại. → Giữ một dòng. [points]'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from thuocdo.domain.primitives.texts import Text

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
SEVERITY_LABELS: dict[Severity, Text] = {
    "error": Text("lỗi", "error"),
    "warning": Text("cảnh báo", "warning"),
    "note": Text("lưu ý", "note"),
}
NO_FIX = Text("")


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file, counted from 1; line 0 is the file as a whole."""

    file: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: errors stop a file from being used, warnings and notes do not."""

    severity: Severity
    code: str
    place: Place
    path: str
    message: Text
    fix: Text = NO_FIX

    @property
    def file(self) -> str:
        """The file it was found in."""
        return self.place.file

    @property
    def line(self) -> int:
        """The line, from 1; 0 for the whole file."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column, from 1; 0 for the whole line."""
        return self.place.column

    @property
    def is_error(self) -> bool:
        """Whether the file cannot be used before this is repaired."""
        return self.severity == "error"

    @property
    def text(self) -> Text:
        """Reason and next step in one, for a page that shows the place beside it."""
        message, fix = self.message, self.fix
        return Text(f"{message.vi} {fix.vi}".strip(), f"{message.pick('en')} {fix.pick('en')}".strip())

    def tell(self, language: str = "vi") -> str:
        """One line for a terminal: place, severity, reason, next step."""
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        label = SEVERITY_LABELS[self.severity].pick(language)
        fix = self.fix.pick(language)
        told = f"{where}: {label}: {self.message.pick(language)}" + (f" → {fix}" if fix else "")
        return told + (f" [{self.path}]" if self.path else "")


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By file, then errors first, then by line; what was found twice is told once."""
    return sorted(
        set(findings),
        key=lambda found: (
            found.file,
            SEVERITIES.index(found.severity),
            found.line,
            found.column,
            found.code,
        ),
    )
