"""What is wrong with a file, said so that the sender can mend it: where, what, why, what to do.

    SheetError(ScoringError-independent: a file that cannot be written as asked)

>>> place = Place("Phiếu", row=7, column=5, heading="value")
>>> place.text("en")
'Phiếu, row 7, column E (value)'
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class Severity(StrEnum):
    """Only an error keeps a file out."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SEVERITY_LABELS: dict[Severity, Text] = {
    Severity.ERROR: Text("lỗi", "error"),
    Severity.WARNING: Text("cảnh báo", "warning"),
    Severity.NOTE: Text("ghi chú", "note"),
}


class SheetError(ThuocDoError):
    """A sheet cannot be written in the form that was asked for."""

    code = "sheets.cannot-write"


def column_letters(column: int) -> str:
    """The name a spreadsheet gives to a column.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a file: sheet, row and column as the spreadsheet counts them, and the column's heading."""

    sheet: str = ""
    row: int | None = None
    column: int | None = None
    heading: str = ""

    def text(self, language: str) -> str:
        """The place in words."""
        words = [self.sheet] if self.sheet else []
        if self.row is not None:
            words.append(f"{Text('dòng', 'row').pick(language)} {self.row}")
        letters = column_letters(self.column) if self.column else ""
        name = f"{letters} ({self.heading})" if letters and self.heading else letters or self.heading
        if name:
            words.append(f"{Text('cột', 'column').pick(language)} {name}")
        return ", ".join(words)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Message:
    """Why something is wrong and what to do about it; `code` is stable."""

    code: str
    reason: Text
    fix: Text
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding in a file."""

    code: str
    reason: Text
    fix: Text
    place: Place = NOWHERE
    value: str = ""
    severity: Severity = Severity.ERROR

    @property
    def sheet(self) -> str:
        """The sheet's name, empty for files that have none."""
        return self.place.sheet

    @property
    def row(self) -> int | None:
        """The row, counted from 1."""
        return self.place.row

    @property
    def column(self) -> str:
        """The column's letters and heading."""
        letters = column_letters(self.place.column) if self.place.column else ""
        return (
            f"{letters} ({self.place.heading})"
            if letters and self.place.heading
            else letters or self.place.heading
        )

    def sentence(self, language: str = "vi") -> str:
        """Place, value, reason and next step in one line."""
        where = self.place.text(language)
        shown = f" “{self.value}”" if self.value else ""
        return f"{where}{shown}: {self.reason.pick(language)} {self.fix.pick(language)}".strip().removeprefix(
            ": "
        )

    def to_json(self) -> dict[str, object]:
        """Everything, both languages."""
        return {
            "severity": self.severity.value,
            "code": self.code,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "reason": {"vi": self.reason.vi, "en": self.reason.en},
            "fix": {"vi": self.fix.vi, "en": self.fix.en},
        }


@dataclass(slots=True)
class Log:
    """Collects problems while a file is read; reading goes on after each."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, message: Message, place: Place = NOWHERE, value: object = "") -> None:
        """Note one problem at one place."""
        shown = _shorten(str(value))
        self.problems.append(
            Problem(message.code, message.reason, message.fix, place, shown, message.severity)
        )

    @property
    def has_errors(self) -> bool:
        """Whether the file must stay out."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:77] + "…"
