"""`thuocdo compare`: two periods of an index, two rule sets on the same inputs, or two scorecards.

compare 766 august.xlsx september.xlsx [UNIT]            two files
compare 766 inputs.csv --periods 2025 2026 [--unit U]    two periods of one file
compare 766@2022 766@2026 --inputs x.xlsx [UNIT]         two rule sets
compare before.json after.json [UNIT]                    two scorecards written by `score -o x.json`
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from thuocdo.commands.comparing import between_units, of_unit
from thuocdo.commands.output import Output
from thuocdo.commands.parsing import Parser, UsageError
from thuocdo.commands.sources import Inputs, add_reading, choose_unit, find_index, load_inputs
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.loading import LoadedDefinition
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow
from thuocdo.domain.scoring.sheets.scorecard_files import read_scorecard
from thuocdo.domain.scoring.sheets.scorecards import Scorecard, scorecard_of

_FORMS = Text(
    "Ghi: INDEX A.xlsx B.xlsx [UNIT] · INDEX A.xlsx --periods P1 P2 [UNIT] · "
    "INDEX@r1 INDEX@r2 --inputs A.xlsx [UNIT] · A.json B.json [UNIT]",
    "Give INDEX A.xlsx B.xlsx [UNIT] · INDEX A.xlsx --periods P1 P2 [UNIT] · "
    "INDEX@r1 INDEX@r2 --inputs A.xlsx [UNIT] · A.json B.json [UNIT]",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two scorecards and the unit asked for."""

    before: Scorecard
    after: Scorecard
    unit: str | None


def arguments(parser: Parser) -> None:
    """What is compared with what."""
    parser.usage = f"{parser.prog} A B [UNIT] [--periods P1 P2] [--inputs FILE] [--unit U] [--format …] …"
    parser.option("things", metavar="A B [UNIT]", nargs="+", vi=_FORMS.vi, en=_FORMS.en)
    parser.option(
        "--periods", nargs=2, metavar=("P1", "P2"), vi="hai kỳ của một tệp", en="two periods of one file"
    )
    parser.option(
        "--inputs", metavar="FILE", vi="một tệp số liệu, hai phiên bản quy tắc", en="one file, two rule sets"
    )
    parser.option("--unit", metavar="U", vi="xem từng chỉ số của một đơn vị", en="every node of one unit")
    add_reading(parser)


def run(options: argparse.Namespace, out: Output) -> int:
    """Score both sides and print what changed."""
    pair = _pair(options, out)
    shared = [UnitRow(unit.code, unit.name) for unit in pair.before.units if pair.after.unit(unit.code)]
    if not shared:
        raise UsageError(Text("Hai bên không có đơn vị chung.", "The two sides have no unit in common."))
    unit = pair.unit or (shared[0].code if len(shared) == 1 else None)
    if unit is None:
        out.show(*between_units(pair.before, pair.after, out))
    else:
        out.show(*of_unit(pair.before, pair.after, choose_unit(unit, shared), out))
    return 0


def _pair(options: argparse.Namespace, out: Output) -> Pair:
    things: list[str] = options.things
    if options.inputs and options.periods:
        raise UsageError(_FORMS)
    if options.inputs:
        first, second, unit = _split(things, options.unit)
        return _two_rule_sets(first, second, unit, options, out)
    if options.periods:
        index, file, unit = _split(things, options.unit)
        return _two_periods(index, file, unit, options, out)
    if len(things) >= 2 and all(_is_scorecard(name) for name in things[:2]):
        first, second, unit = _split(things, options.unit)
        return Pair(_load_card(first), _load_card(second), unit)
    if len(things) < 3:
        raise UsageError(_FORMS)
    first, second, unit = _split(things[1:], options.unit)
    return _two_files(things[0], (first, second), unit, options, out)


def _split(things: Sequence[str], unit: str | None) -> tuple[str, str, str | None]:
    if len(things) not in (2, 3) or (len(things) == 3 and unit is not None):
        raise UsageError(_FORMS)
    return things[0], things[1], things[2] if len(things) == 3 else unit


def _two_files(
    index: str, files: tuple[str, str], unit: str | None, options: argparse.Namespace, out: Output
) -> Pair:
    sides = [load_inputs(options, out, index=index, file=file) for file in files]
    cards = [_card(side.loaded, side.sheet(options.period)) for side in sides]
    return Pair(cards[0], cards[1], unit)


def _two_periods(index: str, file: str, unit: str | None, options: argparse.Namespace, out: Output) -> Pair:
    inputs: Inputs = load_inputs(options, out, index=index, file=file)
    cards = [_card(inputs.loaded, inputs.sheet(period)) for period in options.periods]
    return Pair(cards[0], cards[1], unit)


def _two_rule_sets(
    first: str, second: str, unit: str | None, options: argparse.Namespace, out: Output
) -> Pair:
    other = find_index(second)
    inputs = load_inputs(options, out, index=first, file=options.inputs, also=[other])
    sheet = inputs.sheet(options.period)
    return Pair(_card(inputs.loaded, sheet), _card(other, sheet), unit)


def _card(loaded: LoadedDefinition, sheet: InputSheet) -> Scorecard:
    return scorecard_of(score(loaded.definition, sheet, version=loaded.version), version=loaded.version)


def _is_scorecard(name: str) -> bool:
    """Whether a JSON file is a scorecard and not a file of inputs."""
    path = Path(name)
    return (
        path.suffix.lower() == ".json"
        and path.is_file()
        and '"kind": "scorecard"' in path.read_text("utf-8")[:200]
    )


def _load_card(name: str) -> Scorecard:
    return read_scorecard(Path(name).read_text(encoding="utf-8"))
