"""Numbers inside sentences, in both languages: 1.234,5 in Vietnamese, 1,234.5 in English.

>>> say("đủ điểm từ {at}", "full points from {at}", at=Fraction(4, 5)).vi
'đủ điểm từ 0,8'
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from thuocdo.domain.primitives.rounding import round_half_up
from thuocdo.domain.primitives.texts import Language, Text

_SHOWN_DIGITS = 6


def number_text(number: Fraction | float, language: str = "vi", *, digits: int = _SHOWN_DIGITS) -> str:
    """A number as people of that language write it, without trailing zeros; `…` where digits are left out.

    >>> number_text(Fraction(12345, 10)), number_text(Fraction(1, 3), "en")
    ('1.234,5', '0.333333…')
    """
    if isinstance(number, float):
        return "∞" if number > 0 else "−∞" if number < 0 else "?"
    shown = round_half_up(number, digits)
    text = f"{shown:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        text = "0"
    if language == "vi":
        text = text.translate(str.maketrans(",.", ".,"))
    return text.replace("-", "−") + ("…" if Fraction(shown) != number else "")


def percent_text(share: Fraction, language: str = "vi") -> str:
    """A share as a percentage.

    >>> percent_text(Fraction(4, 5))
    '80%'
    """
    return number_text(share * 100, language) + "%"


def say(vi: str, en: str, **values: Fraction | str | Text) -> Text:
    """A sentence in both languages with numbers written in each."""
    return Text(vi.format_map(_written(values, "vi")), en.format_map(_written(values, "en")))


def _written(values: Mapping[str, Fraction | str | Text], language: Language) -> dict[str, str]:
    written = {}
    for name, value in values.items():
        if isinstance(value, Text):
            written[name] = value.pick(language)
        else:
            written[name] = value if isinstance(value, str) else number_text(value, language)
    return written


def joined(texts: list[Text], separator: str = "; ") -> Text:
    """Several texts as one, each language on its own."""
    return Text(separator.join(text.vi for text in texts), separator.join(text.pick("en") for text in texts))
