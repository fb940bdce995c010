"""What commands read: an index by its name, inputs from a file, units from a list."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from thuocdo.commands.output import Output, joined
from thuocdo.commands.parsing import Parser, UsageError
from thuocdo.domain.primitives.errors import PeriodError
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.discovery import find
from thuocdo.domain.scoring.catalogue.loading import LoadedDefinition
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow
from thuocdo.domain.scoring.sheets.headings import fold, nearest
from thuocdo.domain.scoring.sheets.number_words import DecimalMark
from thuocdo.domain.scoring.sheets.reading import ReadResult, read_inputs
from thuocdo.domain.scoring.sheets.unit_lists import read_units

INDEX_HELP = {
    "vi": "thư mục, tệp, mã, tên tắt hoặc mã@phiên bản (ví dụ 766)",
    "en": "a folder, a file, a code, an alias or code@rule_set (such as 766)",
}
UNIT = Text("đơn vị", "unit")
STANDARD_INPUT = "-"


class FindingsError(Exception):
    """Ends a command with the code for findings; they are already printed."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """An index with the sheets of one file."""

    loaded: LoadedDefinition
    sheets: dict[str, InputSheet]
    file: str

    def sheet(self, period: str | None) -> InputSheet:
        """The sheet of a period; without one, the only sheet there is."""
        return choose_period(self.sheets, period, self.file)


def add_inputs(parser: Parser, *, inputs: bool = True) -> None:
    """The arguments of every command that scores a file."""
    parser.option("index", metavar="INDEX", **INDEX_HELP)
    if inputs:
        parser.option(
            "inputs", metavar="INPUTS", vi="tệp số liệu .xlsx, .csv, .json", en="inputs: .xlsx, .csv, .json"
        )
    add_reading(parser)


def add_reading(parser: Parser) -> None:
    """How a file of inputs is to be read."""
    parser.option(
        "--period",
        metavar="P",
        vi="kỳ cần chấm khi tệp có nhiều kỳ",
        en="the period, if the file has several",
    )
    parser.option(
        "--decimal",
        choices=[mark.value for mark in DecimalMark],
        vi="dấu thập phân của số viết dạng chữ: comma (1.234,5) hay point (1,234.5)",
        en="the decimal mark of numbers in text: comma (1.234,5) or point (1,234.5)",
    )
    parser.option(
        "--units",
        metavar="FILE",
        vi="danh sách đơn vị hợp lệ (unit, unit_name, …)",
        en="a list of the units allowed",
    )


def find_index(reference: str) -> LoadedDefinition:
    """The definition a user names."""
    return find(reference)


def load_inputs(
    options: argparse.Namespace,
    out: Output,
    *,
    index: str = "",
    file: str = "",
    also: Sequence[LoadedDefinition] = (),
) -> Inputs:
    """Read the inputs a call names; problems are printed and end the command when they are errors."""
    loaded, name = find_index(index or options.index), file or options.inputs
    known = {unit.code: unit for unit in load_units(options.units, out)} if options.units else None
    result = read_inputs(
        source_of(name),
        [loaded.definition, *(each.definition for each in also)],
        name=name,
        decimals=DecimalMark(options.decimal) if options.decimal else None,
        period=options.period or "",
        known_units=known,
        version="" if also else loaded.version,
    )
    stop_at_errors(result, name, out)
    for period in result.sheets:
        tell_if_not_in_force(loaded, period, out)
    return Inputs(loaded, {period: _named(sheet, known) for period, sheet in result.sheets.items()}, name)


def tell_if_not_in_force(loaded: LoadedDefinition, period: str, out: Output) -> None:
    """Scoring an old period by new rules is a fair question; that it is one must be said."""
    valid = loaded.definition.valid
    try:
        if valid.covers(Period.parse(period).end):
            return
    except PeriodError:  # an edition with a name of its own has no dates
        return
    start, last = (format(day, "%d/%m/%Y") if day else "…" for day in (valid.start, valid.end))
    out.tell(
        Text(
            f"Lưu ý: {loaded.reference} có hiệu lực {start} – {last}, không phủ ngày cuối kỳ {period}; "
            "điểm dưới đây là tính thử theo phiên bản quy tắc này. Xem các phiên bản khác: thuocdo list.",
            f"Note: {loaded.reference} is in force {start} – {last}, which does not cover the end of {period}; "
            "the points below are a trial by this rule set. For the others see: thuocdo list.",
        )
    )


def _named(sheet: InputSheet, known: dict[str, UnitRow] | None) -> InputSheet:
    """Units that a file only names by code get what the list says of them."""
    if known is None:
        return sheet
    units = tuple(unit if unit.name else known[unit.code] for unit in sheet.units)
    return InputSheet(sheet.period, units, sheet.columns)


def source_of(name: str) -> Path | bytes:
    """A file, or what comes in by the pipe."""
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    path = Path(name)
    if not path.is_file():
        raise UsageError(Text(f"Không có tệp “{name}”.", f"There is no file “{name}”."))
    return path


def stop_at_errors(result: ReadResult, name: str, out: Output) -> None:
    """Print what was found; errors end the command."""
    out.problems(result.problems, name)
    if not result.is_loaded:
        count = len(result.errors)
        out.tell(
            Text(
                f"{name}: {count} lỗi, chưa nạp số liệu nào. Sửa rồi chạy lại.",
                f"{name}: {count} error(s), nothing was loaded. Mend the file and try again.",
            )
        )
        raise FindingsError


def load_units(name: str, out: Output) -> tuple[UnitRow, ...]:
    """The units of a list."""
    units, problems = read_units(source_of(name), name=name)
    out.problems(problems, name)
    if any(problem.severity == "error" for problem in problems):
        raise FindingsError
    return units


def choose_period(sheets: dict[str, InputSheet], period: str | None, file: str) -> InputSheet:
    """The sheet of a period; raises when it must be chosen or is not there."""
    listed = joined(list(sheets))
    if period is None and len(sheets) == 1:
        return next(iter(sheets.values()))
    if period is None:
        raise UsageError(
            Text(
                f"{file} có nhiều kỳ: {listed}. Chọn bằng --period.",
                f"{file} has several periods: {listed}. Choose one with --period.",
            )
        )
    if period not in sheets:
        raise UsageError(
            Text(
                f"{file} không có kỳ {period}; có: {listed}.",
                f"{file} has no period {period}; it has: {listed}.",
            )
        )
    return sheets[period]


def choose_unit(word: str, units: Sequence[UnitRow]) -> str:
    """A unit by its code, or by its name where only one has it."""
    if all(word != unit.code for unit in units):
        named = [unit.code for unit in units if unit.name and fold(unit.name) == fold(word)]
        if len(named) == 1:
            return named[0]
        codes = {unit.name: unit.code for unit in units if unit.name} | {
            unit.code: unit.code for unit in units
        }
        near = [codes[found] for found in nearest(word, codes)]
        return choose(word, near or [unit.code for unit in units], UNIT)
    return word


def choose(word: str, known: Sequence[str], what: Text) -> str:
    """A code a user typed, or an error that names the nearest."""
    if word in known:
        return word
    near = joined(nearest(word, known) or list(known))
    raise UsageError(
        Text(
            f"Không có {what.vi} “{word}”. Gần nhất: {near}.",
            f"There is no {what.en} “{word}”. Nearest: {near}.",
        )
    )
