"""From figures as written to one input sheet per period: every figure checked, every problem noted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from thuocdo.domain.primitives.rounding import exact
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheet import Column, InputSheet, UnitRow, Value, ValueState
from thuocdo.domain.scoring.sheets import cell_messages as say
from thuocdo.domain.scoring.sheets.asked import Asked
from thuocdo.domain.scoring.sheets.cell_values import is_numeric, read_cell
from thuocdo.domain.scoring.sheets.entries import Entry, Units
from thuocdo.domain.scoring.sheets.headings import fold, nearest
from thuocdo.domain.scoring.sheets.number_words import DecimalMark, settle
from thuocdo.domain.scoring.sheets.problems import Log, Message
from thuocdo.domain.scoring.sheets.table import shown

_SAFE_INTEGER = 2**53
_MISSING = np.uint8(ValueState.MISSING)


@dataclass(slots=True)
class Collected:
    """Figures that passed, with the entries they came from."""

    asked: Mapping[str, Asked]
    log: Log
    entries: dict[tuple[str, str], dict[str, Entry]] = field(
        default_factory=dict
    )  # (period, input) → unit → entry
    values: dict[tuple[str, str], dict[str, Value]] = field(default_factory=dict)


def collect(
    entries: Iterable[Entry], asked: Mapping[str, Asked], log: Log, decimals: DecimalMark | None
) -> Collected:
    """Check every entry; duplicates, unknown codes and bad values are noted and left out."""
    listed = list(entries)
    mark = decimals or _settled_mark(listed, asked)
    collected = Collected(asked, log)
    for entry in listed:
        _collect_one(entry, collected, mark)
    return collected


def _settled_mark(entries: Iterable[Entry], asked: Mapping[str, Asked]) -> DecimalMark | None:
    numeric = {name for name, each in asked.items() if is_numeric(each.spec)}
    return settle(entry.value for entry in entries if isinstance(entry.value, str) and entry.input in numeric)


def _collect_one(entry: Entry, collected: Collected, mark: DecimalMark | None) -> None:
    log, asked = collected.log, collected.asked.get(entry.input)
    if asked is None:
        log.add(say.unknown_input(nearest(entry.input, collected.asked)), entry.place(), entry.input)
        return
    if asked.is_computed:
        log.add(say.computed_input(asked.spec.derive or ""), entry.place(), entry.input)
        return
    seen = collected.entries.setdefault((entry.period, entry.input), {})
    if entry.unit in seen:
        first = seen[entry.unit].place()
        log.add(say.duplicate(Text(first.text("vi"), first.text("en"))), entry.place(), _key(entry))
        return
    seen[entry.unit] = entry
    found = read_cell(entry.value, entry.state, asked.spec, mark)
    if isinstance(found, Message):
        log.add(found, entry.place(), _shown(entry))
        return
    if entry.source or entry.reason:
        found = Value(found.number, found.state, found.choice, entry.source, entry.reason)
    collected.values.setdefault((entry.period, entry.input), {})[entry.unit] = found


def _key(entry: Entry) -> str:
    return f"{entry.unit} · {entry.period} · {entry.input}"


def _shown(entry: Entry) -> str:
    return shown(entry.value if entry.value is not None else entry.state)


def check_parts(collected: Collected) -> None:
    """No count may exceed the count it is declared a part of."""
    for (period, name), values in collected.values.items():
        whole = collected.asked[name].spec.part_of
        if whole is None:
            continue
        wholes = collected.values.get((period, whole), {})
        for unit, value in values.items():
            limit = wholes[unit].number if unit in wholes else None
            if value.number is not None and limit is not None and value.number > limit:
                title = collected.asked[whole].title.vi if whole in collected.asked else whole
                entry = collected.entries[period, name][unit]
                collected.log.add(
                    say.more_than_whole(name, whole, title, limit), entry.place(), _shown(entry)
                )


def check_units(units: Units, known: Collection[str] | None) -> None:
    """Units outside a list, and codes so alike that one of them is probably a slip."""
    for rows in units.periods.values():
        alike: dict[str, str] = {}
        for code in rows:
            if known is not None and code not in known:
                units.log.add(say.unknown_unit(nearest(code, known)), value=code)
            other = alike.setdefault(fold(code).replace(" ", ""), code)
            if other != code:
                units.log.add(say.similar_unit(other), value=code)


def build_sheets(collected: Collected, units: Mapping[str, tuple[UnitRow, ...]]) -> dict[str, InputSheet]:
    """One sheet per period, units in the order of the file."""
    row_of = {period: {unit.code: row for row, unit in enumerate(rows)} for period, rows in units.items()}
    columns: dict[str, dict[str, Column]] = {period: {} for period in units}
    for (period, name), values in collected.values.items():
        columns[period][name] = _column(values, row_of[period])
    return {period: InputSheet(period, rows, columns[period]) for period, rows in units.items()}


def _column(values: Mapping[str, Value], row_of: Mapping[str, int]) -> Column:
    numbers = np.full(len(row_of), np.nan)
    states = np.full(len(row_of), _MISSING, dtype=np.uint8)
    choices: dict[int, str] = {}
    fractions: dict[int, Fraction] = {}
    sources: dict[int, str] = {}
    reasons: dict[int, str] = {}
    for unit, value in values.items():
        row = row_of[unit]
        states[row] = value.state
        if value.number is not None:
            numbers[row] = number = float(value.number)
            if not _is_its_float(value.number, number):
                fractions[row] = value.number
        for texts, text in ((choices, value.choice), (sources, value.source), (reasons, value.reason)):
            if text:
                texts[row] = text
    return Column(numbers, states, choices, fractions, sources, reasons)


def _is_its_float(number: Fraction, nearest_float: float) -> bool:
    if number.denominator == 1 and -_SAFE_INTEGER < number.numerator < _SAFE_INTEGER:
        return True
    return exact(nearest_float) == number
