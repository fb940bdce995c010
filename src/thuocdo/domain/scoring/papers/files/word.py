"""Word documents as papers: lines and tables in printed order, merged cells and printed numbers included."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from thuocdo.domain.scoring.papers.cleaning import clean
from thuocdo.domain.scoring.papers.files.refusals import refusal
from thuocdo.domain.scoring.papers.files.word_numbering import Numbering, read_numbering
from thuocdo.domain.scoring.papers.files.word_text import PICTURE, paragraph_text
from thuocdo.domain.scoring.papers.files.xml_trees import Node, read_tree
from thuocdo.domain.scoring.papers.paper import Paper, PaperCell, PaperRow, PaperTable

DOCUMENT_PART = "word/document.xml"
MOST_CELLS = 200_000
_WRAPPERS = frozenset(
    ["w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo", "mc:AlternateContent"]
)


def read_word(archive: zipfile.ZipFile, name: str) -> Paper:
    """The lines and tables of a document; raises `PaperRefusedError` when it has no table with words."""
    body = read_tree(archive, DOCUMENT_PART).first("w:document", "w:body")
    if body is None:
        raise refusal("damaged", name)
    reader = _Reader(read_numbering(_part(archive, "numbering"), _part(archive, "styles")), name)
    reader.blocks(body)
    if not any(
        cell.text not in ("", PICTURE) for table in reader.tables for row in table.rows for cell in row.cells
    ):
        raise refusal("scan" if reader.has_pictures else "no-table", name)
    return Paper(name, tuple(reader.lines), tuple(reader.tables))


def _part(archive: zipfile.ZipFile, name: str) -> Node | None:
    path = posixpath.join(posixpath.dirname(DOCUMENT_PART), f"{name}.xml")
    return read_tree(archive, path) if path in archive.namelist() else None


def _unwrapped(node: Node) -> Iterator[Node]:
    """The children as if content controls, inserted parts and the like were not there."""
    for child in node.children:
        if child.name in _WRAPPERS or child.name == "mc:Choice":
            yield from _unwrapped(child)
        elif child.name not in ("w:del", "w:moveFrom", "mc:Fallback"):
            yield child


@dataclass(slots=True)
class _Reader:
    numbering: Numbering
    name: str
    lines: list[str] = field(default_factory=list)
    tables: list[PaperTable] = field(default_factory=list)
    lines_above: list[str] = field(default_factory=list)
    has_pictures: bool = False
    cells: int = 0

    def blocks(self, body: Node) -> None:
        """Paragraphs and tables in the order of the document."""
        for block in _unwrapped(body):
            if block.name == "w:p":
                text = clean(self._paragraph(block).replace(PICTURE, ""))
                new = text.split("\n") if text else []
                self.lines.extend(new)
                self.lines_above.extend(new)
            elif block.name == "w:tbl":
                self._table(block)

    def _paragraph(self, node: Node) -> str:
        text = self.numbering.printed(node) + paragraph_text(node)
        self.has_pictures = self.has_pictures or PICTURE in text
        return text

    def _table(self, node: Node) -> None:
        inner = _framed(node)
        if inner is not None:
            self.blocks(inner)
            return
        grid = _Grid()
        for row in _unwrapped(node):
            if row.name == "w:tr" and row.first("w:trPr", "w:del") is None:
                grid.add(self._cells(row))
        name = f"Bảng {len(self.tables) + 1}"
        self.tables.append(PaperTable(name, tuple(grid.rows), tuple(self.lines_above)))
        self.lines_above = []

    def _cells(self, row: Node) -> Iterator[tuple[str | None, int]]:
        """Text and width of every cell of a row; None as text for one that goes on from above."""
        yield from ((("", 1),) * _whole(row.value("w:trPr", "w:gridBefore"), 0))
        for cell in _unwrapped(row):
            if cell.name == "w:tc":
                width = _whole(cell.value("w:tcPr", "w:gridSpan"), 1)
                self.cells += width
                if self.cells > MOST_CELLS or width > 500:
                    raise refusal("too-large", self.name)
                goes_on = cell.value("w:tcPr", "w:vMerge") in ("", "continue")
                yield (None if goes_on else self._cell(cell)), width

    def _cell(self, cell: Node) -> str:
        return clean("\n".join(self._cell_lines(cell)))

    def _cell_lines(self, cell: Node) -> Iterator[str]:
        for block in _unwrapped(cell):
            if block.name == "w:p":
                yield self._paragraph(block)
            elif block.name == "w:tbl":
                for row in _unwrapped(block):
                    texts = [text or "" for text, _ in self._cells(row)] if row.name == "w:tr" else []
                    yield " | ".join(text.replace("\n", " ") for text in texts if text)


def _framed(table: Node) -> Node | None:
    """The only cell of a table that is nothing but a frame around another table."""
    rows = [row for row in _unwrapped(table) if row.name == "w:tr"]
    cells = [cell for row in rows for cell in _unwrapped(row) if cell.name == "w:tc"]
    if len(cells) != 1:
        return None
    return cells[0] if any(block.name == "w:tbl" for block in _unwrapped(cells[0])) else None


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise


@dataclass(slots=True)
class _Grid:
    """Rows on one grid; a merged cell stands in every square it covers, marked as going on."""

    rows: list[PaperRow] = field(default_factory=list)

    def add(self, cells: Iterator[tuple[str | None, int]]) -> None:
        squares: list[PaperCell] = []
        for text, width in cells:
            above = self._above(len(squares)) if text is None else None
            shown = above.text if above is not None else text or ""
            is_above = above is not None
            squares.append(PaperCell(shown, continues=is_above, above=is_above))
            squares.extend([PaperCell(shown, continues=True, above=is_above)] * (width - 1))
        self.rows.append(PaperRow(len(self.rows) + 1, tuple(squares)))

    def _above(self, column: int) -> PaperCell | None:
        cells = self.rows[-1].cells if self.rows else ()
        return cells[column] if column < len(cells) else None
