"""`thuocdo template`: an input form for an index, to be filled in with any office program."""

from __future__ import annotations

import argparse
from pathlib import Path

from thuocdo.commands.output import Output
from thuocdo.commands.parsing import Parser, UsageError
from thuocdo.commands.sources import INDEX_HELP, find_index, load_units
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheet import UnitRow
from thuocdo.domain.scoring.sheets.forms import write_template


def arguments(parser: Parser) -> None:
    """The index, the file, the units."""
    parser.option("index", metavar="INDEX", **INDEX_HELP)
    parser.option(
        "-o",
        "--output",
        metavar="FILE",
        required=True,
        vi="tệp biểu .xlsx (hoặc .csv)",
        en="the form: .xlsx or .csv",
    )
    parser.option(
        "--period", metavar="P", default="", vi="kỳ ghi sẵn trong biểu", en="the period written in the form"
    )
    parser.option(
        "--unit",
        metavar="CODE[=NAME]",
        action="append",
        default=[],
        vi="đơn vị của biểu, có thể ghi nhiều lần",
        en="a unit of the form; may be repeated",
    )
    parser.option("--units", metavar="FILE", vi="danh sách đơn vị từ tệp", en="units from a list")


def run(options: argparse.Namespace, out: Output) -> int:
    """Write the form."""
    path = Path(options.output)
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise UsageError(Text("Biểu nhập là tệp .xlsx hoặc .csv.", "A form is an .xlsx or .csv file."))
    loaded = find_index(options.index)
    units = [_unit(word) for word in options.unit]
    if options.units:
        units.extend(load_units(options.units, out))
    write_template(
        loaded.definition,
        path,
        units=units,
        period=options.period,
        language=out.language,
        version=loaded.version,
    )
    out.tell(Text(f"Đã ghi biểu nhập {path}.", f"Wrote the form {path}."))
    return 0


def _unit(word: str) -> UnitRow:
    code, _, name = word.partition("=")
    return UnitRow(code.strip(), name.strip())
