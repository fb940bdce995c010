"""What changed between two score tables of one unit: two periods, or two rule sets.

Across rule sets nodes are matched by code; what has no counterpart is named and `is_break` says that the two totals
do not measure the same thing.

>>> change = compare(before, after, "hue")                                       # doctest: +SKIP
>>> change.total.change, [node.code for node in change.risen]                    # doctest: +SKIP
(Fraction(51, 50), ['MDHL.4'])
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.errors import NotComparableError
from thuocdo.domain.scoring.plan import PlannedNode
from thuocdo.domain.scoring.results import ScoreTable, node_title

Direction = Literal["rose", "fell", "unchanged", "unknown"]


@dataclass(frozen=True)
class Change:
    """One node before and after; None where a number is not known."""

    code: str
    title: Text
    level: str
    depth: int
    before: Fraction | None
    after: Fraction | None
    maximum_before: Fraction | None
    maximum_after: Fraction | None
    counts: bool

    @property
    def change(self) -> Fraction | None:
        """After less before."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def direction(self) -> Direction:
        """Whether it rose."""
        if self.change is None:
            return "unknown"
        return "rose" if self.change > 0 else "fell" if self.change < 0 else "unchanged"

    @property
    def is_at_maximum(self) -> bool:
        """Whether nothing more can be gained here now."""
        return self.after is not None and bool(self.maximum_after) and self.after == self.maximum_after

    @property
    def has_new_maximum(self) -> bool:
        """Whether the points now count on another scale."""
        return self.maximum_before != self.maximum_after


@dataclass(frozen=True)
class WaterfallStep:
    """One bar between the two totals: from where, to where."""

    code: str
    title: Text
    start: Fraction
    end: Fraction
    kind: Literal["before", "change", "rest", "after"]

    @property
    def change(self) -> Fraction:
        """The bar's height."""
        return self.end - self.start


@dataclass(frozen=True)
class Comparison:
    """Two scores of one unit side by side."""

    unit: str
    before: str  # period, or rule set where that differs
    after: str
    is_break: bool
    total: Change
    nodes: tuple[Change, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    waterfall: tuple[WaterfallStep, ...]

    @property
    def risen(self) -> tuple[Change, ...]:
        """Indicators that rose, the most first."""
        return tuple(sorted(self._indicators("rose"), key=_size, reverse=True))

    @property
    def fallen(self) -> tuple[Change, ...]:
        """Indicators that fell, the most first."""
        return tuple(sorted(self._indicators("fell"), key=_size, reverse=True))

    @property
    def unchanged(self) -> tuple[Change, ...]:
        """Indicators that stayed where they were."""
        return tuple(self._indicators("unchanged"))

    @property
    def unknown(self) -> tuple[Change, ...]:
        """Indicators of which one side is not known."""
        return tuple(self._indicators("unknown"))

    @property
    def at_maximum(self) -> tuple[Change, ...]:
        """Indicators that stand at their maximum now."""
        return tuple(node for node in self.nodes if _is_indicator(node) and node.is_at_maximum)

    def _indicators(self, direction: Direction) -> list[Change]:
        return [node for node in self.nodes if _is_indicator(node) and node.direction == direction]


def compare(before: ScoreTable, after: ScoreTable, unit: str) -> Comparison:
    """What changed for one unit; raises UnknownUnitError, and NotComparableError when no code is shared."""
    before.row(unit)
    after.row(unit)
    old = {planned.code: planned for planned in before.nodes}
    new = {planned.code: planned for planned in after.nodes}
    shared = [planned for planned in after.nodes if planned.code in old]
    if len(shared) < 2:
        raise NotComparableError(_name(before), _name(after))
    changes = [_change(before, after, unit, old[planned.code], planned) for planned in shared]
    is_break = _rules(before) != _rules(after)
    names = (_name(before), _name(after)) if is_break else (before.sheet.period, after.sheet.period)
    return Comparison(
        unit=unit,
        before=names[0],
        after=names[1],
        is_break=is_break,
        total=changes[0],
        nodes=tuple(changes[1:]),
        only_before=tuple(code for code in old if code not in new),
        only_after=tuple(code for code in new if code not in old),
        waterfall=_waterfall(changes[0], changes[1:]),
    )


def _rules(table: ScoreTable) -> tuple[str, str, str]:
    return table.definition.index, table.definition.rule_set, table.version


def _name(table: ScoreTable) -> str:
    return f"{table.definition.index}@{table.definition.rule_set}, {table.sheet.period}"


def _size(node: Change) -> Fraction:
    return abs(node.change or Fraction(0))


def _is_indicator(node: Change) -> bool:
    return node.counts and node.level == "indicator"


def _change(before: ScoreTable, after: ScoreTable, unit: str, old: PlannedNode, new: PlannedNode) -> Change:
    return Change(
        code=new.code,
        title=node_title(new),
        level=new.level,
        depth=new.depth,
        before=_points(before, unit, old.code),
        after=_points(after, unit, new.code),
        maximum_before=_maximum(before, unit, old),
        maximum_after=_maximum(after, unit, new),
        counts=new.counts and old.counts,
    )


def _points(table: ScoreTable, unit: str, code: str) -> Fraction | None:
    decimal = table.decimal(unit, code)
    return None if decimal is None else Fraction(decimal)


def _maximum(table: ScoreTable, unit: str, planned: PlannedNode) -> Fraction | None:
    if planned.maximum is None:
        return None
    return Fraction(repr(float(table.maximum(planned.code)[table.row(unit)])))


def _waterfall(total: Change, nodes: list[Change]) -> tuple[WaterfallStep, ...]:
    """From the old total over the change of every top group to the new one; `rest` is what no shared group explains."""
    if total.before is None or total.after is None:
        return ()
    zero, level = Fraction(0), total.before
    bars = [WaterfallStep("before", Text("trước", "before"), zero, level, "before")]
    for node in nodes:
        if node.depth == 1 and node.counts and node.change:
            bars.append(WaterfallStep(node.code, node.title, level, level + node.change, "change"))
            level += node.change
    if level != total.after:
        bars.append(WaterfallStep("rest", Text("phần còn lại", "the rest"), level, total.after, "rest"))
    bars.append(WaterfallStep("after", Text("sau", "after"), zero, total.after, "after"))
    return tuple(bars)
