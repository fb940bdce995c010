"""Scores of all units of a sheet, as columns; what is seldom asked is worked out when it is asked.

NaN is "not known". A number's `low` and `high` say where it can lie whatever the unknown turns out to be; for a known
number they are the number itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from thuocdo.domain.primitives.rounding import exact, round_half_up
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.blockers import Blocker, find_blockers
from thuocdo.domain.scoring.coverage import is_covered
from thuocdo.domain.scoring.definition import Definition, View
from thuocdo.domain.scoring.errors import UnknownNodeError, UnknownUnitError
from thuocdo.domain.scoring.exactness import Array, Flags, Floats, Fractions, Scalar, unknown_in
from thuocdo.domain.scoring.node_steps import NODE_STEPS
from thuocdo.domain.scoring.plan import ROOT, Plan, PlannedNode
from thuocdo.domain.scoring.prepare import PreparedSource
from thuocdo.domain.scoring.ranking import class_codes, ranks_within
from thuocdo.domain.scoring.run import Fill, Run, to_float
from thuocdo.domain.scoring.sheet import InputSheet, Numbers

ZERO = Fraction(0)
UNROUNDED_DIGITS = 12

State = Literal["scored", "unknown", "not_applicable", "excluded", "not_in_force"]


@dataclass(frozen=True, eq=False)
class ScoreTable:
    """All scores of one sheet by one rule set."""

    definition: Definition
    sheet: InputSheet
    plan: Plan
    source: PreparedSource
    version: str = ""  # hash of the definition's text, as loaded

    # The tree

    @property
    def nodes(self) -> tuple[PlannedNode, ...]:
        """All nodes, parents before children."""
        return self.plan.nodes

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units' codes, in the order of every column."""
        return tuple(unit.code for unit in self.sheet.units)

    def row(self, unit: str) -> int:
        """The place of a unit in every column; raises UnknownUnitError."""
        if unit not in self.sheet.row_of:
            raise UnknownUnitError(unit, self.sheet.row_of)
        return self.sheet.row_of[unit]

    # Columns of one node

    @cached_property
    def known(self) -> Run:
        """The evaluation that leaves the unknown unknown."""
        return self.run()

    def run(self, *, rows: Sequence[int] | None = None, exact: bool = False, fill: Fill = None) -> Run:
        """A further evaluation: of some rows, in fractions, or of one end of the range."""
        return Run(self.plan, self.source, NODE_STEPS, rows=rows, exact=exact, fill=fill)

    def points(self, code: str) -> Numbers:
        """Points as rounded by the node's stage; NaN where not known or not applicable."""
        points: Numbers = self.known.outcome(self._index(code)).points
        return np.where(self.is_blocked, np.nan, points) if self._index(code) == ROOT else points

    def raw(self, code: str) -> Numbers:
        """Points before rounding."""
        raw: Numbers = self.known.outcome(self._index(code)).raw
        return raw

    def low(self, code: str) -> Numbers:
        """The lowest the points can be."""
        return self._bound(code, "low")

    def high(self, code: str) -> Numbers:
        """The highest the points can be."""
        return self._bound(code, "high")

    def maximum(self, code: str) -> Numbers:
        """The node's maximum for every unit: what does not apply and is dropped has left it."""
        planned, outcome = self.plan.find(code), self.known.outcome(self._index(code))
        full = np.full(len(self.units), np.nan if planned.maximum is None else float(planned.maximum))
        return full if outcome.lost is None else full - outcome.lost

    def share(self, code: str) -> Numbers:
        """Points over the maximum."""
        with np.errstate(divide="ignore", invalid="ignore"):
            share: Numbers = self.points(code) / self.maximum(code)
        share[~np.isfinite(share)] = np.nan
        return share

    def decimal(self, unit: str, code: str) -> Decimal | None:
        """The number that is stored and shown, exact; None where not known."""
        row, planned = self.row(unit), self.plan.find(code)
        value = self.points(code)[row]
        if np.isnan(value):
            return None
        if planned.stage.digits is not None:
            return round_half_up(exact(float(value)), planned.stage.digits)
        precise = self.exactly(row).outcome(planned.index).points[0]
        return _plain(round_half_up(Fraction(precise), UNROUNDED_DIGITS))

    def state(self, unit: str, code: str) -> State:
        """Whether a number is there, and if not what kind of absence it is."""
        planned, row = self.plan.find(code), self.row(unit)
        outcome = self.known.outcome(planned.index)
        if not planned.in_force:
            return "not_in_force"
        if outcome.not_applicable is not None and outcome.not_applicable[row]:
            return "excluded" if self._is_excluded_below(planned, row) else "not_applicable"
        if outcome.left_out is not None and outcome.left_out[row]:
            return "excluded"
        return "unknown" if np.isnan(self.points(code)[row]) else "scored"

    def _is_excluded_below(self, planned: PlannedNode, row: int) -> bool:
        """Whether something below was left out because it is missing, not because it does not apply."""
        for child in self.plan.counted_children(planned):
            forgiven = self.known.outcome(child.index).forgiven
            if (forgiven is not None and forgiven[row]) or self._is_excluded_below(child, row):
                return True
        return False

    # The whole

    @cached_property
    def total(self) -> Numbers:
        """Total points; NaN where blocked."""
        return self.points("total")

    @cached_property
    def is_blocked(self) -> Flags:
        """Units without a total: something is unknown, or too little of it is there."""
        return unknown_in(self.known.outcome(ROOT).points) | self.is_too_little

    @cached_property
    def is_too_little(self) -> Flags:
        """Units that have reported less than a total needs; what is there is then no range for it either."""
        covered = is_covered(self.known)
        return np.zeros(self.known.size, dtype=np.bool_) if covered is None else ~covered

    @cached_property
    def published(self) -> Numbers:
        """The number people quote; NaN where blocked."""
        return np.where(
            self.is_blocked, np.nan, self._published(self.known, self.definition.published.digits)
        )

    @cached_property
    def published_range(self) -> tuple[Numbers, Numbers]:
        """Where the published number can lie."""
        low, high = (self._published_end(fill) for fill in ("low", "high"))
        return low, high

    @cached_property
    def views(self) -> Mapping[str, Numbers]:
        """The value of every view, on its own scale."""
        return {view.code: self._view(view, self.known) for view in self.definition.views}

    @cached_property
    def view_ranges(self) -> Mapping[str, tuple[Numbers, Numbers]]:
        """Where the value of every view can lie."""
        return {
            view.code: (self._view_end(view, "low"), self._view_end(view, "high"))
            for view in self.definition.views
        }

    def _view_end(self, view: View, fill: Fill) -> Numbers:
        return self._merged(self.views[view.code], self._view(view, self._bound_run(fill)), fill)

    def published_decimal(self, unit: str) -> Decimal | None:
        """The published number of one unit, exact."""
        return self._as_decimal(self.published[self.row(unit)], self.definition.published.digits, unit)

    def classes(self) -> tuple[str | None, ...]:
        """The class code of every unit; None where there is no total or no class."""
        return self._classes

    @cached_property
    def _classes(self) -> tuple[str | None, ...]:
        return class_codes(self)

    def class_of(self, row: int) -> str | None:
        """The class code of one row."""
        return self._classes[row]

    def ranks(self, peer_set: Sequence[str] | None = None, by: str = "total") -> NDArray[np.int64]:
        """Competition ranks within a peer set (all units when None); 0 for units outside it or without a number."""
        return ranks_within(self, peer_set, by)

    def blockers(self, unit: str) -> tuple[Blocker, ...]:
        """Why a unit has no total: every cause, with its node and inputs."""
        row = self.row(unit)
        return find_blockers(self.exactly(row)) if self.is_blocked[row] else ()

    # Exactness

    def exactly(self, row: int) -> Run:
        """One unit in fractions, kept for the next question about it."""
        runs = self._exact_runs
        if row not in runs:
            runs[row] = self.run(rows=[row], exact=True)
        return runs[row]

    def exact_published(self, row: int, digits: int | None) -> Fraction:
        """The published value of one unit in fractions, rounded to `digits`."""
        value = self._published(self.exactly(row), digits)[0]
        return Fraction(value)

    def published_at(self, digits: int | None) -> Numbers:
        """The value over which ranks and classes are taken, at its own digits."""
        if digits == self.definition.published.digits:
            return self.published
        return np.where(self.is_blocked, np.nan, self._published(self.known, digits))

    @cached_property
    def _exact_runs(self) -> dict[int, Run]:
        return {}

    def _index(self, code: str) -> int:
        index = self.plan.index_of.get(code)
        if index is None:
            raise UnknownNodeError(code, self.plan.index_of)
        return index

    def _published(self, run: Run, digits: int | None) -> Array:
        divisor, points = self.definition.published.divide_by, run.outcome(ROOT).points
        return self._rounded(points, 1 / divisor, digits, run, lambda exactly: exactly.outcome(ROOT).points)

    def _view(self, view: View, run: Run) -> Array:
        def members(of: Run) -> Array:
            outcomes = [of.outcome(self._index(code)) for code in view.members]
            points = [
                outcome.points if outcome.left_out is None else np.where(outcome.left_out, 0, outcome.points)
                for outcome in outcomes
            ]
            total = points[0]
            for other in points[1:]:
                total = total + other
            return total

        return self._rounded(members(run), 1 / view.points, self.definition.published.digits, run, members)

    def _rounded(self, points: Array, factor: Fraction, digits: int | None, run: Run, again: object) -> Array:
        at = Fractions() if run.is_exact else Floats(run.size)
        value = points * at.constant(factor)
        if digits is None:
            return value
        rounded = at.rounded(value, digits)
        if isinstance(at, Floats) and at.doubts is not None:
            for place in np.flatnonzero(at.doubts):
                row = int(place) if run.rows is None else run.rows[place]
                exactly = self.run(rows=[row], exact=True, fill=run.fill)
                assert callable(again)  # noqa: S101 - one of the two above
                settled: Scalar = Fractions().rounded(again(exactly) * factor, digits)[0]
                rounded[place] = to_float(settled)
        return rounded

    def _as_decimal(self, value: float, digits: int | None, unit: str) -> Decimal | None:
        if np.isnan(value):
            return None
        if digits is not None:
            return round_half_up(exact(float(value)), digits)
        return _plain(round_half_up(self.exact_published(self.row(unit), None), UNROUNDED_DIGITS))

    # Ranges: only rows in which something is unknown are evaluated

    @cached_property
    def _open_rows(self) -> tuple[int, ...]:
        return tuple(int(row) for row in np.flatnonzero(self.has_unknowns))

    @cached_property
    def has_unknowns(self) -> Flags:
        """Units in which any number is unknown."""
        unknown = self.is_blocked.copy()
        for planned in self.plan.nodes:
            outcome = self.known.outcome(planned.index)
            missing = unknown_in(outcome.points)
            if outcome.left_out is not None:
                missing &= ~outcome.left_out
            unknown |= missing
        return unknown

    def _bound_run(self, fill: Fill) -> Run:
        runs = self._bound_runs
        if fill not in runs:
            runs[fill] = self.run(rows=self._open_rows, fill=fill)
        return runs[fill]

    @cached_property
    def _bound_runs(self) -> dict[Fill, Run]:
        return {}

    def _bound(self, code: str, fill: Fill) -> Numbers:
        outcome = self.known.outcome(self._index(code))
        ends = self._merged(outcome.points, self._bound_run(fill).outcome(self._index(code)).points, fill)
        return np.where(self.is_too_little, np.nan, ends) if self._index(code) == ROOT else ends

    def _published_end(self, fill: Fill) -> Numbers:
        run = self._bound_run(fill)
        value = self._published(run, self.definition.published.digits)
        ends = self._merged(self._published(self.known, self.definition.published.digits), value, fill)
        return np.where(self.is_too_little, np.nan, ends)

    def _spread(self, values: Array, fill: Fill) -> Numbers:
        run = self._bound_run(fill)
        column = np.full(len(self.units), np.nan)
        column[list(run.rows or ())] = values
        return column

    def _merged(self, known: Numbers, bounds: Array, fill: Fill) -> Numbers:
        """Known numbers, and the end of the range where there is none."""
        unknown = np.isnan(known)
        return np.where(unknown, self._spread(bounds, fill), known) if unknown.any() else known


def _plain(number: Decimal) -> Decimal:
    """Without trailing zeros, never in exponents."""
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def node_title(planned: PlannedNode) -> Text:
    """The node's title, its code where nobody wrote one."""
    return planned.node.title if planned.node.title.vi else Text(planned.code)
