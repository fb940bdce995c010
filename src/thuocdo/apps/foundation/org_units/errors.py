"""Errors of the units in the database.

OrgUnitStoreError
├── UnitsInUseError
├── UnknownClassError
├── ClassOverlapError
└── ClassEndError
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
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


class UnknownClassError(OrgUnitStoreError):
    """No definition reads the class."""

    code: ClassVar[str] = "org-units.unknown-class"

    def __init__(self, unit_class: str, known: Collection[str]) -> None:
        listed = ", ".join(sorted(known)) or "–"
        super().__init__(
            Text(
                f"Không bộ chỉ số nào đọc nhóm đơn vị “{unit_class}”, nên ghi vào cũng không có tác dụng. "
                f"Hãy chọn một trong: {listed}.",
                f"No index reads the unit class “{unit_class}”, so it would have no effect. Choose one of: {listed}.",
            )
        )


class ClassOverlapError(OrgUnitStoreError):
    """The unit is of the class already in that time."""

    code: ClassVar[str] = "org-units.class-overlap"

    def __init__(self, unit: str, unit_class: str) -> None:
        super().__init__(
            Text(
                f"{unit} đã thuộc nhóm “{unit_class}” trong thời gian này. "
                "Hãy ghi ngày kết thúc cho lần trước, hoặc chọn ngày khác.",
                f"{unit} is of the class “{unit_class}” in that time already. "
                "Give the earlier one a last day first, or choose other dates.",
            )
        )


class ClassEndError(OrgUnitStoreError):
    """The last day comes before the first, or one was given already."""

    code: ClassVar[str] = "org-units.class-end"

    def __init__(self, unit_class: str, begin: date, end: date | None) -> None:
        if end is not None:
            words = Text(
                f"Nhóm “{unit_class}” đã có ngày kết thúc {end:%d/%m/%Y}. "
                "Nếu đơn vị lại thuộc nhóm, hãy ghi một lần mới.",
                f"The class “{unit_class}” has its last day already: {end:%d/%m/%Y}. "
                "Set it anew if the unit is of it again.",
            )
        else:
            words = Text(
                f"Nhóm “{unit_class}” bắt đầu ngày {begin:%d/%m/%Y}; ngày kết thúc không thể sớm hơn. "
                "Hãy chọn ngày khác.",
                f"The class “{unit_class}” begins on {begin:%d/%m/%Y}; it cannot end before. Choose another day.",
            )
        super().__init__(words)
