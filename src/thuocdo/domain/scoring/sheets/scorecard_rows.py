"""A scorecard as one flat table, for CSV, filters and pivots."""

from __future__ import annotations

from decimal import Decimal

from thuocdo.domain.scoring.sheets.scorecards import NodeScore, Scorecard, UnitScore

CSV_COLUMNS = (
    "unit", "unit_name", "level", "period", "code", "title", "kind", "points", "max", "state", "low", "high",
    "value", "rank", "class", "blockers", "index", "rule_set", "version", "engine_version",
)  # fmt: skip


def scorecard_rows(card: Scorecard, language: str) -> list[dict[str, str]]:
    """One row per unit and node; what concerns the whole stands in the row of the total."""
    rows = []
    for unit in card.units:
        for node in unit.nodes:
            rows.append({**_common(card, unit), **_node_row(node, language)})
            if node.depth == 0:
                rows[-1].update(_whole(unit, language))
    return rows


def _common(card: Scorecard, unit: UnitScore) -> dict[str, str]:
    return {
        "unit": unit.code,
        "unit_name": unit.name,
        "level": unit.level,
        "period": card.period,
        "index": card.index,
        "rule_set": card.rule_set,
        "version": card.version,
        "engine_version": card.engine_version,
    }


def _node_row(node: NodeScore, language: str) -> dict[str, str]:
    return {
        "code": node.code,
        "title": node.title.pick(language),
        "kind": node.level,
        "points": _text(node.points),
        "max": _text(node.maximum),
        "state": node.state,
        "low": _text(node.low),
        "high": _text(node.high),
    }


def _whole(unit: UnitScore, language: str) -> dict[str, str]:
    return {
        "value": _text(unit.value),
        "low": _text(unit.low),
        "high": _text(unit.high),
        "rank": "" if unit.rank is None else str(unit.rank),
        "class": unit.class_code or "",
        "blockers": " | ".join(f"{each.code}: {each.text.pick(language)}" for each in unit.blockers),
    }


def _text(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"
