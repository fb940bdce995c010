"""CSV files as papers: one table, whatever the separator."""

from __future__ import annotations

from thuocdo.domain.scoring.papers.cleaning import clean
from thuocdo.domain.scoring.papers.files import remark_texts as say
from thuocdo.domain.scoring.papers.files.refusals import refusal
from thuocdo.domain.scoring.papers.headings import role_of
from thuocdo.domain.scoring.papers.paper import Paper, PaperCell, PaperRow, PaperTable
from thuocdo.domain.scoring.sheets.csv_file import read_csv
from thuocdo.domain.scoring.sheets.limits import Limits
from thuocdo.domain.scoring.sheets.problems import Log
from thuocdo.domain.scoring.sheets.table import Table, shown

_MOST_COLUMNS = 200


def read_separated(content: bytes, name: str, limits: Limits) -> Paper:
    """The rows of a CSV file; raises `PaperRefusedError` when it has no columns."""
    log = Log()
    table = read_csv(content, name, limits, log, lambda heading: bool(role_of(heading)))
    width = min(max((max(row.cells) for row in table.rows), default=0), _MOST_COLUMNS)
    if width < 2:
        raise refusal("no-table", name)
    rows = tuple(
        PaperRow(
            row.number,
            tuple(PaperCell(clean(shown(row.cells.get(column)))) for column in range(1, width + 1)),
        )
        for row in table.rows
    )
    remarks = (say.broken_row(f"Bảng 1, dòng {each.row}", each.reason) for each in log.problems)
    wider = (say.wider_row(f"Bảng 1, dòng {number}") for number in _wider(table))
    return Paper(name, (), (PaperTable("Bảng 1", rows),), (*remarks, *wider))


def _wider(table: Table) -> list[int]:
    """Rows with more cells than the headings: the separator stood in a cell without quotes, what follows moved."""
    heads = (row for row in table.rows if sum(bool(role_of(shown(raw))) for raw in row.cells.values()) > 1)
    heading = next(heads, None)
    if heading is None:
        return []
    return [
        row.number
        for row in table.rows
        if row.number > heading.number and max(row.cells) > max(heading.cells)
    ]
