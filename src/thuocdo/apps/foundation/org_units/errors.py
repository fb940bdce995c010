"""Errors of the units in the database.

OrgUnitStoreError
└── UnitsInUseError
"""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class OrgUnitStoreError(ThuocDoError):
    """The base of this package's errors."""

    code: ClassVar[str] = "org-units.error"


class UnitsInUseError(OrgUnitStoreError):
    """The new definitions lack units that people, values or scores refer to."""

    code: ClassVar[str] = "org-units.in-use"

    def __init__(self, codes: Collection[str]) -> None:
        listed = ", ".join(sorted(codes)[:10])
        super().__init__(
            Text(
                f"Định nghĩa mới thiếu {len(codes)} đơn vị đang được dùng: {listed}. "
                "Đơn vị không bị xoá mà chỉ kết thúc: hãy ghi ngày hết hiệu lực cho chúng rồi nạp lại.",
                f"The new definitions lack {len(codes)} units that are in use: {listed}. "
                "Units are never deleted, they end: give them a last day and load again.",
            )
        )
