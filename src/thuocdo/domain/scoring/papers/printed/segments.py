"""The tables of a paper cut at their headings: one index table over many pages is one segment again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from thuocdo.domain.scoring.papers.cleaning import one_line
from thuocdo.domain.scoring.papers.headings import Role
from thuocdo.domain.scoring.papers.paper import Paper, PaperRow, PaperTable
from thuocdo.domain.scoring.papers.printed import table_remarks as say
from thuocdo.domain.scoring.papers.printed.body import names_a_group
from thuocdo.domain.scoring.papers.printed.grids import Span, straightened, usable_spans
from thuocdo.domain.scoring.papers.printed.layouts import Heading, fresh_texts, heading_at, is_counting_row
from thuocdo.domain.scoring.papers.remarks import PaperRemark

_SMALL = 4  # rows of a letterhead or of the place for signatures


@dataclass(slots=True)
class Part:
    """Rows below one printing of a heading, on its regular grid."""

    table: str
    rows: list[PaperRow]


@dataclass(slots=True)
class Segment:
    """One heading and everything printed below it, over however many pages."""

    heading: Heading
    table: str
    lines_above: tuple[str, ...]
    parts: list[Part]
    width: int  # of the table as it stands in the file
    spans: list[Span]  # columns of that table that are one


@dataclass(slots=True)
class Cut:
    """All segments of a paper, the words around them, and what was left out."""

    segments: list[Segment] = field(default_factory=list)
    lines: tuple[str, ...] = ()
    remarks: list[PaperRemark] = field(default_factory=list)


def segments_of(paper: Paper, chosen: Mapping[str, Role]) -> Cut:
    """Cut the tables of a paper; headings in `chosen` have the role a person gave them."""
    cutter = _Cutter(chosen)
    for table in paper.tables:
        cutter.take(table)
    cutter.cut.lines = (*cutter.front, *paper.lines)
    return cutter.cut


@dataclass(slots=True)
class _Piece:
    """A heading and the rows below it in one table."""

    heading: Heading
    place: str
    rows: list[PaperRow] = field(default_factory=list)


@dataclass(slots=True)
class _Cutter:
    chosen: Mapping[str, Role]
    cut: Cut = field(default_factory=Cut)
    front: list[str] = field(default_factory=list)

    def take(self, table: PaperTable) -> None:
        """Cut one table."""
        before, pieces = self._pieces(table)
        for place, piece in enumerate(pieces):
            self._add(piece, table, goes_on=place > 0)
        if pieces:
            self.front.extend(line for row in before for line in _words(row))
        else:
            self._without_heading(table)

    def _pieces(self, table: PaperTable) -> tuple[list[PaperRow], list[_Piece]]:
        """The rows before the first heading, and the pieces from there."""
        position, before = 0, list[PaperRow]()
        pieces: list[_Piece] = []
        while position < len(table.rows):
            row = table.rows[position]
            heading = heading_at(table.rows, position, self.chosen)
            if heading is not None and heading.is_of_an_index:
                pieces.append(_Piece(heading, f"{table.name}, dòng {row.number}"))
                position += heading.rows
                continue
            position += 1
            if not pieces:
                before.append(row)
            elif _says_something(row):
                pieces[-1].rows.append(row)
        return before, pieces

    def _add(self, piece: _Piece, table: PaperTable, *, goes_on: bool) -> None:
        last = self.cut.segments[-1] if self.cut.segments else None
        spans = usable_spans(piece.rows, piece.heading.spans)
        heading = piece.heading.without(spans)
        part = Part(table.name, straightened(piece.rows, spans))
        if last is not None and last.heading.form == heading.form and (goes_on or not _names_a_group(table)):
            self.cut.remarks.append(say.repeated_heading(piece.place))
            last.parts.append(part)
            last.width, last.spans = _width(table), spans
        else:
            lines = table.lines_above if not goes_on else ()
            self.cut.segments.append(Segment(heading, table.name, lines, [part], _width(table), spans))

    def _without_heading(self, table: PaperTable) -> None:
        rows = [row for row in table.rows if _says_something(row)]
        last = self.cut.segments[-1] if self.cut.segments else None
        if (
            last is not None
            and last.width == _width(table) > 2
            and usable_spans(rows, last.spans) == last.spans
        ):
            self.cut.remarks.append(say.continued_table(table.name))
            last.parts.append(Part(table.name, straightened(rows, last.spans)))
            return
        words = [line for row in rows for line in _words(row)]
        if words:
            self.cut.remarks.append(say.left_out(table.name, words[0][:80], is_small=len(rows) <= _SMALL))
        self.front.extend(words)


def _width(table: PaperTable) -> int:
    return max((len(row.cells) for row in table.rows), default=0)


def _says_something(row: PaperRow) -> bool:
    return (bool(fresh_texts(row)) and not is_counting_row(row)) or any(cell.above for cell in row.cells)


def _names_a_group(table: PaperTable) -> bool:
    """Whether the line above a table may be the name of its group."""
    return any(names_a_group(line) for line in table.lines_above[-1:])


def _words(row: PaperRow) -> list[str]:
    return [line for text in fresh_texts(row) for line in text.split("\n") if one_line(line)]
