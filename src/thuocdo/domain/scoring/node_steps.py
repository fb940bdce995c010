"""The steps every node goes through, in order, from what its rule or its children give to rounded points.

Each takes the outcome so far and gives it back with one thing settled; `NODE_STEPS` at the end is the whole road.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from thuocdo.domain.scoring.aggregate import Part, aggregate
from thuocdo.domain.scoring.definition import AggregateKind, MissingPolicy, NotApplicablePolicy
from thuocdo.domain.scoring.exactness import Arithmetic, Array, Flags, Floats, unknown_in
from thuocdo.domain.scoring.plan import PlannedNode
from thuocdo.domain.scoring.rules import RuleModel
from thuocdo.domain.scoring.run import NodeStep, Outcome, Run, origins_of
from thuocdo.domain.scoring.sheet import ValueState
from thuocdo.domain.scoring.whole_numbers import settle_ties

ZERO, ONE = Fraction(0), Fraction(1)
_INFINITY = float("inf")
# Looked up once: reading a member of an enumeration costs more than the comparison.
_BLOCK, _SUM, _NOT_APPLICABLE = MissingPolicy.BLOCK, AggregateKind.SUM, ValueState.NOT_APPLICABLE
Places = NDArray[np.intp]


def take_rule_or_children(run: Run, planned: PlannedNode, at: Arithmetic, outcome: Outcome) -> Outcome:
    """An indicator's points from its rule, a group's from its children."""
    if planned.is_leaf:
        return _from_rule(run, planned, at, outcome)
    parts = [_part(run, child) for child in run.plan.counted_children(planned)]
    how = planned.node.aggregate
    if run.fill:
        parts = (_share_what_is_left if how.kind is _SUM else _any_share)(at, run, planned, parts)
    whole = aggregate(at, run.size, how, planned.maximum, parts)
    outcome = replace(outcome, points=whole.points, lost=whole.lost)
    if whole.empty is None:
        return outcome
    # Nothing below applies or has a value: the group itself is left out, as its children were.
    unknown = at.where(whole.empty, at.full(run.size, ZERO) + float("nan"), whole.points)
    dropped = np.logical_and.reduce(
        [part.dropped if part.dropped is not None else ~whole.empty for part in parts]
    )
    return replace(outcome, points=unknown, dropped=whole.empty & dropped, stretched=whole.empty & ~dropped)


def _part(run: Run, child: PlannedNode) -> Part:
    outcome = run.outcome(child.index)
    return Part(
        outcome.handed,
        child.maximum,
        outcome.lost,
        child.weight,
        outcome.stretched,
        outcome.dropped,
        child.node.adjusts,
    )


def _share_what_is_left(at: Arithmetic, run: Run, planned: PlannedNode, parts: list[Part]) -> list[Part]:
    """Parts whose maximum is not known can together not pass what the known ones leave of the group's points."""
    open_parts = [part for part in parts if part.maximum is None and not part.adjusts]
    if not open_parts or planned.maximum is None:
        return parts
    taken = sum((part.maximum for part in parts if part.maximum is not None and not part.adjusts), ZERO)
    together = open_parts[0].points
    for part in open_parts[1:]:
        together = together + part.points
    left = max(planned.maximum - taken, ZERO)
    shared = Part(at.minimum(together, at.full(run.size, left)), left)
    return [part for part in parts if not any(part is other for other in open_parts)] + [shared]


def _any_share(at: Arithmetic, run: Run, planned: PlannedNode, parts: list[Part]) -> list[Part]:
    """In a mean, a part whose maximum is not known can have any share of it."""
    del planned
    end = at.full(run.size, ZERO if run.fill == "low" else ONE)
    return [
        replace(part, points=end, maximum=ONE, lost=None) if part.maximum is None else part for part in parts
    ]


def _from_rule(run: Run, planned: PlannedNode, at: Arithmetic, outcome: Outcome) -> Outcome:
    rule, read = planned.node.rule, run.readings(planned, at)
    if rule is None or planned.maximum is None:
        points = at.full(run.size, ZERO) + float("nan")
        return replace(outcome, points=_bounded(run, at, planned, None, points))
    points = rule.evaluate(read, planned.maximum)
    if run.fill:
        points = _bounded(run, at, planned, rule, points)
    return Outcome(points, points, points, not_applicable=read.exempted, reasons=tuple(read.reasons))


def _bounded(run: Run, at: Arithmetic, planned: PlannedNode, rule: RuleModel | None, points: Array) -> Array:
    """In a bound run, the end of the rule's range where the points are unknown."""
    if run.fill is None:
        return points
    unknown = unknown_in(points)
    if not unknown.any():
        return points
    low, high = (
        (ZERO, planned.maximum) if rule is None or planned.maximum is None else rule.range(planned.maximum)
    )
    end = low if run.fill == "low" else high
    infinite = -_INFINITY if run.fill == "low" else _INFINITY
    points = points.copy()
    points[unknown] = infinite if end is None else at.constant(end)
    return points


def take_given(run: Run, planned: PlannedNode, at: Arithmetic, outcome: Outcome) -> Outcome:
    """The node's own input, where it is present, is the result."""
    if planned.node.given is None:
        return outcome
    given = run.readings(planned, at).number(planned.node.given)
    present = ~unknown_in(given)
    if not present.any():
        return outcome
    if planned.node.given_as == "share":
        given = given * at.constant(planned.maximum) if planned.maximum is not None else given + float("nan")
    return replace(
        outcome,
        points=at.where(present, given, outcome.points),
        stretched=_without(outcome.stretched, present),
        dropped=_without(outcome.dropped, present),
        lost=None if outcome.lost is None else at.where(present, at.full(run.size, ZERO), outcome.lost),
    )


def _without(flags: Flags | None, rows: Flags) -> Flags | None:
    return None if flags is None else flags & ~rows


def multiply(run: Run, planned: PlannedNode, at: Arithmetic, outcome: Outcome) -> Outcome:
    """Times another indicator's ratio or share."""
    if planned.node.times is None:
        return outcome
    factor = _factor(run, planned, at)
    if run.fill is None:
        return replace(outcome, points=outcome.points * factor, multiplier=factor)
    return replace(outcome, points=_corner(run, planned, at, outcome.points, factor), multiplier=factor)


def _corner(run: Run, planned: PlannedNode, at: Arithmetic, points: Array, factor: Array) -> Array:
    """The end of the range of a product: with signs mixed it may lie at any pair of ends."""
    other = _factor(run.opposite(), planned, at)
    fold = at.minimum if run.fill == "low" else at.maximum
    with np.errstate(invalid="ignore"):
        return fold(points * factor, points * other)


def _factor(run: Run, planned: PlannedNode, at: Arithmetic) -> Array:
    times = planned.node.times
    assert times is not None  # noqa: S101 - asked only for nodes with a factor
    other = run.plan.find(times.indicator)
    if times.read == "ratio" and other.node.rule is not None:
        ratio = other.node.rule.ratio(run.readings(other, at))
        if ratio is not None:
            return _one_where_left_out(at, run.outcome(other.index), _bounded_ratio(run, other, ratio))
    outcome = run.outcome(other.index)
    if other.maximum is None or other.maximum == 0:
        return outcome.raw + float("nan") if run.fill is None else at.full(run.size, _ends(run))
    return _one_where_left_out(at, outcome, outcome.raw * at.constant(1 / other.maximum))


def _one_where_left_out(at: Arithmetic, outcome: Outcome, factor: Array) -> Array:
    if outcome.not_applicable is None:
        return factor
    return at.where(outcome.not_applicable, at.full(len(factor), ONE), factor)


def _ends(run: Run) -> Fraction:
    return ZERO if run.fill == "low" else ONE


def _bounded_ratio(run: Run, other: PlannedNode, ratio: Array) -> Array:
    unknown = unknown_in(ratio)
    if run.fill is None or not unknown.any():
        return ratio
    is_capped = getattr(other.node.rule, "cap", False)
    ratio = ratio.copy()
    ratio[unknown] = 0 if run.fill == "low" else 1 if is_capped else _INFINITY
    return ratio


def limit_by_gate(run: Run, planned: PlannedNode, at: Arithmetic, outcome: Outcome) -> Outcome:
    """Capped while another node has not reached a mark."""
    gate = planned.node.gate
    if gate is None:
        return outcome
    other, watched = run.plan.find(gate.node), run.outcome(run.plan.find(gate.node).index)
    values, mark = watched.points, gate.at_least
    if gate.read == "share":
        values = values * at.constant(1 / other.maximum) if other.maximum else values + float("nan")
    passed = at.at_least(values, mark)
    if watched.left_out is not None:
        passed = passed | watched.left_out
    capped = at.minimum(outcome.points, at.constant(gate.else_cap))
    undecided = unknown_in(values) & ~passed
    points = at.where(passed, outcome.points, capped)
    points = at.where(undecided & (capped != outcome.points), points + float("nan"), points)
    return replace(outcome, points=points, gated=~passed & ~undecided)


def clip_from_below(run: Run, planned: PlannedNode, at: Arithmetic, outcome: Outcome) -> Outcome:
    """Not under the node's own lowest points."""
    del run
    if planned.node.min_points is None:
        return outcome
    return replace(outcome, points=at.clip(outcome.points, planned.node.min_points, None))


def leave_out_what_does_not_apply(
    run: Run, planned: PlannedNode, at: Arithmetic, outcome: Outcome
) -> Outcome:
    """Full points, none, dropped or stretched over, for units the node does not apply to."""
    exempt = _not_applicable(run, planned, outcome)
    if exempt is None:
        return outcome
    # A whole index of which nothing applies to a unit has no score, whatever its indicators' policy is.
    policy = NotApplicablePolicy.DROP if planned.parent is None else planned.not_applicable
    unknown = at.full(run.size, ZERO) + float("nan")
    if policy is NotApplicablePolicy.FULL:
        unknown = unknown if planned.maximum is None else at.full(run.size, planned.maximum)
    elif policy is NotApplicablePolicy.ZERO:
        unknown = at.full(run.size, ZERO)
    return replace(
        outcome,
        points=at.where(exempt, unknown, outcome.points),
        not_applicable=exempt,
        dropped=_set(outcome.dropped, exempt, policy is NotApplicablePolicy.DROP),
        stretched=_set(outcome.stretched, exempt, policy is NotApplicablePolicy.RESCALE),
        lost=None if outcome.lost is None else at.where(exempt, at.full(run.size, ZERO), outcome.lost),
    )


def _not_applicable(run: Run, planned: PlannedNode, outcome: Outcome) -> Flags | None:
    applies = run.applies_to_all(planned.node.applies_to)
    causes = [
        None if applies is None else ~run.take(applies),
        _said_not_to_apply(run, planned),
        outcome.not_applicable,
        outcome.left_out,  # nothing below applies
    ]
    found = [cause for cause in causes if cause is not None and cause.any()]
    return np.logical_or.reduce(found) if found else None


def _said_not_to_apply(run: Run, planned: PlannedNode) -> Flags | None:
    if not run.source.has_gaps:
        return None
    given = () if planned.node.given is None else (planned.node.given,)
    return run.has_state(run.plan.asked_inputs(planned) + given, _NOT_APPLICABLE)


def _set(flags: Flags | None, rows: Flags, value: bool) -> Flags | None:
    if flags is None:
        return rows if value else None
    result = flags.copy()
    result[rows] = value
    return result


def forgive_the_missing(run: Run, planned: PlannedNode, at: Arithmetic, outcome: Outcome) -> Outcome:
    """Nought, or left out, where an input is missing and the policy says so; otherwise it stays unknown."""
    if planned.missing is _BLOCK or not planned.is_leaf:
        return outcome
    missing = run.has_state(run.plan.asked_inputs(planned), ValueState.MISSING, ValueState.NOT_AVAILABLE)
    if missing is None:
        return outcome
    forgiven = missing & _unsettled(run, planned)
    if outcome.not_applicable is not None:
        forgiven = forgiven & ~outcome.not_applicable
    if not forgiven.any():
        return outcome
    if planned.missing is MissingPolicy.ZERO:
        points = at.where(forgiven, at.full(run.size, ZERO), outcome.points)
        return replace(outcome, points=points, forgiven=forgiven)
    points = at.where(forgiven, at.full(run.size, ZERO) + float("nan"), outcome.points)
    return replace(
        outcome, points=points, forgiven=forgiven, stretched=_set(outcome.stretched, forgiven, True)
    )


def _unsettled(run: Run, planned: PlannedNode) -> Flags:
    """Rows whose rule has no result from what is there (an imputed value settles a missing one)."""
    read = run.readings(planned, run.arithmetic())
    if planned.node.given is not None and planned.node.rule is None:
        return unknown_in(read.number(planned.node.given))
    if planned.node.rule is None or planned.maximum is None:
        return np.ones(run.size, dtype=np.bool_)
    return unknown_in(planned.node.rule.evaluate(read, planned.maximum))


def copy_down(run: Run, planned: PlannedNode, at: Arithmetic, outcome: Outcome) -> Outcome:
    """Units below a level take the result of their ancestor there."""
    level = planned.node.copied_from
    if level is None:
        return outcome
    origins = run.take(origins_of(run.source, level))
    places: Places = np.array([run.place_of[int(row)] for row in origins], dtype=np.intp)
    del at
    return replace(
        outcome,
        points=outcome.points[places],
        lost=_at(outcome.lost, places),
        multiplier=_at(outcome.multiplier, places),
        stretched=_at(outcome.stretched, places),
        dropped=_at(outcome.dropped, places),
        not_applicable=_at(outcome.not_applicable, places),
        forgiven=_at(outcome.forgiven, places),
        gated=_at(outcome.gated, places),
    )


def _at(column: Array | None, places: Places) -> Array | None:
    return None if column is None else column[places]


def close_the_range(run: Run, planned: PlannedNode, at: Arithmetic, outcome: Outcome) -> Outcome:
    """In a bound run, what has no end of its own is open to infinity."""
    if run.fill is None:
        return outcome
    open_rows = unknown_in(outcome.points)
    if outcome.left_out is not None:
        open_rows &= ~outcome.left_out
    if not open_rows.any():
        return outcome
    points = outcome.points.copy()
    points[open_rows] = -_INFINITY if run.fill == "low" else _INFINITY
    return replace(outcome, points=at.clip(points, planned.node.min_points, None))


def round_half_up(run: Run, planned: PlannedNode, at: Arithmetic, outcome: Outcome) -> Outcome:
    """To the digits of the node's stage; the parent reads the rounded or the raw points."""
    raw, stage = outcome.points, planned.stage
    if stage.digits is None:
        return replace(outcome, raw=raw, handed=raw)
    was_certain = isinstance(at, Floats) and at.doubts is None
    points = at.rounded(raw, stage.digits)
    if isinstance(at, Floats) and was_certain and at.doubts is not None:
        settle_ties(run, planned, at, outcome, points, stage.digits)
    handed = points if stage.parent_reads == "rounded" else raw
    if outcome.is_bare:
        return Outcome(points, raw, handed, reasons=outcome.reasons)
    return replace(outcome, raw=raw, points=points, handed=handed)


NODE_STEPS: tuple[NodeStep, ...] = (
    take_rule_or_children,
    take_given,
    multiply,
    limit_by_gate,
    clip_from_below,
    leave_out_what_does_not_apply,
    forgive_the_missing,
    copy_down,
    close_the_range,
    round_half_up,
)
