"""Arithmetic as papers print it, and the sums of products it comes to.

A formula is a sum of terms, each a number times named quantities to whole powers: `a / b × điểm tối đa` is
1·a·b⁻¹·max. What cannot be written so (a division by a sum) stays a tree and is left to who knows its shape.

>>> from thuocdo.domain.scoring.papers.wording.tokens import tokens
>>> form(parse(tokens("a/80% × Điểm tối đa")))
Form(terms={(('#max', 1), ('a', 1)): Fraction(5, 4)})
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from thuocdo.domain.scoring.papers.wording.tokens import Token, written

MAX = "#max"  # the printed maximum of the row
RATE = "#rate"  # "tỷ lệ", said without saying of what
Monomial = tuple[tuple[str, int], ...]
_STOPS = frozenset(["if", "equals", "ge", "gt", "le", "lt", "times", "over", "most"])
_COMPARISONS = frozenset(["ge", "gt", "le", "lt"])
_SIGN_STOPS = frozenset("+-()[]{}:;=")
_EXTREMES: dict[str, Literal["min", "max"]] = {"min": "min", "max": "max"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number; `points` when "điểm" stands behind it."""

    value: Fraction
    points: bool = False
    is_percent: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A letter, a phrase, the maximum or the rate."""

    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """Two formulas joined by a sign."""

    sign: Literal["+", "-", "*", "/"]
    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Extreme:
    """The smallest or largest of several formulas."""

    name: Literal["min", "max"]
    of: tuple[Formula, ...]


Formula = Number | Name | Operation | Extreme


@dataclass(frozen=True, slots=True)
class Form:
    """A sum of products."""

    terms: Mapping[Monomial, Fraction]

    @property
    def names(self) -> frozenset[str]:
        """All quantities in it, the maximum too."""
        return frozenset(name for term in self.terms for name, _ in term)

    @property
    def number(self) -> Fraction | None:
        """Its value when it is a plain number."""
        if not self.terms:
            return Fraction(0)
        return self.terms[()] if set(self.terms) == {()} else None

    @property
    def share(self) -> Fraction | None:
        """Its part of the maximum when it is nothing else."""
        return self.terms[_MAX] if set(self.terms) == {_MAX} else None

    def times(self, other: Form) -> Form:
        """The product."""
        product: dict[Monomial, Fraction] = {}
        for left, first in self.terms.items():
            for right, second in other.terms.items():
                term = _joined(left, right)
                product[term] = product.get(term, Fraction(0)) + first * second
        return _clean(product)

    def plus(self, other: Form, sign: int = 1) -> Form:
        """The sum, or the difference."""
        total = dict(self.terms)
        for term, number in other.terms.items():
            total[term] = total.get(term, Fraction(0)) + sign * number
        return _clean(total)

    def inverse(self) -> Form | None:
        """One over it, when it is one product."""
        if len(self.terms) != 1:
            return None
        ((term, number),) = self.terms.items()
        return Form({tuple((name, -power) for name, power in term): 1 / number})

    def put(self, name: str, by: Form) -> Form | None:
        """The form with one quantity replaced."""
        total = Form({})
        for term, number in self.terms.items():
            power = dict(term).get(name, 0)
            rest = Form({tuple(pair for pair in term if pair[0] != name): number})
            factor = by if power >= 0 else by.inverse()
            if factor is None:
                return None
            for _ in range(abs(power)):
                rest = rest.times(factor)
            total = total.plus(rest)
        return total


_MAX: Monomial = ((MAX, 1),)


def _joined(left: Monomial, right: Monomial) -> Monomial:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _clean(terms: dict[Monomial, Fraction]) -> Form:
    return Form({term: number for term, number in terms.items() if number})


def quantity(name: str) -> Form:
    """One quantity alone."""
    return Form({((name, 1),): Fraction(1)})


def constant(number: Fraction) -> Form:
    """A plain number."""
    return _clean({(): number})


def form(formula: Formula | None) -> Form | None:
    """The formula as a sum of products; None where it divides by a sum or by nought, or takes an extreme."""
    match formula:
        case None:
            return None
        case Number(value=value):
            return constant(value)
        case Name(name=name):
            return quantity(name)
        case Extreme():
            return None
    left, right = form(formula.left), form(formula.right)
    if left is None or right is None:
        return None
    if formula.sign == "*":
        return left.times(right)
    if formula.sign == "/":
        under = right.inverse()
        return None if under is None else left.times(under)
    return left.plus(right, 1 if formula.sign == "+" else -1)


def names_in(formula: Formula) -> frozenset[str]:
    """All quantities a formula names."""
    match formula:
        case Name(name=name):
            return frozenset({name})
        case Operation(left=left, right=right):
            return names_in(left) | names_in(right)
        case Extreme(of=parts):
            return frozenset().union(*(names_in(part) for part in parts))
    return frozenset()


def parse(found: Sequence[Token]) -> Formula | None:
    """The formula that these tokens are, all of them; None when they are not one."""
    reader = _Reader(found)
    formula = reader.sum()
    return formula if formula is not None and reader.is_done else None


class _Reader:
    def __init__(self, found: Sequence[Token]) -> None:
        self.found, self.at, self.depth, self.lists = found, 0, 0, 0

    @property
    def is_done(self) -> bool:
        return self.at >= len(self.found)

    def peek(self) -> Token | None:
        return self.found[self.at] if self.at < len(self.found) else None

    def sum(self) -> Formula | None:
        left = self.product()
        while left is not None and (sign := self._plus()):
            right = self.product()
            if right is None:
                return None
            left = Operation(sign, left, right)
        return left

    def _plus(self) -> Literal["+", "-"] | None:
        token = self.peek()
        if token is None or token.mark not in ("+", "-"):
            return None
        self.at += 1
        return "+" if token.mark == "+" else "-"

    def product(self) -> Formula | None:
        left = self.factor()
        while left is not None and (sign := self._times(left)):
            right = self.factor()
            if right is None:
                return None
            left = Operation(sign, left, right)
        return left

    def _times(self, left: Formula) -> Literal["*", "/"] | None:
        token = self.peek()
        if token is None:
            return None
        if token.mark in ("times", "over") or self._is_letter_x():
            self.at += 1
            return "/" if token.mark == "over" else "*"
        if whole := self._before_whole(self.at):
            self.at += whole
            return "/"
        return "*" if token.mark in ("max", "score", "rate") and _is_share(left) else None

    def _is_letter_x(self) -> bool:
        token = self.peek()
        return token is not None and token.text in ("x", "X") and self.at + 1 < len(self.found)

    def _before_whole(self, place: int) -> int:
        """How many words divide here: "trên tổng số …" one, "so với tổng số …" two."""
        words = [token.text.lower() for token in self.found[place : place + 3]]
        if words[:1] == ["trên"] and words[1:2] and words[1].startswith("tổng"):
            return 1
        return 2 if words[:2] == ["so", "với"] and words[2:3] and words[2].startswith("tổng") else 0

    def factor(self) -> Formula | None:
        token = self.peek()
        if token is None or self.depth + self.lists > 20:
            return None
        if token.mark in ("(", "["):
            return self._bracket(")" if token.mark == "(" else "]")
        following = self.found[self.at + 1 : self.at + 2]
        name = _EXTREMES.get(token.text.lower())
        if name is not None and following and following[0].mark == "(":
            return self._extreme(name)
        self.at += 1
        if token.kind == "num" and token.value is not None:
            return self._number(token, token.value)
        match token.mark:
            case "max":
                return Name(MAX)
            case "half":
                return Number(Fraction(1, 2))
            case "none":
                return Number(Fraction(0), points=True)
            case "score" if self.at > 1:  # "50% số điểm": of the maximum
                return Name(MAX)
        self.at -= 1
        return self._phrase()

    def _number(self, token: Token, value: Fraction) -> Formula:
        after = self.peek()
        points = after is not None and after.mark == "point"
        self.at += points
        return Number(value, points=points, is_percent=token.is_percent, doubtful=token.doubtful)

    def _bracket(self, closing: str) -> Formula | None:
        self.at, self.depth = self.at + 1, self.depth + 1
        inner = self.sum()
        token = self.peek()
        if inner is None or token is None or token.mark != closing:
            return None
        self.at, self.depth = self.at + 1, self.depth - 1
        return inner

    def _extreme(self, name: Literal["min", "max"]) -> Formula | None:
        """min(a/b, 1)"""
        self.at, self.lists = self.at + 2, self.lists + 1
        parts: list[Formula] = []
        while (part := self.sum()) is not None:
            parts.append(part)
            token = self.peek()
            if token is None or token.mark not in (",", ";", ")"):
                return None
            self.at += 1
            if token.mark == ")":
                self.lists -= 1
                return Extreme(name, tuple(parts))
        return None

    def _phrase(self) -> Formula | None:
        start = self.at
        while (token := self.peek()) is not None and not self._ends_phrase(token, start):
            self.at += 1
        words = self.found[start : self.at]
        if not words or all(token.kind == "sign" for token in words):
            return None
        self._skip_percent_sign()
        if words[0].mark == "rate" and len(words) == 1:
            return Name(RATE)
        title = written(words).strip(' ",.')
        return Name(title.lower(), title) if title else None

    def _skip_percent_sign(self) -> None:
        token = self.peek()
        if token is not None and token.text == "%":
            self.at += 1

    def _ends_phrase(self, token: Token, start: int) -> bool:
        if token.kind == "num" or token.mark in ("max", "none") or self._before_whole(self.at):
            return True
        if self.lists and token.mark == ",":
            return True
        if token.kind == "sign" and (token.mark in _STOPS or token.mark in _SIGN_STOPS or token.text == "%"):
            return True
        if token.mark in _COMPARISONS:  # "trên địa bàn" is no comparison
            after = self.found[self.at + 1 : self.at + 2]
            return not after or after[0].kind == "num"
        if token.mark in _STOPS:
            return True
        return self.at > start and self._is_letter_x() and self._after_x()

    def _after_x(self) -> bool:
        before, after = self.found[self.at - 1], self.found[self.at + 1]
        if len(after.text) == 1 and after.kind == "word":
            return len(before.text) == 1
        return after.kind == "num" or after.mark in ("max", "(", "rate", "score")


def _is_share(formula: Formula) -> bool:
    """A bare number such as 1/2 or 50%, before "điểm tối đa"."""
    if isinstance(formula, Operation):
        return _is_share(formula.left) and _is_share(formula.right)
    return isinstance(formula, Number) and not formula.points
