"""Tables as CSV text that spreadsheets and programs read alike.

>>> csv_text(["unit", "note"], [["H57", "=1+1"]])
"unit,note\\r\\nH57,'=1+1\\r\\n"
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from thuocdo.domain.scoring.sheets.csv_file import guard
from thuocdo.domain.scoring.sheets.written_cells import Cell, cell_text

BOM = "\ufeff"  # without it Excel takes a CSV file for the letters of an old code page


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table as CSV text, with cells that no spreadsheet takes for formulas."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    if headings:
        writer.writerow(headings)
    for row in rows:
        writer.writerow([guard(cell) if isinstance(cell, str) else cell_text(cell) for cell in row])
    return target.getvalue()
