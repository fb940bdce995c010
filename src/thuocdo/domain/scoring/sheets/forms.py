"""The wide form as a file: a workbook to fill in and print, or plain CSV."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow
from thuocdo.domain.scoring.sheets.csv_text import BOM, csv_text
from thuocdo.domain.scoring.sheets.form_checks import Lists, add_checks
from thuocdo.domain.scoring.sheets.form_layout import LAYOUT, FormLayout, FormRow, RowKind
from thuocdo.domain.scoring.sheets.plain_workbook import write_cell
from thuocdo.domain.scoring.sheets.problems import SheetError
from thuocdo.domain.scoring.sheets.styles import ACCENT, Styles, set_up_page
from thuocdo.domain.scoring.sheets.written_cells import Cell

_FORM_TITLE = Text("PHIẾU NHẬP SỐ LIỆU", "INPUT FORM")
_PREPARED, _HEAD = Text("Người lập biểu", "Prepared by"), Text("Thủ trưởng đơn vị", "Head of the unit")
_SIGN = Text("(ký, ghi rõ họ tên)", "(signature, full name)")
_STATES = Text(
    "Để trống ô giá trị nghĩa là chưa có số liệu, không phải bằng 0. Nếu không có trường hợp nào, "
    "ghi 0 hoặc chọn “bằng không”; "
    "nếu đơn vị không thuộc diện áp dụng, chọn “không áp dụng”.",
    "An empty value means that it is missing, not that it is 0. Where there was no case write 0 or "
    "choose “zero”; "
    "where the figure does not concern the unit choose “not applicable”.",
)
_WIDTHS = {
    "number": 6,
    "input": 22,
    "title": 58,
    "unit_of_measure": 14,
    "previous": 15,
    "value": 17,
    "state": 16,
    "source": 26,
    "reason": 26,
}
_TITLE_ROWS = 4


def write_template(
    definition: Definition,
    path: Path,
    *,
    units: Sequence[UnitRow] = (),
    period: str = "",
    language: str = "vi",
    version: str = "",
    previous: InputSheet | None = None,
) -> None:
    """Write an empty form for some units (for one unnamed unit when none is given).

    With `previous`, what each unit gave then stands greyed beside the column to fill in; it is never read back.
    """
    sheet = InputSheet(period, tuple(units) or (UnitRow(""),), {})
    write_form(path, definition, [sheet], language=language, version=version, previous=previous)


def write_form(
    path: Path,
    definition: Definition,
    sheets: Sequence[InputSheet],
    *,
    language: str = "vi",
    version: str = "",
    previous: InputSheet | None = None,
) -> None:
    """Write sheets in the wide form, one workbook sheet per period."""
    layouts = [FormLayout(definition, sheet, language, version, previous) for sheet in sheets]
    if path.suffix.lower() == ".csv":
        _write_csv(path, layouts)
        return
    import xlsxwriter  # here, so that reading a form does not pay for it

    book = xlsxwriter.Workbook(str(path))
    book.set_properties(
        {"title": definition.title.pick(language), "subject": f"{definition.index}@{definition.rule_set}"}
    )
    lists = Lists()
    for layout in layouts:
        _FormWriter(book, book.add_worksheet(_sheet_name(layout)), layout, lists).write()
    lists.write(book)
    book.close()


def _write_csv(path: Path, layouts: Sequence[FormLayout]) -> None:
    if len(layouts) > 1:
        raise SheetError(
            Text(
                "Tệp CSV dạng biểu chỉ chứa một kỳ; hãy ghi ra .xlsx hoặc dùng dạng dài.",
                "A CSV file in the wide form holds one period; write .xlsx or the long form.",
            )
        )
    rows = [row.cells for layout in layouts for row in layout.rows()]
    path.write_text(BOM + csv_text([], rows), encoding="utf-8", newline="")


def _sheet_name(layout: FormLayout) -> str:
    word = Text("Kỳ", "Period").pick(layout.language)
    name = re.sub(r"[\[\]:*?/\\']", "-", f"{word} {layout.sheet.period}" if layout.sheet.period else "Phiếu")
    return name[:31]


class _FormWriter:
    """Dresses the rows of one layout."""

    def __init__(
        self, book: Any, sheet: Any, layout: FormLayout, lists: Lists
    ) -> None:  # Any: no types shipped
        self.book, self.sheet, self.layout, self.lists = book, sheet, layout, lists
        self.language = layout.language
        self.columns = (*LAYOUT, *(layout.block * len(layout.sheet.units)))
        self.style = Styles(book)

    def write(self) -> None:
        """The whole sheet."""
        self._title()
        position = _TITLE_ROWS
        for row in self.layout.rows():
            position += row.kind is RowKind.HEADING  # an empty line above the table
            getattr(self, f"_{row.kind.value}")(position, row)
            position += 1
            if row.kind is RowKind.HEADING:
                self.sheet.freeze_panes(position, len(LAYOUT) if not self.layout.is_for_one else 0)
                self.sheet.repeat_rows(position - 1)
        self._closing(position + 1)
        self._page()

    def _title(self) -> None:
        last = len(LAYOUT) + len(self.layout.block) - 1
        definition = self.layout.definition
        legal = definition.legal
        basis = ", ".join(
            part
            for part in (legal.number, legal.issuer, f"{legal.date:%d/%m/%Y}" if legal.date else "")
            if part
        )
        lines: list[tuple[str, dict[str, object]]] = [
            (_FORM_TITLE.pick(self.language), {"bold": True, "font_size": 15, "font_color": ACCENT}),
            (definition.title.pick(self.language), {"bold": True, "font_size": 12, "text_wrap": True}),
            (basis, {"italic": True, "font_color": "#555555"}),
        ]
        for row, (text, settings) in enumerate(lines):
            self.sheet.merge_range(row, 0, row, last, text, self.style(align="center", **settings))
        self.sheet.set_row(0, 24)
        self.sheet.set_row(1, 32)

    def _fact(self, position: int, row: FormRow) -> None:
        label = self.style(bold=True, font_color="#444444")
        self.sheet.merge_range(position, 0, position, 1, str(row.cells[0]), label)
        is_filled_in = row.label in ("period", "unit", "unit_name")
        for column, cell in enumerate(row.cells[2:], 2):
            if cell is not None:
                settings: dict[str, object] = {"locked": False, "bottom": 4} if is_filled_in else {}
                if row.label == "version":
                    settings = {"font_color": "#888888", "font_size": 8}
                self.sheet.write_string(position, column, str(cell), self.style(num_format="@", **settings))

    def _heading(self, position: int, row: FormRow) -> None:
        style = self.style(
            bold=True, border=1, align="center", text_wrap=True, bg_color=ACCENT, font_color="#FFFFFF"
        )
        for column, cell in enumerate(row.cells):
            self.sheet.write_string(position, column, str(cell), style)
        self.sheet.set_row(position, 32)

    def _group(self, position: int, row: FormRow) -> None:
        self._band(position, row, self.style(bold=True, bg_color="#E9E1F1", border=1, border_color="#BBBBBB"))

    def _indicator(self, position: int, row: FormRow) -> None:
        self._band(
            position, row, self.style(italic=True, bg_color="#F7F4FA", border=1, border_color="#BBBBBB")
        )

    def _band(self, position: int, row: FormRow, style: Any) -> None:
        self.sheet.merge_range(position, 0, position, len(self.columns) - 1, str(row.cells[0]), style)

    def _figure(self, position: int, row: FormRow) -> None:
        assert row.asked is not None  # noqa: S101 - the layout gives every figure its input
        spec, help_text = row.asked.spec, row.asked.spec.help.pick(self.language)
        grid = {"border": 1, "border_color": "#BBBBBB"}
        layout_cell = self.style(**grid, text_wrap=True)
        self.sheet.write_string(position, 0, str(row.cells[0]), self.style(**grid, align="center"))
        self.sheet.write_string(
            position, 1, str(row.cells[1]), self.style(**grid, font_size=8, font_color="#777777")
        )
        self._title_cell(position, str(row.cells[2]), help_text, layout_cell)
        self.sheet.write_string(
            position, 3, str(row.cells[3] or ""), self.style(**grid, align="center", text_wrap=True)
        )
        pattern = {"count": "#,##0", "percent": "0.00##%", "money": "#,##0.##"}.get(spec.type, "General")
        entry = self.style(**grid, locked=False, bg_color="#FFFDF2", num_format=pattern)
        words = self.style(**grid, locked=False, text_wrap=True, num_format="@")
        before = self.style(
            **grid, bg_color="#EEEEEE", font_color="#777777", num_format=pattern, text_wrap=True
        )
        styles = {"value": entry, "previous": before}
        for column, cell in enumerate(row.cells[len(LAYOUT) :], len(LAYOUT)):
            is_value = self.columns[column] == "value"
            self._entry(position, column, cell, styles.get(self.columns[column], words))
            if self.columns[column] in ("value", "state"):
                add_checks(self.sheet, position, column, row.asked, is_value, self.language, self.lists)
        lines = 1 + len(str(row.cells[2])) // 60 + (1 + len(help_text) // 66 if help_text else 0)
        self.sheet.set_row(position, 16 * lines + 2)

    def _title_cell(self, position: int, title: str, help_text: str, style: Any) -> None:
        if help_text:
            small = self.style(font_size=9, italic=True, font_color="#666666")
            self.sheet.write_rich_string(position, 2, self.style(), title, small, f"\n{help_text}", style)
        else:
            self.sheet.write_string(position, 2, title, style)

    def _entry(self, position: int, column: int, cell: Cell, style: Any) -> None:
        if cell in (None, ""):
            self.sheet.write_blank(position, column, None, style)
        else:
            write_cell(self.sheet, position, column, cell, style, style)

    def _closing(self, position: int) -> None:
        note = self.style(italic=True, font_color="#555555", text_wrap=True, valign="top")
        self.sheet.merge_range(
            position, 2, position, len(LAYOUT) + len(self.layout.block) - 1, _STATES.pick(self.language), note
        )
        self.sheet.set_row(position, 34)
        if self.layout.is_for_one:
            for column, text in ((2, _PREPARED), (6, _HEAD)):
                centred = self.style(bold=True, align="center")
                self.sheet.write_string(position + 2, column, text.pick(self.language), centred)
                self.sheet.write_string(
                    position + 3, column, _SIGN.pick(self.language), self.style(italic=True, align="center")
                )

    def _page(self) -> None:
        definition, sheet = self.layout.definition, self.sheet
        for column, name in enumerate(self.columns):
            sheet.set_column(column, column, _WIDTHS[name])
        set_up_page(sheet, self.language, f"{definition.index}@{definition.rule_set}")
        sheet.protect(
            "", {"format_cells": True, "format_columns": True, "format_rows": True, "insert_hyperlinks": True}
        )
