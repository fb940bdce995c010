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

_LARGEST = float(2**52)


def settle_ties(run: Run, planned: PlannedNode, at: Floats, outcome: Outcome, rounded: Array, digits: int) -> None:
    """Set rounded points right in place and take those rows out of the doubts."""
    rule = planned.node.rule
    if rule is None or planned.maximum is None or at.doubts is None or not _is_rule_alone(planned):
        return
    places = np.flatnonzero(_left_to_the_rule(at.doubts, outcome))
    rows = tuple(places.tolist()) if run.rows is None else tuple(run.rows[place] for place in places)
    found = _rounded(rule, Readings(run.source, Floats(len(rows)), rows), planned.maximum, digits)
    if found is None:
        return
    values, is_sure = found
    if is_sure.all() and len(places) == np.count_nonzero(at.doubts):
        rounded[places], at.doubts = values, None
        return
    rounded[places[is_sure]] = values[is_sure]
    at.doubts[places[is_sure]] = False


def _is_rule_alone(planned: PlannedNode) -> bool:
    """Whether the points are the rule's, with no further step that could change them."""
    node = planned.node
    return not (node.times or node.gate or node.given or node.copied_from) and node.min_points is None


def _left_to_the_rule(doubts: Flags, outcome: Outcome) -> Flags:
    """The doubtful rows that no policy has settled."""
    for flags in (outcome.not_applicable, outcome.forgiven):
        if flags is not None:
            doubts = doubts & ~flags
    return doubts


def _rounded(rule: RuleModel, read: Readings, maximum: Fraction, digits: int) -> tuple[Array, Flags] | None:
    quotient = rule.as_quotient(read, maximum)
    if quotient is None or not all(read.source.is_as_written(name) for name in rule.inputs()):
        return None
    part, whole = quotient
    scale = 10**digits
    doubled = part * (2 * scale)
    is_sure = (doubled >= 0) & (whole > 0) & (doubled + whole < _LARGEST) & (part % 1 + whole % 1 == 0)
    if not is_sure.all():
        doubled, whole = np.where(is_sure, doubled, 0.0), np.where(is_sure, whole, 1.0)
    units = (doubled.astype(np.int64) + whole.astype(np.int64)) // (2 * whole.astype(np.int64))
    return units / scale, is_sure
