"""The rows of several tables as one list: groups named above tables, summaries beside details, levels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from thuocdo.domain.scoring.papers.points import read_points
from thuocdo.domain.scoring.papers.printed import table_remarks as say
from thuocdo.domain.scoring.papers.printed.body import names_a_group, points_in_title
from thuocdo.domain.scoring.papers.printed.numbering import split_title
from thuocdo.domain.scoring.papers.printed.rows import PrintedRow
from thuocdo.domain.scoring.papers.remarks import PaperRemark


@dataclass(slots=True)
class TableRows:
    """The rows of one table, each with its level where levels stand in columns of their own."""

    table: str
    rows: list[PrintedRow]
    levels: list[int]
    columns: tuple[tuple[str, str], ...]
    has_method: bool
    lines_above: tuple[str, ...] = ()


def joined(tables: Sequence[TableRows], remarks: list[PaperRemark]) -> list[PrintedRow]:
    """All rows in printed order."""
    for place, table in enumerate(tables):
        table.rows = _numbered(table, remarks)
        if len(tables) > 1:
            table.rows = [*_group(table, remarks, is_first=place == 0), *table.rows]
    detailed = [table for table in tables if table.has_method]
    summaries = [table for table in tables if not table.has_method] if detailed else []
    rows = [row for table in tables if table not in summaries for row in table.rows]
    for summary in summaries:
        rows = _with_summary(rows, summary, remarks)
    return rows


def _numbered(table: TableRows, remarks: list[PaperRemark]) -> list[PrintedRow]:
    """Rows of a table with several levels side by side, numbered by place where numbers do not tell the levels."""
    if not any(table.levels) or _numbers_tell(table):
        return table.rows
    remarks.append(say.number_supplied(table.table))
    counts: list[int] = []
    numbered = []
    for row, level in zip(table.rows, table.levels, strict=True):
        if row.kind == "total":
            numbered.append(row)
            continue
        counts = [*counts, *[0] * (level + 1 - len(counts))][: level + 1]
        counts[level] += 1
        numbered.append(replace(row, number=".".join(str(max(count, 1)) for count in counts)))
    return numbered


def _numbers_tell(table: TableRows) -> bool:
    """Whether every row has a number, and those of lower levels go on from those above."""
    open_numbers: dict[int, str] = {}
    for row, level in zip(table.rows, table.levels, strict=True):
        if row.kind == "total":
            continue
        above = open_numbers.get(level - 1, "")
        if not row.number or (level and above.isdigit() and not row.number.startswith(f"{above}.")):
            return False
        open_numbers[level] = row.number
    return True


def _group(table: TableRows, remarks: list[PaperRemark], *, is_first: bool) -> Iterator[PrintedRow]:
    """The group that the line above a table names, unless the table itself has it."""
    line = table.lines_above[-1] if table.lines_above else ""
    number, title = split_title(line)
    numbers = [row.number for row in table.rows if row.kind == "row"]
    if not title or (number and number in numbers) or not names_a_group(line) or (is_first and not number):
        return
    if (
        number
        and "." in "".join(numbers[:1])
        and number.isdigit()
        and not numbers[0].startswith(f"{number}.")
    ):
        return
    title, points = points_in_title(title)
    remarks.append(say.group_from_line(table.table, line))
    yield PrintedRow(f"{table.table}, dòng trên bảng", number, title, points)


def _with_summary(rows: list[PrintedRow], summary: TableRows, remarks: list[PaperRemark]) -> list[PrintedRow]:
    """Rows of a table without scoring: repeated ones are compared, groups stand before what they hold."""
    known = {row.number: row for row in rows if row.number}
    totals = [row for row in summary.rows if row.kind == "total"]
    listed = [row for row in summary.rows if row.kind == "row"]
    if all(row.number in known for row in listed):
        remarks.append(say.summary_left_out(summary.table))
        remarks.extend(_differences(listed, known))
    elif not any(row.number in known for row in listed) and any(
        _holder(row, rows) is not None for row in listed
    ):
        rows = _interleaved(rows, listed)
    else:
        return [*rows, *summary.rows]
    return rows if any(row.kind == "total" for row in rows) else [*rows, *totals]


def _differences(listed: Iterable[PrintedRow], known: dict[str, PrintedRow]) -> Iterator[PaperRemark]:
    for row in listed:
        here, there = read_points(row.points).value, read_points(known[row.number].points).value
        if here is not None and there is not None and here != there:
            yield say.summary_differs(row.place, row.number, here=row.points, there=known[row.number].points)


def _holder(group: PrintedRow, rows: Sequence[PrintedRow]) -> int | None:
    """Where the first row stands that belongs to a group."""
    return next((at for at, row in enumerate(rows) if row.number.startswith(f"{group.number}.")), None)


def _interleaved(rows: list[PrintedRow], groups: Sequence[PrintedRow]) -> list[PrintedRow]:
    for group in groups:
        at = _holder(group, rows) if group.number else None
        rows = [*rows[:at], group, *rows[at:]] if at is not None else [*rows, group]
    return rows
