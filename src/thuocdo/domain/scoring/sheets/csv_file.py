"""CSV files as tables: separator by the headings, rows as the spreadsheet would show them."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheets import file_messages as say
from thuocdo.domain.scoring.sheets.encodings import decode
from thuocdo.domain.scoring.sheets.limits import Limits
from thuocdo.domain.scoring.sheets.package import RefusedFileError
from thuocdo.domain.scoring.sheets.problems import Log, Place
from thuocdo.domain.scoring.sheets.table import Raw, Row, Table

SEPARATORS = (",", ";", "\t", "|")
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")
_CELL_LIMIT = 131_072


def read_csv(
    content: bytes, name: str, limits: Limits, log: Log, known_heading: Callable[[str], bool]
) -> Table:
    """The rows of a CSV file; a row that cannot be split is a problem and ends the reading."""
    text = unicodedata.normalize("NFC", decode(content))
    if hint := _HINT.match(text):
        separator, text = hint[1], text[hint.end() :]
    else:
        separator = _separator(text, known_heading)
    csv.field_size_limit(_CELL_LIMIT)
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    first, count = 2 if hint else 1, 0
    try:
        for number, fields in enumerate(reader, first):
            count += len(fields)
            if number > limits.rows or count > limits.cells:
                raise RefusedFileError(
                    say.too_large(Text("số dòng hoặc số ô", "the number of rows or cells"), f"{limits.rows}")
                )
            cells: dict[int, Raw] = {
                column: unguard(field) for column, field in enumerate(fields, 1) if field
            }
            if cells:
                rows.append(Row(number, cells))
    except csv.Error as error:
        log.add(say.broken_csv(str(error)), Place(name, (rows[-1].number if rows else 0) + 1))
    return Table(name, rows, is_split_text=True)


def _separator(text: str, known_heading: Callable[[str], bool]) -> str:
    """The separator under which most cells of the first lines are headings somebody knows."""
    lines = text[:20_000].splitlines()[:20]

    def recognised(separator: str) -> tuple[int, int]:
        known = max(
            (sum(known_heading(cell.strip(' "')) for cell in line.split(separator)) for line in lines),
            default=0,
        )
        return known, sum(line.count(separator) for line in lines)

    return max(SEPARATORS, key=recognised)


def guard(text: str) -> str:
    """A text no spreadsheet takes for a formula (plain numbers are none); `unguard` is its inverse.

    >>> guard("=1+1"), unguard(guard("'=1+1")), guard("-6.80")
    ("'=1+1", "'=1+1", '-6.80')
    """
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _NUMBER.fullmatch(text):
        return "'" + text
    return "'" + text if _GUARDED.match(text) else text


def unguard(text: str) -> str:
    """A guarded text as it was."""
    return text[1:] if text[0] == "'" and _GUARDED.match(text) else text
