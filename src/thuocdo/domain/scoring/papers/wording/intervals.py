"""Conditions on a number: what is measured, from where to where, and which ends belong to it.

>>> from thuocdo.domain.scoring.papers.wording.tokens import tokens
>>> found = measured(tokens("Tỷ lệ đạt từ 70% đến dưới 90%"))
>>> str(found.span), [token.text for token in found.subject]
('[7/10, 9/10)', ['Tỷ lệ đạt'])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from thuocdo.domain.scoring.papers.wording.lexicon import key
from thuocdo.domain.scoring.papers.wording.tokens import Token

_COMPARISONS = frozenset(["ge", "gt", "le", "lt"])
_UPWARD, _DOWNWARD = frozenset(["ge", "gt"]), frozenset(["le", "lt"])
_BETWEEN = frozenset(["to", "-", "up", "down", "ge", "gt", "le", "lt", ","])
_MIRROR = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt"}
_FILLERS = frozenset(
    key(word) for word in ("đạt", "có", "được", "là", "bằng", "khoảng", "mức", "chỉ", "tổ", "chức")
)


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers between two ends; None is open. `exact` when one number was printed and no comparison."""

    low: Fraction | None
    high: Fraction | None
    low_in: bool = True
    high_in: bool = True
    high_said: bool = True  # whether the paper says if the upper end belongs to it
    exact: bool = False

    def __str__(self) -> str:
        left = f"{'[' if self.low_in else '('}{self.low}" if self.low is not None else "("
        right = f"{self.high}{']' if self.high_in else ')'}" if self.high is not None else ")"
        return f"{left}, {right}"


@dataclass(frozen=True, slots=True)
class Measured:
    """A condition on a number: subject, span, unit behind the number, and words left over."""

    subject: tuple[Token, ...]
    span: Span
    unit: tuple[Token, ...] = ()
    gloss: tuple[Token, ...] = ()  # a remark in brackets behind it
    is_percent: bool = False
    doubtful: bool = False


def measured(found: Sequence[Token]) -> Measured | None:
    """The condition these tokens state about a number, all of them; None if they state something else."""
    body, gloss = _without_gloss(found)
    first = next((place for place, token in enumerate(body) if _begins(body, place, token)), None)
    if first is None:
        return None
    reader = _Reader(body, first)
    result = reader.read()
    if result is None:
        return None
    return replace(result, gloss=tuple(gloss))


def _without_gloss(found: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    if not found or found[-1].mark != ")":
        return found, ()
    opening = max((place for place, token in enumerate(found) if token.mark == "("), default=0)
    inner = found[opening + 1 : -1]
    if opening == 0 or any(token.mark in _COMPARISONS for token in inner):
        return found, ()
    return found[:opening], found[opening:]


def _begins(found: Sequence[Token], place: int, token: Token) -> bool:
    """Whether the statement about a number begins here."""
    if token.kind == "num":
        return True
    following = found[place + 1 : place + 3]
    if token.mark in _COMPARISONS or token.mark in ("from", "most"):
        return any(other.kind == "num" for other in following[:1]) or (
            len(following) == 2 and following[0].mark in _COMPARISONS and following[1].kind == "num"
        )
    return token.mark == "equals" and any(other.kind == "num" for other in following[:1])


class _Reader:
    """Reads from the first comparison or number on; what stood before is the subject."""

    def __init__(self, found: Sequence[Token], at: int) -> None:
        self.found, self.at, self.subject = found, at, tuple(found[:at])
        self.unit: tuple[Token, ...] = ()
        self.numbers: list[Token] = []

    def read(self) -> Measured | None:
        if self.found[self.at].kind == "num" and self._is_mark(1, *_COMPARISONS):
            span = self._sandwich()
        else:
            span = self._plain()
        if span is None:
            return None
        self._take_unit()
        if self.at < len(self.found):
            return None
        return Measured(
            _trimmed(self.subject),
            span,
            self.unit,
            is_percent=any(number.is_percent for number in self.numbers),
            doubtful=any(number.doubtful for number in self.numbers),
        )

    def _is_mark(self, ahead: int, *marks: str) -> bool:
        place = self.at + ahead
        return place < len(self.found) and self.found[place].mark in marks

    def _take(self) -> Token:
        token = self.found[self.at]
        self.at += 1
        return token

    def _number(self) -> Token | None:
        if self.at < len(self.found) and self.found[self.at].kind == "num":
            self.numbers.append(self._take())
            return self.numbers[-1]
        return None

    def _comparison(self) -> str:
        if self._is_mark(0, *_COMPARISONS):
            return self._take().mark
        if self._is_mark(0, "most"):
            self.at += 1
            return "le"
        if self._is_mark(0, "equals"):
            self.at += 1
            return "exact"
        return ""

    def _sandwich(self) -> Span | None:
        """70% ≤ a < 90%"""
        low = self._number()
        left = _MIRROR[self._comparison()]
        start = self.at
        while self.at < len(self.found) and not self._is_mark(0, *_COMPARISONS):
            if self.found[self.at].kind == "num":
                return None
            self.at += 1
        self.subject = (*self.subject, *self.found[start : self.at])
        if low is not None and self.at >= len(self.found):
            return _one_sided(left, low.value)
        right = self._comparison()
        high = self._number()
        if low is None or high is None or not right:
            return None
        return self._between(low, left, high, right)

    def _plain(self) -> Span | None:
        has_from = self._is_mark(0, "from")
        self.at += has_from
        comparison = self._comparison()
        first = self._number()
        if first is None:
            return None
        said = comparison == "exact"
        if said:
            comparison = ""
        self._take_unit(between=True)
        if (second := self._second()) is not None:
            return self._between(first, comparison or "ge", *second)
        if self._is_mark(0, "up"):
            self.at += 1
            return Span(first.value, None) if comparison in ("", "ge") else None
        if self._is_mark(0, "down"):
            self.at += 1
            return Span(None, first.value) if comparison in ("", "le") else None
        if not comparison:
            if has_from:
                return Span(first.value, None)
            return Span(first.value, first.value, exact=True) if self._is_measured(first, said=said) else None
        return _one_sided(comparison, first.value)

    def _is_measured(self, number: Token, *, said: bool) -> bool:
        """Whether a bare number is an amount: "Triển khai Đề án 06" is not."""
        has_unit = self.at < len(self.found) and self.found[self.at].kind == "word"
        if number.is_percent or has_unit or said or len(self.subject) < 2:
            return True
        return self.subject[-1].mark in ("then", ":")

    def _second(self) -> tuple[Token, str] | None:
        """The upper end: "đến dưới 90%", "- <90%", "và < 90%"."""
        start = self.at
        self._skip_repeated_subject()
        compared = self._is_mark(1, *_COMPARISONS)
        if self._is_mark(0, "to", "-") or (compared and (self._is_word("và") or self._is_mark(0, ","))):
            self.at += 1
            comparison = self._comparison()
            number = self._number()
            if number is not None:
                return number, comparison
        elif self._is_mark(0, *_COMPARISONS):
            comparison = self._comparison()
            number = self._number()
            if number is not None:
                return number, comparison
        self.at = start
        return None

    def _skip_repeated_subject(self) -> None:
        """ "a ≥ 70% và a < 90%": the second a is the first."""
        if len(self.subject) == 1 and (self._is_word("và") or self._is_mark(0, ",")):
            following = self.found[self.at + 1 : self.at + 3]
            if (
                len(following) == 2
                and following[0].key == self.subject[0].key
                and following[1].mark in _COMPARISONS
            ):
                self.at += 2

    def _is_word(self, word: str) -> bool:
        return self.at < len(self.found) and self.found[self.at].key == key(word)

    def _between(self, low: Token, left: str, high: Token, right: str) -> Span | None:
        if low.value is None or high.value is None:
            return None
        small, large = low.value, high.value
        if high.is_percent and not low.is_percent:
            small /= 100
        if left in _DOWNWARD and right in _UPWARD:  # "< 90% và ≥ 70%"
            small, left, large, right = large, right, small, left
        if left in _DOWNWARD or right in _UPWARD or small >= large:
            return None
        return Span(small, large, left == "ge", right != "lt", high_said=bool(right))

    def _joins_bounds(self, place: int) -> bool:
        """Whether "và" stands here before a second comparison."""
        following = self.found[place + 1 : place + 3]
        return self.found[place].key == key("và") and any(token.mark in _COMPARISONS for token in following)

    def _take_unit(self, *, between: bool = False) -> None:
        """Words behind the number, such as lần/năm; between two ends only the few before "đến"."""
        start, place = self.at, self.at
        while place < len(self.found) and _is_unit(self.found[place]) and not self._joins_bounds(place):
            place += 1
        if between and not (place < len(self.found) and self.found[place].mark in _BETWEEN):
            return
        words = tuple(self.found[start:place])
        if words and not self.unit:
            self.unit = words
        self.at = place


def _is_unit(token: Token) -> bool:
    return token.kind == "word" or token.mark in ("over", "then", "point") or token.text == '"'


def _one_sided(comparison: str, number: Fraction | None) -> Span:
    if comparison in _UPWARD:
        return Span(number, None, low_in=comparison == "ge")
    return Span(None, number, high_in=comparison == "le")


def _trimmed(subject: Sequence[Token]) -> tuple[Token, ...]:
    words = list(subject)
    while words and (words[-1].mark in ("then", "from", ":", ",") or words[-1].key in _FILLERS):
        words.pop()
    while words and (words[0].mark in ("if", "then") or words[0].text in ('"', ",")):
        words.pop(0)
    return tuple(words)
