"""Opening a workbook that somebody sent: it may be cut off, or no workbook at all."""

from __future__ import annotations

import io
import zipfile
import zlib

from openpyxl import Workbook, load_workbook

# What openpyxl lets through when parts of the file are missing, cut off or not XML.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, SyntaxError, OSError, EOFError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, NotImplementedError),
)


def open_workbook(content: bytes) -> Workbook | None:
    """The workbook with its formulas; None when the file cannot be read as one."""
    try:
        return load_workbook(io.BytesIO(content), data_only=False)
    except _DAMAGED:
        return None
