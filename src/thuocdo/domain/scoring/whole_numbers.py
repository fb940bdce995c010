"""Ties of quotients of whole numbers, settled for many rows at once.

Counts over counts meet rounding ties often (2 × 23/80 is exactly 0.575), and fractions are slow. Where a rule's points
are a quotient of integers that floats hold exactly, integer division decides the same rows without them.
"""

from __future__ import annotations

import numpy as np

from thuocdo.domain.scoring.exactness import Array, Floats
from thuocdo.domain.scoring.plan import PlannedNode
from thuocdo.domain.scoring.run import Outcome, Run

_LARGEST = float(2**50)


def settle_ties(
    run: Run, planned: PlannedNode, at: Floats, outcome: Outcome, rounded: Array, digits: int
) -> None:
    """Set rounded points right in place and drop their doubts; leave both alone where the numbers are not whole."""
    rule = planned.node.rule
    if rule is None or planned.maximum is None or at.doubts is None or not _is_rule_alone(planned, outcome):
        return
    for name in rule.inputs():
        if not run.source.is_as_written(name):
            return
    places = np.flatnonzero(at.doubts)
    rows = places if run.rows is None else np.array(run.rows, dtype=np.intp)[places]
    quotient = rule.as_quotient(lambda name: run.source.floats(name)[rows], planned.maximum)
    settled = None if quotient is None else _half_up(*quotient, 10**digits)
    if settled is not None:
        rounded[places], at.doubts = settled, None


def _is_rule_alone(planned: PlannedNode, outcome: Outcome) -> bool:
    """Whether the points are the rule's, with no further step or policy that could have changed them."""
    node = planned.node
    if node.times or node.gate or node.given or node.copied_from or node.min_points is not None:
        return False
    return outcome.is_bare


def _half_up(part: Array, whole: Array, scale: int) -> Array | None:
    """part / whole, not negative, rounded to 1/scale; None unless all are integers that leave room for the sum."""
    least, most = np.minimum.reduce, np.maximum.reduce
    if not (
        least(part) >= 0 and most(part) < _LARGEST / scale and least(whole) > 0 and most(whole) < _LARGEST
    ):
        return None
    parts, wholes = part.astype(np.int64), whole.astype(np.int64)
    if not np.logical_and.reduce((parts == part) & (wholes == whole)):
        return None
    units = (2 * scale * parts + wholes) // (2 * wholes)
    return np.asarray(units / scale)
