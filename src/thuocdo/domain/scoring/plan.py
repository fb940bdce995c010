"""A definition made ready for one period: every maximum, weight, policy and rounding stage resolved.

>>> plan = make_plan(definition, "2026")                                        # doctest: +SKIP
>>> [(node.code, node.maximum) for node in plan.nodes]                          # doctest: +SKIP
[('total', Fraction(100, 1)), ('MDHL', Fraction(18, 1)), ...]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from thuocdo.domain.primitives.errors import PeriodError
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import (
    AggregateKind,
    ByPeriod,
    Definition,
    MissingPolicy,
    Node,
    NotApplicablePolicy,
    Stage,
)
from thuocdo.domain.scoring.errors import InvalidDefinitionError, NotInThisPeriodError, UnknownNodeError
from thuocdo.domain.scoring.rules import Quantity
from thuocdo.domain.scoring.soundness import unsound_parts
from thuocdo.domain.scoring.wording import say

Level = Literal["total", "group", "indicator", "part"]
ZERO = Fraction(0)
ROOT = 0


@dataclass(frozen=True)
class PlannedNode:
    """One node with everything its file leaves to defaults, parents or editions filled in."""

    index: int
    node: Node
    parent: int | None
    children: tuple[int, ...]
    level: Level
    depth: int
    maximum: Fraction | None  # None: not known
    weight: Fraction
    stage: Stage
    missing: MissingPolicy
    not_applicable: NotApplicablePolicy
    in_force: bool

    @property
    def code(self) -> str:
        """The node's code."""
        return self.node.code

    @property
    def counts(self) -> bool:
        """Whether its parent counts it."""
        return self.node.scored and self.in_force

    @property
    def is_leaf(self) -> bool:
        """Whether it has no children."""
        return not self.children


@dataclass(frozen=True)
class Plan:
    """All nodes of a definition for one period, parents before children."""

    definition: Definition
    period: str
    nodes: tuple[PlannedNode, ...]

    @cached_property
    def index_of(self) -> dict[str, int]:
        """Code → place."""
        return {planned.code: planned.index for planned in self.nodes}

    def find(self, code: str) -> PlannedNode:
        """The node of a code; raises UnknownNodeError."""
        if code not in self.index_of:
            raise UnknownNodeError(code, self.index_of)
        return self.nodes[self.index_of[code]]

    def counted_children(self, planned: PlannedNode) -> tuple[PlannedNode, ...]:
        """The children the node's result is made of."""
        return tuple(child for child in map(self.nodes.__getitem__, planned.children) if child.counts)

    @cached_property
    def derived(self) -> dict[str, Quantity]:
        """Inputs that are computed from others."""
        return {name: Quantity(spec.derive) for name, spec in self.definition.inputs.items() if spec.derive}

    def asked_inputs(self, planned: PlannedNode) -> tuple[str, ...]:
        """The inputs people give that a node's rule rests on, looking through derived ones."""
        if planned.node.rule is None:
            return (planned.node.given,) if planned.node.given and planned.is_leaf else ()
        return self.asked_names(planned.node.rule.inputs())

    def asked_names(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The inputs people give behind these, looking through derived ones."""
        if not self.derived:
            return names
        return tuple(dict.fromkeys(self._asked(names)))

    def _asked(self, names: tuple[str, ...]) -> Iterator[str]:
        for name in names:
            if name in self.derived:
                yield from self._asked(self.derived[name].names)
            else:
                yield name


def make_plan(definition: Definition, period: str) -> Plan:
    """Resolve a definition for a period; raises InvalidDefinitionError with every reason at once."""
    planner = _Planner(definition, period)
    planner.place(definition.root, None, "total")
    reasons = [*planner.reasons, *unsound_parts(definition)]
    if reasons:
        raise InvalidDefinitionError(definition.index, reasons)
    return Plan(definition, period, tuple(node for node in planner.nodes if node is not None))


class _Planner:
    """Walks the tree once, filling in what a node inherits."""

    def __init__(self, definition: Definition, period: str) -> None:
        self.definition, self.period = definition, period
        self.editions = _editions(period)
        self.nodes: list[PlannedNode | None] = []
        self.reasons: list[Text] = []

    def place(
        self, node: Node, parent: _Inherited | None, level: Level, rest: Fraction | None = None
    ) -> PlannedNode:
        """Give the node and all below it their places; `rest` is what is left for a node that says no points."""
        index = len(self.nodes)
        self.nodes.append(None)
        above = parent or _Inherited(
            None, 0, None, True, self.definition.missing, self.definition.not_applicable, True
        )
        in_force = above.in_force and self._is_in_force(node)
        # What is not in force needs no number for this edition.
        own = self._own_maximum(node, above) if in_force else ZERO
        own = rest if own is None and node.points is None else own
        inherited = _Inherited(
            index,
            above.depth + 1,
            own,
            node.aggregate.kind is AggregateKind.SUM,
            node.missing or above.missing,
            node.not_applicable or above.not_applicable,
            in_force,
        )
        taker, left = self._rest(node, inherited)
        children = [
            self.place(child, inherited, kind, left if child is taker else None)
            if inherited.is_sum
            else self.place(child, inherited, kind, self._as_the_mean_says(child, inherited))
            for child, kind in _with_levels(node)
        ]
        self._check_sum(node, own, children)
        planned = PlannedNode(
            index=index,
            node=node,
            parent=above.index,
            children=tuple(child.index for child in children),
            level=level,
            depth=above.depth,
            maximum=own
            if own is not None or node.points is not None
            else self._from_children(node, children, above),
            weight=self._number(node.weight, node.code) if in_force else ZERO,
            stage=node.rounding or getattr(self.definition.rounding, level),
            missing=inherited.missing,
            not_applicable=inherited.not_applicable,
            in_force=inherited.in_force,
        )
        self.nodes[index] = planned
        return planned

    def _own_maximum(self, node: Node, above: _Inherited) -> Fraction | None:
        """What the node, its parent or its rule says; None where only the children can say, or nobody."""
        if node.points == "unknown":
            return None
        if isinstance(node.points, Fraction | ByPeriod):
            return self._number(node.points, node.code)
        if node.adjusts:
            return ZERO
        if not above.is_sum and (not node.children or node.aggregate.kind is not AggregateKind.SUM):
            return above.maximum
        return node.rule.own_points() if node.rule is not None else None

    def _check_sum(self, node: Node, own: Fraction | None, children: list[PlannedNode]) -> None:
        """Points that a sum states and its children do not add up to would give shares of the wrong whole."""
        counted = [child.maximum for child in children if child.counts and not child.node.adjusts]
        known = [maximum for maximum in counted if maximum is not None]
        is_complete = (
            bool(known) and len(known) == len(counted) and isinstance(node.points, Fraction | ByPeriod)
        )
        if own is None or not is_complete or node.aggregate.kind is not AggregateKind.SUM:
            return
        total = sum(known, ZERO)
        if total != own:
            self.reasons.append(
                say(
                    "«{code}» ghi {own} điểm nhưng các phần cộng lại là {total}",
                    "'{code}' states {own} points, its parts add up to {total}",
                    code=node.code,
                    own=own,
                    total=total,
                )
            )

    def _rest(self, node: Node, inherited: _Inherited) -> tuple[Node | None, Fraction | None]:
        """The one child of a sum that says no points, and what the others leave of the sum's points."""
        is_silent = any(child.points is None for child in node.children)
        taker = (
            self._only_silent_child(node, inherited) if is_silent and inherited.maximum is not None else None
        )
        if taker is None or inherited.maximum is None:
            return None, None
        others = (self._told(child, inherited) for child in self._counted(node) if child is not taker)
        left = inherited.maximum - sum((told or ZERO for told in others), ZERO)
        return (taker, left) if left > 0 else (None, None)

    def _as_the_mean_says(self, node: Node, above: _Inherited) -> Fraction | None:
        """A sum in a mean counts for the mean's points where a silent child of it can take the rest of them."""
        is_sum = node.points is None and node.aggregate.kind is AggregateKind.SUM
        if not is_sum or self._only_silent_child(node, _BELOW_A_SUM) is None:
            return None
        return above.maximum

    def _only_silent_child(self, node: Node, inherited: _Inherited) -> Node | None:
        """The single child of a sum whose points nobody says; None where several are silent, or one is `unknown`."""
        if node.aggregate.kind is not AggregateKind.SUM:
            return None
        silent = [child for child in self._counted(node) if self._told(child, inherited) is None]
        return silent[0] if len(silent) == 1 and silent[0].points is None else None

    def _told(self, node: Node, above: _Inherited) -> Fraction | None:
        """What the file says of a node's maximum, at the node or below it."""
        own = self._own_maximum(node, above)
        is_sum = bool(node.children) and node.aggregate.kind is AggregateKind.SUM
        if own is not None or node.points is not None or not is_sum:
            return own
        parts = [self._told(child, _BELOW_A_SUM) for child in self._counted(node)]
        known = [part for part in parts if part is not None]
        return sum(known, ZERO) if parts and len(known) == len(parts) else None

    def _counted(self, node: Node) -> list[Node]:
        return [
            child
            for child in node.children
            if child.scored and not child.adjusts and self._is_in_force(child)
        ]

    def _from_children(self, node: Node, children: list[PlannedNode], above: _Inherited) -> Fraction | None:
        counted = [child for child in children if child.counts and not child.node.adjusts]
        if not node.scored or not above.in_force:
            return ZERO
        if not counted:
            self.reasons.append(
                Text(f"«{node.code}» chưa có điểm tối đa (points)", f"'{node.code}' has no maximum (points)")
            )
            return None
        maxima = [child.maximum for child in counted]
        known = [maximum for maximum in maxima if maximum is not None]
        if len(known) < len(maxima):
            return None
        return sum(known, ZERO) if node.aggregate.kind is AggregateKind.SUM else max(known)

    def _is_in_force(self, node: Node) -> bool:
        if node.valid.start is None and node.valid.end is None:
            return True
        try:
            return node.valid.covers(Period.parse(self.period).end)
        except PeriodError as error:
            self.reasons.append(error.text)
            return True

    def _number(self, number: Fraction | ByPeriod, code: str) -> Fraction:
        if not isinstance(number, ByPeriod):
            return number
        for edition in self.editions:
            if edition in number.by_period:
                return number.by_period[edition]
        raise NotInThisPeriodError(code, self.period, number.by_period)


@dataclass(frozen=True, slots=True)
class _Inherited:
    index: int | None
    depth: int
    maximum: Fraction | None
    is_sum: bool
    missing: MissingPolicy
    not_applicable: NotApplicablePolicy
    in_force: bool


_BELOW_A_SUM = _Inherited(None, 0, None, True, MissingPolicy.BLOCK, NotApplicablePolicy.RESCALE, True)


def _editions(period: str) -> tuple[str, ...]:
    """The names under which a number by edition may stand: the period, then the longer ones around it."""
    try:
        return (period, *(longer.code for longer in Period.parse(period).ancestors))
    except PeriodError:
        return (period,)


def _with_levels(node: Node) -> Iterator[tuple[Node, Level]]:
    for child in node.groups:
        yield child, "group"
    for child in node.indicators:
        yield child, "indicator"
    for child in node.parts:
        yield child, "part"
