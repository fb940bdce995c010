"""A scorecard as plain data: what was scored, by which rules, with which result, ready for any file.

card = scorecard_of(score(definition, sheet), version=loaded.version, peer_set="34 tỉnh, thành phố")
card.units[0].value, card.units[0].rank, card.units[0].nodes[0].points
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import thuocdo
from thuocdo.domain.primitives.rounding import exact, round_half_up
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.compare import Side, SideNode
from thuocdo.domain.scoring.results import ScoreTable, node_title
from thuocdo.domain.scoring.sheet import Numbers

SHOWN_DIGITS = 6
ALL_IN_FILE = Text("mọi đơn vị trong tệp", "all units of the file")

STATES: dict[str, Text] = {
    "scored": Text("đã chấm", "scored"),
    "unknown": Text("chưa xác định", "not known"),
    "not_applicable": Text("không áp dụng", "not applicable"),
    "excluded": Text("loại khỏi tính điểm", "left out"),
    "not_in_force": Text("chưa có hoặc hết hiệu lực", "not in force"),
    "not_scored": Text("không chấm điểm", "not scored"),
}


@dataclass(frozen=True, slots=True)
class NodeScore:
    """One row of a scorecard; `low` and `high` say where unknown points can lie (None: no limit)."""

    code: str
    title: Text
    level: str
    depth: int
    points: Decimal | None
    maximum: Decimal | None
    state: str
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why there is no total: the node, a stable kind, the inputs, the sentence."""

    code: str
    kind: str
    inputs: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One unit: the number people quote, its range where it is open, rank, class and all rows."""

    code: str
    name: str
    level: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    rank: int | None
    class_code: str | None
    blockers: tuple[Obstacle, ...]
    nodes: tuple[NodeScore, ...]
    views: Mapping[str, Decimal | None] = field(default_factory=dict)

    def node(self, code: str) -> NodeScore | None:
        """The row of a code."""
        return next((node for node in self.nodes if node.code == code), None)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All units of one period by one rule set."""

    index: str
    rule_set: str
    title: Text
    version: str
    period: str
    peer_set: Text
    peers: int
    ranked: int  # a rank is a place among these, not among all peers
    value_label: Text
    units: tuple[UnitScore, ...]
    class_titles: Mapping[str, Text] = field(default_factory=dict)
    view_titles: Mapping[str, Text] = field(default_factory=dict)
    engine_version: str = thuocdo.__version__

    @property
    def peers_text(self) -> Text:
        """The peer set with its size, and how many of it have a rank where that is not everybody."""
        few = self.ranked < self.peers
        return Text(
            f"{self.peer_set.vi} ({self.peers}{f', {self.ranked} đã xếp hạng' if few else ''})",
            f"{self.peer_set.pick('en')} ({self.peers}{f', {self.ranked} ranked' if few else ''})",
        )

    def unit(self, code: str) -> UnitScore | None:
        """One unit by its code."""
        return next((unit for unit in self.units if unit.code == code), None)


def scorecard_of(
    table: ScoreTable,
    *,
    version: str = "",
    peers: Sequence[str] | None = None,
    peer_set: Text = ALL_IN_FILE,
) -> Scorecard:
    """The scorecard of a table; ranks are taken within `peers` (all units when None), which `peer_set` names."""
    definition = table.definition
    rows = _NodeColumns(table)
    units = tuple(_units(table, rows, peers))
    return Scorecard(
        index=definition.index,
        rule_set=definition.rule_set,
        title=definition.title,
        version=version,
        period=table.sheet.period,
        peer_set=peer_set,
        peers=len(table.units) if peers is None else len(set(peers) & set(table.units)),
        ranked=sum(unit.rank is not None for unit in units),
        value_label=definition.published.label,
        units=units,
        class_titles={band.code: band.title for band in definition.classes.bands},
        view_titles={view.code: view.title for view in definition.views},
    )


def _units(table: ScoreTable, rows: _NodeColumns, peers: Sequence[str] | None) -> list[UnitScore]:
    ranks, classes = table.ranks(peers), table.classes()
    low, high = table.published_range
    digits = table.definition.published.digits
    found = []
    for row, unit in enumerate(table.sheet.units):
        is_open = bool(table.is_blocked[row])
        found.append(
            UnitScore(
                code=unit.code,
                name=unit.name,
                level=unit.level,
                value=table.published_decimal(unit.code),
                low=_decimal(float(low[row]), digits) if is_open else None,
                high=_decimal(float(high[row]), digits) if is_open else None,
                rank=int(ranks[row]) or None,
                class_code=classes[row],
                blockers=tuple(
                    Obstacle(each.code, each.kind, tuple(each.inputs), each.text)
                    for each in table.blockers(unit.code)
                ),
                nodes=rows.of(row, unit.code),
                views={code: _decimal(float(values[row]), digits) for code, values in table.views.items()},
            )
        )
    return found


class _NodeColumns:
    """The columns of every node, fetched once for all units."""

    def __init__(self, table: ScoreTable) -> None:
        self.table = table
        self.maximum = {planned.code: table.maximum(planned.code) for planned in table.nodes}
        self.bounds: dict[str, tuple[Numbers, Numbers]] = {}

    def ends(self, code: str) -> tuple[Numbers, Numbers]:
        """Where a node's points can lie, worked out when somebody's are not known."""
        if code not in self.bounds:
            self.bounds[code] = self.table.low(code), self.table.high(code)
        return self.bounds[code]

    def of(self, row: int, unit: str) -> tuple[NodeScore, ...]:
        """The rows of one unit's scorecard."""
        return tuple(self._node(row, unit, index) for index in range(len(self.table.nodes)))

    def _node(self, row: int, unit: str, index: int) -> NodeScore:
        planned, table = self.table.nodes[index], self.table
        state = table.state(unit, planned.code) if planned.node.scored else "not_scored"
        low, high = self.ends(planned.code) if state == "unknown" else (None, None)
        digits = planned.stage.digits
        return NodeScore(
            code=planned.code,
            title=node_title(planned),
            level=planned.level,
            depth=planned.depth,
            points=table.decimal(unit, planned.code) if state == "scored" else None,
            maximum=_decimal(float(self.maximum[planned.code][row]), None),
            state=state,
            low=None if low is None else _decimal(float(low[row]), digits),
            high=None if high is None else _decimal(float(high[row]), digits),
        )


def _decimal(number: float, digits: int | None) -> Decimal | None:
    """A float as it is shown; None where there is none or no limit."""
    if not math.isfinite(number):
        return None
    rounded = round_half_up(exact(number), SHOWN_DIGITS if digits is None else digits)
    return plain(rounded) if digits is None else rounded


def plain(number: Decimal) -> Decimal:
    """Without trailing zeros, never in exponents."""
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def side_of(card: Scorecard, unit: UnitScore) -> Side:
    """One unit of a scorecard as a side of a comparison."""
    nodes = tuple(
        SideNode(
            code=node.code,
            title=node.title,
            level=node.level,
            depth=node.depth,
            points=node.points,
            maximum=node.maximum,
            counts=node.state != "not_scored",
        )
        for node in unit.nodes
    )
    return Side(
        index=card.index,
        rule_set=card.rule_set,
        version=card.version,
        period=card.period,
        unit=unit.code,
        nodes=nodes,
        value=unit.value,
        rank=unit.rank,
    )


def share_of(node: NodeScore) -> Fraction | None:
    """Points over the maximum."""
    if node.points is None or not node.maximum:
        return None
    return Fraction(node.points) / Fraction(node.maximum)
