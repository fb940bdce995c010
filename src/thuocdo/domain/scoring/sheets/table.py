"""A table as it stands in a file, before anybody says what it means.

CSV, workbooks and JSON all become rows of cells; what a cell holds beyond text and numbers (a percent
format, a date, a formula that failed) is kept, because a plain number would hide it.

>>> Row(3, {1: "H57", 2: Percent(Fraction(85, 100))}).cells[2]
85%
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from thuocdo.domain.scoring.sheets.problems import Place


class OddKind(StrEnum):
    """Cells no number may be taken from."""

    DATE = "date"
    ERROR = "error"
    NO_RESULT = "no-result"
    NOT_FINITE = "not-finite"
    NESTED = "nested"


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that looks like a value and is none; `text` is what the user sees."""

    kind: OddKind
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Percent:
    """A number in a cell formatted as a percentage: 0.85 shown as 85%."""

    number: Fraction

    def __str__(self) -> str:
        shown = self.number * 100
        return f"{shown.numerator if shown.denominator == 1 else float(shown)}%"

    __repr__ = __str__


Raw = str | bool | Fraction | Percent | Odd


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its cells by column, counted from 1; empty cells are absent."""

    number: int
    cells: dict[int, Raw]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Cells joined into one; only the first holds a value."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a workbook, one CSV file or one JSON list."""

    name: str
    rows: list[Row]
    is_hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[MergedRange, ...] = field(default=())
    is_split_text: bool = False  # CSV, where a surplus cell means that the row was split in the wrong place

    def place(self, row: int | None = None, column: int | None = None, heading: str = "") -> Place:
        """A spot in this table."""
        return Place(self.name, row, column, heading)


def shown(raw: Raw | None) -> str:
    """A cell as its reader sees it."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, Fraction):
        return str(raw.numerator) if raw.denominator == 1 else repr(float(raw))
    return str(raw)
