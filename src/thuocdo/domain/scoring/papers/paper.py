"""A paper as it stands in a file: the lines around its tables and the tables themselves, before anybody
says what a column means.

>>> row = PaperRow(2, (PaperCell("4.9"), PaperCell("4.9", continues=True)))
>>> PaperTable("Bảng 1", (row,)).rows[0].cells[1].continues
True
"""

from __future__ import annotations

from dataclasses import dataclass

from thuocdo.domain.scoring.papers.remarks import PaperRemark


@dataclass(frozen=True, slots=True)
class PaperCell:
    """One cell as text; `continues` marks the copy of a merged cell that begins to the left or above."""

    text: str
    continues: bool = False
    above: bool = False  # the merged cell begins in a row above


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row; `number` counts the rows of its table, sheet or CSV file from 1."""

    number: int
    cells: tuple[PaperCell, ...]


@dataclass(frozen=True, slots=True)
class PaperTable:
    """One table of a document or one sheet of a workbook, with the lines between it and the table before."""

    name: str
    rows: tuple[PaperRow, ...]
    lines_above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole file: its name, the lines outside tables, its tables, and what was odd while opening it."""

    name: str
    lines: tuple[str, ...]
    tables: tuple[PaperTable, ...]
    remarks: tuple[PaperRemark, ...] = ()
