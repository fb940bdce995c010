"""Export of exactly what is seen: the same rows, order and columns, with the lines that say where from."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext

from thuocdo.apps.foundation.ui.columns import NumberColumn, cell_number
from thuocdo.apps.foundation.ui.tables import DataTable

FORMATS = ("xlsx", "csv")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as plain cells, with its title and the notes that travel with it."""

    title: str
    notes: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def export(
    request: HttpRequest,
    table: DataTable,
    *,
    title: str,
    notes: Sequence[object] = (),
    is_illustrative: bool = False,
) -> HttpResponse | None:
    """The file asked for by `?export=xlsx|csv`, None where the address asks for none."""
    kind = request.GET.get("export")
    if kind not in FORMATS:
        return None
    said = [str(note) for note in notes if note]
    if is_illustrative:
        said.insert(0, gettext("Illustrative data: made for demonstration, not official figures."))
    sheet = sheet_of(table, title=title, notes=said)
    return _response(sheet, kind)


def sheet_of(table: DataTable, *, title: str, notes: Sequence[str] = ()) -> Sheet:
    """Every row of the filtered table, on all pages, with the columns that are shown."""
    columns = [column for column in table.columns.iterall() if column.visible]
    headers = tuple(_header(column) for column in columns)
    rows = tuple(tuple(_cell(row, column) for column in columns) for row in table.rows)
    return Sheet(title, tuple(notes), headers, rows)


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a mark that spreadsheets understand; a point as decimal mark, whatever the language."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(sheet.headers)
    writer.writerows([_harmless(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_xlsx(*sheets: Sheet) -> bytes:
    """A workbook with a page for each: title and notes above a table whose numbers are numbers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        for sheet in sheets:
            _write_page(book, sheet)
    return out.getvalue()


def workbook_response(title: str, sheets: Sequence[Sheet]) -> HttpResponse:
    """All tables of a page as one workbook to take away."""
    return _attached(as_xlsx(*sheets), XLSX_TYPE, title, "xlsx")


def _write_page(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(_page_name(book, sheet.title))
    bold = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    soft = book.add_format({"font_color": "#67626F"})
    page.write_string(0, 0, sheet.title, bold)
    for place, note in enumerate(sheet.notes, start=1):
        page.write_string(place, 0, note, soft)
    first = len(sheet.notes) + 2
    for place, header in enumerate(sheet.headers):
        page.write_string(first, place, header, head)
    for line, row in enumerate(sheet.rows, start=first + 1):
        for place, cell in enumerate(row):
            if cell is not None:
                page.write(line, place, cell)
    page.autofilter(first, 0, first + len(sheet.rows), max(len(sheet.headers) - 1, 0))
    page.freeze_panes(first + 1, 1)
    page.set_column(0, 0, 32)
    page.set_column(1, max(len(sheet.headers) - 1, 1), 14)


def _page_name(book: xlsxwriter.Workbook, title: str) -> str:
    """A name that a workbook takes, once in it."""
    name = title[:31].translate(str.maketrans("[]:*?/\\'", "        ")).strip() or "1"
    taken = {page.get_name().casefold() for page in book.worksheets()}
    return name if name.casefold() not in taken else f"{name[:27]} {len(taken) + 1}"


def _header(column: object) -> str:
    header = strip_tags(str(column.header))  # type: ignore[attr-defined] # a bound column of the library
    unit = getattr(column.column, "unit", "")  # type: ignore[attr-defined] # as above
    return f"{header} ({unit})" if unit else header


def _cell(row: object, column: object) -> Cell:
    value = row.get_cell_value(column.name)  # type: ignore[attr-defined] # bound row and column of the library
    if isinstance(column.column, NumberColumn):  # type: ignore[attr-defined] # as above
        return cell_number(value)
    return "" if value is None else strip_tags(str(value))


def _harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula gets a quote before it."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def _response(sheet: Sheet, kind: str) -> HttpResponse:
    body, content_type = (
        (as_xlsx(sheet), XLSX_TYPE) if kind == "xlsx" else (as_csv(sheet), "text/csv; charset=utf-8")
    )
    return _attached(body, content_type, sheet.title, kind)


def _attached(body: bytes, content_type: str, title: str, kind: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    name = slugify(title.replace("đ", "d").replace("Đ", "D")) or "bang"
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
