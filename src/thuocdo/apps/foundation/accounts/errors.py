"""Errors of accounts.

AccountError
├── LinkInvalidError
├── RoleOverlapError
├── OwnRoleError
├── LastAdministratorError
└── NoRootUnitError
"""

from __future__ import annotations

from typing import ClassVar

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class AccountError(ThuocDoError):
    """The base of this package's errors."""

    code: ClassVar[str] = "accounts.error"


class LinkInvalidError(AccountError):
    """The one-time link is unknown, used, revoked or too old; which of these is nobody's business."""

    code: ClassVar[str] = "accounts.link-invalid"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Liên kết này không dùng được: đã dùng rồi, hết hạn hoặc bị thu hồi. "
                "Hãy xin quản trị viên một liên kết mới.",
                "This link does not work: it was used, has expired or was revoked. Ask an administrator for a new one.",
            )
        )


class RoleOverlapError(AccountError):
    """The person holds the same role for the same unit in that time already."""

    code: ClassVar[str] = "accounts.role-overlap"

    def __init__(self, person: str, role: str, unit: str) -> None:
        super().__init__(
            Text(
                f"{person} đã có vai trò “{role}” tại {unit} trong thời gian này. "
                "Hãy kết thúc vai trò cũ trước, hoặc chọn ngày khác.",
                f"{person} already holds the role “{role}” for {unit} in that time. "
                "End the old one first, or choose other dates.",
            )
        )


class OwnRoleError(AccountError):
    """Nobody gives or takes roles of their own."""

    code: ClassVar[str] = "accounts.own-role"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Không ai tự giao hoặc tự rút vai trò, tự đóng tài khoản của mình. Hãy nhờ một quản trị viên khác.",
                "Nobody grants or ends roles of their own, or closes their own account. Ask another administrator.",
            )
        )


class LastAdministratorError(AccountError):
    """Without this person nobody could administer the installation."""

    code: ClassVar[str] = "accounts.last-administrator"

    def __init__(self, person: str) -> None:
        super().__init__(
            Text(
                f"{person} là quản trị viên cuối cùng. Hãy giao vai trò này cho người khác trước.",
                f"{person} is the last administrator. Grant the role to somebody else first.",
            )
        )


class NoRootUnitError(AccountError):
    """There is no unit for which the first administrator could hold the role."""

    code: ClassVar[str] = "accounts.no-root-unit"

    def __init__(self, wanted: str = "") -> None:
        named = f" “{wanted}”" if wanted else ""
        super().__init__(
            Text(
                f"Chưa có đơn vị gốc{named}. Hãy nạp danh mục đơn vị trước (manage load_units), "
                "rồi chọn mã đơn vị bằng --unit.",
                f"There is no root unit{named}. Load the units first (manage load_units), then choose one by --unit.",
            )
        )
