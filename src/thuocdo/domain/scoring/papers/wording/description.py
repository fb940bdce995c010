"""A plain line before the scoring words, which only says what the row is about.

It is believed to be one only where it begins as such lines begin and holds nothing that could change a rule; the
reading without it is at most likely. The figure it names is a better title for what is asked than that of the row.

>>> is_description("Đếm số cuộc họp của Ban Chỉ đạo trong năm.")
True
>>> is_description("Chỉ tính cuộc họp do Chủ tịch chủ trì.")
False
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from thuocdo.domain.scoring.papers.reading import ReadInput, RuleReading
from thuocdo.domain.scoring.papers.wording.aside import Row, doubted
from thuocdo.domain.scoring.papers.wording.clauses import Definition, Equation, Unread, items
from thuocdo.domain.scoring.papers.wording.lexicon import NO_DESCRIPTION
from thuocdo.domain.scoring.papers.wording.lines import Line
from thuocdo.domain.scoring.papers.wording.names import fold, sentence, type_of

_RATE = r"(?:t[ỷỉ] lệ|phần trăm)\b"
_COUNT = r"(?:tổng )?số (?!điểm|liệu\b|hóa\b|hoá\b)"
_FIGURE = re.compile(
    r"(?:(?:đếm|tính|thống kê|xác định|đo|đánh giá|(?:tiêu chí|chỉ số)(?: này)? (?:đo|đánh giá)) )?"
    rf"(?={_RATE}|{_COUNT})"
)
_MATTER = re.compile(
    r"(?:(?:tiêu chí|chỉ số)(?: này)? )?(?:đánh giá|đo|kiểm tra) "
    r"(?:việc|tình hình|công tác|mức độ|kết quả|hiệu quả|sự|hoạt động)\b"
)
_FACT = re.compile(r"(?:có|đã) (?=[^\W\d])")
_BARE_ANSWER = re.compile(
    r"^(?:\s*[-+*]\s*)?(?:nếu )?(?:có|đã có)\s*(?::|=|được|đạt|thì|\()", re.IGNORECASE | re.MULTILINE
)
_FORBIDDEN = re.compile(rf"\b(?:{'|'.join(re.escape(phrase) for phrase in NO_DESCRIPTION)})\b")
_HARMLESS = re.compile(
    r"\b(?:(?:cá|công|pháp|bệnh|doanh|tư) nhân|nhân (?:dân|lực|viên|sự|tài|rộng)|cộng (?:đồng|tác)|công cộng"
    r"|chỉ (?:đạo|số|tiêu|thị|huy|dẫn)|một cửa|y tế|thi đua khen thưởng|tăng cường)\b"
)
_SIGNS = re.compile(r"[^\w\s,()\"“”]|\d|_|\b\w\b")
_STARTS_ANEW = re.compile(
    r"\s*(?:[-+*(\d<>=]|[A-Za-z]\d?\s*[:=/]|từ |đạt |có |không |dưới |trên |mỗi |điểm |t[ỷỉ] lệ )",
    re.IGNORECASE,
)


def is_description(text: str) -> bool:
    """Whether a line only says what is looked at: nothing in it could change a rule."""
    said = text.lower().rstrip(" .")
    begins = _FIGURE.match(said) or _MATTER.match(said) or _FACT.match(said)
    if begins is None or len(said.split()) < 3:
        return False
    bare = _HARMLESS.sub("", said)
    if _FORBIDDEN.search(bare) or _SIGNS.search(bare):
        return False
    return all(isinstance(item, Unread) for item in items(text))


def read_description(row: Row) -> RuleReading | None:
    """ "Đếm số cuộc họp trong năm." before "4 lần: 20 điểm; …": the rule of what follows, at most likely."""
    said = _described_by(row)
    rest = _without(row.text, said) if said else None
    reading = row.reading(rest) if rest is not None else None
    if rest is None or reading is None or not _fits(said, rest, reading):
        return None
    named = _under_its_name(row, said, rest, reading)
    words = "», «".join(line.text.rstrip(" .") for line in said)
    return doubted(
        reading if named is None else named,
        "likely",
        f"«{words}» hiểu là lời mô tả.",
        f"'{words.replace('», «', ', ')}' is taken as a description.",
    )


def _described_by(row: Row) -> list[Line]:
    """The descriptions before the first words on points; definitions may stand among them."""
    found = []
    for line in row.lines:
        if is_description(line.text):
            found.append(line)
        elif not all(isinstance(item, Definition | Equation) for item in items(line.text)):
            break
    return found


def _without(text: str, said: list[Line]) -> str | None:
    """The text without these sentences; None where one is not a sentence or a line of its own."""
    for line in said:
        words = r"\s+".join(re.escape(word) for word in line.text.rstrip(" .").split())
        pattern = rf"(?:^|(?<=\n)|(?<=[.;:] )) *(?:[-+*] *)?{words} *(?P<end>\.(?:\s+|$)|\n)"
        matches = list(re.finditer(pattern, text))
        if len(matches) != 1:
            return None
        (match,) = matches
        if match["end"] == "\n" and not _STARTS_ANEW.match(text, match.end()):
            return None  # a line that a word processor broke
        text = text[: match.start()] + text[match.end() :]
    return text


def _figure(line: Line) -> str:
    """The figure a description names; empty when it names none."""
    match = _FIGURE.match(line.text.lower())
    return sentence(line.text[match.end() :]) if match is not None else ""


def _fits(said: list[Line], rest: str, reading: RuleReading) -> bool:
    """Whether the description speaks of what the rule asks for."""
    figures = [figure for line in said if (figure := _figure(line))]
    if len(figures) > 1:
        return False
    facts = [line for line in said if _FACT.match(line.text.lower())]
    if facts and (len(said) > 1 or reading.manner != "yes_no" or not _BARE_ANSWER.search(rest)):
        return False  # a condition of its own
    asked = {item.type for item in reading.inputs}
    if not figures or len(reading.inputs) != 1:
        return True
    return type_of(figures[0]) in asked or asked == {"number"}


def _under_its_name(row: Row, said: list[Line], rest: str, reading: RuleReading) -> RuleReading | None:
    """The same rule, asked for by what the description names instead of the title of the row."""
    title = _figure(said[0]) if len(said) == 1 else ""
    if len(said) == 1 and _FACT.match(said[0].text.lower()):
        title = sentence(said[0].text)
    if not title or not _is_asked_by_title(reading.inputs, row.title):
        return None
    named = row.read(rest, row.points, title)
    same = _nameless(named.rule) == _nameless(reading.rule)
    if not same or [item.type for item in named.inputs] != [item.type for item in reading.inputs]:
        return None
    return replace(named, certainty=reading.certainty, reason=reading.reason)


def _is_asked_by_title(inputs: tuple[ReadInput, ...], title: str) -> bool:
    return len(inputs) == 1 and fold(inputs[0].title) in (fold(title), f"so {fold(title)}")


def _nameless(rule: Mapping[str, object] | None) -> dict[str, object]:
    return {field: value for field, value in (rule or {}).items() if field != "of"}
