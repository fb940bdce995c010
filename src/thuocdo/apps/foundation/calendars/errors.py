"""Errors of the calendar in the database.

CalendarStoreError
├── NoCalendarError
├── DamagedCalendarError
├── UnknownEntryError
├── NothingChangedError
└── UneditableTextError
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class CalendarStoreError(ThuocDoError):
    """The base of this package's errors."""

    code: ClassVar[str] = "calendars.store"


class NoCalendarError(CalendarStoreError):
    """Nobody has loaded a calendar yet."""

    code: ClassVar[str] = "calendars.none"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Chưa nạp lịch làm việc. Quản trị hệ thống chạy: python3 run.py manage load_calendars.",
                "No working calendar has been loaded. Run: python3 run.py manage load_calendars.",
            )
        )


class DamagedCalendarError(CalendarStoreError):
    """A stored text no longer gives its version: it was changed behind the application's back."""

    code: ClassVar[str] = "calendars.damaged"

    def __init__(self, file: str, number: int) -> None:
        super().__init__(
            Text(
                f"Bản {number} của «{file}» không còn khớp mã băm: dữ liệu đã bị sửa ngoài hệ thống. "
                "Hãy khôi phục từ bản sao lưu.",
                f"Revision {number} of '{file}' does not give its hash any more: it was changed outside the system. "
                "Restore it from a backup.",
            )
        )


class UnknownEntryError(CalendarStoreError):
    """No row of the calendar takes that day off."""

    code: ClassVar[str] = "calendars.no-entry"

    def __init__(self, day: dt.date) -> None:
        super().__init__(
            Text(
                f"Lịch không có dòng nào cho ngày nghỉ {day:%d/%m/%Y}. Hãy mở lại lịch để xem bản mới nhất.",
                f"The calendar has no row that takes {day:%Y-%m-%d} off. Open the calendar again to see it as it is.",
            )
        )


class NothingChangedError(CalendarStoreError):
    """The new text is the old one."""

    code: ClassVar[str] = "calendars.unchanged"

    def __init__(self, file: str) -> None:
        super().__init__(
            Text(
                f"«{file}» không có gì thay đổi nên chưa lưu. Hãy sửa nội dung, hoặc rời trang.",
                f"Nothing in '{file}' is different, so nothing was saved. Change something, or leave the page.",
            )
        )


class UneditableTextError(CalendarStoreError):
    """The text is valid but written in a way that a form cannot edit line by line."""

    code: ClassVar[str] = "calendars.uneditable"

    def __init__(self, section: str) -> None:
        super().__init__(
            Text(
                f"Phần «{section}» được viết theo cách mà biểu mẫu không sửa được. Hãy dùng «Sửa văn bản YAML».",
                f"The part '{section}' is written in a way a form cannot edit. Use \"Edit the YAML text\".",
            )
        )
