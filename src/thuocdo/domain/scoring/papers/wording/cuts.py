"""Where a line may be cut into a condition and what it gives; the first cut that makes sense is taken.

>>> from thuocdo.domain.scoring.papers.wording.tokens import tokens
>>> [(len(left), len(right)) for left, right in at_signs(tokens("Có kế hoạch: 10 điểm"))]
[(3, 2)]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from thuocdo.domain.scoring.papers.wording.tokens import Token

Cut = Callable[[Sequence[Token]], list[tuple[Sequence[Token], Sequence[Token]]]]


def at_signs(found: Sequence[Token]) -> list[tuple[Sequence[Token], Sequence[Token]]]:
    """At a colon, or at an equals sign or dash before the award."""
    places = [at for at, token in enumerate(found) if token.mark == ":"]
    places += [
        at for at, token in enumerate(found) if token.mark in ("equals", "-") and token.kind == "sign" and at
    ]
    return [
        (found[:at], found[at + 1 :]) for at in places if 0 < at < len(found) - 1 and not _is_range(found, at)
    ]


def _is_range(found: Sequence[Token], at: int) -> bool:
    """5-10 điểm: no condition and its points."""
    before = found[at - 1]
    return found[at].mark == "-" and before.kind == "num" and not before.is_percent


def _at_words(found: Sequence[Token]) -> list[tuple[Sequence[Token], Sequence[Token]]]:
    """Before "thì", "được", "đạt", "tính"; before "điểm = "."""
    marks = ("then", "score", "proportion", "none")
    places = [at for at, token in enumerate(found) if at and (token.mark in marks or token.mark == "point")]
    return [(found[:at], found[at:]) for at in places]


def _at_comma(found: Sequence[Token]) -> list[tuple[Sequence[Token], Sequence[Token]]]:
    return [(found[:at], found[at + 1 :]) for at, token in enumerate(found) if token.mark == "," and at]


def _in_brackets(found: Sequence[Token]) -> list[tuple[Sequence[Token], Sequence[Token]]]:
    """Có chuyên mục (5 điểm)"""
    if found[-1].mark != ")":
        return []
    opening = max((at for at, token in enumerate(found) if token.mark == "("), default=0)
    return [(found[:opening], found[opening + 1 : -1])] if opening else []


def _award_first(found: Sequence[Token]) -> list[tuple[Sequence[Token], Sequence[Token]]]:
    """10 điểm nếu có kế hoạch; 10 điểm: có kế hoạch"""
    places = [at for at, token in enumerate(found) if token.mark in ("if", ":") and at]
    return [(found[at + 1 :], found[:at]) for at in places if at + 1 < len(found)]


def _side_by_side(found: Sequence[Token]) -> list[tuple[Sequence[Token], Sequence[Token]]]:
    """Có kế hoạch 10 điểm"""
    if len(found) < 2:
        return []
    before = found[-3].mark if len(found) > 2 else "-"
    if found[-1].mark == "point" and found[-2].kind == "num" and before not in _BINDING:
        return [(found[:-2], found[-2:])]
    alone = found[-1].mark == "max" and found[-2].mark not in _BINDING
    alone = alone and found[-2].text not in ("x", "X")
    return [(found[:-1], found[-1:])] if alone else []


_BINDING = frozenset(["most", "le", "minus", "times", "over", "equals", "-", "+", "to", "from"])
CUTS: tuple[Cut, ...] = (at_signs, _in_brackets, _award_first, _at_words, _at_comma, _side_by_side)
