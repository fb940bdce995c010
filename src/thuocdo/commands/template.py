"""`thuocdo template`: an input form for an index, to be filled in with any office program."""

from __future__ import annotations

import argparse
from pathlib import Path

from thuocdo.commands.output import Output
from thuocdo.commands.parsing import Parser, UsageError
from thuocdo.commands.sources import INDEX_HELP, find_index, load_units, source_of, stop_at_errors
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.discovery import find
from thuocdo.domain.scoring.catalogue.loading import FILE_NAME, LoadedDefinition
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow
from thuocdo.domain.scoring.sheets.forms import write_template
from thuocdo.domain.scoring.sheets.reading import read_inputs


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
    parser.option(
        "--previous",
        metavar="FILE",
        vi="số liệu kỳ trước: ghi mờ cạnh ô nhập, không đọc lại; không nêu đơn vị thì lấy đơn vị của tệp này",
        en="last period's inputs, greyed beside the entries and never read back; its units where none are named",
    )


def run(options: argparse.Namespace, out: Output) -> int:
    """Write the form."""
    path = Path(options.output)
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise UsageError(Text("Biểu nhập là tệp .xlsx hoặc .csv.", "A form is an .xlsx or .csv file."))
    loaded = find_index(options.index)
    units = [_unit(word) for word in options.unit]
    if options.units:
        units.extend(load_units(options.units, out))
    previous = _previous(options.previous, loaded, options.period, out) if options.previous else None
    if previous is not None and not units:
        units.extend(previous.units)
    write_template(
        loaded.definition,
        path,
        units=units,
        period=options.period,
        language=out.language,
        version=loaded.version,
        previous=previous,
    )
    out.tell(Text(f"Đã ghi biểu nhập {path}.", f"Wrote the form {path}."))
    return 0


def _previous(file: str, loaded: LoadedDefinition, period: str, out: Output) -> InputSheet | None:
    """The latest sheet of a file before `period`; the file may be of any rule set of the index."""
    definitions = [loaded.definition, *(each.definition for each in _siblings(loaded))]
    result = read_inputs(source_of(file), definitions, name=file)
    stop_at_errors(result, file, out)
    earlier = [each for each in sorted(result.sheets) if not period or each < period]
    if not earlier:
        held = ", ".join(result.sheets)
        raise UsageError(
            Text(
                f"“{file}” không có kỳ nào trước {period}; có: {held}.",
                f"“{file}” has no period before {period}; it has: {held}.",
            )
        )
    return result.sheets[earlier[-1]]


def _siblings(loaded: LoadedDefinition) -> list[LoadedDefinition]:
    """The other rule sets of the index beside this one."""
    if loaded.path is None or len(loaded.path.parents) < 2:
        return []
    files = [path for path in sorted(loaded.path.parents[1].glob(f"*/{FILE_NAME}")) if path != loaded.path]
    found = (find(str(path)) for path in files)
    return [each for each in found if each.definition.index == loaded.definition.index]


def _unit(word: str) -> UnitRow:
    code, _, name = word.partition("=")
    return UnitRow(code.strip(), name.strip())
