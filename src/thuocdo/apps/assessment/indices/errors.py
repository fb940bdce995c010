"""Errors of the stored index definitions.

IndicesError
├── UnknownIndexError
├── DamagedDefinitionError
└── LifecycleError
    ├── DefinitionRefusedError    it has errors as a rule set in force; carries every finding
    ├── DecisionMissingError      no number, date or issuer of the decision
    ├── DecisionDateError         a decision signed after today
    ├── UnusableNameError         a code or title that cannot be kept or stand in an address
    ├── NameTakenError            a short name that leads to another index already
    ├── RuleSetTakenError         the name belongs to another rule set already
    ├── DatesTakenError           another rule set begins that very day
    ├── DatesDoNotMeetError       days with two rule sets of a series, or with none
    ├── PastForceError            a correction that would change which rule set was in force
    ├── NotACorrectionError       the text is of another index, rule set or series
    ├── ReasonMissingError        a correction without a reason
    └── NothingCorrectedError     the text is the one that is stored
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.texts import Text


class IndicesError(ThuocDoError):
    """The base."""

    code = "indices.error"


class UnknownIndexError(IndicesError):
    """Nobody stored an index or rule set of this name."""

    code = "indices.unknown-index"

    def __init__(self, reference: str, known: Collection[str]) -> None:
        listed = ", ".join(sorted(known)) or "—"
        super().__init__(
            Text(
                f"Chưa có bộ chỉ số “{reference}”. Đang có: {listed}.",
                f"There is no index '{reference}' here. Known: {listed}.",
            )
        )


class DamagedDefinitionError(IndicesError):
    """The stored bytes no longer give the stored version."""

    code = "indices.damaged-definition"

    def __init__(self, reference: str) -> None:
        super().__init__(
            Text(
                f"Văn bản đã lưu của {reference} không còn khớp mã phiên bản. Khôi phục từ bản sao lưu.",
                f"The stored text of {reference} no longer gives its version. Restore it from a backup.",
            )
        )


class LifecycleError(IndicesError):
    """A step in the life of a rule set that cannot be made."""

    code = "indices.lifecycle"


class DefinitionRefusedError(LifecycleError):
    """The text has errors; nothing was stored."""

    code = "indices.definition-refused"

    def __init__(self, reference: str, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        said = {language: [found.text.pick(language) for found in self.findings] for language in ("vi", "en")}
        count = len(self.findings)
        super().__init__(
            Text(
                f"{reference} còn {count} lỗi nên chưa có hiệu lực được, chưa lưu gì. Sửa bản thảo rồi ký lại: "
                + " ".join(said["vi"]),
                f"{reference} still has {count} errors and cannot be put in force; nothing was stored. Repair the "
                "draft and sign again: " + " ".join(said["en"]),
            )
        )


class DecisionMissingError(LifecycleError):
    """A rule set comes into force by a decision, which has a number, a date and an issuer."""

    code = "indices.decision-missing"

    def __init__(self, missing: Sequence[Text]) -> None:
        super().__init__(
            Text(
                f"Thiếu {', '.join(one.vi for one in missing)} của quyết định ban hành. Ghi theo văn bản đã ký.",
                f"The decision's {', '.join(one.pick('en') for one in missing)} is missing. Write it as it was signed.",
            )
        )


class DecisionDateError(LifecycleError):
    """Nobody has signed a decision that is dated after today."""

    code = "indices.decision-date"

    def __init__(self, signed: dt.date, today: dt.date) -> None:
        super().__init__(
            Text(
                f"Ngày ký {signed:%d/%m/%Y} sau hôm nay ({today:%d/%m/%Y}). Ghi ngày ký của quyết định; ngày áp dụng "
                "về sau thì ghi ở «Hiệu lực từ».",
                f"The decision's date {signed:%Y-%m-%d} lies after today ({today:%Y-%m-%d}). Write the day it was "
                'signed; a later beginning belongs into "Valid from".',
            )
        )


class UnusableNameError(LifecycleError):
    """A code or title that is too long, or a code that cannot stand in an address."""

    code = "indices.unusable-name"

    def __init__(self, key: str, value: str, longest: int) -> None:
        super().__init__(
            Text(
                f"«{key}: {value[:60]}» không dùng được: tối đa {longest} ký tự, mã chỉ gồm chữ không dấu, số, «-» và "
                f"«_». Sửa «{key}» trong văn bản.",
                f"'{key}: {value[:60]}' cannot be used: at most {longest} characters, and codes are plain letters, "
                f"digits, '-' and '_'. Change '{key}' in the text.",
            )
        )


class NameTakenError(LifecycleError):
    """A code or alias that belongs to another index."""

    code = "indices.name-taken"

    def __init__(self, name: str, other: str) -> None:
        super().__init__(
            Text(
                f"Tên «{name}» đã thuộc bộ chỉ số «{other}». Đổi «index» hoặc bỏ tên này khỏi «aliases».",
                f"The name '{name}' belongs to the index '{other}' already. Change 'index', or take it off 'aliases'.",
            )
        )


class RuleSetTakenError(LifecycleError):
    """A rule set of this name was put in force before: the text is a correction of it, or needs a name of its own."""

    code = "indices.rule-set-taken"

    def __init__(self, reference: str) -> None:
        super().__init__(
            Text(
                f"Đã có phiên bản quy tắc {reference}. Nếu là bản đính chính, dùng «Đính chính»; nếu là bản mới, đặt "
                "tên «rule_set» khác, ví dụ ngày hiệu lực và số quyết định.",
                f'There is a rule set {reference} already. If this corrects it, use "Correct"; if it is a new one, '
                "give it another 'rule_set', such as its date and the number of the decision.",
            )
        )


class DatesTakenError(LifecycleError):
    """Another rule set of the series begins on that day."""

    code = "indices.dates-taken"

    def __init__(self, day: dt.date, other: str) -> None:
        super().__init__(
            Text(
                f"«{other}» cũng có hiệu lực từ {day:%d/%m/%Y}. Chọn ngày khác, hoặc đính chính «{other}».",
                f"'{other}' begins on {day:%Y-%m-%d} too. Choose another day, or correct '{other}'.",
            )
        )


class DatesDoNotMeetError(LifecycleError):
    """Days on which no rule set of the series would be in force, or two."""

    code = "indices.dates-do-not-meet"

    def __init__(self, kind: str, other: str, first: dt.date, last: dt.date | None) -> None:
        until_vi = f" đến {last:%d/%m/%Y}" if last else ""
        until_en = f" to {last:%Y-%m-%d}" if last else " on"
        what_vi = "không có phiên bản quy tắc nào" if kind == "gap" else "có hai phiên bản quy tắc"
        what_en = "no rule set would be in force" if kind == "gap" else "two rule sets would be in force"
        super().__init__(
            Text(
                f"Từ {first:%d/%m/%Y}{until_vi} {what_vi} (cạnh «{other}»). Để ngày hiệu lực nối liền nhau: đổi ngày ở "
                f"đây, hoặc đính chính «{other}» trước.",
                f"From {first:%Y-%m-%d}{until_en} {what_en} (beside '{other}'). Let the dates meet: change the date "
                f"here, or correct '{other}' first.",
            )
        )


class PastForceError(LifecycleError):
    """Which rule set was in force on a day that is over does not change by a correction."""

    code = "indices.past-force"

    def __init__(self, reference: str, today: dt.date) -> None:
        super().__init__(
            Text(
                f"Đính chính này đổi hiệu lực của {reference} trong thời gian đã qua. Chỉ đổi được ngày hiệu lực từ "
                f"{today:%d/%m/%Y} trở đi; giữ nguyên «valid» rồi thử lại.",
                f"This correction changes when {reference} was in force in the past. Dates can change from "
                f"{today:%Y-%m-%d} on only; leave 'valid' as it is and try again.",
            )
        )


class NotACorrectionError(LifecycleError):
    """A correction is a text of the same rule set."""

    code = "indices.not-a-correction"

    def __init__(self, stored: str, given: str) -> None:
        super().__init__(
            Text(
                f"Văn bản là của {given}, không phải đính chính của {stored}. Giữ nguyên «index», «rule_set» và "
                "«series», hoặc ban hành thành phiên bản mới.",
                f"The text is of {given} and does not correct {stored}. Keep 'index', 'rule_set' and 'series' as they "
                "are, or put it in force as a rule set of its own.",
            )
        )


class ReasonMissingError(LifecycleError):
    """A correction says why."""

    code = "indices.reason-missing"

    def __init__(self, reference: str) -> None:
        super().__init__(
            Text(
                f"Chưa ghi lý do đính chính {reference}. Ghi ngắn gọn sai gì, theo văn bản nào.",
                f"Say why {reference} is corrected: what was wrong, and by which document.",
            )
        )


class NothingCorrectedError(LifecycleError):
    """The text is the stored one, byte for byte."""

    code = "indices.nothing-corrected"

    def __init__(self, reference: str) -> None:
        super().__init__(
            Text(
                f"Văn bản giống hệt bản đang lưu của {reference} nên chưa lưu gì. Sửa nội dung, hoặc rời trang.",
                f"The text is the stored one of {reference}, so nothing was saved. Change it, or leave the page.",
            )
        )
