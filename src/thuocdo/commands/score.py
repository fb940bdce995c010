"""`thuocdo score`: points, totals, ranks and classes of all units of a file, on the screen and as a scorecard."""

from __future__ import annotations

import argparse
from fractions import Fraction
from pathlib import Path

from thuocdo.commands.output import Cell, Column, Output, Shown
from thuocdo.commands.parsing import Parser, UsageError
from thuocdo.commands.peers import add_peer_set, read_peer_set
from thuocdo.commands.scoreboards import range_cell, result_line, scoreboard
from thuocdo.commands.sources import add_inputs, choose_unit, load_inputs
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.sheet import UnitRow
from thuocdo.domain.scoring.sheets.scorecard_files import save_scorecard, to_json
from thuocdo.domain.scoring.sheets.scorecard_rows import CSV_COLUMNS, scorecard_rows
from thuocdo.domain.scoring.sheets.scorecards import (
    STATES,
    NodeScore,
    Scorecard,
    UnitScore,
    scorecard_of,
    share_of,
)

_CARD = (
    Column("code", Text("Mã", "Code")),
    Column("title", Text("Nội dung", "Item")),
    Column("points", Text("Điểm", "Points"), "number"),
    Column("max", Text("Tối đa", "Maximum"), "number"),
    Column("share", Text("", ""), "bar"),
    Column("state", Text("Trạng thái", "State")),
)
_ENDINGS = (".xlsx", ".csv", ".json")


def arguments(parser: Parser) -> None:
    """The index, the inputs, where the scorecard goes."""
    add_inputs(parser)
    parser.option(
        "-o",
        "--output",
        metavar="FILE",
        vi="ghi phiếu chấm điểm .xlsx, .csv, .json",
        en="the scorecard: .xlsx, .csv, .json",
    )
    parser.option("--unit", metavar="U", vi="chỉ xem một đơn vị", en="show one unit only")
    add_peer_set(parser)


def run(options: argparse.Namespace, out: Output) -> int:
    """Score, print, write."""
    output = Path(options.output) if options.output else None
    if output is not None and output.suffix.lower() not in _ENDINGS:
        raise UsageError(
            Text(
                "Phiếu chấm điểm là tệp .xlsx, .csv hoặc .json.",
                "A scorecard is an .xlsx, .csv or .json file.",
            )
        )
    inputs = load_inputs(options, out)
    sheet = inputs.sheet(options.period)
    table = score(inputs.loaded.definition, sheet, version=inputs.loaded.version)
    peers = read_peer_set(options.peer_set, sheet.units, out)
    card = scorecard_of(table, version=inputs.loaded.version, peers=peers.codes, peer_set=peers.name)
    if output is not None:
        save_scorecard(card, output, language=out.language, table=table)
        out.tell(Text(f"Đã ghi phiếu chấm điểm {output}.", f"Wrote the scorecard {output}."))
    if output is None or out.format == "table":
        _print(card, options.unit, out)
    return 0


def _print(card: Scorecard, unit_code: str | None, out: Output) -> None:
    if unit_code is not None:
        code = choose_unit(unit_code, [UnitRow(unit.code, unit.name) for unit in card.units])
        card = _only(card, code)
    if out.format == "csv":
        rows = [
            tuple(row.get(name, "") for name in CSV_COLUMNS) for row in scorecard_rows(card, out.language)
        ]
        out.show(Shown("", tuple(Column(name, Text(name)) for name in CSV_COLUMNS), rows), None)
    elif out.format == "json":
        out.show(Shown("", (), []), to_json(card))
    elif len(card.units) == 1:
        out.show(_unit_table(card, card.units[0], out), None)
    else:
        out.show(scoreboard(card, out), None)


def _only(card: Scorecard, code: str) -> Scorecard:
    from dataclasses import replace

    return replace(card, units=tuple(unit for unit in card.units if unit.code == code))


def _unit_table(card: Scorecard, unit: UnitScore, out: Output) -> Shown:
    nodes = unit.nodes[1:] + unit.nodes[:1]
    rows = [_row(node, out) for node in nodes]
    strong = frozenset(place for place, node in enumerate(nodes) if node.level in ("group", "total"))
    name = f"{unit.name} ({unit.code})" if unit.name else unit.code
    title = f"{name} · {out.say(card.title)} · {out.say(Text('kỳ', 'period'))} {card.period}"
    notes = [result_line(card, unit, out)]
    notes += [f"  {each.code}: {out.say(each.text)}" for each in unit.blockers]
    notes.append(f"{card.index}@{card.rule_set} · {card.version[:12]} · thuocdo {card.engine_version}")
    return Shown(title, _CARD, rows, tuple(notes), strong)


def _row(node: NodeScore, out: Output) -> tuple[Cell, ...]:
    is_total = node.depth == 0
    title = out.say(Text("Tổng điểm", "Total") if is_total else node.title)
    points: Cell = node.points
    if node.state == "unknown":
        points = range_cell(node.low, node.high, out)
    share: Fraction | None = share_of(node)
    state = None if node.state == "scored" else STATES[node.state]
    return (
        "" if is_total else node.code,
        "  " * max(0, node.depth - 1) + title,
        points,
        node.maximum if node.maximum is not None else Text("chưa biết", "unknown"),
        share,
        state if state is not None else "",
    )
