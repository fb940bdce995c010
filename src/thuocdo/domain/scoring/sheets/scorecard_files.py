"""Scorecards as CSV, JSON and workbooks; JSON is read back, so that two of them can be compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.results import ScoreTable
from thuocdo.domain.scoring.sheets.csv_text import BOM, csv_text
from thuocdo.domain.scoring.sheets.problems import SheetError
from thuocdo.domain.scoring.sheets.scorecard_rows import CSV_COLUMNS, scorecard_rows
from thuocdo.domain.scoring.sheets.scorecards import NodeScore, Obstacle, Scorecard, UnitScore, scorecard_of

KIND = "scorecard"


def write_scorecard(table: ScoreTable, path: Path, *, version: str = "", language: str = "vi") -> None:
    """Write the scorecard of a table; the ending of `path` chooses workbook, CSV or JSON."""
    save_scorecard(scorecard_of(table, version=version), path, language=language, table=table)


def save_scorecard(
    card: Scorecard, path: Path, *, language: str = "vi", table: ScoreTable | None = None
) -> None:
    """Write a scorecard that is already made; with its table a workbook can tell the rules as well."""
    kind = path.suffix.lower()
    if kind == ".json":
        path.write_text(scorecard_json(card), encoding="utf-8")
    elif kind == ".csv":
        path.write_text(BOM + scorecard_csv(card, language), encoding="utf-8", newline="")
    elif kind == ".xlsx":
        from thuocdo.domain.scoring.sheets.scorecard_workbook import write_scorecard_workbook

        write_scorecard_workbook(card, path, language=language, table=table)
    else:
        raise SheetError(
            Text(
                f"Không biết ghi phiếu chấm điểm vào “{path.name}”; dùng đuôi .xlsx, .csv hoặc .json.",
                f"“{path.name}” is of no known kind; end it in .xlsx, .csv or .json.",
            )
        )


def scorecard_csv(card: Scorecard, language: str) -> str:
    """The rows as CSV text."""
    rows = ([row.get(name, "") for name in CSV_COLUMNS] for row in scorecard_rows(card, language))
    return csv_text(CSV_COLUMNS, rows)


def scorecard_json(card: Scorecard) -> str:
    """Everything, both languages; `read_scorecard` is its inverse."""
    return json.dumps(to_json(card), ensure_ascii=False, indent=1) + "\n"


def to_json(card: Scorecard) -> dict[str, object]:
    """A scorecard as JSON-serialisable data; numbers are texts with a decimal point, so that none is bent."""
    return {
        "kind": KIND,
        "schema": 1,
        "index": card.index,
        "rule_set": card.rule_set,
        "title": _both(card.title),
        "version": card.version,
        "engine_version": card.engine_version,
        "period": card.period,
        "peer_set": {"name": _both(card.peer_set), "units": card.peers, "ranked": card.ranked},
        "value_label": _both(card.value_label),
        "classes": {code: _both(title) for code, title in card.class_titles.items()},
        "views": {code: _both(title) for code, title in card.view_titles.items()},
        "units": [_unit_json(unit) for unit in card.units],
    }


def _unit_json(unit: UnitScore) -> dict[str, object]:
    return {
        "unit": unit.code,
        "name": unit.name,
        "level": unit.level,
        "value": _json(unit.value),
        "low": _json(unit.low),
        "high": _json(unit.high),
        "rank": unit.rank,
        "class": unit.class_code,
        "views": {code: _json(value) for code, value in unit.views.items()},
        "blockers": [
            {"code": each.code, "kind": each.kind, "inputs": list(each.inputs), "text": _both(each.text)}
            for each in unit.blockers
        ],
        "nodes": [
            {
                "code": node.code,
                "title": _both(node.title),
                "kind": node.level,
                "depth": node.depth,
                "points": _json(node.points),
                "max": _json(node.maximum),
                "state": node.state,
                "low": _json(node.low),
                "high": _json(node.high),
            }
            for node in unit.nodes
        ],
    }


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}


def _json(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def read_scorecard(content: str) -> Scorecard:
    """A scorecard from its JSON; raises `SheetError` when the text is none."""
    try:
        data = json.loads(content)
        if data["kind"] != KIND:
            raise KeyError("kind")
        return _card(data)
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError, AttributeError) as error:
        raise SheetError(
            Text(
                "Tệp không phải phiếu chấm điểm JSON do `thuocdo score -o x.json` ghi ra.",
                "The file is no scorecard JSON as `thuocdo score -o x.json` writes it.",
            )
        ) from error


def _card(data: Mapping[str, Any]) -> Scorecard:  # Any: whatever JSON holds; wrong shapes raise
    return Scorecard(
        index=data["index"],
        rule_set=data["rule_set"],
        title=Text(**data["title"]),
        version=data["version"],
        period=data["period"],
        peer_set=Text(**data["peer_set"]["name"]),
        peers=data["peer_set"]["units"],
        ranked=data["peer_set"]["ranked"],
        value_label=Text(**data["value_label"]),
        units=tuple(_unit(each) for each in data["units"]),
        class_titles={code: Text(**title) for code, title in data["classes"].items()},
        view_titles={code: Text(**title) for code, title in data["views"].items()},
        engine_version=data["engine_version"],
    )


def _unit(data: Mapping[str, Any]) -> UnitScore:  # Any: as above
    return UnitScore(
        code=data["unit"],
        name=data["name"],
        level=data["level"],
        value=_number(data["value"]),
        low=_number(data["low"]),
        high=_number(data["high"]),
        rank=data["rank"],
        class_code=data["class"],
        blockers=tuple(
            Obstacle(each["code"], each["kind"], tuple(each["inputs"]), Text(**each["text"]))
            for each in data["blockers"]
        ),
        nodes=tuple(_node(each) for each in data["nodes"]),
        views={code: _number(value) for code, value in data["views"].items()},
    )


def _node(data: Mapping[str, Any]) -> NodeScore:  # Any: as above
    return NodeScore(
        code=data["code"],
        title=Text(**data["title"]),
        level=data["kind"],
        depth=data["depth"],
        points=_number(data["points"]),
        maximum=_number(data["max"]),
        state=data["state"],
        low=_number(data["low"]),
        high=_number(data["high"]),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
