"""A line of scoring text as tokens: numbers, signs, words, and phrases of the lexicon under their mark.

>>> [(token.kind, token.mark or token.text) for token in tokens("a ≥ 80%: điểm tối đa")]
[('word', 'a'), ('sign', 'ge'), ('num', '80%'), ('sign', ':'), ('mark', 'max')]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from thuocdo.domain.scoring.papers.wording.lexicon import NOISE, bare_key, key, keys_of, listed, phrases_from
from thuocdo.domain.scoring.papers.wording.plain import plain
from thuocdo.domain.scoring.sheets.number_words import DecimalMark, read_number

Kind = Literal["num", "sign", "word", "mark", "date"]
_PIECES = re.compile(
    r"(?P<date>\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b(?:0\d|\d{2})/(?:0\d|1[0-2])\b|\b\d{1,2}/\d{4}\b)"
    r"|(?P<label>\d[\d/]*/(?:[A-ZĐ]{2,}\d*-[\w\-]+|(?:QĐ|NQ|KH|CT|TT|NĐ|CV|TB)\b))"
    r"|(?P<num>\d{1,3}(?: \d{3})+(?![\d.,])|\d+(?:[.,]\d+)*)(?P<percent>\s*%|\s+phần trăm\b)?"
    r"|(?P<word>[^\W\d_]+\d*(?![^\W\d_]))|(?P<letters>[^\W\d_]+)"
    r"|(?P<sign>>=|<=|\S)"
)
_SIGNS = {">=": "ge", "<=": "le", ">": "gt", "<": "lt", "=": "equals", "*": "times", "/": "over"}
_LABELS = keys_of(
    "năm quý tháng ngày điều khoản mục thứ hạng loại nhóm bảng lục nghị định số cấp độ mẫu lớp mức"
    " án quyết thị tư luật"
)
_COUNTED = keys_of("lần cuộc văn bản hội phiên người nội lượt buổi kỳ hoạt mô sáng")
_BARE_LABELS = frozenset(  # without accents tư is từ and bảng is bằng: those are left out
    bare_key(word) for word in listed("năm, quý, tháng, điều, khoản, nghị, định, quyết, luật, loại, nhóm")
)
_WORDS_FOR_NUMBERS = {
    key(word): Fraction(number)
    for number, word in enumerate(listed("một, hai, ba, bốn, năm, sáu, bảy, tám, chín, mười"), start=1)
}
_NO_COUNT_AFTER = keys_of("mỗi cứ một trong hàng hằng")
_DAY_WORDS = keys_of("ngày trước sau hạn")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of text; `value` for numbers, `mark` for what the lexicon or a sign means."""

    kind: Kind
    text: str
    start: int
    end: int
    mark: str = ""
    value: Fraction | None = None
    is_percent: bool = False
    doubtful: bool = False  # a number that could be read in two ways

    @property
    def key(self) -> str:
        """The word as it is compared."""
        return key(self.text)


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text in plain signs."""
    text = plain(text)
    accented = not text.isascii()
    return _marked(_numbered(_pieces(text), accented=accented), text, accented=accented)


def _pieces(text: str) -> list[Token]:
    found = []
    for match in _PIECES.finditer(text):
        kind, start, end, written = match.lastgroup, match.start(), match.end(), match.group()
        if kind in ("num", "percent"):
            found.append(_number(match["num"], written, start, bool(match["percent"])))
        elif kind == "date":
            found.append(_date(written, start, end, found))
        elif kind == "sign":
            found.append(Token("sign", written, start, end, _SIGNS.get(written, written)))
        else:
            found.append(Token("word", written, start, end))
    return found


def _date(written: str, start: int, end: int, before: Sequence[Token]) -> Token:
    parts = [int(part) for part in written.split("/")]
    is_fraction = (
        len(parts) == 2
        and parts[0] < parts[1] < 13
        and written[0] != "0"
        and not (before and _is_day(before[-1]))
    )
    if is_fraction:  # 10/12 is more often a part than a day
        return Token("num", written, start, end, value=Fraction(parts[0], parts[1]))
    return Token("date", written, start, end)


def _is_day(token: Token) -> bool:
    return token.key in _DAY_WORDS


@lru_cache(maxsize=4096)
def _value(digits: str) -> tuple[Fraction | None, bool]:
    """A number in the Vietnamese manner, and whether the English manner would give another."""
    written = read_number(digits.replace(" ", "."))
    if written is None:
        return None, True
    number = written.read(DecimalMark.COMMA)
    if number is None:
        return written.point, False
    return number, written.is_ambiguous


def _number(digits: str, written: str, start: int, is_percent: bool) -> Token:
    value, doubtful = _value(digits)
    end = start + len(written)
    if value is None:
        return Token("word", written, start, end)
    if is_percent:
        value /= 100
    return Token("num", written, start, end, value=value, is_percent=is_percent, doubtful=doubtful)


def _numbered(pieces: list[Token], *, accented: bool) -> list[Token]:
    """Numbers that only name something (năm 2025, quý 1) are words; counts in words (bốn lần) are numbers."""
    found: list[Token] = []
    for place, token in enumerate(pieces):
        before = pieces[place - 1] if place else None
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        if (
            token.kind == "num"
            and not token.is_percent
            and before is not None
            and _names(before, found, token, labels=_LABELS if accented else _BARE_LABELS)
        ):
            found.append(Token("word", token.text, token.start, token.end))
        elif (
            token.kind == "word" and after is not None and after.key in _COUNTED and _is_count(token, before)
        ):
            value = _WORDS_FOR_NUMBERS[token.key]
            found.append(Token("num", token.text, token.start, token.end, value=value))
        else:
            found.append(token)
    return found


def _names(before: Token, found: Sequence[Token], token: Token, *, labels: frozenset[str]) -> bool:
    if before.kind != "word" or before.key not in labels:
        return False
    if before.key == key("mức"):
        return len(found) > 1 and found[-2].kind == "word"
    if before.key == key("số") and token.value is not None:
        return token.value >= 100 or len(found) < 2  # "số 749" is a document, "số 5" hardly ever a threshold
    return True


def _is_count(token: Token, before: Token | None) -> bool:
    if token.key not in _WORDS_FOR_NUMBERS:
        return False
    return before is None or before.key not in _NO_COUNT_AFTER


def _marked(pieces: list[Token], text: str, *, accented: bool) -> tuple[Token, ...]:
    reduce = key if accented else bare_key
    keys = [reduce(token.text) if token.kind in ("word", "num") else "" for token in pieces]
    found, place = [], 0
    while place < len(pieces):
        length, mark = _longest(keys, place, accented=accented) if pieces[place].kind != "sign" else (0, "")
        if length == 0:
            found.append(pieces[place])
            place += 1
            continue
        first, last = pieces[place], pieces[place + length - 1]
        found.append(Token("mark", text[first.start : last.end], first.start, last.end, mark))
        place += length
    return tuple(found)


def _longest(keys: Sequence[str], place: int, *, accented: bool) -> tuple[int, str]:
    for words, mark in phrases_from(keys[place], accented=accented):
        if tuple(keys[place : place + len(words)]) == words:
            return len(words), mark
    return 0, ""


def written(found: Sequence[Token]) -> str:
    """The text of tokens, with one space where there was one.

    >>> written(tokens("Số hồ sơ (trực tuyến)"))
    'Số hồ sơ (trực tuyến)'
    """
    parts = []
    for place, token in enumerate(found):
        if place and token.start > found[place - 1].end:
            parts.append(" ")
        parts.append(token.text)
    return "".join(parts)


def is_noise(found: Sequence[Token]) -> bool:
    """Whether the tokens only say that something follows."""
    words = [token for token in found if token.kind != "sign"]
    if not words or any(token.kind in ("num", "date") for token in words):
        return not words
    keys = tuple(part for token in words for part in (key(word) for word in token.text.split()))
    bare = tuple(part for token in words for part in (bare_key(word) for word in token.text.split()))
    return keys in NOISE or (written(words).isascii() and bare in NOISE)
