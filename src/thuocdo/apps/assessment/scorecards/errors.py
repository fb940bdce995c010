"""Errors of rounds and scores.

ScorecardsError
├── RoundWithoutRulesError
├── UnknownPeerError
└── FormRefusedError
"""

from __future__ import annotations

from collections.abc import Collection

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class ScorecardsError(ThuocDoError):
    """The base."""

    code = "scorecards.error"


class RoundWithoutRulesError(ScorecardsError):
    """A round that only holds published results cannot be scored."""

    code = "scorecards.round-without-rules"

    def __init__(self, name: str, rule_set: str) -> None:
        super().__init__(
            Text(
                f"{name}: quy tắc {rule_set} chưa được nạp nên không tính điểm được. Nạp bộ chỉ số rồi chấm lại.",
                f"{name}: the rules of {rule_set} are not loaded, so nothing can be scored. Load the index first.",
            )
        )


class UnknownPeerError(ScorecardsError):
    """A unit is not in the round's peer set."""

    code = "scorecards.unknown-peer"

    def __init__(self, units: Collection[str], peer_set: str) -> None:
        listed = ", ".join(sorted(units))
        super().__init__(
            Text(
                f"Không thuộc nhóm so sánh “{peer_set}”: {listed}. Chọn đợt khác hoặc bỏ các đơn vị này.",
                f"Not in the peer set '{peer_set}': {listed}. Choose another round or leave these units out.",
            )
        )


class FormRefusedError(ScorecardsError):
    """The form has problems; nothing was loaded."""

    code = "scorecards.form-refused"

    def __init__(self, count: int) -> None:
        super().__init__(
            Text(
                f"Biểu có {count} lỗi, chưa nạp gì. Sửa các ô đã nêu rồi tải lên lại.",
                f"The form has {count} problems, nothing was loaded. Correct the named cells and upload it again.",
            )
        )
