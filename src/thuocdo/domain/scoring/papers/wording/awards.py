"""What a condition gives: points, a share of the maximum, or a formula.

>>> from thuocdo.domain.scoring.papers.wording.tokens import tokens
>>> award_of(tokens("được 1/2 điểm tối đa")).form.share
Fraction(1, 2)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from thuocdo.domain.scoring.papers.wording.formulas import (
    MAX,
    Form,
    Formula,
    Number,
    Operation,
    constant,
    form,
    names_in,
    parse,
    quantity,
)
from thuocdo.domain.scoring.papers.wording.tokens import Token

_EDGES = frozenset([",", ".", ";", ":", "-", "+", '"', "'", "(", ")"])
_BOUNDS = frozenset(["ge", "gt", "lt", "from", "to"])
_LEADING = frozenset(["then", "score", "equals", ":"])


@dataclass(frozen=True, slots=True)
class Award:
    """A sum of products over the maximum, letters and phrases; plain numbers are points."""

    form: Form
    proportional: bool = False  # "tính theo tỷ lệ", without a formula
    is_bare: bool = False  # a number without "điểm"
    is_share: bool = False  # a bare percentage
    doubtful: bool = False
    up_to: bool = False  # "tối đa 5 điểm": not more than

    @property
    def is_constant(self) -> bool:
        """Whether it is the same whatever was measured."""
        return not self.proportional and not (self.form.names - {MAX})

    def points(self, maximum: Fraction | None) -> Fraction | None:
        """The points of a constant award; None when the maximum is needed and not known."""
        if not self.is_constant:
            return None
        total = Fraction(0)
        for term, number in self.form.terms.items():
            if term and maximum is None:
                return None
            total += number * (maximum or 0) if term else number
        return total


def stripped(found: Sequence[Token]) -> tuple[Token, ...]:
    """Without signs at either end (brackets only where they do not pair)."""
    words = list(found)
    while words and words[-1].kind == "sign" and words[-1].text in _EDGES and not _closes(words):
        words.pop()
    while words and words[0].kind == "sign" and words[0].text in _EDGES and not _opens(words):
        words.pop(0)
    if len(words) > 2 and words[0].mark == "(" and words[-1].mark == ")" and _pairs(words):
        return stripped(words[1:-1])
    return tuple(words)


def _closes(words: Sequence[Token]) -> bool:
    return words[-1].text == ")" and any(token.text == "(" for token in words)


def _opens(words: Sequence[Token]) -> bool:
    return words[0].text == "(" and any(token.text == ")" for token in words)


def _pairs(words: Sequence[Token]) -> bool:
    depth = 0
    for place, token in enumerate(words):
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and place < len(words) - 1:
            return False
    return depth == 0


def award_of(found: Sequence[Token], *, after_sign: bool = True) -> Award | None:
    """The award these tokens are, all of them; a bare number only after a sign such as a colon."""
    words = list(found)
    led = False
    while words and (words[0].mark in _LEADING or _is_score_word(words)):
        words.pop(0)
        led = True
    words = list(stripped(words))
    if not words:
        return None
    if words[0].mark == "proportion" and all(token.mark in ("then", "rate") for token in words[1:]):
        return Award(Form({}), proportional=True)
    if (
        len(words) > 3
        and words[0].mark == "max"
        and words[1].text.lower() == "là"
        and words[-1].mark == "point"
    ):
        words = words[2:]  # "điểm tối đa là 20 điểm"
    if len(words) == 1 and words[0].mark == "most":
        return Award(quantity(MAX))
    up_to = words[0].mark in ("most", "le") and len(words) > 1
    return _by_formula(words[1:] if up_to else words, up_to=up_to, bare=after_sign or led)


def _is_score_word(words: Sequence[Token]) -> bool:
    return words[0].mark == "point" and len(words) > 1 and words[1].mark in ("equals", ":", "then")


def _by_formula(words: Sequence[Token], *, up_to: bool, bare: bool) -> Award | None:
    formula = parse(words)
    if isinstance(formula, Number):
        if formula.is_percent:
            return Award(constant(formula.value).times(quantity(MAX)), is_share=True) if bare else None
        if formula.points or bare:
            return Award(
                constant(formula.value), is_bare=not formula.points, doubtful=formula.doubtful, up_to=up_to
            )
        return None
    value = form(formula)
    if value is None or not _is_award(value, bare=bare) or _is_range(formula):
        return None
    return Award(value, up_to=up_to)


def _is_range(formula: Formula | None) -> bool:
    """ "9-10 điểm" is no subtraction."""
    return isinstance(formula, Operation) and formula.sign == "-" and not names_in(formula)


def _is_award(value: Form, *, bare: bool) -> bool:
    """A formula with the maximum in it, or with arithmetic in it; never a lone phrase."""
    if MAX in value.names or value.number is not None:
        return True
    return bare and len(value.terms) == 1 and (len(value.names) > 1 or next(iter(value.terms.values())) != 1)


def holds_award(found: Sequence[Token]) -> bool:
    """Whether points are spoken of in these words."""
    for place, token in enumerate(found):
        if token.mark == "max":
            return True
        if token.mark == "point" and place and found[place - 1].kind == "num":
            before = found[place - 2].mark if place > 1 else ""
            if before not in _BOUNDS:  # "từ 80 điểm trở lên" is a condition
                return True
    return False
