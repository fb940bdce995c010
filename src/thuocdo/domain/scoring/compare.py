"""What changed for one unit between two scores: two periods, or two rule sets.

A score table, a scorecard or stored scores each give a `Side`; `compare_sides` does the rest. Nodes are matched by
code; what has no counterpart is named, and `is_break` says that the two totals do not measure the same thing.

>>> def side(points: str, period: str) -> Side:
...     nodes = (SideNode("total", depth=0, points=Decimal(points)), SideNode("g", points=Decimal(points)))
...     return Side(index="x", rule_set="1", period=period, unit="hue", nodes=nodes)
>>> change = compare_sides(side("1.5", "2025"), side("2", "2026"))
>>> change.total.change, [node.code for node in change.nodes if node.direction == "rose"]
(Decimal('0.5'), ['g'])
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.errors import NotComparableError
from thuocdo.domain.scoring.plan import PlannedNode
from thuocdo.domain.scoring.results import ScoreTable, node_title

TOTAL_TITLE = Text("Tổng điểm", "Total")
_ZERO = Decimal(0)


class Movement(StrEnum):
    """What became of a number."""

    ROSE = "rose"
    FELL = "fell"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"  # without a number before or after
    UNMATCHED = "unmatched"  # in one of the two rule sets only


@dataclass(frozen=True, slots=True)
class SideNode:
    """A node of one side; `share` is a published share of a maximum that nobody knows."""

    code: str
    title: Text = TOTAL_TITLE
    level: str = "group"
    depth: int = 1
    points: Decimal | None = None
    maximum: Decimal | None = None
    share: Decimal | None = None
    counts: bool = True

    @property
    def reached(self) -> Decimal | None:
        """How much of the maximum was reached."""
        if self.points is None:
            return self.share
        return self.points / self.maximum if self.maximum else None


@dataclass(frozen=True, slots=True)
class Side:
    """One score of one unit; `value` is the number people quote, its rank within its own peer set."""

    index: str
    rule_set: str
    period: str
    unit: str
    nodes: tuple[SideNode, ...]
    version: str = ""
    value: Decimal | None = None
    rank: int | None = None

    @property
    def rules(self) -> tuple[str, str, str]:
        """What must be the same for two totals to measure the same thing."""
        return self.index, self.rule_set, self.version

    @property
    def name(self) -> str:
        """The rules and the period."""
        return f"{self.index}@{self.rule_set}, {self.period}"

    @property
    def total(self) -> SideNode:
        """The whole; unknown where it is not among the nodes."""
        return next((node for node in self.nodes if node.depth == 0), SideNode("total", depth=0))


@dataclass(frozen=True)
class Difference:
    """A number before and after; None where it is not known."""

    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """After less before."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def direction(self) -> Movement:
        """Whether it rose."""
        return _direction(self.change)


@dataclass(frozen=True)
class Change:
    """One node before and after; an end is None where only the other rule set has the node."""

    old: SideNode | None
    new: SideNode | None

    @property
    def node(self) -> SideNode:
        """The node, as the later rules have it where they do."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 -- one of the ends is always there
        return found

    @property
    def code(self) -> str:
        """Its code."""
        return self.node.code

    @property
    def title(self) -> Text:
        """Its title."""
        return self.node.title

    @property
    def level(self) -> str:
        """group, indicator …"""
        return self.node.level

    @property
    def depth(self) -> int:
        """0 is the total."""
        return self.node.depth

    @property
    def before(self) -> Decimal | None:
        """Points before."""
        return self.old.points if self.old else None

    @property
    def after(self) -> Decimal | None:
        """Points after."""
        return self.new.points if self.new else None

    @property
    def maximum_before(self) -> Decimal | None:
        """The greatest possible points before."""
        return self.old.maximum if self.old else None

    @property
    def maximum_after(self) -> Decimal | None:
        """The greatest possible points after."""
        return self.new.maximum if self.new else None

    @property
    def counts(self) -> bool:
        """Whether it has a part in both totals."""
        return self.old is not None and self.new is not None and self.old.counts and self.new.counts

    @property
    def is_in_points(self) -> bool:
        """Whether the change counts points, and not a share of an unknown maximum."""
        return self.before is not None and self.after is not None

    @property
    def change(self) -> Decimal | None:
        """The difference in points, or in the share reached where points are not known."""
        if self.old is None or self.new is None:
            return None
        if self.is_in_points:
            return Difference(self.before, self.after).change
        return Difference(self.old.reached, self.new.reached).change

    @property
    def direction(self) -> Movement:
        """Whether it rose."""
        if self.old is None or self.new is None:
            return Movement.UNMATCHED
        return _direction(self.change)

    @property
    def is_at_maximum(self) -> bool:
        """Whether nothing more can be gained here now."""
        return self.after is not None and bool(self.maximum_after) and self.after == self.maximum_after


@dataclass(frozen=True)
class WaterfallStep:
    """One bar between the two totals: from where, to where."""

    code: str
    title: Text
    start: Decimal
    end: Decimal
    kind: Literal["before", "change", "rest", "after"]

    @property
    def change(self) -> Decimal:
        """The bar's height."""
        return self.end - self.start


@dataclass(frozen=True)
class Comparison:
    """Two scores of one unit side by side; `nodes` are those that both have, without the total."""

    sides: tuple[Side, Side]
    total: Change
    nodes: tuple[Change, ...]
    unmatched: tuple[Change, ...]

    @property
    def unit(self) -> str:
        """The unit's code."""
        return self.sides[1].unit

    @property
    def is_break(self) -> bool:
        """Whether the rules changed in between, so that the series does not run on."""
        return self.sides[0].rules != self.sides[1].rules

    @property
    def before(self) -> str:
        """The earlier side by its period; by its rules too where they differ."""
        return self.sides[0].name if self.is_break else self.sides[0].period

    @property
    def after(self) -> str:
        """The later side by its period; by its rules too where they differ."""
        return self.sides[1].name if self.is_break else self.sides[1].period

    @property
    def value(self) -> Difference:
        """The number people quote."""
        return Difference(self.sides[0].value, self.sides[1].value)

    @property
    def only_before(self) -> tuple[str, ...]:
        """Codes that the later rules do not have."""
        return tuple(node.code for node in self.unmatched if node.new is None)

    @property
    def only_after(self) -> tuple[str, ...]:
        """Codes that the earlier rules did not have."""
        return tuple(node.code for node in self.unmatched if node.old is None)

    @property
    def risen(self) -> tuple[Change, ...]:
        """Indicators that rose, the most first."""
        return tuple(sorted(self._indicators(Movement.ROSE), key=size_of, reverse=True))

    @property
    def fallen(self) -> tuple[Change, ...]:
        """Indicators that fell, the most first."""
        return tuple(sorted(self._indicators(Movement.FELL), key=size_of, reverse=True))

    @property
    def unchanged(self) -> tuple[Change, ...]:
        """Indicators that stayed where they were."""
        return tuple(self._indicators(Movement.UNCHANGED))

    @property
    def unknown(self) -> tuple[Change, ...]:
        """Indicators of which one side is not known."""
        return tuple(self._indicators(Movement.UNKNOWN))

    @property
    def at_maximum(self) -> tuple[Change, ...]:
        """Indicators that stand at their maximum now."""
        return tuple(node for node in self.nodes if _is_indicator(node) and node.is_at_maximum)

    @property
    def tops(self) -> tuple[Change, ...]:
        """The top groups that both totals are made of."""
        return tuple(node for node in self.nodes if node.depth == 1 and node.counts)

    @cached_property
    def waterfall(self) -> tuple[WaterfallStep, ...]:
        """From total to total over every top group known in points; `rest` is what none of them explains."""
        if self.total.before is None or self.total.after is None:
            return ()
        return tuple(_waterfall(self.total.before, self.total.after, self.tops))

    def _indicators(self, direction: Movement) -> list[Change]:
        return [node for node in self.nodes if _is_indicator(node) and node.direction == direction]


def compare(before: ScoreTable, after: ScoreTable, unit: str) -> Comparison:
    """What changed for one unit; raises UnknownUnitError, and NotComparableError when no code is shared."""
    found = compare_sides(side_of(before, unit), side_of(after, unit))
    if not found.nodes:
        raise NotComparableError(*(side.name for side in found.sides))
    return found


def compare_sides(before: Side, after: Side) -> Comparison:
    """Two sides of one unit; nodes stand in the order of the later rules, unmatched ones where they stood."""
    old = {node.code: node for node in before.nodes if node.depth}
    new = {node.code: node for node in after.nodes if node.depth}
    return Comparison(
        sides=(before, after),
        total=Change(before.total, after.total),
        nodes=tuple(Change(old[code], node) for code, node in new.items() if code in old),
        unmatched=(
            *(Change(node, None) for code, node in old.items() if code not in new),
            *(Change(None, node) for code, node in new.items() if code not in old),
        ),
    )


def side_of(table: ScoreTable, unit: str) -> Side:
    """One unit of a score table; raises UnknownUnitError."""
    row = table.row(unit)
    definition = table.definition
    return Side(
        index=definition.index,
        rule_set=definition.rule_set,
        version=table.version,
        period=table.sheet.period,
        unit=unit,
        nodes=tuple(_side_node(table, unit, row, planned) for planned in table.nodes),
        value=table.published_decimal(unit),
    )


def size_of(node: Change) -> Decimal:
    """How much a node moved, either way."""
    return abs(node.change or _ZERO)


def _side_node(table: ScoreTable, unit: str, row: int, planned: PlannedNode) -> SideNode:
    maximum = None if planned.maximum is None else Decimal(repr(float(table.maximum(planned.code)[row])))
    return SideNode(
        code=planned.code,
        title=node_title(planned),
        level=planned.level,
        depth=planned.depth,
        points=table.decimal(unit, planned.code),
        maximum=maximum,
        counts=planned.counts,
    )


def _direction(change: Decimal | None) -> Movement:
    if change is None:
        return Movement.UNKNOWN
    return Movement.ROSE if change > 0 else Movement.FELL if change < 0 else Movement.UNCHANGED


def _is_indicator(node: Change) -> bool:
    return node.counts and node.level == "indicator"


def _waterfall(before: Decimal, after: Decimal, tops: tuple[Change, ...]) -> Iterator[WaterfallStep]:
    level = before
    yield WaterfallStep("before", Text("trước", "before"), _ZERO, before, "before")
    for node in tops:
        if node.is_in_points and node.change is not None:
            yield WaterfallStep(node.code, node.title, level, level + node.change, "change")
            level += node.change
    if level != after:
        yield WaterfallStep("rest", Text("phần còn lại", "the rest"), level, after, "rest")
    yield WaterfallStep("after", Text("sau", "after"), _ZERO, after, "after")
