"""Whether enough of an index has been reported for a total to mean anything."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from thuocdo.domain.scoring.exactness import Flags
from thuocdo.domain.scoring.run import Run
from thuocdo.domain.scoring.sheet import ValueState

Counts = NDArray[np.int64]


def coverage_counts(run: Run) -> tuple[Counts, Counts]:
    """For every unit, how many indicators have their inputs as reported, and how many apply."""
    covered = np.zeros(run.size, dtype=np.int64)
    applying = np.zeros(run.size, dtype=np.int64)
    for planned in run.plan.nodes:
        if not (planned.is_leaf and planned.counts):
            continue
        exempt = run.outcome(planned.index).not_applicable
        applies = np.ones(run.size, dtype=np.bool_) if exempt is None else ~exempt
        missing = run.has_state(run.plan.asked_inputs(planned), ValueState.MISSING, ValueState.NOT_AVAILABLE)
        applying += applies
        covered += applies if missing is None else applies & ~missing
    return covered, applying


def is_covered(run: Run) -> Flags | None:
    """Units whose share of reported indicators reaches the declared minimum; None when none is declared."""
    least = run.plan.definition.min_coverage
    if least is None:
        return None
    covered, applying = coverage_counts(run)
    least = Fraction(least)
    return np.asarray(covered * least.denominator >= applying * least.numerator, dtype=np.bool_)
