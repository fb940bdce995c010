"""Workbooks as papers: every sheet a table of texts as the sheet shows them, merged cells included."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from thuocdo.domain.primitives.rounding import round_half_up
from thuocdo.domain.scoring.papers.cleaning import clean
from thuocdo.domain.scoring.papers.files import remark_texts as say
from thuocdo.domain.scoring.papers.files.number_formats import Decimals, shown_decimals
from thuocdo.domain.scoring.papers.files.refusals import refusal
from thuocdo.domain.scoring.papers.paper import Paper, PaperCell, PaperRow, PaperTable
from thuocdo.domain.scoring.papers.remarks import PaperRemark
from thuocdo.domain.scoring.sheets.limits import Limits
from thuocdo.domain.scoring.sheets.number_words import write_number
from thuocdo.domain.scoring.sheets.problems import column_letters
from thuocdo.domain.scoring.sheets.table import Odd, OddKind, Raw, Row, Table, shown
from thuocdo.domain.scoring.sheets.workbook import read_workbook

MOST_COLUMNS = 200
_MOST_MERGED = 200_000
_FIRST_DAY = date(1899, 12, 30)

Squares = dict[tuple[int, int], PaperCell]


def read_sheets(content: bytes, archive: zipfile.ZipFile, name: str, limits: Limits) -> Paper:
    """Every sheet that holds words; raises `PaperRefusedError` when none does."""
    sheets = [sheet for sheet in read_workbook(content, limits) if sheet.rows]
    if not sheets:
        has_pictures = any(part.startswith("xl/media/") for part in archive.namelist())
        raise refusal("scan" if has_pictures else "no-table", name)
    decimals = shown_decimals(archive)
    remarks = [remark for sheet in sheets for remark in _remarks(sheet)]
    tables = tuple(_table(sheet, decimals.get(sheet.name, {}), name) for sheet in sheets)
    return Paper(name, (), tables, tuple(remarks))


def _table(sheet: Table, decimals: Decimals, name: str) -> PaperTable:
    squares: Squares = {}
    for row in sheet.rows:
        for column, raw in row.cells.items():
            if column <= MOST_COLUMNS:
                places = decimals.get((row.number, column_letters(column)), 0)
                squares[row.number, column] = PaperCell(clean(_text(raw, places)))
    _spread(sheet, squares, name)
    width = max((column for _, column in squares), default=0)
    rows = (
        PaperRow(
            row.number,
            tuple(squares.get((row.number, column), PaperCell("")) for column in range(1, width + 1)),
        )
        for row in sheet.rows
    )
    return PaperTable(sheet.name, tuple(row for row in rows if any(cell.text for cell in row.cells)))


def _spread(sheet: Table, squares: Squares, name: str) -> None:
    """Put the text of each merged cell into every square it covers."""
    present = [row.number for row in sheet.rows]
    room = _MOST_MERGED
    for merged in sheet.merged:
        first = squares.get((merged.first_row, merged.first_column))
        if first is None:
            continue
        for row in (number for number in present if merged.first_row <= number <= merged.last_row):
            room -= 1
            for column in range(merged.first_column, min(merged.last_column, MOST_COLUMNS) + 1):
                room -= 1
                if (row, column) != (merged.first_row, merged.first_column):
                    is_above = row > merged.first_row
                    squares[row, column] = PaperCell(first.text, continues=True, above=is_above)
        if room < 0:
            raise refusal("too-large", name)


def _text(raw: Raw, decimals: int) -> str:
    """A cell as its sheet shows it."""
    if isinstance(raw, Fraction):
        return f"{round_half_up(raw, decimals):.{decimals}f}" if decimals else write_number(raw)
    if isinstance(raw, Odd) and raw.kind is OddKind.DATE:
        return _date(raw.text)
    return shown(raw)


def _date(text: str) -> str:
    try:
        day = date.fromisoformat(text[:10]) if "-" in text else _FIRST_DAY + timedelta(days=int(float(text)))
    except (ValueError, OverflowError):
        return text
    return f"{day:%d/%m/%Y}"


def _remarks(sheet: Table) -> Iterator[PaperRemark]:
    if sheet.is_hidden:
        yield say.hidden_sheet(sheet.name)
    if sheet.hidden_columns and (letters := _hidden_letters(sheet)):
        yield say.hidden_columns(sheet.name, letters)
    hidden = [str(row.number) for row in sheet.rows if row.hidden]
    if hidden:
        yield say.hidden_rows(sheet.name, hidden)
    for row in sheet.rows:
        yield from _odd_cells(sheet, row)


def _hidden_letters(sheet: Table) -> list[str]:
    used = {column for row in sheet.rows for column in row.cells}
    return [column_letters(column) for column in sorted(sheet.hidden_columns & used)]


def _odd_cells(sheet: Table, row: Row) -> Iterator[PaperRemark]:
    for column, raw in row.cells.items():
        if not isinstance(raw, Odd):
            continue
        place = f"{sheet.name}, dòng {row.number}, cột {column_letters(column)}"
        if raw.kind is OddKind.DATE:
            yield say.date_in_cell(place, _date(raw.text))
        elif raw.kind is OddKind.NO_RESULT:
            yield say.formula_without_result(place, raw.text)
        else:
            yield say.failed_formula(place, raw.text)
