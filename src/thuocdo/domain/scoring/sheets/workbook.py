"""Workbooks (.xlsx) as tables, in one pass over the file.

Values, formulas and formats are read together, which a form needs: a formula that failed or was never
computed, a percent format, a date and a hidden or merged cell must not come in as plain numbers. Office
libraries read either the values or the formulas, and importing one costs more than reading a form here (see
benchmarks/cli.py).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from thuocdo.domain.primitives.rounding import exact
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheets import file_messages as say
from thuocdo.domain.scoring.sheets.limits import Limits
from thuocdo.domain.scoring.sheets.package import WORKBOOK_PART, RefusedFileError, open_package, parse_part
from thuocdo.domain.scoring.sheets.table import MergedRange, Odd, OddKind, Percent, Raw, Row, Table

_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_PERCENT_FORMATS = frozenset([9, 10])
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_PLAIN, _PERCENT, _DATE = 0, 1, 2


@dataclass(slots=True)
class _Book:
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)  # name, relation, hidden
    never_computed: bool = False


def read_workbook(content: bytes, limits: Limits) -> list[Table]:
    """Every sheet of a workbook; raises `RefusedFileError` when the file is no workbook or not safe."""
    archive = open_package(content, limits)
    book, targets = _read_book(archive), _read_targets(archive)
    formats, strings = _read_formats(archive), _read_strings(archive)
    tables, room = [], limits.cells
    for name, relation, is_hidden in book.sheets:
        if relation in targets:
            reader = _SheetReader(strings, formats, book.never_computed, room)
            parse_part(archive, targets[relation], start=reader.start, end=reader.end, text=reader.text)
            room -= reader.count
            tables.append(reader.table(name, is_hidden))
    return tables


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def _read_book(archive: zipfile.ZipFile) -> _Book:
    book = _Book()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        name = _local(name)
        if name == "sheet":
            relation = next(
                (value for key, value in attributes.items() if _local(key) == "id" and ":" in key), ""
            )
            book.sheets.append(
                (attributes.get("name", ""), relation, attributes.get("state", "visible") != "visible")
            )
        elif name == "calcPr":
            book.never_computed = attributes.get("fullCalcOnLoad") in ("1", "true")

    parse_part(archive, WORKBOOK_PART, start=start)
    return book


def _read_targets(archive: zipfile.ZipFile) -> dict[str, str]:
    targets: dict[str, str] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if _local(name) == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            targets[attributes.get("Id", "")] = target.lstrip("/")

    parse_part(archive, "xl/_rels/workbook.xml.rels", start=start)
    return targets


def _read_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    strings: list[str] = []
    collector = _TextCollector()

    def end(name: str) -> None:
        name = _local(name)
        collector.close(name)
        if name == "si":
            strings.append(collector.take())

    parse_part(
        archive,
        "xl/sharedStrings.xml",
        start=lambda name, _: collector.open(_local(name)),
        end=end,
        text=collector.add,
    )
    return strings


class _TextCollector:
    """Joins the runs of a rich text and leaves its reading aids (phonetic runs) out."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.listens, self.is_phonetic = False, False

    def open(self, name: str) -> None:
        if name == "rPh":
            self.is_phonetic = True
        elif name == "t":
            self.listens = not self.is_phonetic

    def close(self, name: str) -> None:
        if name == "rPh":
            self.is_phonetic = False
        elif name == "t":
            self.listens = False

    def add(self, text: str) -> None:
        if self.listens:
            self.pieces.append(text)

    def take(self) -> str:
        text = "".join(self.pieces)
        self.pieces.clear()
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _read_formats(archive: zipfile.ZipFile) -> list[int]:
    """What each cell style shows: a plain number, a percentage or a date."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside = [False]

    def start(name: str, attributes: Mapping[str, str]) -> None:
        name = _local(name)
        if name == "numFmt":
            codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside[0] = True
        elif name == "xf" and inside[0]:
            formats.append(int(attributes.get("numFmtId", "0")))

    def end(name: str) -> None:
        if _local(name) == "cellXfs":
            inside[0] = False

    parse_part(archive, "xl/styles.xml", start=start, end=end)
    return [_kind_of_format(number, codes.get(number, "")) for number in formats]


def _kind_of_format(number: int, code: str) -> int:
    if not code:
        return _DATE if number in _DATE_FORMATS else _PERCENT if number in _PERCENT_FORMATS else _PLAIN
    bare = _QUOTED.sub("", code.split(";")[0])
    if "%" in bare:
        return _PERCENT
    return _DATE if re.search(r"[dmyhs]", bare.replace("General", ""), re.IGNORECASE) else _PLAIN


@lru_cache(maxsize=1024)
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class _SheetReader:
    """Handlers for one sheet."""

    def __init__(self, strings: list[str], formats: list[int], never_computed: bool, room: int) -> None:
        self.strings, self.formats, self.never_computed, self.room = strings, formats, never_computed, room
        self.rows: list[Row] = []
        self.hidden_columns: set[int] = set()
        self.merged: list[MergedRange] = []
        self.collector = _TextCollector()
        self.cells: dict[int, Raw] = {}
        self.count = self.row = self.column = 0
        self.row_is_hidden = self.has_formula = False
        self.kind, self.style = "n", _PLAIN
        self.into: list[str] | None = None
        self.number: list[str] = []
        self.formula: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if name == "c":
            self._start_cell(attributes)
        elif name == "v":
            self.into = self.number
        elif name == "f":
            self.has_formula, self.into = True, self.formula
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.row_is_hidden = attributes.get("hidden") in ("1", "true")
            self.column, self.cells = 0, {}
        elif name in ("t", "rPh"):
            self.collector.open(name)
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes["min"]), int(attributes["max"])
            self.hidden_columns.update(range(first, min(last, 16_384) + 1))
        elif name == "mergeCell":
            self._note_merge(attributes.get("ref", ""))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > self.room:
            raise RefusedFileError(say.too_large(Text("số ô", "the number of cells"), f"{self.count - 1}"))
        letters = attributes.get("r", "").rstrip("0123456789")
        self.column = _column_number(letters) if letters else self.column + 1
        self.kind = attributes.get("t", "n")
        style = int(attributes.get("s", "0"))
        self.style = self.formats[style] if style < len(self.formats) else _PLAIN
        self.has_formula = False
        self.number.clear()
        self.formula.clear()
        self.collector.pieces.clear()

    def text(self, text: str) -> None:
        if self.into is not None:
            self.into.append(text)
        else:
            self.collector.add(text)

    def end(self, name: str) -> None:
        name = _local(name)
        if name in ("v", "f"):
            self.into = None
        elif name in ("t", "rPh"):
            self.collector.close(name)
        elif name == "c":
            raw = self._raw("".join(self.number))
            if raw is not None:
                self.cells[self.column] = raw
        elif name == "row" and self.cells:
            self.rows.append(Row(self.row, self.cells, self.row_is_hidden))

    def _raw(self, text: str) -> Raw | None:
        if self.has_formula and (self.never_computed or (not text and self.kind not in ("str", "inlineStr"))):
            return Odd(OddKind.NO_RESULT, "=" + "".join(self.formula))
        if self.kind in ("s", "str", "inlineStr"):
            return self._string(text)
        if not text:
            return None
        if self.kind == "b":
            return text == "1"
        if self.kind == "e":
            return Odd(OddKind.ERROR, text)
        if self.kind == "d":
            return Odd(OddKind.DATE, text)
        return self._number(text)

    def _string(self, text: str) -> str | None:
        if self.kind == "s":
            return self.strings[int(text)] or None if text else None
        if self.kind == "inlineStr":
            return self.collector.take() or None
        return text or None

    def _number(self, text: str) -> Raw:
        number = float(text)
        if number - number != 0:
            return Odd(OddKind.NOT_FINITE, text)
        if self.style == _DATE:
            return Odd(OddKind.DATE, text)
        # A spreadsheet computes with and shows 15 digits: what it stores as 0.79999999999999993 is its user's 0.8.
        is_whole = number.is_integer() and abs(number) < 2**53
        value = Fraction(int(number)) if is_whole else exact(f"{number:.15g}")
        return Percent(value) if self.style == _PERCENT else value

    def _note_merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, stop = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if start and stop:
            corners = int(start[2]), _column_number(start[1]), int(stop[2]), _column_number(stop[1])
            self.merged.append(MergedRange(*corners, reference))

    def table(self, name: str, is_hidden: bool) -> Table:
        return Table(name, self.rows, is_hidden, frozenset(self.hidden_columns), tuple(self.merged))
