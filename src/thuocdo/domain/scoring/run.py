"""One evaluation of a plan: which rows, in which arithmetic, and what stands in for the unknown.

Three kinds of run share all code. The *known* run leaves the unknown as NaN. A *bound* run puts the lowest or the
highest possible result in its place and gives one end of a range. An *exact* run repeats a few rows in fractions,
because floats could not decide them or because somebody asks for the derivation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from thuocdo.domain.scoring.applicability import applies
from thuocdo.domain.scoring.definition import Applicability
from thuocdo.domain.scoring.exactness import Arithmetic, Array, Flags, Floats, Fractions, Scalar
from thuocdo.domain.scoring.plan import Plan, PlannedNode
from thuocdo.domain.scoring.readings import Readings, Reason, Source
from thuocdo.domain.scoring.sheet import ValueState

Fill = Literal["low", "high"] | None
_OPPOSITE: dict[str, Fill] = {"low": "high", "high": "low"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A node's result for the rows of a run, as it grows through the steps."""

    points: Array
    raw: Array
    handed: Array  # what the parent reads
    lost: Array | None = None  # what left the maximum, per row
    stretched: Flags | None = None  # left out, the others of the group cover its points
    dropped: Flags | None = None  # left out with its points
    not_applicable: Flags | None = None
    forgiven: Flags | None = None  # missing, and settled by the missing policy
    multiplier: Array | None = None
    gated: Flags | None = None
    reasons: tuple[tuple[Reason, Flags], ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether it is nothing but points: no policy, gate or factor has touched it."""
        return (
            self.lost is None
            and self.stretched is None
            and self.dropped is None
            and self.not_applicable is None
            and self.forgiven is None
            and self.multiplier is None
            and self.gated is None
        )

    @property
    def left_out(self) -> Flags | None:
        """Rows for which the parent does not count it."""
        if self.stretched is None or self.dropped is None:
            return self.dropped if self.stretched is None else self.stretched
        return self.stretched | self.dropped


NodeStep = Callable[["Run", PlannedNode, Arithmetic, Outcome], Outcome]


class Run:
    """Results of all nodes for some rows (all when None), computed when asked, by the steps, and kept."""

    def __init__(
        self,
        plan: Plan,
        source: Source,
        steps: Sequence[NodeStep],
        *,
        rows: Sequence[int] | None = None,
        exact: bool = False,
        fill: Fill = None,
    ) -> None:
        self.plan, self.source, self.steps = plan, source, steps
        self.fill, self.is_exact = fill, exact
        self.rows = None if rows is None else self._with_ancestors(rows)
        self.size = len(source.sheet.units) if self.rows is None else len(self.rows)
        self._outcomes: dict[int, Outcome] = {}
        self._relatives: dict[Fill, Run] = {fill: self}

    def outcome(self, index: int) -> Outcome:
        """The result of a node, exact where floats could not decide."""
        known = self._outcomes.get(index)
        if known is None:
            known = self._outcomes[index] = self._settled(self.plan.nodes[index])
        return known

    def arithmetic(self) -> Arithmetic:
        """A fresh arithmetic, so that doubts belong to one node."""
        return Fractions() if self.is_exact else Floats(self.size)

    def readings(self, planned: PlannedNode, at: Arithmetic) -> Readings:
        """What the node's rule reads."""
        return Readings(self.source, at, self.rows, self.applies_to_all(planned.node.applies_to))

    def opposite(self) -> Run:
        """The run of the other end of the range."""
        fill = _OPPOSITE[self.fill] if self.fill else None
        if fill not in self._relatives:
            other = Run(self.plan, self.source, self.steps, rows=self.rows, exact=self.is_exact, fill=fill)
            other._relatives = self._relatives
            self._relatives[fill] = other
        return self._relatives[fill]

    def _settled(self, planned: PlannedNode) -> Outcome:
        at, outcome = self.arithmetic(), Outcome(_NOTHING, _NOTHING, _NOTHING)
        for step in self.steps:
            outcome = step(self, planned, at, outcome)
        if isinstance(at, Floats) and at.doubts is not None:
            return self._redone(planned, outcome, np.flatnonzero(at.doubts))
        return outcome

    def _redone(self, planned: PlannedNode, outcome: Outcome, places: NDArray[np.intp]) -> Outcome:
        """The outcome with the doubtful rows computed again from their inputs as written."""
        rows = [int(place) if self.rows is None else self.rows[place] for place in places]
        exact = Run(self.plan, self.source, self.steps, rows=rows, exact=True, fill=self.fill)
        settled = exact.outcome(planned.index)
        found = [exact.place_of[row] for row in rows]
        columns: dict[str, Array | None] = {}
        for name in ("points", "raw", "handed", "lost", "multiplier"):
            columns[name] = _patched(getattr(outcome, name), getattr(settled, name), places, found)
        for name in ("stretched", "dropped", "not_applicable", "forgiven", "gated"):
            columns[name] = _patched_flags(
                getattr(outcome, name), getattr(settled, name), places, found, self.size
            )
        return replace(outcome, **columns)  # type: ignore[arg-type]  # names and types of Outcome's own fields

    @cached_property
    def place_of(self) -> dict[int, int]:
        """Row of the sheet → place in this run."""
        rows = range(self.size) if self.rows is None else self.rows
        return {row: place for place, row in enumerate(rows)}

    # Which rows

    def _with_ancestors(self, rows: Sequence[int]) -> tuple[int, ...]:
        """The rows, and those of the units whose results are copied down to them."""
        wanted = dict.fromkeys(rows)
        for level in {node.node.copied_from for node in self.plan.nodes if node.node.copied_from}:
            origins = origins_of(self.source, level)
            wanted.update(dict.fromkeys(int(origins[row]) for row in rows))
        return tuple(wanted)

    def take(self, column: Array) -> Array:
        """This run's rows out of a column over the sheet."""
        return column if self.rows is None else column[np.array(self.rows, dtype=np.intp)]

    def applies_to_all(self, rule: Applicability) -> Flags | None:
        """Over the whole sheet, the units a node applies to; None when it applies to all."""
        if not (rule.levels or rule.classes or rule.except_classes or rule.except_units):
            return None
        units = self.source.sheet.units
        return np.array([applies(rule, unit) for unit in units], dtype=np.bool_)

    def has_state(self, names: Sequence[str], *states: ValueState) -> Flags | None:
        """Rows in which one of the inputs is in one of the states (in ascending order); None when there is none."""
        found: Flags | None = None
        emptiest, least = self.source.emptiest, states[0]
        for name in names:
            if emptiest.get(name, _ALL_MISSING) < least:
                continue
            column = self.source.sheet.column(name).states
            for state in states:
                rows = column == state
                if rows.any():
                    found = rows if found is None else found | rows
        return None if found is None else self.take(found)


_NOTHING: Array = np.empty(0)
_ALL_MISSING = int(ValueState.MISSING)


def origins_of(source: Source, level: str) -> NDArray[np.intp]:
    """For every row the row of its nearest ancestor at `level` in the sheet, itself where there is none."""
    sheet = source.sheet
    origins = np.arange(len(sheet.units))
    for row, unit in enumerate(sheet.units):
        seen, parent = {unit.code}, unit.parent
        while unit.level != level and parent in sheet.row_of and parent not in seen:
            above = sheet.units[sheet.row_of[parent]]
            if above.level == level:
                origins[row] = sheet.row_of[parent]
                break
            seen.add(parent)
            parent = above.parent
    return origins


def _patched(
    column: Array | None, exact: Array | None, places: NDArray[np.intp], found: list[int]
) -> Array | None:
    if column is None or exact is None:
        return column
    column = column.copy()
    column[places] = [to_float(exact[place]) for place in found]
    return column


def _patched_flags(
    flags: Flags | None, exact: Flags | None, places: NDArray[np.intp], found: list[int], size: int
) -> Flags | None:
    if flags is None and exact is None:
        return None
    result = np.zeros(size, dtype=np.bool_) if flags is None else flags.copy()
    result[places] = False if exact is None else exact[found]
    return result


def to_float(number: Scalar) -> float:
    """A cell as a float; the nearest one to a fraction."""
    return number if isinstance(number, float) else number.numerator / number.denominator
