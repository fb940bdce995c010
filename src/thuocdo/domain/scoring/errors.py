"""What scoring can refuse to do.

ScoringError
├── InvalidDefinitionError   the definition contradicts itself; every reason is listed
├── NotInThisPeriodError     a number by edition has none for the period of the sheet
├── UnknownUnitError         a unit is not in the sheet
├── UnknownNodeError         a code is not in the definition
└── NotComparableError       two score tables share nothing to compare
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class ScoringError(ThuocDoError):
    """Base of all scoring errors."""

    code = "scoring.error"


class InvalidDefinitionError(ScoringError):
    """A definition that cannot be scored; `reasons` has every cause."""

    code = "scoring.invalid-definition"

    def __init__(self, index: str, reasons: Sequence[Text]) -> None:
        vi = "; ".join(reason.vi for reason in reasons)
        en = "; ".join(reason.pick("en") for reason in reasons)
        super().__init__(
            Text(
                f"Bộ chỉ số «{index}» không chấm được: {vi}. Hãy sửa tệp định nghĩa rồi kiểm tra lại bằng lệnh lint.",
                f"Index '{index}' cannot be scored: {en}. Correct the definition and check it with lint.",
            )
        )
        self.reasons = tuple(reasons)


class NotInThisPeriodError(ScoringError):
    """A number given by edition that lacks the period asked for."""

    code = "scoring.not-in-this-period"

    def __init__(self, node: str, period: str, known: Collection[str]) -> None:
        listed = ", ".join(sorted(known))
        super().__init__(
            Text(
                f"«{node}» không có số cho kỳ {period}. Các kỳ có: {listed}. Bổ sung kỳ này hoặc chọn kỳ khác.",
                f"'{node}' has no number for period {period}. Known: {listed}. Add this period or choose another.",
            )
        )


class UnknownUnitError(ScoringError):
    """A unit that the sheet does not have."""

    code = "scoring.unknown-unit"

    def __init__(self, unit: str, known: Collection[str]) -> None:
        listed = ", ".join(sorted(known)[:20])
        super().__init__(
            Text(
                f"Đơn vị «{unit}» không có trong bảng số liệu. Các đơn vị có: {listed}.",
                f"Unit '{unit}' is not in the sheet. Known: {listed}.",
            )
        )


class UnknownNodeError(ScoringError):
    """A code that the definition does not have."""

    code = "scoring.unknown-node"

    def __init__(self, node: str, known: Collection[str]) -> None:
        listed = ", ".join(sorted(known)[:40])
        super().__init__(
            Text(
                f"Mã «{node}» không có trong bộ chỉ số. Các mã có: {listed}.",
                f"Code '{node}' is not in this index. Known: {listed}.",
            )
        )


class NotComparableError(ScoringError):
    """Two tables without a node or unit in common."""

    code = "scoring.not-comparable"

    def __init__(self, before: str, after: str) -> None:
        super().__init__(
            Text(
                f"«{before}» và «{after}» không có mã chung nào để so sánh. Chọn hai kỳ của một bộ chỉ số.",
                f"Score tables '{before}' and '{after}' share no code. Choose two periods of one index.",
            )
        )
