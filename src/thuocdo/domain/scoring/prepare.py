"""Columns as the rules read them: derived from other inputs, then treated as the definition declares.

Treatments (denominate, impute, winsorise, logarithm) look at all units of the sheet, so they run before any rule.
Floats are prepared at once; fractions only for columns that somebody asks for exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from thuocdo.domain.scoring.definition import Preparation
from thuocdo.domain.scoring.exactness import Array, Flags, Floats
from thuocdo.domain.scoring.plan import Plan
from thuocdo.domain.scoring.readings import Readings, SheetSource
from thuocdo.domain.scoring.sheet import InputSheet, Numbers, ValueState
from thuocdo.domain.scoring.treatments import TREATMENTS


class PreparedSource:
    """A sheet's columns with derivations and treatments on top; everything is worked out once and kept."""

    def __init__(self, plan: Plan, sheet: InputSheet) -> None:
        self.plan, self.sheet = plan, sheet
        self.memory: dict[int, Array] = {}
        self._written = SheetSource(sheet)
        self._floats: dict[str, Numbers] = {}
        self._fractions: dict[str, Array] = {}

    @cached_property
    def emptiest(self) -> dict[str, int]:
        """The highest state of every column (states without a number come last): most columns have no gap at all."""
        return {name: int(column.states.max(initial=0)) for name, column in self.sheet.columns.items()}

    @cached_property
    def has_gaps(self) -> bool:
        """Whether any cell of the sheet says that it has no number."""
        return any(state >= ValueState.NOT_APPLICABLE for state in self.emptiest.values())

    def floats(self, name: str) -> Numbers:
        """The whole column as float64, NaN where there is no number."""
        known = self._floats.get(name)
        if known is None:
            known = self._floats[name] = self._prepared_floats(name)
        return known

    def fractions(self, name: str, rows: Sequence[int]) -> Array:
        """Some rows of the column, exactly."""
        if not self.is_touched(name):
            return self._written.fractions(name, rows)
        if name not in self._fractions:
            everyone = range(len(self.sheet.units))
            column = self._derived(name, Readings.exactly(self, everyone))
            self._fractions[name] = self.treated(name, column, Readings.exactly(self, everyone))
        return self._fractions[name][list(rows)]

    def is_as_written(self, name: str) -> bool:
        """Whether every float of the column is exactly the number written."""
        return not self.is_touched(name) and self._written.is_as_written(name)

    def is_touched(self, name: str) -> bool:
        """Whether a column is derived or treated."""
        return name in self.plan.derived or (self._has_treatments and bool(self.treatments_of(name)))

    def treatments_of(self, name: str) -> tuple[Preparation, ...]:
        """The treatments declared for an input: its own, then those the index has for all."""
        if not self._has_treatments:
            return ()
        spec = self.plan.definition.inputs.get(name)
        own = spec.prepare if spec else ()
        return own + tuple(step for step in self.plan.definition.prepare if self._is_for(step, name))

    @cached_property
    def _has_treatments(self) -> bool:
        definition = self.plan.definition
        return bool(definition.prepare) or any(spec.prepare for spec in definition.inputs.values())

    def _is_for(self, step: Preparation, name: str) -> bool:
        if name in step.skip:
            return False
        return (
            name in step.only if step.only else name in self._read_as_numbers and name not in self._divisors
        )

    @cached_property
    def _read_as_numbers(self) -> frozenset[str]:
        """Inputs that indicators read and that are not choices or yes/no answers."""
        inputs = self.plan.definition.inputs
        names = (
            name for planned in self.plan.nodes if planned.node.rule for name in planned.node.rule.inputs()
        )
        other = {name for name, spec in inputs.items() if spec.type in ("choice", "yes_no")}
        return frozenset(names) - other

    @cached_property
    def _divisors(self) -> frozenset[str]:
        """Inputs that others are divided by; treating them as well would treat a number twice."""
        definition = self.plan.definition
        steps = [*definition.prepare, *(step for spec in definition.inputs.values() for step in spec.prepare)]
        return frozenset(step.by for step in steps if step.by)

    def _prepared_floats(self, name: str) -> Numbers:
        if not self.is_touched(name):
            return self._written.floats(name)
        arithmetic = Floats(len(self.sheet.units))
        read = Readings(self, arithmetic)
        column = self.treated(name, self._derived(name, read), read)
        if arithmetic.doubts is not None:
            column = self.fractions(name, range(len(self.sheet.units)))
        return np.asarray(column, dtype=np.float64)

    def _derived(self, name: str, read: Readings) -> Array:
        derivation = self.plan.derived.get(name)
        if derivation is not None:
            return read.quantity(derivation)
        return (
            self._written.fractions(name, range(read.size)) if read.is_exact else self._written.floats(name)
        )

    def treated(self, name: str, column: Array, read: Readings) -> Array:
        """The column after its treatments, in the order declared."""
        steps = self.treatments_of(name)
        exempt = self._not_applicable(name) if steps else None
        for step in steps:
            column = TREATMENTS[step.kind](step, column, read)
            if exempt is not None:
                column[exempt] = np.nan  # what does not apply is not missing, and is never filled in
        return column

    def _not_applicable(self, name: str) -> Flags | None:
        rows = np.zeros(len(self.sheet.units), dtype=np.bool_)
        for asked in self.plan.asked_names((name,)):
            rows |= self.sheet.column(asked).states == ValueState.NOT_APPLICABLE
        return rows if rows.any() else None
