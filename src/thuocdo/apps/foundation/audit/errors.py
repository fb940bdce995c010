"""Errors of audit.

AuditError
└── StaleObjectError
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class AuditError(ThuocDoError):
    """The base of this package's errors."""

    code: ClassVar[str] = "audit.error"


class StaleObjectError(AuditError):
    """Somebody else saved the object after it was opened."""

    code: ClassVar[str] = "audit.stale-object"

    def __init__(self, label: str, changed_by: str, changed_at: datetime | None) -> None:
        when = f"{changed_at:%H:%M %d/%m/%Y}" if changed_at else "?"
        who_vi, who_en = changed_by or "người khác", changed_by or "somebody else"
        super().__init__(
            Text(
                f"“{label}” đã được {who_vi} sửa lúc {when}, sau khi bạn mở. Chưa lưu gì: "
                "hãy tải lại để xem bản mới, rồi nhập lại phần của bạn.",
                f"“{label}” was changed by {who_en} at {when}, after you opened it. Nothing was saved: "
                "reload to see the new version, then enter your part again.",
            )
        )
        self.changed_by = changed_by
        self.changed_at = changed_at
