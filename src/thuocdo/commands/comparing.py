"""Two scorecards side by side: all units, or one unit node by node."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from thuocdo.commands.output import Cell, Column, Output, Shown, signed_text
from thuocdo.commands.parsing import UsageError
from thuocdo.commands.scoreboards import NAME, UNIT, range_cell
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.compare import Change, Comparison, Difference, compare_sides
from thuocdo.domain.scoring.sheets.scorecards import NodeScore, Scorecard, UnitScore, side_of

_CHANGE, _MAXIMUM = Text("Thay đổi", "Change"), Text("Tối đa", "Maximum")
_ROSE, _FELL = Text("▲ tăng", "▲ rose"), Text("▼ giảm", "▼ fell")
_SAME, _UNKNOWN = Text("= giữ nguyên", "= unchanged"), Text("? chưa rõ", "? not known")
_FULL = Text("● tối đa", "● at maximum")
_DIRECTIONS = {"rose": _ROSE, "fell": _FELL, "unchanged": _SAME, "unknown": _UNKNOWN}
_BREAK = Text(
    "Hai phiên bản quy tắc khác nhau: chuỗi số liệu bị ngắt, tổng điểm không so trực tiếp được.",
    "Two different rule sets: the series breaks here, the totals do not measure the same thing.",
)


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
    found = compare_sides(side_of(before, old), side_of(after, new))
    changes = [node for node in (*found.nodes, found.total) if _is_counted(node)]
    if len(changes) < 2:
        raise UsageError(
            Text(
                "Hai bên không có mã chỉ số chung để so sánh.",
                "The two sides share no code that could be compared.",
            )
        )
    rows = [_node_row(change, old.node(change.code), new.node(change.code), out) for change in changes]
    strong = frozenset(place for place, node in enumerate(changes) if node.level in ("group", "total"))
    columns = (
        Column("code", Text("Mã", "Code")),
        Column("title", Text("Nội dung", "Item")),
        Column("max", _MAXIMUM, "number"),
        *_sides(before, after, "points"),
        Column("change", _CHANGE, "number"),
        Column("direction", Text("", "")),
    )
    document = {
        **_heads(before, after),
        "unit": code,
        "name": new.name,
        "value": _difference_document(found.value),
        "rank_before": old.rank,
        "rank_after": new.rank,
        "nodes": [_node_document(change) for change in changes],
        "only_before": list(found.only_before),
        "only_after": list(found.only_after),
    }
    name = f"{new.name} ({code})" if new.name else code
    title = f"{name} · {_title(before, after, out)}"
    notes = (_counts(found, out), *_notes(before, after, document, out))
    return Shown(title, columns, rows, notes, strong), document


def _is_counted(change: Change) -> bool:
    return any(node is not None and node.counts for node in (change.old, change.new))


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


def _node_row(
    change: Change, first: NodeScore | None, second: NodeScore | None, out: Output
) -> tuple[Cell, ...]:
    is_full = change.is_at_maximum and change.direction != "rose"
    is_total = change.depth == 0
    title = out.say(Text("Tổng điểm", "Total") if is_total else change.title)
    return (
        "total" if is_total and out.format == "csv" else "" if is_total else change.code,
        title if out.format == "csv" else "  " * max(0, change.depth - 1) + title,
        change.maximum_after,
        _node_number(first, out),
        _node_number(second, out),
        _change(change, out),
        out.say(_FULL) if is_full and out.format == "table" else _word(change.direction, out),
    )


def _node_number(node: NodeScore | None, out: Output) -> Cell:
    return _number(node.points, node.low, node.high, out) if node else _number(None, None, None, out)


def _number(value: Decimal | None, low: Decimal | None, high: Decimal | None, out: Output) -> Cell:
    if value is not None or out.format != "table":
        return value if value is not None else ""
    return None if low is None and high is None else range_cell(low, high, out)


def _change(found: Difference | Change, out: Output) -> Cell:
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


def _counts(found: Comparison, out: Output) -> str:
    """How many indicators rose, fell, stayed, are not known, and stand at their maximum now."""
    risen, fallen, same = len(found.risen), len(found.fallen), len(found.unchanged)
    unknown, full = len(found.unknown), len(found.at_maximum)
    return out.say(
        Text(
            f"Chỉ số tăng {risen}, giảm {fallen}, giữ nguyên {same}, chưa rõ {unknown}; đang ở mức tối đa {full}",
            f"Indicators: {risen} rose, {fallen} fell, {same} unchanged, {unknown} not known; {full} at their maximum",
        )
    )


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


def _node_document(change: Change) -> dict[str, object]:
    return {
        "code": change.code,
        "title": {"vi": change.title.vi, "en": change.title.en},
        "kind": change.level,
        "max_before": _text(change.maximum_before),
        "max_after": _text(change.maximum_after),
        **_difference_document(change),
    }


def _difference_document(found: Difference | Change) -> dict[str, object]:
    return {
        "before": _text(found.before),
        "after": _text(found.after),
        "change": _text(found.change),
        "direction": found.direction.value,
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
