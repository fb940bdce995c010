"""Tables as workbooks: one sheet, a heading row that stays in view, a filter, numbers as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheets.problems import SheetError
from thuocdo.domain.scoring.sheets.styles import FONT
from thuocdo.domain.scoring.sheets.written_cells import Cell, Shown, cell_text, float_of

_LONGEST_TEXT = 32_767
_MOST_ROWS = 1_048_576


def write_plain_workbook(
    path: Path, name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """Write one table."""
    import xlsxwriter  # here, so that reading a form does not pay for it

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "font_name": FONT, "bottom": 1})
    plain, percent = (
        book.add_format({"font_name": FONT}),
        book.add_format({"font_name": FONT, "num_format": "0.00######%"}),
    )
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
        sheet.set_column(column, column, 16)
    last = 0
    for last, row in enumerate(rows, 1):
        if last >= _MOST_ROWS:
            raise SheetError(
                Text(
                    "Nhiều dòng hơn mức một trang tính chứa được; hãy ghi ra CSV.",
                    "More rows than a sheet holds; write CSV instead.",
                )
            )
        for column, cell in enumerate(row):
            write_cell(sheet, last, column, cell, plain, percent)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(headings) - 1)
    book.close()


def write_cell(
    sheet: Any, row: int, column: int, cell: Cell, plain: Any, percent: Any
) -> None:  # Any: no types shipped
    """Write one cell so that it is read back exactly: as text where a workbook's number would not do."""
    if cell is None or cell == "":
        return
    number = cell.share if isinstance(cell, Shown) else cell
    if not isinstance(number, str | bool):
        held = float_of(number)
        if held is not None:
            sheet.write_number(row, column, held, percent if isinstance(cell, Shown) else plain)
            return
    text = cell_text(cell)
    if len(text) > _LONGEST_TEXT:
        raise SheetError(
            Text(
                f"Văn bản dài {len(text)} ký tự không vừa một ô; hãy ghi ra CSV hoặc JSON.",
                f"A text of {len(text)} letters does not fit a cell; write CSV or JSON instead.",
            )
        )
    sheet.write_string(row, column, text, plain)
