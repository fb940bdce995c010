"""What rules read: the inputs of some rows of a sheet, in floats or in fractions.

`Inputs` holds a period's columns after derivation and preparation; `Readings` is a window on it for a set of rows
and one arithmetic. A rule asks the readings for its quantities and says there why something is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from thuocdo.domain.primitives.rounding import exact
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.evaluation import evaluate
from thuocdo.domain.scoring.exactness import (
    NAN,
    Arithmetic,
    Array,
    Flags,
    Floats,
    Fractions,
    Operand,
    objects,
)
from thuocdo.domain.scoring.quantity import Quantity
from thuocdo.domain.scoring.sheet import Column, InputSheet, Numbers, ValueState


class Source(Protocol):
    """Where columns come from: a sheet, with what is derived and prepared on top."""

    sheet: InputSheet
    memory: dict[int, Array]  # what relative rules worked out for all units in fractions, by rule

    @property
    def emptiest(self) -> Mapping[str, int]: ...
    @property
    def has_gaps(self) -> bool: ...
    def floats(self, name: str) -> Numbers: ...
    def fractions(self, name: str, rows: Sequence[int]) -> Array: ...
    def is_as_written(self, name: str) -> bool: ...
    def is_touched(self, name: str) -> bool: ...


class SheetSource:
    """The columns of a sheet as they are.

    >>> source = SheetSource(InputSheet.from_values("2026", [("hue", "a", "1/3")]))
    >>> source.fractions("a", [0])[0]
    Fraction(1, 3)
    """

    def __init__(self, sheet: InputSheet) -> None:
        self.sheet = sheet
        self.memory: dict[int, Array] = {}

    @property
    def emptiest(self) -> Mapping[str, int]:
        """The highest state of every column."""
        return {name: int(column.states.max(initial=0)) for name, column in self.sheet.columns.items()}

    @property
    def has_gaps(self) -> bool:
        """Whether any cell of the sheet says that it has no number."""
        return any(state >= ValueState.NOT_APPLICABLE for state in self.emptiest.values())

    def floats(self, name: str) -> Numbers:
        """The whole column as float64, NaN where there is no number."""
        return self.sheet.column(name).numbers

    def fractions(self, name: str, rows: Sequence[int]) -> Array:
        """Some rows of the column as they were written."""
        column = self.sheet.column(name)
        return objects([cell(column, row) for row in rows])

    def is_as_written(self, name: str) -> bool:
        """Whether every float of the column is exactly the number written."""
        return not self.sheet.column(name).fractions

    def is_touched(self, name: str) -> bool:
        """Whether a column is derived or treated: never, here."""
        del name
        return False


def cell(column: Column, row: int) -> Fraction | float:
    """One cell as a fraction, NaN where there is no number."""
    return NAN if np.isnan(column.numbers[row]) else column.fraction(row)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule has no result for some rows."""

    code: str
    text: Text
    inputs: tuple[str, ...] = ()


@dataclass
class Readings:
    """The inputs of `rows` (all rows when None) in one arithmetic."""

    source: Source
    arithmetic: Arithmetic
    rows: tuple[int, ...] | None = None
    applies: Flags | None = None  # over all rows of the sheet: who is a peer for relative rules
    reasons: list[tuple[Reason, Flags]] = field(default_factory=list)
    exempted: Flags | None = None  # rows to which the rule itself says it does not apply

    @classmethod
    def of_all(cls, source: Source) -> Readings:
        """All rows in floats."""
        return cls(source, Floats(len(source.sheet.units)))

    @classmethod
    def exactly(cls, source: Source, rows: Sequence[int]) -> Readings:
        """Some rows in fractions."""
        return cls(source, Fractions(), tuple(rows))

    @property
    def is_exact(self) -> bool:
        """Whether numbers are fractions."""
        return self.arithmetic.is_exact

    @property
    def sheet(self) -> InputSheet:
        """The sheet read."""
        return self.source.sheet

    @property
    def memory(self) -> dict[int, Array]:
        """What relative rules worked out for all units in fractions."""
        return self.source.memory

    @property
    def size(self) -> int:
        """How many rows are read."""
        return len(self.sheet.units) if self.rows is None else len(self.rows)

    def everyone(self) -> Readings:
        """The same readings for all rows of the sheet, for rules that compare units."""
        if self.rows is None:
            return self
        size = len(self.sheet.units)
        arithmetic = self.arithmetic if self.is_exact else Floats(size)
        return Readings(self.source, arithmetic, tuple(range(size)), self.applies, self.reasons)

    def share_doubts(self, everyone: Readings) -> None:
        """Doubt here the rows that were doubted among all."""
        theirs, ours = everyone.arithmetic, self.arithmetic
        if (
            theirs is not ours
            and isinstance(theirs, Floats)
            and isinstance(ours, Floats)
            and theirs.doubts is not None
        ):
            ours.doubt(self.take(theirs.doubts))

    def take(self, column: Array) -> Array:
        """The rows read, out of a column over all rows."""
        return column if self.rows is None else column[self._places]

    @cached_property
    def _places(self) -> NDArray[np.intp]:
        return np.array(self.rows, dtype=np.intp)

    def number(self, name: str) -> Array:
        """An input; NaN where it has no number."""
        if not self.is_exact:
            return self.take(self.source.floats(name))
        return self.source.fractions(name, self.rows if self.rows is not None else range(self.size))

    def choice(self, name: str) -> list[str]:
        """The chosen code of every row; empty where nothing is chosen."""
        choices = self.sheet.column(name).choices
        rows = range(len(self.sheet.units)) if self.rows is None else self.rows
        return [choices.get(row, "") for row in rows]

    def quantity(self, quantity: Quantity) -> Array:
        """An input or an expression over inputs."""
        return self.number(quantity.text) if quantity.is_name else evaluate(quantity, self)

    def constant(self, number: Fraction) -> Operand:
        """A number of the definition in this arithmetic."""
        return self.arithmetic.constant(number)

    def at_least(self, values: Array, threshold: Fraction, of: Quantity | None = None) -> Flags:
        """Where values reach the threshold; `of` says they are exactly that quantity, untouched."""
        certain = of is not None and self._is_certain(of) and exact(float(threshold)) == threshold
        return self.arithmetic.at_least(values, threshold, certain=certain)

    def _is_certain(self, quantity: Quantity) -> bool:
        return quantity.is_name and self.source.is_as_written(quantity.text)

    def full(self, number: Fraction) -> Array:
        """A column of one number."""
        return self.arithmetic.full(self.size, number)

    def exempt(self, where: Flags) -> None:
        """Say that the rule does not apply to some rows."""
        if where.any():
            self.exempted = where if self.exempted is None else self.exempted | where

    def because(self, reason: Reason, where: Flags) -> None:
        """Say why some rows have no result; kept only where somebody will ask."""
        if self.is_exact and where.any():
            self.reasons.append((reason, where))
