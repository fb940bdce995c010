"""The manners in which papers number their rows, and what comes after what.

>>> Numbering().style("4.22.11").depth, Numbering().style("II").kind, Numbering().style("b").kind
(3, 'roman', 'lower')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from thuocdo.domain.primitives.spelling import folded

Kind = Literal["arabic", "roman", "upper", "lower", "compound", "bullet", "none"]

_COUNT = re.compile(r"[0-9]{1,6}\Z")  # a longer run of digits counts nothing
_ARABIC = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})*\Z")
_ROMAN = re.compile(r"(?=[IVXLC])(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})\Z")
_LETTERS = {"upper": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "lower": "abcdefghijklmnopqrstuvwxyz"}
_VIETNAMESE = {"upper": "ABCDĐEGHIKLMNOPQRSTUVXY", "lower": "abcdđeghiklmnopqrstuvxy"}
_BULLETS = frozenset("-–—+*•·")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Style:
    """How a row is numbered: the kind of number, how many steps it has, and its last step as a count."""

    kind: Kind
    depth: int = 1
    value: int | None = None

    @property
    def key(self) -> tuple[Kind, int]:
        """What two rows of one level have in common."""
        return self.kind, self.depth


@dataclass(slots=True)
class Numbering:
    """Reads numbers in the order of the paper: C is a letter after B and a hundred nowhere."""

    last: dict[Kind, int] = field(default_factory=dict)

    def style(self, number: str) -> Style:
        """The style of the next row's number."""
        found = self._style(number.strip())
        if found.value is not None and found.depth == 1:
            self.last[found.kind] = found.value
        return found

    def _style(self, number: str) -> Style:
        if not number:
            return Style("none")
        if number in _BULLETS:
            return Style("bullet")
        if _ARABIC.match(number):
            return Style("arabic", number.count(".") + 1, int(number.rpartition(".")[2]))
        if "." in number:
            last = number.rpartition(".")[2]
            return Style("compound", number.count(".") + 1, int(last) if _COUNT.match(last) else None)
        return self._letter(number) or Style("compound", 1)

    def _letter(self, number: str) -> Style | None:
        kind: Literal["upper", "lower"] = "lower" if number.islower() else "upper"
        follows = len(number) == 1 and self._follows(number, kind)
        if _ROMAN.match(number.upper()) and not follows and (kind == "upper" or number == "i" * len(number)):
            if kind == "upper":
                return Style("roman", value=_roman(number))
            return Style("lower", value=len(number))
        if len(number) == 1 and folded(number).isalpha():
            return Style(kind, value=_place(number, kind, self.last.get(kind, 0)))
        return None

    def _follows(self, letter: str, kind: Literal["upper", "lower"]) -> bool:
        """Whether a letter that could be Roman comes right after the letter before it."""
        before = self.last.get(kind, 0)
        return before > 0 and _place(letter, kind, before) == before + 1


def _place(letter: str, kind: Literal["upper", "lower"], before: int) -> int:
    """Its place in the alphabet; of the two alphabets in use the one that goes on from `before`."""
    places = [alphabet[kind].find(letter) + 1 for alphabet in (_VIETNAMESE, _LETTERS)]
    known = [place for place in places if place]
    return before + 1 if before + 1 in known else known[0] if known else 0


def _roman(number: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in number]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
