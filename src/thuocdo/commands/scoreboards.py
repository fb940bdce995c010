"""Units side by side on a terminal: rank, result, class, groups."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from thuocdo.commands.output import Cell, Column, Output, Shown, decimal_text
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheets.scorecards import NodeScore, Scorecard, UnitScore

RANK, UNIT, NAME = Text("Hạng", "Rank"), Text("Mã", "Code"), Text("Đơn vị", "Unit")
RESULT, CLASS = Text("Kết quả", "Result"), Text("Xếp loại", "Class")
_MOST_GROUPS = 9


def scoreboard(card: Scorecard, out: Output) -> Shown:
    """All units by rank with their groups."""
    groups = [node for node in card.units[0].nodes if node.depth == 1][:_MOST_GROUPS] if card.units else []
    columns = (
        Column("rank", RANK, "number"),
        Column("unit", UNIT),
        Column("name", NAME),
        Column("value", RESULT, "number"),
        Column("class", CLASS),
        *(
            Column(node.code, Text(heading_of(node, "vi"), heading_of(node, "en")), "number")
            for node in groups
        ),
    )
    rows = [_row(card, unit, groups, out) for unit in in_order(card.units)]
    title = f"{out.say(card.title)} · {out.say(Text('kỳ', 'period'))} {card.period}"
    return Shown(title, columns, rows, (peer_line(card, out),))


def in_order(units: Sequence[UnitScore]) -> list[UnitScore]:
    """By rank, the unranked last."""
    return sorted(units, key=lambda unit: (unit.rank is None, unit.rank or 0))


def _row(card: Scorecard, unit: UnitScore, groups: Sequence[NodeScore], out: Output) -> tuple[Cell, ...]:
    points = [unit.node(group.code) for group in groups]
    return (
        unit.rank,
        unit.code,
        unit.name,
        unit.value if unit.value is not None else range_cell(unit.low, unit.high, out),
        class_cell(card, unit),
        *(_points_cell(node, out) for node in points),
    )


def _points_cell(node: NodeScore | None, out: Output) -> Cell:
    if node is None or node.state != "unknown":
        return node.points if node else None
    return range_cell(node.low, node.high, out)


def heading_of(node: NodeScore, language: str) -> str:
    """A group's code with its maximum."""
    return f"{node.code}/" + ("?" if node.maximum is None else decimal_text(node.maximum, language))


def range_cell(low: Decimal | None, high: Decimal | None, out: Output) -> str:
    """Where an unknown number can lie; a dash where nothing is known of it."""
    if low is None and high is None:
        return "–"
    return "–".join("…" if end is None else decimal_text(end, out.language) for end in (low, high))


def class_cell(card: Scorecard, unit: UnitScore) -> Text | None:
    """The name of a unit's class."""
    if unit.class_code is None:
        return None
    return card.class_titles.get(unit.class_code, Text(unit.class_code))


def peer_line(card: Scorecard, out: Output) -> str:
    """Within which set ranks were taken, and by which rules."""
    peers = f"{out.say(Text('Nhóm so sánh', 'Peer set'))}: {out.say(card.peers_text)}"
    return f"{peers} · {card.index}@{card.rule_set} · {card.version[:12]} · thuocdo {card.engine_version}"


def result_line(card: Scorecard, unit: UnitScore, out: Output) -> str:
    """The finding in one line: result, rank, class."""
    if unit.value is None and unit.low is None and unit.high is None:
        return out.say(Text("Chưa có tổng điểm vì:", "No total yet because:"))
    if unit.value is None:
        where = range_cell(unit.low, unit.high, out)
        text = Text(
            f"Chưa có tổng điểm (trong khoảng {where}) vì:", f"No total yet (between {where}) because:"
        )
        return out.say(text)
    parts = [f"{decimal_text(unit.value, out.language)} {out.say(card.value_label)}"]
    if unit.rank is not None and card.peers > 1:
        place, peers = f"{unit.rank}/{card.ranked}", card.peers_text
        parts.append(
            out.say(Text(f"hạng {place}; nhóm: {peers.vi}", f"rank {place}; peers: {peers.pick('en')}"))
        )
    label = class_cell(card, unit)
    if label is not None:
        parts.append(out.say(Text(f"xếp loại {label.vi}", f"class {label.pick('en')}")))
    return ", ".join(parts)
