"""Numbers as people type them, in the Vietnamese (1.234,56) and the English (1,234.56) manner.

A text is read both ways. Where only one reading exists, or both say the same, it is a number; where they
differ the text is ambiguous and nobody guesses.

>>> read_number("1.234,56").point is None, read_number("1.234,56").comma
(True, Fraction(30864, 25))
>>> read_number("1.234").is_ambiguous, read_number("0,123").is_ambiguous
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache


class DecimalMark(StrEnum):
    """Which sign separates the decimals in a file."""

    COMMA = "comma"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Written:
    """A text read with a decimal comma and with a decimal point; None where that reading is impossible."""

    comma: Fraction | None
    point: Fraction | None
    is_percent: bool = False

    @property
    def is_ambiguous(self) -> bool:
        """Whether the two readings are different numbers."""
        return self.comma is not None and self.point is not None and self.comma != self.point

    def read(self, mark: DecimalMark | None) -> Fraction | None:
        """The number under `mark`; without one, the only possible reading."""
        if mark is not None:
            return self.comma if mark is DecimalMark.COMMA else self.point
        return None if self.is_ambiguous else self.comma if self.comma is not None else self.point

    @property
    def speaks_for(self) -> DecimalMark | None:
        """The manner this text proves, if it proves one."""
        if self.comma is None:
            return DecimalMark.POINT
        return DecimalMark.COMMA if self.point is None else None


def _pattern(group: str, decimal: str) -> re.Pattern[str]:
    groups = rf"[1-9][0-9]{{0,2}}(?:(?P<sep>[{group} ])[0-9]{{3}}(?:(?P=sep)[0-9]{{3}})*)?"
    return re.compile(rf"(?P<sign>[+-]?)(?P<whole>{groups}|[0-9]+)?(?:{decimal}(?P<part>[0-9]+))?")


_COMMA, _POINT = _pattern(r"\.", ","), _pattern(",", r"\.")
_EXACT = re.compile(r"\(([+-]?[0-9]+)/([0-9]*[1-9][0-9]*)\)")
_PLAIN = re.compile(r"-?[0-9]{1,1000}")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-"})
MAX_LENGTH = 2000


@lru_cache(maxsize=4096)  # tables repeat their numbers
def read_number(text: str) -> Written | None:
    """Both readings of a text, or None when it is no number in either manner."""
    if _PLAIN.fullmatch(text):
        whole = Fraction(int(text))
        return Written(whole, whole)
    text = text.translate(_SPACES).strip()
    if len(text) > MAX_LENGTH:
        return None
    is_percent = text.endswith("%")
    body = text[:-1].rstrip() if is_percent else text
    if exact := _EXACT.fullmatch(body):
        value = Fraction(int(exact[1]), int(exact[2])) / (100 if is_percent else 1)
        return Written(value, value, is_percent)
    comma, point = _read(_COMMA, body), _read(_POINT, body)
    if comma is None and point is None:
        return None
    if is_percent:
        comma = comma / 100 if comma is not None else None
        point = point / 100 if point is not None else None
    return Written(comma, point, is_percent)


def _read(pattern: re.Pattern[str], body: str) -> Fraction | None:
    match = pattern.fullmatch(body)
    if match is None or (match["whole"] is None and match["part"] is None):
        return None
    whole = re.sub(r"[^0-9]", "", match["whole"] or "0")
    return Fraction(f"{match['sign']}{whole}.{match['part'] or '0'}")


def settle(texts: Iterable[str]) -> DecimalMark | None:
    """The manner a file's own unambiguous numbers agree on, if they do.

    >>> settle(["1.234", "0,5"]), settle(["1,5", "2.5"])
    (<DecimalMark.COMMA: 'comma'>, None)
    """
    proven: set[DecimalMark] = set()
    for text in texts:
        if "," in text or "." in text:
            written = read_number(text)
            mark = written.speaks_for if written is not None else None
            if mark is not None:
                proven.add(mark)
                if len(proven) == 2:
                    return None
    return proven.pop() if proven else None


def write_number(number: Fraction) -> str:
    """The shortest text with a decimal point that is read back as the same number, whatever the reader's
    manner.

    >>> write_number(Fraction("12.5")), write_number(Fraction("1.234")), write_number(Fraction(1, 3))
    ('12.5', '1.2340', '(1/3)')
    """
    digits = _decimal_digits(number.denominator)
    if digits is None:
        return f"({number.numerator}/{number.denominator})"
    if digits == 0:
        return str(number.numerator)
    sign = "-" if number < 0 else ""
    whole, part = divmod(abs(number.numerator) * 10**digits // number.denominator, 10**digits)
    padding = "0" if digits == 3 and 0 < whole < 1000 else ""
    return f"{sign}{whole}.{part:0{digits}d}{padding}"


def _decimal_digits(denominator: int) -> int | None:
    """How many decimals a denominator needs; None when they never end (or are too many to write)."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    needed = max(twos, fives)
    return needed if denominator == 1 and needed <= 30 else None
