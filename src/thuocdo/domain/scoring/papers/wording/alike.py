"""Amounts of one text brought to one unit and one subject, exactly, so that they can be compared.

>>> alike("Từ 1,5 tỷ đồng: 10 điểm; dưới 500 triệu đồng: 0 điểm")
'Từ 1500 triệu đồng: 10 điểm; dưới 500 triệu đồng: 0 điểm'
>>> alike("đúng hạn 4/4 quý: 10 điểm; 3/4 quý: 5 điểm")
'đúng hạn 4 quý: 10 điểm; 3 quý: 5 điểm'
>>> alike("tăng so với năm trước từ 10%: 10 điểm; tăng dưới 10%: 5 điểm")
'Mức tăng so với năm trước từ 10%: 10 điểm; Mức tăng so với năm trước dưới 10%: 5 điểm'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from thuocdo.domain.scoring.papers.wording.tokens import tokens

_SIZES = {"nghìn": 1, "ngàn": 1, "triệu": 2, "tỷ": 3, "tỉ": 3}
_MONEY = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*) *(?:(?P<unit>nghìn|ngàn|triệu|tỷ|tỉ)\b(?: *đồng\b)?|đồng\b)"
    r"(?! *(?:lệ|số|trọng)\b)",
    re.IGNORECASE,
)
_UNITS = ("đồng", "nghìn đồng", "triệu đồng", "tỷ đồng")
_OF_ALL = re.compile(
    r"\b(?P<number>\d{1,2})/(?P<all>\d{1,2}) *(?P<unit>quý|kỳ|tháng|lần|báo cáo|cuộc)\b", re.IGNORECASE
)
_YEAR = (
    r"(?:cùng kỳ )?(?:của )?(?:năm trước|năm liền kề|năm trước liền kề|năm liền trước|cùng kỳ)(?: liền kề)?"
)
_CHANGE = r"Mức tăng so với năm trước"
_SAID_CHANGE = re.compile(
    rf"\b(?:tỷ lệ |mức |tốc độ )?tăng (?:trưởng )?so với {_YEAR}(?: năm trước)?\b", re.IGNORECASE
)
_LETTERS = re.compile(r"\b(?P<now>[a-z]) tăng so với (?P<then>[a-z])\b", re.IGNORECASE)
_GREW = re.compile(
    r"(?:(?<=[;\n:.,] )|(?<=[;\n])|(?<=- )|^)(?:nếu )?tăng(?: trưởng)? (?=từ \d|dưới \d|trên \d|ít|không|[<>\d])",
    re.IGNORECASE,
)
_NOT_GROWN = re.compile(
    r"\bkhông tăng(?: trưởng)? (?:hoặc|hay|hoặc bị) (?:bị )?giảm\b|\bbằng hoặc giảm(?: so với năm trước)?\b",
    re.IGNORECASE,
)


def alike(text: str) -> str:
    """The text with money in one unit, parts of one whole as counts, and changes under one name."""
    for change in _CHANGES:
        text = change(text)
    return text


def _one_unit(text: str) -> str:
    """Millions and thousands of millions in one text as the smaller; a number that has two readings stops it."""
    found = list(_MONEY.finditer(text))
    powers = {_power(match) for match in found}
    if len(powers) < 2 or any(_value(match) is None for match in found):
        return text
    smallest = min(powers)
    return _MONEY.sub(lambda match: _in(match, smallest), text)


def _power(match: re.Match[str]) -> int:
    return _SIZES[match["unit"].lower()] if match["unit"] else 0


def _value(match: re.Match[str]) -> Decimal | None:
    """The number when it has one reading only."""
    read = tokens(match["number"])
    if len(read) != 1 or read[0].value is None or (read[0].doubtful and match["number"].count(".") < 2):
        return None
    value = read[0].value
    return Decimal(value.numerator) / Decimal(value.denominator)


def _in(match: re.Match[str], power: int) -> str:
    value = (_value(match) or Decimal(0)) * 1000 ** (_power(match) - power)
    digits = f"{value.normalize():f}".replace(".", ",")
    return f"{digits} {_UNITS[power]}"


def _as_counts(text: str) -> str:
    """4/4 quý, 3/4 quý: by how many of the four."""
    found = list(_OF_ALL.finditer(text))
    wholes = {match["all"] for match in found}
    tops = {match["number"] for match in found}
    if len(found) < 2 or len(wholes) != 1 or not wholes <= tops:
        return text
    return _OF_ALL.sub(lambda match: f"{match['number']} {match['unit']}", text)


def _one_subject(text: str) -> str:
    """ "Tăng so với năm trước từ 10%" beside "tăng dưới 10%" and "không tăng hoặc giảm"."""
    letters = _LETTERS.search(text)
    subject = f"({letters['now']} - {letters['then']})/{letters['then']}" if letters else _CHANGE
    if not letters and not _SAID_CHANGE.search(text):
        return text
    text = _LETTERS.sub(subject, text) if letters else _SAID_CHANGE.sub(subject, text)
    text = _NOT_GROWN.sub(f"{subject} <= 0%", text)
    return _GREW.sub(f"{subject} ", text)


_CHANGES: tuple[Callable[[str], str], ...] = (_one_unit, _as_counts, _one_subject)
