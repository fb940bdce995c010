"""The long form: one figure per row, under the headings unit, period, input, value, state, source …"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from thuocdo.domain.scoring.sheets import cell_messages, file_messages
from thuocdo.domain.scoring.sheets.entries import Entry, Spot, Units, clean_text, is_blank
from thuocdo.domain.scoring.sheets.headings import (
    FIELDS,
    FILE_FACTS,
    LABELS,
    LONG_COLUMNS,
    UNIT_FACTS,
    fold,
    nearest,
)
from thuocdo.domain.scoring.sheets.problems import Log
from thuocdo.domain.scoring.sheets.table import Row, Table, shown

NEEDED = frozenset(["unit", "input", "value"])
_COLUMNS = frozenset(LONG_COLUMNS)
_IGNORED = frozenset([*FILE_FACTS, "title", "unit_of_measure", "number", "help"])
_SEARCHED_ROWS = 40


def find_headings(table: Table) -> tuple[int, dict[str, int]] | None:
    """The position of the heading row among the rows, and the column of each field."""
    for position, row in enumerate(table.rows[:_SEARCHED_ROWS]):
        fields = [FIELDS.get(fold(raw)) for raw in row.cells.values() if isinstance(raw, str)]
        if set(fields) >= NEEDED and fields.count("value") == 1:
            return position, _columns(row)
    return None


def _columns(row: Row) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, raw in row.cells.items():
        field = FIELDS.get(fold(shown(raw)))
        if field is not None:
            columns.setdefault(field, column)
    return columns


def read_long(
    table: Table, position: int, columns: Mapping[str, int], units: Units, default_period: str
) -> Iterator[Entry]:
    """The figures of a long table; rows without unit, period or input are problems."""
    log = units.log
    _check_headings(table, table.rows[position], columns, log)
    _check_shape(table, position, columns, log)
    texts = {
        field: column
        for field, column in columns.items()
        if field in _COLUMNS and field not in ("value", "state")
    }
    for row in table.rows[position + 1 :]:
        entry = _read_row(table, row, columns, texts, units, default_period)
        if entry is not None:
            yield entry


def _read_row(
    table: Table,
    row: Row,
    columns: Mapping[str, int],
    text_columns: Mapping[str, int],
    units: Units,
    default_period: str,
) -> Entry | None:
    cells, log = row.cells, units.log
    texts: dict[str, str] = {}
    for field, column in text_columns.items():
        raw = cells.get(column)
        if raw is not None:
            texts[field] = clean_text(raw, LABELS[field], log, Spot(table, row.number, column, field))
    value, state = cells.get(columns["value"]), cells.get(columns.get("state", 0))
    unit, name, period = texts.get("unit"), texts.get("input", ""), texts.get("period") or default_period
    if not (unit or name or not is_blank(value)):
        return None
    if not unit or not period or not (name or is_blank(value)):
        missing = "unit" if not unit else "period" if not period else "input"
        log.add(
            cell_messages.missing_cell(LABELS[missing]),
            table.place(row.number, columns.get(missing), missing),
        )
        return None
    facts = {field: texts[field] for field in UNIT_FACTS if texts.get(field)}
    units.add(period, unit, facts, Spot(table, row.number, columns["unit"], "unit"))
    if not name:
        return None
    source, reason = texts.get("source", ""), texts.get("reason", "")
    return Entry(unit, period, name, value, state, source, reason, table, row.number, columns["value"])


def _check_headings(table: Table, heading: Row, columns: Mapping[str, int], log: Log) -> None:
    used = set(columns.values())
    for column, raw in heading.cells.items():
        text = shown(raw)
        field = FIELDS.get(fold(text))
        if field is None:
            near = nearest(text, [*LONG_COLUMNS, *(label.vi for label in LABELS.values())])
            log.add(file_messages.unknown_heading(near), table.place(heading.number, column), text)
        elif column not in used:
            log.add(file_messages.repeated_heading(), table.place(heading.number, column, field), text)
        elif field not in _COLUMNS and field not in _IGNORED:
            log.add(file_messages.unknown_heading([]), table.place(heading.number, column), text)


def _check_shape(table: Table, position: int, columns: Mapping[str, int], log: Log) -> None:
    """Hidden, merged and surplus cells among the data."""
    heading, rows = table.rows[position], table.rows[position + 1 :]
    width, surplus = max(heading.cells), set[int]()
    for row in rows:
        if row.hidden:
            log.add(cell_messages.hidden_row(), table.place(row.number))
        last = max(row.cells, default=0)
        if last > width and table.is_split_text:
            place = table.place(row.number, last)
            log.add(file_messages.extra_cells(last, width), place, shown(row.cells[last]))
        elif last > width and last not in surplus:
            surplus.add(last)
            log.add(file_messages.unknown_heading([]), table.place(row.number, last), shown(row.cells[last]))
    for field, column in columns.items():
        if column in table.hidden_columns and any(column in row.cells for row in rows):
            log.add(cell_messages.hidden_column(), table.place(None, column, field))
    for merged in table.merged:
        if merged.last_row > heading.number:
            place = table.place(merged.first_row, merged.first_column)
            log.add(cell_messages.merged_cells(merged.name), place)
