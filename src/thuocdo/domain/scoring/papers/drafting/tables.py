"""Papers with several tables: one index that goes on counting, or tables that each begin anew.

>>> tables_of((PrintedRow("Bảng 1, dòng 2", "1", "Một", "10"), PrintedRow("Bảng 2, dòng 2", "1", "Hai", "10")))
('Bảng 1', 'Bảng 2')
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.printed import PrintedPaper, PrintedRow
from thuocdo.domain.scoring.papers.remarks import PaperRemark

_BEFORE_THE_ROW = ", dòng "


def table_of(row: PrintedRow) -> str:
    """The table a row stands in, as its place names it."""
    return row.place.rpartition(_BEFORE_THE_ROW)[0]


def tables_of(rows: Iterable[PrintedRow]) -> tuple[str, ...]:
    """The tables of a paper in printed order."""
    return tuple(dict.fromkeys(table_of(row) for row in rows))


def only_table(printed: PrintedPaper, name: str) -> PrintedPaper:
    """The paper as if it had one table: for files that hold the sets of several levels."""
    return replace(printed, rows=tuple(row for row in printed.rows if table_of(row) == name))


def begin_anew(rows: Sequence[PrintedRow]) -> bool:
    """Whether a later table prints a top number that an earlier one has: its rows are not a continuation."""
    seen: set[str] = set()
    for name in tables_of(rows):
        here = {row.number for row in rows if table_of(row) == name and row.number and "." not in row.number}
        if here & seen:
            return True
        seen |= here
    return False


def begun_anew(names: Sequence[str]) -> PaperRemark:
    """That every table became a group, and what to do if they are indices of their own."""
    listed = ", ".join(names)
    return PaperRemark(
        "warning",
        "draft.tables-begin-anew",
        "",
        Text(
            f"Các bảng đánh số lại từ đầu ({listed}); bản thảo coi mỗi bảng là một nhóm.",
            f"The tables begin numbering anew ({listed}); the draft takes each as a group.",
        ),
        Text(
            "Nếu mỗi bảng là một bộ chỉ số riêng (ví dụ cấp sở, cấp xã), hãy nạp từng bảng.",
            "If each is an index of its own (departments, communes), load them one by one.",
        ),
    )
