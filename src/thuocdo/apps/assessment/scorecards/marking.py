"""The form handed back with its wrong cells marked, so that the sender finds them where they are."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from thuocdo.apps.foundation.files.workbooks import open_workbook
from thuocdo.domain.scoring.sheets import Problem

_WRONG = PatternFill("solid", fgColor="FBD9D5")
_TEXTS = {
    "vi": ("Lỗi cần sửa", ("Trang", "Dòng", "Cột", "Giá trị", "Lý do", "Cách sửa")),
    "en": ("Problems", ("Sheet", "Row", "Column", "Value", "Reason", "What to do")),
}


def marked(content: bytes, problems: Sequence[Problem], language: str) -> bytes:
    """The workbook with red cells and comments and a list of all problems in front; a list alone for other files."""
    book = _opened(content)
    for problem in problems:
        _mark(book, problem, language)
    _list_problems(book, problems, language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _opened(content: bytes) -> Workbook:
    sent = open_workbook(content) if content.startswith(b"PK") else None
    if sent is not None:
        return sent
    # Nothing in it can be marked: the list of problems goes back alone.
    book = Workbook()
    for page in list(book.worksheets):
        book.remove(page)
    return book


def _mark(book: Workbook, problem: Problem, language: str) -> None:
    place = problem.place
    if place.sheet not in book.sheetnames or place.row is None or not place.column:
        return
    cell = book[place.sheet].cell(row=place.row, column=place.column)
    if type(cell).__name__ == "MergedCell":
        return
    cell.fill = _WRONG
    cell.comment = Comment(
        f"{problem.reason.pick(language)}\n{problem.fix.pick(language)}", "Thước Đo", width=360
    )


def _list_problems(book: Workbook, problems: Sequence[Problem], language: str) -> None:
    title, headings = _TEXTS["en" if language == "en" else "vi"]
    page = book.create_sheet(title, 0)
    page.append(headings)
    for cell in page[1]:
        cell.font = Font(bold=True)
    for problem in problems:
        # A text that begins like a formula stays a text.
        value = f"'{problem.value}" if problem.value[:1] in ("=", "+", "-", "@") else problem.value
        page.append(
            [
                problem.sheet,
                problem.row,
                problem.column,
                value,
                problem.reason.pick(language),
                problem.fix.pick(language),
            ]
        )
    for letter, width in zip("ABCDEF", (18, 8, 18, 24, 60, 60), strict=True):
        page.column_dimensions[letter].width = width
    book.active = 0
