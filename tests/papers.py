"""Papers as files, built from the rows that a decision prints: Word, Excel and CSV of one table.

A cell is a text; LEFT and ABOVE stand for squares that a merged cell covers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import docx
import openpyxl
from docx.document import Document as WordDocument
from docx.table import Table as WordTable

LEFT, ABOVE = "←", "↑"
HEADINGS = (
    "STT",
    "Chỉ số",
    "Điểm tối đa",
    "Cách xác định và tính điểm",
    "Tài liệu kiểm chứng",
    "Nguồn thu thập dữ liệu",
    "Đơn vị phối hợp xác minh",
)
TITLE_LINES = (
    "PHỤ LỤC",
    "BỘ CHỈ SỐ ĐÁNH GIÁ CHUYỂN ĐỔI SỐ CẤP XÃ",
    "(Kèm theo Quyết định số 931/QĐ-UBND ngày 04/4/2026 của Ủy ban nhân dân tỉnh)",
)

Rows = Sequence[Sequence[str]]


def word_paper(rows: Rows, *, lines: Sequence[str] = (), after: Sequence[str] = ()) -> bytes:
    """A Word document with lines, one table and lines after it."""
    return word_papers([rows], lines=lines, after=after)


def word_papers(tables: Sequence[Rows], *, lines: Sequence[str] = (), after: Sequence[str] = ()) -> bytes:
    """A Word document with several tables; a table given as a text is a paragraph between them."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        if isinstance(rows, str):
            document.add_paragraph(rows)
        else:
            add_word_table(document, rows)
    for line in after:
        document.add_paragraph(line)
    return word_bytes(document)


def word_bytes(document: WordDocument) -> bytes:
    """A document as the bytes of its file."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def add_word_table(document: WordDocument, rows: Rows) -> WordTable:
    """Add one table with its merged cells."""
    table: WordTable = document.add_table(len(rows), len(rows[0]))
    squares = [list(row.cells) for row in table.rows]
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            if text not in (LEFT, ABOVE):
                squares[y][x].text = text
    for top, left, bottom, right in merges(rows):
        corner = squares[top][left]
        words = corner.text
        corner.merge(squares[bottom][right]).text = words
    return table


def workbook_paper(rows: Rows, *, lines: Sequence[str] = (), after: Sequence[str] = ()) -> bytes:
    """A workbook with lines above one table and lines after it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Bảng 1"
    above = [[line] for line in lines]
    for row in [*above, *rows, *([line] for line in after)]:
        sheet.append(["" if text in (LEFT, ABOVE) else text for text in row])
    for top, left, bottom, right in merges(rows):
        offset = len(above) + 1
        sheet.merge_cells(
            start_row=top + offset, start_column=left + 1, end_row=bottom + offset, end_column=right + 1
        )
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with = is a text
    return workbook_bytes(book)


def workbook_bytes(book: openpyxl.Workbook) -> bytes:
    """A workbook as the bytes of its file."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def csv_paper(
    rows: Rows, *, lines: Sequence[str] = (), separator: str = ";", encoding: str = "utf-8-sig"
) -> bytes:
    """A CSV file; squares of merged cells are empty, as spreadsheets write them."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=separator)
    for row in [*([line] for line in lines), *rows]:
        writer.writerow(["" if text in (LEFT, ABOVE) else text for text in row])
    return target.getvalue().encode(encoding)


def merges(rows: Rows) -> list[tuple[int, int, int, int]]:
    """The rectangles (top, left, bottom, right) that LEFT and ABOVE describe."""
    found = []
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            if text in (LEFT, ABOVE):
                continue
            right = x
            while right + 1 < len(row) and row[right + 1] == LEFT:
                right += 1
            bottom = y
            while bottom + 1 < len(rows) and rows[bottom + 1][x] == ABOVE:
                bottom += 1
            if (right, bottom) != (x, y):
                found.append((y, x, bottom, right))
    return found
