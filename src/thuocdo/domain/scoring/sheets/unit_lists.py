"""Lists of units: code, name, level, parent and classes, as CSV or a workbook."""

from __future__ import annotations

from pathlib import Path

from thuocdo.domain.scoring.sheet import UnitRow
from thuocdo.domain.scoring.sheets import cell_messages, file_messages
from thuocdo.domain.scoring.sheets.entries import Spot, clean_text, unit_row
from thuocdo.domain.scoring.sheets.headings import FIELDS, LABELS, UNIT_FACTS, fold
from thuocdo.domain.scoring.sheets.limits import LIMITS, Limits
from thuocdo.domain.scoring.sheets.package import RefusedFileError
from thuocdo.domain.scoring.sheets.problems import Log, Place, Problem
from thuocdo.domain.scoring.sheets.reading import open_tables
from thuocdo.domain.scoring.sheets.table import Table, shown

_ALSO = {"code": "unit", "ma": "unit", "name": "unit_name", "ten": "unit_name"}


def read_units(
    source: Path | bytes, *, name: str = "", limits: Limits = LIMITS
) -> tuple[tuple[UnitRow, ...], tuple[Problem, ...]]:
    """The units of a list, and what is wrong with it."""
    log = Log()
    units: dict[str, UnitRow] = {}
    try:
        tables, _ = open_tables(source, name, limits, log)
        for table in tables:
            _read_table(table, units, log)
        if not units and not log.has_errors:
            log.add(file_messages.no_table(), Place(name))
    except RefusedFileError as refusal:
        log.add(refusal.message, Place(name))
    return tuple(units.values()), tuple(log.problems)


def _read_table(table: Table, units: dict[str, UnitRow], log: Log) -> None:
    if not table.rows:
        return
    columns: dict[str, int] = {}
    for column, raw in table.rows[0].cells.items():
        word = fold(shown(raw))
        field = _ALSO.get(word) or FIELDS.get(word)
        if field is not None:
            columns.setdefault(field, column)
    if "unit" not in columns:
        return
    for row in table.rows[1:]:
        texts = {
            field: clean_text(
                row.cells.get(column), LABELS[field], log, Spot(table, row.number, column, field)
            )
            for field, column in columns.items()
            if field in ("unit", *UNIT_FACTS)
        }
        code = texts.pop("unit")
        place = table.place(row.number, columns["unit"], "unit")
        if not code:
            log.add(cell_messages.missing_cell(LABELS["unit"]), place)
        elif code in units:
            log.add(cell_messages.duplicate(LABELS["unit"]), place, code)
        else:
            units[code] = unit_row(code, texts)
