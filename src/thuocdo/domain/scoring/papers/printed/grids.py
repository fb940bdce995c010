"""Ragged tables made regular: Word cuts a column in two wherever the rows of two pages do not quite line up.

>>> from thuocdo.domain.scoring.papers.paper import PaperCell
>>> ragged = PaperRow(2, (PaperCell("1"), PaperCell("1", continues=True), PaperCell("Họp")))
>>> [cell.text for cell in straightened([ragged], [(1, 3)])[0].cells]
['1', 'Họp']
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from thuocdo.domain.scoring.papers.paper import PaperRow

Span = tuple[int, int]  # the first column and the one after the last


def spans_of(rows: Sequence[PaperRow]) -> list[Span]:
    """The columns that stand together under one heading cell, where there is more than one."""
    width = min(len(row.cells) for row in rows)
    spans: list[Span] = []
    start = 0
    for column in range(1, width + 1):
        if column == width or not _is_one_cell(rows, column):
            if column - start > 1:
                spans.append((start, column))
            start = column
    return spans


def _is_one_cell(rows: Sequence[PaperRow], column: int) -> bool:
    """Whether the heading cell of a column is that of the column to its left, in every heading row."""
    first = rows[0].cells[column]
    return first.continues and not first.above and all(row.cells[column].continues for row in rows[1:])


def usable_spans(rows: Sequence[PaperRow], spans: Sequence[Span]) -> list[Span]:
    """The groups of columns of which no row uses two."""
    return [span for span in spans if all(len(_fresh(row, span)) < 2 for row in rows)]


def straightened(rows: Sequence[PaperRow], spans: Sequence[Span]) -> list[PaperRow]:
    """The rows with one column for each such group."""
    return [_moved(row, spans) for row in rows] if spans else list(rows)


def kept_columns(width: int, spans: Sequence[Span]) -> list[int]:
    """The columns that are left of a table when each group is one."""
    dropped = {column for first, after in spans for column in range(first + 1, after)}
    return [column for column in range(width) if column not in dropped]


def _fresh(row: PaperRow, span: Span) -> list[int]:
    columns = range(span[0], min(span[1], len(row.cells)))
    return [column for column in columns if row.cells[column].text and not row.cells[column].continues]


def _moved(row: PaperRow, spans: Sequence[Span]) -> PaperRow:
    cells = list(row.cells)
    for span in spans:
        for column in _fresh(row, span):
            cells[span[0]] = cells[column]
    return replace(row, cells=tuple(cells[column] for column in kept_columns(len(cells), spans)))
