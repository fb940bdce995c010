"""The tables of a paper cut at their headings: one index table over many pages is one segment again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from thuocdo.domain.scoring.papers import table_remarks as say
from thuocdo.domain.scoring.papers.cleaning import one_line
from thuocdo.domain.scoring.papers.headings import Role
from thuocdo.domain.scoring.papers.layouts import Heading, fresh_texts, heading_at, is_counting_row
from thuocdo.domain.scoring.papers.paper import Paper, PaperRow, PaperTable
from thuocdo.domain.scoring.papers.remarks import PaperRemark

_SMALL = 4  # rows of a letterhead or of the place for signatures


@dataclass(slots=True)
class Part:
    """Rows below one printing of a heading."""

    table: str
    rows: list[PaperRow] = field(default_factory=list)


@dataclass(slots=True)
class Segment:
    """One heading and everything printed below it, over however many pages."""

    heading: Heading
    table: str
    lines_above: tuple[str, ...]
    parts: list[Part]
    width: int


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
class _Cutter:
    chosen: Mapping[str, Role]
    cut: Cut = field(default_factory=Cut)
    front: list[str] = field(default_factory=list)

    def take(self, table: PaperTable) -> None:
        """Cut one table."""
        position, before = 0, []
        current: Part | None = None
        while position < len(table.rows):
            row = table.rows[position]
            heading = heading_at(table.rows, position, self.chosen)
            if heading is not None and heading.is_of_an_index:
                current = self._open(heading, table, row, goes_on=current is not None)
                position += heading.rows
                continue
            position += 1
            if current is None:
                before.append(row)
            elif (fresh_texts(row) and not is_counting_row(row)) or any(cell.above for cell in row.cells):
                current.rows.append(row)
        if current is None:
            self._without_heading(table)
        else:
            self.front.extend(line for row in before for line in _words(row))

    def _open(self, heading: Heading, table: PaperTable, row: PaperRow, *, goes_on: bool) -> Part:
        last = self.cut.segments[-1] if self.cut.segments else None
        part = Part(table.name)
        if last is not None and last.heading.form == heading.form and (goes_on or not _names_a_group(table)):
            self.cut.remarks.append(say.repeated_heading(f"{table.name}, dòng {row.number}"))
            last.parts.append(part)
        else:
            width = max(len(each.cells) for each in table.rows)
            lines = table.lines_above if not goes_on else ()
            self.cut.segments.append(Segment(heading, table.name, lines, [part], width))
        return part

    def _without_heading(self, table: PaperTable) -> None:
        rows = [row for row in table.rows if fresh_texts(row) and not is_counting_row(row)]
        last = self.cut.segments[-1] if self.cut.segments else None
        width = max((len(row.cells) for row in table.rows), default=0)
        if last is not None and width == last.width and width > 2:
            self.cut.remarks.append(say.continued_table(table.name))
            last.parts.append(Part(table.name, rows))
            return
        words = [line for row in rows for line in _words(row)]
        if words:
            self.cut.remarks.append(say.left_out(table.name, words[0][:80], is_small=len(rows) <= _SMALL))
        self.front.extend(words)


def _names_a_group(table: PaperTable) -> bool:
    return bool(table.lines_above)


def _words(row: PaperRow) -> list[str]:
    return [line for text in fresh_texts(row) for line in text.split("\n") if one_line(line)]
