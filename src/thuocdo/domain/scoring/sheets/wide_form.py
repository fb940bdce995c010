"""The wide form: one input per row, one block of columns per unit, as an office form is laid out.

Above the headings stand the facts of the form, each row with its label: index, rule set, period, unit code,
name, level, parent, classes. A block is a column headed "value", optionally followed by "state", "source"
and "note"; what the fact rows say in the column of its value belongs to it. Simple tables may head a column
with the unit's code instead. A column headed "previous period" shows what was given last time: wherever it stands,
it is never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from thuocdo.domain.scoring.sheets import cell_messages
from thuocdo.domain.scoring.sheets.entries import Entry, Spot, Units, clean_text, is_blank
from thuocdo.domain.scoring.sheets.headings import (
    CELL_FIELDS,
    FIELDS,
    FILE_FACTS,
    LABELS,
    UNIT_FACTS,
    field_of,
    fold,
)
from thuocdo.domain.scoring.sheets.problems import Log
from thuocdo.domain.scoring.sheets.table import Row, Table, shown

_SEARCHED_ROWS = 60
_LAYOUT = frozenset(["number", "input", "title", "unit_of_measure", "help", "previous"])
_FACTS = frozenset([*FILE_FACTS, *UNIT_FACTS, "unit", "period"])


@dataclass(frozen=True, slots=True)
class Block:
    """The columns of one unit: its value, and the column of each other field it has."""

    value: int
    others: Mapping[str, int]
    unit: str
    period: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """A wide table that was recognised."""

    heading: Row
    input_column: int
    blocks: tuple[Block, ...]
    file_facts: dict[str, str] = field(default_factory=dict)


def read_form(table: Table, default_period: str, log: Log) -> Form | None:
    """The layout of a wide table, or None when the table has another form."""
    for position, row in enumerate(table.rows[:_SEARCHED_ROWS]):
        fields = {column: field_of(raw) for column, raw in row.cells.items() if isinstance(raw, str)}
        codes = [column for column, name in fields.items() if name == "input"]
        if len(codes) == 1 and "unit" not in fields.values() and len(row.cells) > 1:
            return _form(table, position, codes[0], fields, default_period, log)
    return None


def _form(
    table: Table, position: int, codes: int, fields: Mapping[int, str | None], default_period: str, log: Log
) -> Form:
    heading, facts = table.rows[position], _fact_rows(table.rows[:position])
    starts = [column for column, name in sorted(fields.items()) if name == "value"]
    if starts:
        blocks = _labelled_blocks(table, heading, starts, fields, facts, log)
    else:
        blocks = _plain_blocks(table, heading, facts, log)
    file_facts = {name: _first_text(facts, name) for name in FILE_FACTS if name in facts}
    return Form(heading, codes, tuple(_with_period(blocks, default_period)), file_facts)


def _with_period(blocks: Sequence[Block], default: str) -> Iterator[Block]:
    for block in blocks:
        yield Block(block.value, block.others, block.unit, block.period or default, block.facts)


def _fact_rows(rows: Sequence[Row]) -> dict[str, Row]:
    """Rows whose first cell is a known label, by what they state."""
    facts: dict[str, Row] = {}
    for row in rows:
        name = FIELDS.get(fold(shown(row.cells[min(row.cells)])))
        if name in _FACTS:
            facts.setdefault(name, row)
    return facts


def _first_text(facts: Mapping[str, Row], name: str) -> str:
    """The first cell after the label."""
    cells = facts[name].cells
    following = sorted(cells)[1:]
    return shown(cells[following[0]]).strip() if following else ""


def _labelled_blocks(
    table: Table,
    heading: Row,
    starts: Sequence[int],
    fields: Mapping[int, str | None],
    facts: Mapping[str, Row],
    log: Log,
) -> list[Block]:
    ends = [*starts[1:], max(fields) + 1]
    blocks = []
    for start, end in zip(starts, ends, strict=True):
        others = {
            name: column
            for column, name in fields.items()
            if start < column < end and name is not None and name in CELL_FIELDS
        }
        stated = {
            name: _fact_of(table, row, start, len(starts) == 1, name, log) for name, row in facts.items()
        }
        unit = stated.pop("unit", "")
        if not unit:
            log.add(cell_messages.column_without_unit(), table.place(heading.number, start, "value"))
        unit_facts = {name: stated[name] for name in UNIT_FACTS if stated.get(name)}
        blocks.append(
            Block(
                start, others, unit, stated.get("period") or _shared(facts, "period", starts[0]), unit_facts
            )
        )
    return blocks


def _fact_of(table: Table, row: Row, column: int, is_only: bool, name: str, log: Log) -> str:
    """What a fact row says for the block at `column`; in a form of one unit it stands after the label."""
    if column not in row.cells and is_only and len(row.cells) > 1:
        column = sorted(row.cells)[1]
    return clean_text(row.cells.get(column), LABELS[name], log, Spot(table, row.number, column))


def _shared(facts: Mapping[str, Row], name: str, before: int) -> str:
    """A fact stated once for all blocks: between its label and the first block."""
    if name not in facts:
        return ""
    cells = facts[name].cells
    following = [column for column in sorted(cells)[1:] if column < before]
    return shown(cells[following[0]]).strip() if following else ""


def _plain_blocks(table: Table, heading: Row, facts: Mapping[str, Row], log: Log) -> list[Block]:
    """Columns headed by unit codes."""
    blocks = []
    for column, raw in sorted(heading.cells.items()):
        code = clean_text(raw, LABELS["unit"], log, Spot(table, heading.number, column))
        if code and field_of(code) not in _LAYOUT:
            stated = {name: _fact_of(table, row, column, False, name, log) for name, row in facts.items()}
            unit_facts = {name: stated[name] for name in UNIT_FACTS if stated.get(name)}
            period = stated.get("period") or _shared(facts, "period", column)
            blocks.append(Block(column, {}, code, period, unit_facts))
    return blocks


def read_wide(table: Table, form: Form, units: Units) -> Iterator[Entry]:
    """The figures of a wide table, row by row."""
    rows = [row for row in table.rows if row.number > form.heading.number]
    filled = _check_shape(table, form, rows, units.log)
    usable = []
    for block in form.blocks:
        if not block.unit:
            continue
        spot = Spot(table, form.heading.number, block.value, block.unit)
        if not block.period:
            units.log.add(cell_messages.missing_cell(LABELS["period"]), spot.place())
            continue
        units.add(block.period, block.unit, block.facts, spot)
        usable.append(block)
    for row in filled:
        yield from _read_row(table, row, form, usable, units.log)


def _read_row(table: Table, row: Row, form: Form, blocks: Sequence[Block], log: Log) -> Iterator[Entry]:
    code = clean_text(
        row.cells.get(form.input_column), LABELS["input"], log, Spot(table, row.number, form.input_column)
    )
    for block in blocks:
        value, state = row.cells.get(block.value), row.cells.get(block.others.get("state", 0))
        words = {
            name: clean_text(row.cells.get(column), LABELS[name], log, Spot(table, row.number, column, name))
            for name, column in block.others.items()
            if name != "state"
        }
        if is_blank(value) and is_blank(state) and not any(words.values()):
            continue
        source, reason = words.get("source", ""), words.get("reason", "")
        yield Entry(
            block.unit, block.period, code, value, state, source, reason, table, row.number, block.value
        )


def _check_shape(table: Table, form: Form, rows: Sequence[Row], log: Log) -> list[Row]:
    """The rows with a code; figures without one, and hidden or merged figures, are problems."""
    columns = {column for block in form.blocks for column in (block.value, *block.others.values())}
    filled = []
    for row in rows:
        has_figures = any(column in columns and not is_blank(raw) for column, raw in row.cells.items())
        if not is_blank(row.cells.get(form.input_column)):
            filled.append(row)
            if row.hidden and has_figures:
                log.add(cell_messages.hidden_row(), table.place(row.number))
        elif any(not is_blank(row.cells.get(block.value)) for block in form.blocks):
            log.add(
                cell_messages.missing_cell(LABELS["input"]),
                table.place(row.number, form.input_column, "input"),
            )
    for column in sorted(columns & table.hidden_columns):
        if any(column in row.cells for row in filled):
            log.add(cell_messages.hidden_column(), table.place(None, column))
    numbers = {row.number for row in filled}
    for merged in table.merged:
        if any(
            number in numbers
            for number in range(merged.first_row, min(merged.last_row, merged.first_row + 9999) + 1)
        ):
            log.add(
                cell_messages.merged_cells(merged.name), table.place(merged.first_row, merged.first_column)
            )
    return filled
