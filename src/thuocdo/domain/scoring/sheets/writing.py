"""Writes input sheets in either form, as CSV, workbook or JSON; reading gives the same sheets back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition, InputSpec
from thuocdo.domain.scoring.sheet import Column, InputSheet, SheetForm, UnitRow
from thuocdo.domain.scoring.sheets.asked import asked_inputs
from thuocdo.domain.scoring.sheets.csv_text import BOM, csv_text
from thuocdo.domain.scoring.sheets.forms import write_form
from thuocdo.domain.scoring.sheets.headings import LONG_COLUMNS
from thuocdo.domain.scoring.sheets.plain_workbook import write_plain_workbook
from thuocdo.domain.scoring.sheets.problems import SheetError
from thuocdo.domain.scoring.sheets.written_cells import (
    Cell,
    cell_json,
    classes_text,
    state_word,
    told,
    value_cell,
)

Record = dict[str, Cell]


def write_inputs(
    sheets: Iterable[InputSheet],
    path: Path,
    definition: Definition,
    *,
    form: SheetForm = "long",
    language: str = "vi",
    version: str = "",
) -> None:
    """Write sheets to `path`; its ending chooses CSV, workbook or JSON (JSON is always long)."""
    sheets, kind = list(sheets), path.suffix.lower()
    if kind not in (".csv", ".xlsx", ".json"):
        raise SheetError(_unknown_kind(path))
    if kind == ".json":
        path.write_text(inputs_json(sheets, definition), encoding="utf-8")
    elif form == "wide":
        write_form(path, definition, sheets, language=language, version=version)
    elif kind == ".csv":
        path.write_text(BOM + inputs_csv(sheets, definition), encoding="utf-8", newline="")
    else:
        rows = ([record.get(name) for name in LONG_COLUMNS] for record in long_records(sheets, definition))
        write_plain_workbook(path, "inputs", LONG_COLUMNS, rows)


def long_records(sheets: Iterable[InputSheet], definition: Definition) -> Iterator[Record]:
    """The rows of the long form; a unit with nothing to tell still has one, so that it is not lost."""
    for sheet in sheets:
        specs = specs_of(sheet, definition)
        for row, unit in enumerate(sheet.units):
            about = _about(unit, sheet.period)
            names = told(sheet, row, list(specs))
            for name in names:
                yield {**about, **_figure(sheet.columns[name], row, name, specs[name])}
            if not names:
                yield about


def _figure(column: Column, row: int, name: str, spec: InputSpec) -> Record:
    return {
        "input": name,
        "value": value_cell(column, row, spec),
        "state": state_word(column, row),
        "source": column.sources.get(row, ""),
        "reason": column.reasons.get(row, ""),
    }


def _about(unit: UnitRow, period: str) -> Record:
    return {
        "unit": unit.code,
        "period": period,
        "unit_name": unit.name,
        "level": unit.level,
        "parent": unit.parent,
        "classes": classes_text(unit),
    }


def specs_of(sheet: InputSheet, definition: Definition) -> Mapping[str, InputSpec]:
    """The specification of every input of a sheet, in the order of the index."""
    asked = asked_inputs(definition)
    specs = {name: each.spec for name, each in asked.items() if name in sheet.columns}
    return {**specs, **{name: InputSpec() for name in sheet.columns if name not in asked}}


def inputs_csv(sheets: Sequence[InputSheet], definition: Definition) -> str:
    """The long form as CSV text."""
    return csv_text(
        LONG_COLUMNS,
        ([record.get(name) for name in LONG_COLUMNS] for record in long_records(sheets, definition)),
    )


def inputs_json(sheets: Sequence[InputSheet], definition: Definition) -> str:
    """The long form as JSON text."""
    specs = {name: each.spec for name, each in asked_inputs(definition).items()}
    values = [
        {
            key: cell_json(cell, specs.get(str(record.get("input")), InputSpec())) if key == "value" else cell
            for key, cell in record.items()
            if cell not in (None, "")
        }
        for record in long_records(sheets, definition)
    ]
    head = {"index": definition.index, "rule_set": definition.rule_set, "values": values}
    return json.dumps(head, ensure_ascii=False, indent=1) + "\n"


def _unknown_kind(path: Path) -> Text:
    return Text(
        f"Không biết ghi tệp “{path.name}”; dùng đuôi .xlsx, .csv hoặc .json.",
        f"“{path.name}” is of no known kind; end it in .xlsx, .csv or .json.",
    )
