"""`thuocdo explain`: why a number is what it is: inputs, rule, arithmetic, rounding, reference."""

from __future__ import annotations

import argparse
from fractions import Fraction

from thuocdo.commands.output import Cell, Column, Output, Shown
from thuocdo.commands.parsing import Parser
from thuocdo.commands.sources import add_inputs, choose, choose_unit, load_inputs
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.as_json import to_json
from thuocdo.domain.scoring.derivation import Derivation
from thuocdo.domain.scoring.explain import explain
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.sentences import tell
from thuocdo.domain.scoring.sheet import STATE_LABELS
from thuocdo.domain.scoring.sheets.scorecards import STATES

PIPED_FORMAT = "json"
_STATES = {**STATES, **{state.word: label for state, label in STATE_LABELS.items()}}
_PARTS = (
    Column("kind", Text("Loại", "Kind")),
    Column("code", Text("Mã", "Code")),
    Column("title", Text("Nội dung", "Item")),
    Column("value", Text("Giá trị", "Value"), "number"),
    Column("max", Text("Tối đa", "Maximum"), "number"),
    Column("share", Text("", ""), "bar"),
    Column("state", Text("Trạng thái", "State")),
    Column("source", Text("Nguồn", "Source")),
)


def arguments(parser: Parser) -> None:
    """The index, the inputs, the unit and the node."""
    add_inputs(parser)
    parser.option("unit", metavar="UNIT", vi="mã đơn vị", en="the unit's code")
    parser.option(
        "code",
        metavar="CODE",
        nargs="?",
        default="total",
        vi="mã chỉ số (mặc định: tổng)",
        en="the node's code",
    )


def run(options: argparse.Namespace, out: Output) -> int:
    """Explain one number."""
    inputs = load_inputs(options, out)
    sheet = inputs.sheet(options.period)
    unit = choose_unit(options.unit, sheet.units)
    table = score(inputs.loaded.definition, sheet, version=inputs.loaded.version)
    code = choose(options.code, [planned.code for planned in table.nodes], Text("mã", "code"))
    derivation = explain(table, unit, code)
    if out.format == "table":
        _tell(derivation, out)
    else:
        out.show(Shown("", _PARTS, _rows(derivation, out)), to_json(derivation))
    return 0


def _tell(derivation: Derivation, out: Output) -> None:
    sentences = tell(derivation, out.language)
    out.write("\n".join([sentences[0], *(f"  {sentence}" for sentence in sentences[1:])]) + "\n")
    if derivation.children:
        out.write("\n")
        out.show(
            Shown(out.say(derivation.title), _PARTS[1:7], [row[1:7] for row in _rows(derivation, out)]), None
        )


def _rows(derivation: Derivation, out: Output) -> list[tuple[Cell, ...]]:
    """What the number was made from: inputs, or parts."""
    rows: list[tuple[Cell, ...]] = []
    for each in derivation.inputs:
        value = each.choice or each.value
        rows.append(("input", each.name, each.title, value, None, None, _state(each.state, out), each.source))
    for child in derivation.children:
        share = child.points / child.maximum if child.points is not None and child.maximum else None
        state = _state(child.state if child.counts else "not_scored", out)
        rows.append(("part", child.code, child.title, child.points, child.maximum, _in_bar(share), state, ""))
    return rows


def _state(word: str, out: Output) -> Cell:
    """The state as a code for programs; in words for people, who need none where a number stands."""
    if out.format != "table":
        return word
    return "" if word in ("scored", "given") else _STATES.get(word, Text(word))


def _in_bar(share: Fraction | None) -> Fraction | None:
    return None if share is None else max(Fraction(0), min(share, Fraction(1)))
