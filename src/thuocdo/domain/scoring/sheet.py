"""The inputs of one period: a column of values for every input, a row for every unit.

>>> sheet = InputSheet.from_values("2026", [("hue", "a", "19/20")])
>>> sheet.column("a").numbers.tolist(), sheet.column("b").state(0).word
([0.95], 'missing')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from thuocdo.domain.primitives.rounding import exact
from thuocdo.domain.primitives.texts import Text

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


class ValueState(IntEnum):
    """Why a cell holds what it holds; only the first two carry a number."""

    GIVEN = 0
    ZERO = 1  # somebody stated that there was nothing
    NOT_APPLICABLE = 2
    NOT_AVAILABLE = 3  # exists, nobody could say
    MISSING = 4

    @property
    def word(self) -> str:
        """The word files use for it."""
        return self.name.lower()


STATE_LABELS: dict[ValueState, Text] = {
    ValueState.GIVEN: Text("có giá trị", "given"),
    ValueState.ZERO: Text("bằng không", "zero"),
    ValueState.NOT_APPLICABLE: Text("không áp dụng", "not applicable"),
    ValueState.NOT_AVAILABLE: Text("không có số liệu", "not available"),
    ValueState.MISSING: Text("chưa có", "missing"),
}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as the engine needs it; `parent` is another unit's code (for results copied down)."""

    code: str
    name: str = ""
    level: str = ""
    parent: str = ""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One input for all units: float numbers (NaN where there is none), states, and what floats cannot hold."""

    numbers: Numbers
    states: NDArray[np.uint8]
    choices: Mapping[int, str] = field(default_factory=dict)  # row → chosen code, for inputs of type choice
    fractions: Mapping[int, Fraction] = field(
        default_factory=dict
    )  # rows whose number is not its float's repr
    sources: Mapping[int, str] = field(default_factory=dict)
    reasons: Mapping[int, str] = field(default_factory=dict)

    def state(self, row: int) -> ValueState:
        """The state of one cell."""
        return ValueState(int(self.states[row]))

    def fraction(self, row: int) -> Fraction:
        """The number of one cell as it was written."""
        known = self.fractions.get(row)
        return known if known is not None else exact(float(self.numbers[row]))


@dataclass(frozen=True, slots=True)
class Value:
    """One cell on its way into a sheet."""

    number: Fraction | None = None
    state: ValueState = ValueState.GIVEN
    choice: str = ""
    source: str = ""
    reason: str = ""


@dataclass(frozen=True)
class InputSheet:
    """Values of one period for many units; an input nobody gave is a column of missing cells."""

    period: str
    units: tuple[UnitRow, ...]
    columns: Mapping[str, Column]

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Unit code → row."""
        return {unit.code: row for row, unit in enumerate(self.units)}

    def column(self, name: str) -> Column:
        """The column of an input, all missing when nobody gave it."""
        return self.columns.get(name) or self._empty

    @cached_property
    def _empty(self) -> Column:
        size = len(self.units)
        return Column(np.full(size, np.nan), np.full(size, ValueState.MISSING, dtype=np.uint8))

    @classmethod
    def from_arrays(
        cls, period: str, units: Sequence[UnitRow], arrays: Mapping[str, Sequence[float] | Numbers]
    ) -> InputSheet:
        """A sheet of plain numbers; NaN is missing."""
        columns = {
            name: _plain_column(np.asarray(numbers, dtype=np.float64)) for name, numbers in arrays.items()
        }
        return cls(period, tuple(units), columns)

    @classmethod
    def from_values(
        cls,
        period: str,
        cells: Iterable[tuple[str, str, Value | Fraction | float | int | str]],
        units: Sequence[UnitRow] = (),
    ) -> InputSheet:
        """A sheet from (unit code, input, value) cells; units not listed get a bare row, in order of appearance."""
        rows = {unit.code: unit for unit in units}
        cells = list(cells)
        for code, _, _ in cells:
            rows.setdefault(code, UnitRow(code))
        builder = _SheetBuilder(period, tuple(rows.values()))
        for code, name, value in cells:
            builder.put(code, name, value if isinstance(value, Value) else Value(exact(value)))
        return builder.sheet()


def _plain_column(numbers: Numbers) -> Column:
    states = np.where(np.isnan(numbers), np.uint8(ValueState.MISSING), np.uint8(ValueState.GIVEN))
    return Column(numbers, states.astype(np.uint8))


class _SheetBuilder:
    """Collects cells column by column."""

    def __init__(self, period: str, units: tuple[UnitRow, ...]) -> None:
        self.period, self.units = period, units
        self.row_of = {unit.code: row for row, unit in enumerate(units)}
        self.columns: dict[str, Column] = {}

    def put(self, code: str, name: str, value: Value) -> None:
        row, column = self.row_of[code], self._column(name)
        column.states[row] = value.state
        if value.number is not None:
            column.numbers[row] = float(value.number)
            if exact(float(value.number)) != value.number:
                _set(column.fractions, row, value.number)
        elif value.state is ValueState.ZERO:
            column.numbers[row] = 0.0
        for mapping, text in (
            (column.choices, value.choice),
            (column.sources, value.source),
            (column.reasons, value.reason),
        ):
            if text:
                _set(mapping, row, text)

    def sheet(self) -> InputSheet:
        return InputSheet(self.period, self.units, self.columns)

    def _column(self, name: str) -> Column:
        if name not in self.columns:
            size = len(self.units)
            missing = np.full(size, ValueState.MISSING, dtype=np.uint8)
            self.columns[name] = Column(np.full(size, np.nan), missing, {}, {}, {}, {})
        return self.columns[name]


def _set(mapping: Mapping[int, object], row: int, value: object) -> None:
    assert isinstance(mapping, dict)  # noqa: S101 - the builder made it
    mapping[row] = value


SheetForm = Literal["long", "wide"]
