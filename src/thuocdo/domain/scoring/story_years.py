"""One unit's year as a story reads it: every node's mark, and for every indicator who leads it and how it is scored.

year = story_year(make_plan(definition, "2023"), marks, unit="hue")
[(told.code, told.agency.vi, told.kind) for told in year.indicators]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.compare import Side, SideNode
from thuocdo.domain.scoring.plan import ROOT, Plan, PlannedNode
from thuocdo.domain.scoring.results import node_title

NO_RULE = "parts"
"""The kind of an indicator that has no rule of its own: it is made of its parts."""

KIND_WORDS: dict[str, Text] = {
    "ratio": Text("theo tỷ lệ", "by a ratio"),
    "linear": Text("theo mức tăng đều", "in proportion"),
    "log": Text("theo thang lôgarit", "on a logarithmic scale"),
    "piecewise": Text("theo đường gấp khúc", "by stretches"),
    "bands": Text("theo khoảng giá trị", "by ranges of a value"),
    "steps": Text("theo số lần, theo bậc", "by steps"),
    "levels": Text("theo mức chọn", "by the level chosen"),
    "yes_no": Text("có/không", "yes or no"),
    "checklist": Text("theo danh mục việc đã làm", "by a list of things done"),
    "per_count": Text("theo từng đơn vị đếm", "for each one counted"),
    "given": Text("điểm do nơi khác cho", "points given by others"),
    "adjustment": Text("cộng, trừ điểm", "bonus or penalty"),
    "relative": Text("so với các đơn vị khác", "against the peers"),
    "constant": Text("điểm cố định", "fixed points"),
    "expression": Text("theo công thức", "by a formula"),
    "unknown": Text("cách tính chưa rõ", "rule not known"),
    NO_RULE: Text("gộp từ các phần", "made of parts"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a scoring gave a node; `points` is None where it is not known or does not apply."""

    points: Decimal | None = None
    maximum: Decimal | None = None
    applies: bool = True


@dataclass(frozen=True, slots=True)
class IndicatorTold:
    """What a story needs of an indicator besides its points."""

    code: str
    title: Text
    group: str
    agency: Text
    kind: str
    suppliers: tuple[Text, ...] = ()
    adjusts: bool = False  # bonus or penalty: no part of the maximum


@dataclass(frozen=True)
class StoryYear:
    """One year of one unit: its points as a side of a comparison, and what is said of its indicators."""

    side: Side
    indicators: tuple[IndicatorTold, ...]
    not_applicable: frozenset[str] = frozenset()

    @property
    def period(self) -> str:
        """The year's period."""
        return self.side.period

    @property
    def rules(self) -> tuple[str, str]:
        """Index and rule set: years of other rules are another series."""
        return self.side.index, self.side.rule_set

    def nodes(self) -> dict[str, SideNode]:
        """The nodes by code."""
        return {node.code: node for node in self.side.nodes}


def story_year(
    plan: Plan, marks: Mapping[str, Mark], *, unit: str, value: Decimal | None = None, rank: int | None = None
) -> StoryYear:
    """The year that the marks of a unit make by a plan; a node without a mark is not known."""
    definition = plan.definition
    lines = tuple(_lines(plan))
    return StoryYear(
        side=Side(
            index=definition.index,
            rule_set=definition.rule_set,
            period=plan.period,
            unit=unit,
            nodes=tuple(_side_node(line, marks.get(line.planned.code)) for line in lines),
            value=value,
            rank=rank,
        ),
        indicators=tuple(_told(line) for line in lines if line.level == "indicator" and line.counts),
        not_applicable=frozenset(code for code, mark in marks.items() if not mark.applies),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A node with what it has from above."""

    planned: PlannedNode
    level: str
    group: str
    counts: bool
    agency: Text
    suppliers: tuple[Text, ...]


def _lines(plan: Plan) -> Iterator[_Line]:
    above: dict[int, _Line] = {}
    for planned in plan.nodes:
        line = _line(planned, None if planned.parent is None else above[planned.parent])
        above[planned.index] = line
        yield line


def _line(planned: PlannedNode, parent: _Line | None) -> _Line:
    """An indicator inside an indicator is a part of it: points are told once."""
    node = planned.node
    is_inside = parent is not None and parent.level in ("indicator", "part")
    is_below_top = parent is not None and parent.planned.index != ROOT
    return _Line(
        planned,
        level="part" if is_inside else planned.level,
        group=parent.group if parent is not None and is_below_top else planned.code,
        counts=planned.counts and (parent is None or parent.counts),
        agency=node.responsible if node.responsible.vi or parent is None else parent.agency,
        suppliers=node.suppliers or (parent.suppliers if parent is not None else ()),
    )


def _told(line: _Line) -> IndicatorTold:
    node = line.planned.node
    return IndicatorTold(
        code=node.code,
        title=node_title(line.planned),
        group=line.group,
        agency=line.agency,
        kind=node.rule.kind if node.rule is not None else NO_RULE,
        suppliers=line.suppliers,
        adjusts=node.adjusts,
    )


def _side_node(line: _Line, mark: Mark | None) -> SideNode:
    planned = line.planned
    stated = None if planned.maximum is None else _plain(planned.maximum)
    return SideNode(
        code=planned.code,
        title=node_title(planned),
        level=line.level,
        depth=planned.depth,
        points=mark.points if mark is not None else None,
        maximum=mark.maximum if mark is not None and mark.maximum is not None else stated,
        counts=line.counts,
    )


def _plain(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
