"""Two scorecards side by side: all units, or one unit node by node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.commands.output import Cell, Column, Output, Shown, signed_text
from thuocdo.commands.parsing import UsageError
from thuocdo.commands.scoreboards import NAME, UNIT, range_cell
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheets.scorecards import NodeScore, Scorecard, UnitScore

_CHANGE, _MAXIMUM = Text("Thay đổi", "Change"), Text("Tối đa", "Maximum")
_ROSE, _FELL = Text("▲ tăng", "▲ rose"), Text("▼ giảm", "▼ fell")
_SAME, _UNKNOWN = Text("= giữ nguyên", "= unchanged"), Text("? chưa rõ", "? not known")
_FULL = Text("● tối đa", "● at maximum")
_DIRECTIONS = {"rose": _ROSE, "fell": _FELL, "unchanged": _SAME, "unknown": _UNKNOWN}
_BREAK = Text(
    "Hai phiên bản quy tắc khác nhau: chuỗi số liệu bị ngắt, tổng điểm không so trực tiếp được.",
    "Two different rule sets: the series breaks here, the totals do not measure the same thing.",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One number before and after."""

    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """After less before."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def direction(self) -> str:
        """rose, fell, unchanged or unknown."""
        if self.change is None:
            return "unknown"
        return "rose" if self.change > 0 else "fell" if self.change < 0 else "unchanged"


def between_units(before: Scorecard, after: Scorecard, out: Output) -> tuple[Shown, object]:
    """Every unit both sides know, and a document of the same."""
    pairs = [(unit, after.unit(unit.code)) for unit in before.units]
    both = [(old, new) for old, new in pairs if new is not None]
    both.sort(key=lambda pair: (pair[1].rank is None, pair[1].rank or 0))
    rows = [_unit_row(old, new, out) for old, new in both]
    columns = (
        Column("unit", UNIT),
        Column("name", NAME),
        *_sides(before, after, "value"),
        Column("change", _CHANGE, "number"),
        Column("direction", Text("", "")),
        Column("rank_before", Text("Hạng trước", "Rank before"), "number"),
        Column("rank_after", Text("Hạng sau", "Rank after"), "number"),
    )
    document = {
        **_heads(before, after),
        "units": [_unit_document(old, new) for old, new in both],
        "only_before": [unit.code for unit in before.units if after.unit(unit.code) is None],
        "only_after": [unit.code for unit in after.units if before.unit(unit.code) is None],
    }
    return Shown(
        _title(before, after, out), columns, rows, tuple(_notes(before, after, document, out))
    ), document


def of_unit(before: Scorecard, after: Scorecard, code: str, out: Output) -> tuple[Shown, object]:
    """Every node of one unit; nodes are matched by their codes."""
    old, new = before.unit(code), after.unit(code)
    assert old is not None and new is not None  # noqa: S101, PT018 - the caller chose a shared unit
    shared = [(old.node(node.code), node) for node in new.nodes]
    pairs = [(first, second) for first, second in shared if first is not None and _is_counted(first, second)]
    if len(pairs) < 2:
        raise UsageError(
            Text(
                "Hai bên không có mã chỉ số chung để so sánh.",
                "The two sides share no code that could be compared.",
            )
        )
    pairs = pairs[1:] + pairs[:1] if pairs[0][1].depth == 0 else pairs
    rows = [_node_row(first, second, out) for first, second in pairs]
    strong = frozenset(place for place, (_, node) in enumerate(pairs) if node.level in ("group", "total"))
    columns = (
        Column("code", Text("Mã", "Code")),
        Column("title", Text("Nội dung", "Item")),
        Column("max", _MAXIMUM, "number"),
        *_sides(before, after, "points"),
        Column("change", _CHANGE, "number"),
        Column("direction", Text("", "")),
    )
    known = {node.code for node in old.nodes}, {node.code for node in new.nodes}
    document = {
        **_heads(before, after),
        "unit": code,
        "name": new.name,
        "value": _difference_document(Difference(old.value, new.value)),
        "rank_before": old.rank,
        "rank_after": new.rank,
        "nodes": [_node_document(first, second) for first, second in pairs],
        "only_before": [node.code for node in old.nodes if node.code not in known[1]],
        "only_after": [node.code for node in new.nodes if node.code not in known[0]],
    }
    name = f"{new.name} ({code})" if new.name else code
    title = f"{name} · {_title(before, after, out)}"
    return Shown(title, columns, rows, tuple(_notes(before, after, document, out)), strong), document


def _is_counted(first: NodeScore, second: NodeScore) -> bool:
    return {first.state, second.state} != {"not_scored"}


def _unit_row(old: UnitScore, new: UnitScore, out: Output) -> tuple[Cell, ...]:
    found = Difference(old.value, new.value)
    return (
        new.code,
        new.name,
        _number(old.value, old.low, old.high, out),
        _number(new.value, new.low, new.high, out),
        _change(found, out),
        _word(found.direction, out),
        old.rank,
        new.rank,
    )


def _node_row(first: NodeScore, second: NodeScore, out: Output) -> tuple[Cell, ...]:
    found = Difference(first.points, second.points)
    is_full = second.points is not None and second.points == second.maximum and found.direction != "rose"
    is_total = second.depth == 0
    title = out.say(Text("Tổng điểm", "Total") if is_total else second.title)
    return (
        "total" if is_total and out.format == "csv" else "" if is_total else second.code,
        title if out.format == "csv" else "  " * max(0, second.depth - 1) + title,
        second.maximum,
        _number(first.points, first.low, first.high, out),
        _number(second.points, second.low, second.high, out),
        _change(found, out),
        out.say(_FULL) if is_full and out.format == "table" else _word(found.direction, out),
    )


def _number(value: Decimal | None, low: Decimal | None, high: Decimal | None, out: Output) -> Cell:
    if value is not None or out.format != "table":
        return value if value is not None else ""
    return None if low is None and high is None else range_cell(low, high, out)


def _change(found: Difference, out: Output) -> Cell:
    if found.change is None:
        return "" if out.format == "csv" else None
    return found.change if out.format == "csv" else signed_text(found.change, out.language)


def _word(direction: str, out: Output) -> str:
    return direction if out.format == "csv" else out.say(_DIRECTIONS[direction])


def _sides(before: Scorecard, after: Scorecard, what: str) -> tuple[Column, Column]:
    first, second = (
        (before.rule_set, after.rule_set) if _is_break(before, after) else (before.period, after.period)
    )
    if first == second:
        first, second = f"{first} (1)", f"{second} (2)"
    return (
        Column(f"{what}_before", Text(first, first), "number"),
        Column(f"{what}_after", Text(second, second), "number"),
    )


def _is_break(before: Scorecard, after: Scorecard) -> bool:
    return (before.index, before.rule_set, before.version) != (after.index, after.rule_set, after.version)


def _title(before: Scorecard, after: Scorecard, out: Output) -> str:
    return f"{out.say(after.title)} · {_side(before)} → {_side(after)}"


def _side(card: Scorecard) -> str:
    return f"{card.rule_set} / {card.period}"


def _notes(before: Scorecard, after: Scorecard, document: dict[str, object], out: Output) -> Iterator[str]:
    if _is_break(before, after):
        yield out.say(_BREAK)
    for key, text in (
        ("only_before", Text("Chỉ có trước", "Only before")),
        ("only_after", Text("Chỉ có sau", "Only after")),
    ):
        codes = document[key]
        if isinstance(codes, list) and codes:
            yield f"{out.say(text)}: {', '.join(codes)}"


def _heads(before: Scorecard, after: Scorecard) -> dict[str, object]:
    sides = {
        side: {
            "index": card.index,
            "rule_set": card.rule_set,
            "version": card.version,
            "period": card.period,
            "engine_version": card.engine_version,
        }
        for side, card in (("before", before), ("after", after))
    }
    return {**sides, "is_break": _is_break(before, after)}


def _unit_document(old: UnitScore, new: UnitScore) -> dict[str, object]:
    return {
        "unit": new.code,
        "name": new.name,
        **_difference_document(Difference(old.value, new.value)),
        "rank_before": old.rank,
        "rank_after": new.rank,
    }


def _node_document(first: NodeScore, second: NodeScore) -> dict[str, object]:
    return {
        "code": second.code,
        "title": {"vi": second.title.vi, "en": second.title.en},
        "kind": second.level,
        "max_before": _text(first.maximum),
        "max_after": _text(second.maximum),
        **_difference_document(Difference(first.points, second.points)),
    }


def _difference_document(found: Difference) -> dict[str, object]:
    return {
        "before": _text(found.before),
        "after": _text(found.after),
        "change": _text(found.change),
        "direction": found.direction,
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
