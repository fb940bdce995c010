"""What is said beside the rule itself: how to round, whom it does not concern, and rules by group of units.

The text is read once more without the aside; what was left out is told in the reason, or makes it a proposal only.

>>> rounded("Điểm = a/b × 10, làm tròn đến 2 chữ số thập phân.")
('Điểm = a/b × 10.', 2)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.reading import CERTAINTIES, Certainty, RuleReading
from thuocdo.domain.scoring.papers.wording.clauses import Definition, Equation, items
from thuocdo.domain.scoring.papers.wording.lines import Line
from thuocdo.domain.scoring.papers.wording.names import fold

ReadRule = Callable[[str, Fraction | None, str], RuleReading]


@dataclass(frozen=True, slots=True)
class Row:
    """The row as printed, in lines, and how a text is read without asides."""

    text: str
    lines: tuple[Line, ...]
    points: Fraction | None
    title: str
    read: ReadRule
    describe: Callable[[RuleReading], Text]

    def reading(self, text: str) -> RuleReading | None:
        """The reading of a shorter text; None when it gives no rule."""
        found = self.read(text, self.points, self.title)
        return None if found.certainty == "unread" else found


_ROUND = re.compile(
    r" *[,(]? *(?:và |được |kết quả |điểm (?:số )?(?:được )?)*làm tròn"
    r"(?P<what>(?: (?!đến|tới|lấy|\d)[^\W\d]+){0,4}?)"
    r"(?: (?:đến|tới|lấy|theo|sau dấu phẩy))* *(?P<digits>\d{1,2}|một|hai|ba)"
    r"(?: (?:chữ )?số)?(?: (?:thập phân|lẻ))?(?: (?:sau|ở|phần|dấu|phẩy|thập|phân))*\)?",
    re.IGNORECASE,
)
_DIGITS = {"một": 1, "hai": 2, "ba": 3}
_ROUNDED_POINTS = frozenset(("", "diem", "ket qua", "so", "so diem", "len", "diem so", "ket qua diem"))


def rounded(text: str) -> tuple[str, int] | None:
    """The text without "làm tròn … chữ số thập phân", and the digits; None where it is not said just so."""
    found = list(_ROUND.finditer(text))
    if len(found) != 1 or "làm tròn" in _ROUND.sub("", text).lower():
        return None
    (match,) = found
    said = match.group().lower()
    if fold(text[: match.start()]).endswith(("ty le", "gia tri")):  # what is rounded is not the points
        return None
    if not any(word in said for word in ("thập phân", "chữ số", "số lẻ")) or (
        fold(match["what"]) not in _ROUNDED_POINTS
    ):
        return None
    digits = _DIGITS.get(match["digits"].lower())
    number = int(match["digits"]) if digits is None else digits
    return (_ROUND.sub("", text), number) if number <= 6 else None


def read_rounding(row: Row) -> RuleReading | None:
    """ "…, làm tròn đến 2 chữ số thập phân": the rounding of the row's points."""
    found = rounded(row.text)
    reading = row.reading(found[0]) if found is not None else None
    return None if found is None or reading is None else replace(reading, rounding=found[1])


_NONE = re.compile(
    r"(?:(?:neu|doi voi|truong hop|rieng|cac|nhung|co quan|don vi|dia phuong|so|nganh|xa|phuong) )*"
    r"(?:khong|chua)(?: co)?(?: phat sinh)? (?P<thing>[^:]{1,60}?):? (?:thi )?(?:duoc )?"
    r"(?:(?P<out>khong (?:danh gia|ap dung|xet|cham diem|tinh diem|tinh|cham))(?: (?:tieu chi|chi so)(?: nay)?)?"
    r"|(?P<full>(?:cham |tinh |dat |huong )?diem toi da))"
)


def read_exceptions(row: Row) -> RuleReading | None:
    """ "Cơ quan không có thủ tục hành chính: không đánh giá": to be entered as not applicable."""
    said = [(line, _NONE.fullmatch(_folded(line.text))) for line in row.lines]
    exceptions = [(line, match) for line, match in said if match is not None]
    if len(exceptions) != 1 or len(said) < 2:
        return None
    ((line, match),) = exceptions
    kept = [_without_head(other.text, match["thing"]) for other in row.lines if other is not line]
    reading = row.reading("\n".join(kept))
    if reading is None or reading.rule is None or match["thing"] in fold(row.title):
        return None
    words = line.text.rstrip(" .")
    if match["out"]:
        return doubted(
            reading,
            "likely",
            f"«{words}»: đơn vị như vậy nhập số liệu là «không áp dụng».",
            f"'{words}': such a unit enters its figures as not applicable.",
        )
    return doubted(
        reading,
        "unsure",
        f"«{words}»: quy tắc đề xuất chưa tính trường hợp này.",
        f"'{words}': the proposal leaves this case out.",
    )


def _folded(text: str) -> str:
    """Folded, the colon kept."""
    return " : ".join(fold(piece) for piece in text.split(":")).replace(" : ", ": ")


_HEAD = re.compile(
    r"(?P<head>(?:riêng )?(?:đối với|với|tại) (?P<whom>(?:(?!\bthì\b)[^:;\d]){2,60}?))"
    r"(?: *: *| thì )(?P<rest>.+)",
    re.IGNORECASE,
)


def _without_head(text: str, thing: str) -> str:
    match = _HEAD.fullmatch(text)
    return match["rest"] if match is not None and f" co {thing}" in f" {fold(match['whom'])}" else text


_WHOM = re.compile(
    r"(?:cac |nhung |moi |tung )*(?:xa|phuong|dac khu|so|nganh|cap|tinh|huyen|thanh pho|co quan|don vi|dia phuong|ubnd"
    r"|uy ban|dia ban|khoi|nhom|thi tran|thi xa|quan|ban|truong|doanh nghiep)\b.*"
)


def read_groups(row: Row) -> RuleReading | None:
    """ "Đối với phường: …; đối với xã: …": a rule for each, of which one row can hold only one."""
    groups = _groups(row.lines)
    if groups is None:
        return None
    readings = [(whom, row.reading("\n".join(body))) for whom, body in groups]
    known = [
        (whom, reading) for whom, reading in readings if reading is not None and reading.rule is not None
    ]
    if not known or len(known) < len(readings):
        return None
    (first, proposal) = known[0]
    if len(known) == 1:
        return doubted(
            proposal,
            "likely",
            f"Chỉ nói đối với «{first}»; hiểu là mọi đơn vị của dòng này.",
            f"Said of '{first}' only; taken for all units of the row.",
        )
    if all(reading.rule == proposal.rule for _, reading in known):
        return max(
            (reading for _, reading in known), key=lambda reading: CERTAINTIES.index(reading.certainty)
        )
    names = "», «".join(whom for whom, _ in known)
    others = [(whom, row.describe(reading)) for whom, reading in known[1:]]
    others_vi = "; ".join(f"«{whom}»: {said.vi}" for whom, said in others)
    others_en = "; ".join(f"'{whom}': {said.pick('en')}" for whom, said in others)
    return doubted(
        proposal,
        "unsure",
        f"Quy tắc khác nhau theo nhóm: «{names}»; đề xuất là của «{first}». Cần tách dòng. Còn {others_vi}.",
        f"The rules differ by group: '{names}'; the proposal is that of '{first}'. Split the row. And {others_en}.",
    )


def _groups(found: Sequence[Line]) -> list[tuple[str, list[str]]] | None:
    """The lines under each "đối với …:", with what the letters stand for; None where there is no such heading."""
    groups: list[tuple[str, list[str]]] = []
    shared = []
    for line in found:
        match = _HEAD.fullmatch(line.text)
        if match is not None and _WHOM.fullmatch(fold(match["whom"])):
            groups.append((match["whom"].strip(), [match["rest"]]))
        elif _defines(line):
            shared.append(line.text)
        elif not groups:
            return None
        else:
            groups[-1][1].append(line.text)
    return [(whom, [*body, *shared]) for whom, body in groups] or None


def _defines(line: Line) -> bool:
    return all(isinstance(item, Definition | Equation) for item in items(line.text))


def doubted(reading: RuleReading, certainty: Certainty, vi: str, en: str) -> RuleReading:
    """The reading, at most so certain, with one more reason."""
    reason = reading.reason
    return replace(
        reading,
        certainty=max((reading.certainty, certainty), key=CERTAINTIES.index),
        reason=Text(f"{vi} {reason.vi}".strip(), f"{en} {reason.pick('en') if reason.vi else ''}".strip()),
    )


Aside = Callable[[Row], RuleReading | None]
ASIDES: tuple[Aside, ...] = (read_rounding, read_groups)
LAST_ASIDES: tuple[Aside, ...] = (read_exceptions,)  # where no manner accounts for all that is said


def first_of(asides: Sequence[Aside], row: Row) -> RuleReading | None:
    """The reading of the first aside that is there."""
    return next((reading for aside in asides if (reading := aside(row)) is not None), None)
