"""Errors of the domain as the kit's list of problems: each finding on its own, with its place."""

from __future__ import annotations

from dataclasses import dataclass

from thuocdo.domain.primitives.errors import DataFileError, ThuocDoError
from thuocdo.domain.primitives.texts import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, and where."""

    where: Text
    text: Text


def problems_of(error: ThuocDoError) -> list[object]:
    """Every finding of a file error, or the error itself."""
    if not isinstance(error, DataFileError):
        return [error]
    return [
        Problem(
            Text(f"{found.file}, dòng {found.line}", f"{found.file}, line {found.line}"),
            found.text,
        )
        for found in error.findings
    ]
