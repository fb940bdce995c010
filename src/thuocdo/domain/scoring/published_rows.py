"""The rows of a table of published results, from CSV or a workbook, by the names of their columns.

>>> rows = result_rows(b"period,unit,value\\n2026,hue,20\\n\\n2026,da-nang,25\\n", "r.csv")
>>> rows.numbers, rows.rows[1]["value"]
((2, 4), '25')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thuocdo.domain.primitives.spelling import folded
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheets.csv_file import read_csv
from thuocdo.domain.scoring.sheets.limits import LIMITS, Limits
from thuocdo.domain.scoring.sheets.package import RefusedFileError, is_package, refuse_foreign_formats
from thuocdo.domain.scoring.sheets.problems import Log
from thuocdo.domain.scoring.sheets.table import Row, Table, shown
from thuocdo.domain.scoring.sheets.workbook import read_workbook

COLUMNS = ("period", "peer_set", "unit", "name", "measure", "value", "rank", "source")
_HEADINGS: Mapping[str, str] = {
    "ky": "period",
    "nhom_so_sanh": "peer_set",
    "ma_don_vi": "unit",
    "ten_don_vi": "name",
    "chi_so": "measure",
    "gia_tri": "value",
    "hang": "rank",
    "nguon": "source",
}


@dataclass(frozen=True, slots=True)
class ResultRows:
    """Rows as texts by column with their place in the file, or why and where the file cannot be read."""

    rows: tuple[Mapping[str, str], ...] = ()
    numbers: tuple[int, ...] = ()
    refusals: tuple[tuple[int, Text], ...] = ()


def result_rows(content: bytes, name: str, limits: Limits = LIMITS) -> ResultRows:
    """The first visible table of a file, by what the file is and not by what it is called."""
    log = Log()
    try:
        table = _table(content, name, limits, log)
    except RefusedFileError as refusal:
        return ResultRows(refusals=((1, _said(refusal.message.reason, refusal.message.fix)),))
    if log.has_errors:
        return ResultRows(
            refusals=tuple((each.row or 1, _said(each.reason, each.fix)) for each in log.problems)
        )
    if table is None or not table.rows:
        return ResultRows()
    head = {column: column_of(shown(raw)) for column, raw in table.rows[0].cells.items()}
    lines = table.rows[1:]
    return ResultRows(tuple(_texts(row, head) for row in lines), tuple(row.number for row in lines))


def column_of(heading: str) -> str:
    """The column that a heading names in either language; empty when nobody knows it."""
    words = folded(heading.strip()).replace(" ", "_")
    return _HEADINGS.get(words, words if words in COLUMNS else "")


def _table(content: bytes, name: str, limits: Limits, log: Log) -> Table | None:
    if is_package(content):
        return next((table for table in read_workbook(content, limits) if not table.is_hidden), None)
    refuse_foreign_formats(content)
    return read_csv(content, name, limits, log, lambda heading: bool(column_of(heading)))


def _texts(row: Row, head: Mapping[int, str]) -> dict[str, str]:
    """Every known column, the empty ones as empty texts."""
    return {column: shown(row.cells.get(place)) for place, column in head.items() if column}


def _said(reason: Text, fix: Text) -> Text:
    return Text(f"{reason.vi} {fix.vi}".strip(), f"{reason.pick('en')} {fix.pick('en')}".strip())
