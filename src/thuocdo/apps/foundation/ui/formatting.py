"""Numbers as an office writes them: 1.234,56 in Vietnamese and 1,234.56 in English, halves rounded up.

>>> write_number(Decimal("1234.565"), "vi", digits=2)
'1.234,57'
>>> write_number(-0.5, "en", digits=1)
'−0.5'
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from thuocdo.domain.primitives.rounding import exact, round_half_up

Number = Decimal | Fraction | float | int

MINUS = "−"
MOST_DIGITS = 10
REMEMBERED = 32768  # a page repeats its numbers: shown, copied, and again for the next reader
_SEPARATORS = {"vi": (".", ","), "en": (",", ".")}


def separators(language: str) -> tuple[str, str]:
    """The thousands separator and the decimal mark of a language."""
    return _SEPARATORS["en" if language.startswith("en") else "vi"]


@lru_cache(maxsize=REMEMBERED)
def write_number(number: Number, language: str, *, digits: int | None = None, signed: bool = False) -> str:
    """`number` with `digits` decimals, or with as many as it has (ten at most) where `digits` is None."""
    rounded = round_half_up(exact(number), MOST_DIGITS if digits is None else digits)
    thousands, mark = separators(language)
    whole, _, part = f"{abs(rounded):,f}".partition(".")
    if digits is None:
        part = part.rstrip("0")
    text = whole.replace(",", thousands) + (mark + part if part else "")
    return _sign(rounded, signed=signed) + text


def write_share(share: Number, language: str, *, digits: int = 1) -> str:
    """A fraction of one as a percentage: 0.953 → 95,3%."""
    return write_number(exact(share) * 100, language, digits=digits) + "%"


@lru_cache(maxsize=REMEMBERED)
def write_plain(number: Number, language: str) -> str:
    """`number` for a spreadsheet cell: the decimal mark of the language, no grouping, a plain minus."""
    thousands, _ = separators(language)
    return write_number(number, language).replace(thousands, "").replace(MINUS, "-")


def _sign(number: Decimal, *, signed: bool) -> str:
    if number < 0:
        return MINUS
    return "+" if signed and number > 0 else ""
