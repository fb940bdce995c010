"""The workbook to fill in."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from thuocdo.apps.foundation.accounts.importing.columns import (
    HEADINGS,
    REQUIRED,
    ROLE_LABELS,
    SHEET,
    UNITS_SHEET,
    Column,
)

LAST_ROW = 1_000
DATES = {Column.VALID_FROM, Column.VALID_TO}
UNITS = {Column.UNIT, Column.ROLE_UNIT}


def template_workbook(units: Sequence[tuple[str, str]], language: str) -> bytes:
    """An empty workbook with drop-downs for roles and units (code, name) and a sheet that lists the units."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET.pick(language))
        listed = book.add_worksheet(UNITS_SHEET.pick(language))
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.freeze_panes(1, 2)
        for place, column in enumerate(Column):
            mark = " *" if column in REQUIRED else ""
            sheet.write_string(0, place, HEADINGS[column].pick(language) + mark, bold)
            sheet.set_column(place, place, 22, day if column in DATES else text)
            if column in UNITS and units:
                source = f"='{UNITS_SHEET.pick(language)}'!$A$2:$A${len(units) + 1}"
                sheet.data_validation(1, place, LAST_ROW, place, {"validate": "list", "source": source})
            if column is Column.ROLE:
                names = [label.pick(language) for label in ROLE_LABELS.values()]
                sheet.data_validation(1, place, LAST_ROW, place, {"validate": "list", "source": names})
        listed.write_row(0, 0, [HEADINGS[Column.UNIT].pick(language), UNITS_SHEET.pick(language)], bold)
        listed.set_column(0, 1, 45)
        for row, (code, name) in enumerate(units, start=1):
            listed.write_string(row, 0, code)
            listed.write_string(row, 1, name)
    return buffer.getvalue()
