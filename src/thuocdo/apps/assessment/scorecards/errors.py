"""Errors of rounds and scores.

ScorecardsError
├── RoundWithoutRulesError
├── RoundAlreadyOpenError
├── RoundAlreadyScoredError
├── PublishedTextError
├── TextNotNewestError
├── NothingToPublishError
├── EmptyPeerSetError
├── UnknownPeerError
├── ResultsRefusedError
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


class RoundAlreadyOpenError(ScorecardsError):
    """A round of the same rules, level, period, peers and day is there already."""

    code = "scorecards.round-already-open"

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(
                f"Đợt “{name}” đã có đúng quy tắc, cấp, kỳ, nhóm so sánh và ngày chốt này. Mở đợt đó ra dùng tiếp, "
                "hoặc đổi kỳ, nhóm so sánh hay ngày chốt.",
                f"Round '{name}' has exactly these rules, level, period, peer set and day. Go on with it, "
                "or choose another period, peer set or day.",
            )
        )


class RoundAlreadyScoredError(ScorecardsError):
    """Ranks were taken within the peer set of the round, so it stays."""

    code = "scorecards.round-already-scored"

    def __init__(self, name: str, peer_set: str) -> None:
        super().__init__(
            Text(
                f"Đợt “{name}” đã có điểm và hạng trong nhóm “{peer_set}” nên không đổi nhóm so sánh được nữa. "
                "Mở một đợt khác với nhóm mới.",
                f"Round '{name}' has scores and ranks within '{peer_set}', so its peer set can no longer change. "
                "Open another round with the new set.",
            )
        )


class PublishedTextError(ScorecardsError):
    """What everybody has read stays by the text it was made by."""

    code = "scorecards.published-text"

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(
                f"Đợt “{name}” đã công bố nên giữ nguyên bản quy tắc đã chấm. Mở một đợt khác với ngày chốt khác để "
                "chấm theo bản đính chính.",
                f"Round '{name}' is published, so it keeps the text it was scored by. Open another round with another "
                "day to score by the corrected text.",
            )
        )


class TextNotNewestError(ScorecardsError):
    """A round takes the newest text of its own rule set and no other."""

    code = "scorecards.text-not-newest"

    def __init__(self, name: str, newest: str) -> None:
        super().__init__(
            Text(
                f"Bản mới nhất cho đợt “{name}” là {newest}, không phải bản vừa chọn. Mở lại trang, xem khác biệt rồi "
                "chọn lại.",
                f"The newest text for round '{name}' is {newest}, not the one you chose. Open the page again, read "
                "what changed and choose again.",
            )
        )


class NothingToPublishError(ScorecardsError):
    """A round without any scoring has nothing to show."""

    code = "scorecards.nothing-to-publish"

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(
                f"Đợt “{name}” chưa có điểm nào nên chưa công bố được. Nạp số liệu và chấm điểm trước.",
                f"Round '{name}' has no score yet, so there is nothing to publish. Load figures and score it first.",
            )
        )


class EmptyPeerSetError(ScorecardsError):
    """A rank needs at least two units."""

    code = "scorecards.empty-peer-set"

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(
                f"Nhóm so sánh “{name}” cần ít nhất hai đơn vị mới xếp hạng được. Chọn thêm đơn vị.",
                f"Peer set '{name}' needs at least two units to rank within. Choose more units.",
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


class ResultsRefusedError(ScorecardsError):
    """The table of published results has problems; nothing was kept."""

    code = "scorecards.results-refused"

    def __init__(self, count: int) -> None:
        super().__init__(
            Text(
                f"Bảng kết quả có {count} lỗi, chưa lưu gì. Sửa các dòng đã nêu rồi tải lên lại.",
                f"The table of results has {count} problems, nothing was kept. Correct the rows and upload it again.",
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
