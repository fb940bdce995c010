"""What the workbooks written here have in common: fonts, colours, cell formats and the printed page."""

from __future__ import annotations

from typing import Any

from thuocdo.domain.primitives.texts import Text

FONT = "Times New Roman"
ACCENT = "#5B2A86"
_A4 = 9


class Styles:
    """The cell formats of one workbook, each made once and asked for by its settings."""

    def __init__(self, book: Any) -> None:  # Any: xlsxwriter ships no types, here and below
        self.book = book
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def __call__(self, **settings: object) -> Any:
        """The format with these settings on top of the usual font."""
        key = tuple(sorted(settings.items()))
        if key not in self.formats:
            base = {"font_name": FONT, "font_size": 11, "valign": "vcenter", **settings}
            self.formats[key] = self.book.add_format(base)
        return self.formats[key]


def set_up_page(sheet: Any, language: str, footer: str) -> None:
    """A4 across, as wide as the sheet, with page numbers beside the footer."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    page = Text("Trang &P/&N", "Page &P/&N").pick(language)
    sheet.set_footer(f"&L&8{footer}&R&8{page}")
