"""Errors of drafts.

DraftsError
├── DraftClosedError
├── DraftRefusedError
├── NothingToReadError
├── UnknownRowError
├── NoRuleError
├── UnchangedError
├── NoUnitError
└── BeginsTooEarlyError
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.texts import Text


class DraftsError(ThuocDoError):
    """The base."""

    code = "drafts.error"


class DraftClosedError(DraftsError):
    """The draft is in force or given up; its text stays as it is."""

    code = "drafts.closed"

    def __init__(self, title: str) -> None:
        super().__init__(
            Text(
                f"Bản thảo “{title}” đã đóng nên không sửa được nữa. Muốn sửa tiếp, hãy bắt đầu bản thảo mới từ nó.",
                f"The draft '{title}' is closed and cannot be changed. To go on, begin a new draft from it.",
            )
        )


class DraftRefusedError(DraftsError):
    """The text would not be a definition any more; nothing was stored."""

    code = "drafts.refused"

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        count = len(self.findings)
        super().__init__(
            Text(
                f"Có {count} lỗi, chưa lưu gì. " + " ".join(found.text.vi for found in self.findings[:5]),
                f"{count} error(s), nothing was saved. "
                + " ".join(found.text.pick("en") for found in self.findings[:5]),
            )
        )


class NothingToReadError(DraftsError):
    """The paper has no row that could be an indicator."""

    code = "drafts.nothing-to-read"

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(
                f"“{name}” không có bảng nào đọc được thành chỉ số. Bảng cần có cột tên chỉ số và cột điểm; "
                "hãy kiểm tra dòng tiêu đề của bảng rồi nạp lại.",
                f"'{name}' holds no table that can be read as indicators. It needs a column of names and one of "
                "points; look at the table's heading row and upload it again.",
            )
        )


class UnknownRowError(DraftsError):
    """No row of the draft has that code any more."""

    code = "drafts.unknown-row"

    def __init__(self, code: str) -> None:
        super().__init__(
            Text(
                f"Bản thảo không còn dòng “{code}”. Hãy quay lại danh sách để xem bản mới nhất.",
                f"The draft has no row '{code}' any more. Go back to the list to see the newest text.",
            )
        )


class NoRuleError(DraftsError):
    """A row without any rule cannot be confirmed."""

    code = "drafts.no-rule"

    def __init__(self, code: str) -> None:
        super().__init__(
            Text(
                f"Dòng “{code}” chưa có cách tính nào để xác nhận. Hãy mở dòng này và chọn cách tính.",
                f"Row '{code}' has no rule to confirm yet. Open the row and choose one.",
            )
        )


class UnchangedError(DraftsError):
    """The edit leaves the text as it is."""

    code = "drafts.unchanged"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Nội dung không khác bản đang có nên chưa lưu gì. Hãy sửa rồi lưu lại.",
                "Nothing differs from the text as it is, so nothing was saved. Change something and save again.",
            )
        )


class NoUnitError(DraftsError):
    """Whoever begins a draft keeps drafts for no unit."""

    code = "drafts.no-unit"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Tài khoản chưa được giao soạn bộ chỉ số cho đơn vị nào. Hãy nhờ quản trị giao vai trò.",
                "This account keeps drafts for no unit. Ask an administrator for the role.",
            )
        )


class BeginsTooEarlyError(DraftsError):
    """The rule set that it follows begins on that day or later: one of the two dates is wrong."""

    code = "drafts.begins-too-early"

    def __init__(self, day: dt.date, before: str, begins: dt.date) -> None:
        super().__init__(
            Text(
                f"Bản này nối tiếp {before}, có hiệu lực từ {begins:%d/%m/%Y}, nên không thể có hiệu lực từ "
                f"{day:%d/%m/%Y}. Ghi một ngày sau ngày đó; nếu ngày của {before} sai thì đính chính bản ấy trước.",
                f"This follows {before}, in force from {begins:%Y-%m-%d}, and cannot be in force from {day:%Y-%m-%d}. "
                f"Enter a later day; if the day of {before} is wrong, correct that first.",
            )
        )
