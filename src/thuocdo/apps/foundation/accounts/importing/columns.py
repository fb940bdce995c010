"""The columns of the workbook, by their headings in both languages."""

from __future__ import annotations

from enum import StrEnum

from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.domain.org_units.names import folded
from thuocdo.domain.primitives.texts import Text


class Column(StrEnum):
    USERNAME = "username"
    FULL_NAME = "full_name"
    EMAIL = "email"
    PHONE = "phone"
    UNIT = "unit"
    ROLE = "role"
    ROLE_UNIT = "role_unit"
    VALID_FROM = "valid_from"
    VALID_TO = "valid_to"


HEADINGS: dict[Column, Text] = {
    Column.USERNAME: Text("Tên đăng nhập", "User name"),
    Column.FULL_NAME: Text("Họ và tên", "Full name"),
    Column.EMAIL: Text("Thư điện tử", "E-mail"),
    Column.PHONE: Text("Điện thoại", "Phone"),
    Column.UNIT: Text("Mã đơn vị", "Unit code"),
    Column.ROLE: Text("Vai trò", "Role"),
    Column.ROLE_UNIT: Text("Phạm vi (mã đơn vị)", "For the unit (code)"),
    Column.VALID_FROM: Text("Từ ngày", "From"),
    Column.VALID_TO: Text("Đến ngày", "To"),
}
REQUIRED = frozenset({Column.USERNAME, Column.FULL_NAME, Column.UNIT})
SHEET = Text("Tài khoản", "Accounts")
UNITS_SHEET = Text("Đơn vị", "Units")

ROLE_LABELS: dict[Role, Text] = {
    Role.OFFICER: Text("Cán bộ nhập liệu", "Officer"),
    Role.UNIT_HEAD: Text("Lãnh đạo đơn vị", "Unit head"),
    Role.APPRAISER: Text("Người thẩm định", "Appraiser"),
    Role.STANDING_AGENCY: Text("Cơ quan thường trực", "Standing agency"),
    Role.LEADER: Text("Lãnh đạo Ban Chỉ đạo", "Leader"),
    Role.ADMINISTRATOR: Text("Quản trị viên", "Administrator"),
    Role.AUDITOR: Text("Kiểm toán viên", "Auditor"),
}


def column_of(heading: str) -> Column | None:
    """The column a heading means, in either language, accents and capitals aside."""
    return _BY_HEADING.get(folded(heading).rstrip(" *"))


def role_of(text: str) -> Role | None:
    """The role a cell means, by code or by name in either language."""
    return _BY_ROLE_NAME.get(folded(text))


_BY_HEADING = {
    folded(name): column for column, text in HEADINGS.items() for name in (text.vi, text.en, column.value)
}
_BY_ROLE_NAME = {
    folded(name): role for role, text in ROLE_LABELS.items() for name in (text.vi, text.en, role.value)
}
