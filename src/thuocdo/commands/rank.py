"""`thuocdo rank`: competition ranks within a named peer set, by the total or by any node."""

from __future__ import annotations

import argparse
from fractions import Fraction

from thuocdo.commands.output import Cell, Column, Output, Shown
from thuocdo.commands.parsing import Parser
from thuocdo.commands.peers import add_peer_set, read_peer_set
from thuocdo.commands.scoreboards import CLASS, NAME, RANK, RESULT, UNIT, class_cell, peer_line, range_cell
from thuocdo.commands.sources import add_inputs, choose, load_inputs
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.sheets.scorecards import NodeScore, Scorecard, UnitScore, scorecard_of, share_of

_TOTAL = "total"


def arguments(parser: Parser) -> None:
    """The index, the inputs, what to rank by."""
    add_inputs(parser)
    parser.option(
        "--by", metavar="CODE", default=_TOTAL, vi="xếp theo mã này (mặc định: tổng)", en="rank by this code"
    )
    add_peer_set(parser)


def run(options: argparse.Namespace, out: Output) -> int:
    """Score and print the ranks."""
    inputs = load_inputs(options, out)
    sheet = inputs.sheet(options.period)
    table = score(inputs.loaded.definition, sheet, version=inputs.loaded.version)
    by = choose(options.by, [planned.code for planned in table.nodes], Text("mã", "code"))
    peers = read_peer_set(options.peer_set, sheet.units, out)
    card = scorecard_of(table, version=inputs.loaded.version, peers=peers.codes, peer_set=peers.name)
    ranks = dict(zip(table.units, table.ranks(peers.codes, by).tolist(), strict=True))
    members = [unit for unit in card.units if peers.codes is None or unit.code in peers.codes]
    ordered = sorted(members, key=lambda unit: (not ranks[unit.code], ranks[unit.code]))
    rows = [_row(card, unit, by, ranks[unit.code] or None, out) for unit in ordered]
    out.show(_table(card, by, rows, out), _document(card, by, ordered, ranks))
    return 0


def _columns(by: str) -> tuple[Column, ...]:
    value = RESULT if by == _TOTAL else Text("Điểm", "Points")
    columns = (
        Column("rank", RANK, "number"),
        Column("unit", UNIT),
        Column("name", NAME),
        Column("value" if by == _TOTAL else "points", value, "number"),
        Column("max", Text("Tối đa", "Maximum"), "number"),
        Column("share", Text("", ""), "bar"),
    )
    return (*columns, Column("class", CLASS)) if by == _TOTAL else columns


def _row(card: Scorecard, unit: UnitScore, by: str, rank: int | None, out: Output) -> tuple[Cell, ...]:
    node = unit.node(by)
    share: Fraction | None = share_of(node) if node else None
    maximum = node.maximum if node else None
    cells: tuple[Cell, ...] = (rank, unit.code, unit.name, _value(unit, node, by, out), maximum, share)
    return (*cells, class_cell(card, unit)) if by == _TOTAL else cells


def _value(unit: UnitScore, node: NodeScore | None, by: str, out: Output) -> Cell:
    number = unit.value if by == _TOTAL else node.points if node else None
    low, high = (unit.low, unit.high) if by == _TOTAL else (node.low, node.high) if node else (None, None)
    if number is None and out.format == "table" and (low is not None or high is not None):
        return range_cell(low, high, out)
    return number if number is not None or out.format == "table" else ""


def _table(card: Scorecard, by: str, rows: list[tuple[Cell, ...]], out: Output) -> Shown:
    what = "" if by == _TOTAL else f" · {by}"
    title = f"{out.say(card.title)}{what} · {out.say(Text('kỳ', 'period'))} {card.period}"
    return Shown(title, _columns(by), rows, (peer_line(card, out),))


def _document(card: Scorecard, by: str, units: list[UnitScore], ranks: dict[str, int]) -> dict[str, object]:
    def number(unit: UnitScore) -> str | None:
        node = unit.node(by)
        value = unit.value if by == _TOTAL else node.points if node else None
        return None if value is None else f"{value:f}"

    return {
        "index": card.index,
        "rule_set": card.rule_set,
        "version": card.version,
        "engine_version": card.engine_version,
        "period": card.period,
        "by": by,
        "peer_set": {
            "name": {"vi": card.peer_set.vi, "en": card.peer_set.en},
            "units": card.peers,
            "ranked": card.ranked,
        },
        "ranks": [
            {"rank": ranks[unit.code] or None, "unit": unit.code, "name": unit.name, "value": number(unit)}
            for unit in units
        ],
    }
