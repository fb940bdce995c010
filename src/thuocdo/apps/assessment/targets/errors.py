"""Errors of targets.

TargetsError
├── TargetBeyondScaleError
└── NothingToWithdrawError
"""

from __future__ import annotations

from decimal import Decimal

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class TargetsError(ThuocDoError):
    """The base."""

    code = "targets.error"


class TargetBeyondScaleError(TargetsError):
    """The index cannot reach the value."""

    code = "targets.beyond-scale"

    def __init__(self, index: Text, value: Decimal, highest: Decimal) -> None:
        told, most = f"{value.normalize():f}", f"{highest.normalize():f}"
        super().__init__(
            Text(
                f"Mục tiêu {told} nằm ngoài thang của {index.vi} (0 đến {most}). Ghi theo thang mà bộ chỉ số công bố.",
                f"Target {told} is outside the scale of {index.pick('en')} (0 to {most}). "
                "Give it on the scale that the index publishes.",
            )
        )


class NothingToWithdrawError(TargetsError):
    """There is no target in force."""

    code = "targets.nothing-to-withdraw"

    def __init__(self, index_code: str, unit: str, period: str) -> None:
        super().__init__(
            Text(
                f"{unit} chưa có mục tiêu {period} của {index_code} nên không có gì để rút. Ghi một giá trị.",
                f"{unit} has no target of {index_code} for {period}, so there is nothing to withdraw. Give a value.",
            )
        )
