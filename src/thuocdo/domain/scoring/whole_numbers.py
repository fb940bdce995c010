"""Ties of quotients of whole numbers, settled for many rows at once.

Counts over counts meet rounding ties often (2 × 23/80 is exactly 0.575), and fractions are slow. Where a rule's points
are a quotient of integers that floats hold exactly, integer division decides the same rows without them.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from thuocdo.domain.scoring.exactness import Array, Flags, Floats
from thuocdo.domain.scoring.plan import PlannedNode
from thuocdo.domain.scoring.readings import Readings
from thuocdo.domain.scoring.rules import RuleModel
from thuocdo.domain.scoring.run import Outcome, Run

_LARGEST = float(2**53)


def settle_ties(run: Run, planned: PlannedNode, at: Floats, outcome: Outcome, rounded: Array, digits: int) -> None:
    """Set rounded points right in place and take those rows out of the doubts."""
    rule = planned.node.rule
    if rule is None or planned.maximum is None or at.doubts is None or not _is_rule_alone(planned):
        return
    places = np.flatnonzero(at.doubts & ~_settled_by_policy(outcome, run.size))
    rows = tuple(places.tolist()) if run.rows is None else tuple(run.rows[place] for place in places)
    found = _rounded(rule, Readings(run.source, Floats(len(rows)), rows), planned.maximum, digits)
    if found is None:
        return
    values, is_sure = found
    rounded[places[is_sure]] = values[is_sure]
    at.doubts[places[is_sure]] = False
    if not at.doubts.any():
        at.doubts = None


def _is_rule_alone(planned: PlannedNode) -> bool:
    """Whether the points are the rule's, with no further step that could change them."""
    node = planned.node
    return not (node.times or node.gate or node.given or node.copied_from) and node.min_points is None


def _settled_by_policy(outcome: Outcome, size: int) -> Flags:
    rows = np.zeros(size, dtype=np.bool_)
    for flags in (outcome.not_applicable, outcome.forgiven):
        if flags is not None:
            rows |= flags
    return rows


def _rounded(rule: RuleModel, read: Readings, maximum: Fraction, digits: int) -> tuple[Array, Flags] | None:
    quotient = rule.as_quotient(read, maximum)
    if quotient is None or not all(read.source.is_as_written(name) for name in rule.inputs()):
        return None
    part, whole = quotient
    scale = 10**digits
    size = np.maximum(np.abs(part) * 2 * scale + np.abs(whole), 2 * np.abs(whole))
    is_sure = (size < _LARGEST) & (whole > 0) & (part == np.floor(part)) & (whole == np.floor(whole))
    parts = np.where(is_sure, part, 0.0).astype(np.int64)
    wholes = np.where(is_sure, whole, 1.0).astype(np.int64)
    units = (2 * np.abs(parts) * scale + wholes) // (2 * wholes)
    return np.sign(parts) * units / scale, is_sure
