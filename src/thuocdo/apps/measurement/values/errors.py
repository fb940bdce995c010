"""Errors of the store of values.

ValuesError
├── UnknownElementError
└── WrongValueError
"""

from __future__ import annotations

from collections.abc import Collection

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class ValuesError(ThuocDoError):
    """The base."""

    code = "values.error"


class UnknownElementError(ValuesError):
    """A value names a data element that is not there."""

    code = "values.unknown-element"

    def __init__(self, codes: Collection[str]) -> None:
        listed = ", ".join(sorted(codes))
        super().__init__(
            Text(
                f"Không có số liệu nào mang mã: {listed}. Nạp bộ chỉ số dùng số liệu này trước, hoặc sửa mã.",
                f"No data element has the code: {listed}. Load the index that uses it first, or correct the code.",
            )
        )


class WrongValueError(ValuesError):
    """State and number contradict each other, or the number has more decimals than can be kept."""

    code = "values.wrong-value"

    def __init__(self, where: str, reason: Text) -> None:
        super().__init__(Text(f"{where}: {reason.vi}", f"{where}: {reason.pick('en')}"))
