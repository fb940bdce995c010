"""One figure on its way from a table into a sheet, in whatever form, and what is said about units."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheet import UnitRow
from thuocdo.domain.scoring.sheets import cell_messages as say
from thuocdo.domain.scoring.sheets import number_messages
from thuocdo.domain.scoring.sheets.headings import LABELS
from thuocdo.domain.scoring.sheets.problems import Log, Message, Place
from thuocdo.domain.scoring.sheets.table import Odd, OddKind, Raw, Table, shown


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure as written; `row` and `column` point at its value in `table`."""

    unit: str
    period: str
    input: str
    value: Raw | None
    state: Raw | None
    source: str
    reason: str
    table: Table
    row: int
    column: int

    def place(self) -> Place:
        """Where the value stands."""
        return self.table.place(self.row, self.column, "value")


class Spot(NamedTuple):
    """A cell of a table; its place in words is made only when there is a problem."""

    table: Table
    row: int | None = None
    column: int | None = None
    heading: str = ""

    def place(self) -> Place:
        """Where it is."""
        return self.table.place(self.row, self.column, self.heading)


@dataclass(slots=True)
class Units:
    """Units in the order they appear, per period, with what was said about each."""

    log: Log
    periods: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)

    def add(self, period: str, unit: str, facts: dict[str, str], spot: Spot) -> None:
        """Note a unit and what a row says about it; two rows that disagree are a problem."""
        known = self.periods.setdefault(period, {}).setdefault(unit, {})
        if known == facts:
            return
        for name, text in facts.items():
            if text and known.setdefault(name, text) != text:
                self.log.add(say.conflicting_unit(LABELS[name], known[name]), spot.place(), text)

    def rows(self, period: str) -> tuple[UnitRow, ...]:
        """The units of one period as the engine wants them."""
        return tuple(unit_row(code, facts) for code, facts in self.periods.get(period, {}).items())


def unit_row(code: str, facts: dict[str, str]) -> UnitRow:
    """A unit from its code and the texts of its cells."""
    classes = tuple(part.strip() for part in facts.get("classes", "").split(";") if part.strip())
    return UnitRow(code, facts.get("unit_name", ""), facts.get("level", ""), facts.get("parent", ""), classes)


def clean_text(raw: Raw | None, what: Text, log: Log, spot: Spot) -> str:
    """A cell that should hold words or a code."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        text = raw if raw.isascii() else unicodedata.normalize("NFC", raw)
        return text.strip().replace("\r\n", "\n") if "\r" in text else text.strip()
    if isinstance(raw, Odd):
        log.add(_odd_in_text(raw, what), spot.place(), raw.text)
        return ""
    return shown(raw)


def _odd_in_text(raw: Odd, what: Text) -> Message:
    if raw.kind is OddKind.DATE:
        return say.date_in_text(what)
    return ODD_MESSAGES[raw.kind]()


ODD_MESSAGES = {
    OddKind.DATE: say.date_in_number,
    OddKind.ERROR: say.formula_error,
    OddKind.NO_RESULT: say.formula_without_result,
    OddKind.NOT_FINITE: number_messages.not_finite,
    OddKind.NESTED: say.nested_value,
}


def is_blank(raw: Raw | None) -> bool:
    """Whether a cell says nothing."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def is_number(raw: Raw | None) -> bool:
    """Whether a cell is a plain number."""
    return isinstance(raw, Fraction)
