"""So many points for each, so many taken off for each, and the limits that go with it.

>>> from thuocdo.domain.scoring.papers.wording.tokens import tokens
>>> each = read_each(tokens("Mỗi sáng kiến được 0,5 điểm"))
>>> each.points, each.what
(Fraction(1, 2), 'sáng kiến')
>>> read_limit(tokens("tối đa 5 điểm"))
Limit(points=Fraction(5, 1), minus=False)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from thuocdo.domain.scoring.papers.wording.lexicon import key, keys_of, listed
from thuocdo.domain.scoring.papers.wording.tokens import Token, written


@dataclass(frozen=True, slots=True)
class Limit:
    """ "tối đa 5 điểm"; without points: the maximum of the row."""

    points: Fraction | None
    minus: bool = False


@dataclass(frozen=True, slots=True)
class Each:
    """Points for every `size` of something, added or taken off; `subject` is what stood before it."""

    points: Fraction
    size: Fraction
    what: str
    minus: bool = False
    is_percent: bool = False
    subject: str = ""
    limit: Limit | None = None


_LIMIT_WORDS = keys_of("nhưng là tổng số không quá và bị đi cộng thưởng phạt vượt")
_TIMES = keys_of("quý tháng năm tuần kỳ ngày")
_WAYS = frozenset(
    listed("""
        giảm, giảm đi, tăng, thêm, tăng thêm, thấp hơn, cao hơn, vượt, vượt thêm, đạt, đạt thêm, chậm, thiếu, trễ,
        hụt, dưới, trên, bị giảm""")
)
_FALLS = frozenset(listed("giảm, giảm đi, thấp hơn, hụt, bị giảm"))
_LONGEST_LIMIT = 20  # words
_ONE = Fraction(1)


def read_limit(found: Sequence[Token]) -> Limit | None:
    """A limit in points, all of these words."""
    if len(found) > _LONGEST_LIMIT:
        return None
    numbers = [token for token in found if token.kind == "num"]
    has_most = any(token.mark in ("most", "le") for token in found)
    rest = [
        token
        for token in found
        if token.kind != "num" and token.mark not in ("most", "le", "minus", "score", "point", ":")
    ]
    if not has_most or any(
        token.key not in _LIMIT_WORDS and token.mark not in ("max", "then") for token in rest
    ):
        return None
    minus = any(token.mark == "minus" for token in found)
    has_point = any(token.mark == "point" for token in found) or not rest
    if len(numbers) == 1 and has_point and not numbers[0].is_percent:
        return Limit(numbers[0].value, minus) if not any(token.mark == "max" for token in rest) else None
    if not numbers and sum(token.mark == "max" for token in rest) == 1:
        return Limit(None, minus)
    return None


def read_each(found: Sequence[Token]) -> Each | None:
    """So much for each, in the orders papers use."""
    body, limit = with_limit(found)
    each = _each_first(body) or _award_first(body)
    return None if each is None else replace(each, limit=limit)


def with_limit(found: Sequence[Token]) -> tuple[Sequence[Token], Limit | None]:
    """Cuts a limit off the end: in brackets, after a comma, or straight behind the points."""
    for place in range(len(found) - 1, 0, -1):
        token = found[place]
        if token.mark == "(" and found[-1].mark == ")":
            limit = read_limit(found[place + 1 : -1])
        elif token.mark == ",":
            limit = read_limit(found[place + 1 :])
        elif token.mark in ("most", "minus") or token.key == key("nhưng"):
            limit = read_limit(found[place:])
        else:
            continue
        if limit is not None and place > 2:
            end = place - 1 if found[place - 1].key == key("nhưng") else place
            return found[:end], limit
    return _glued(found)


def _glued(found: Sequence[Token]) -> tuple[Sequence[Token], Limit | None]:
    """ "0,5 điểm tối đa 5 điểm", where "điểm tối đa" is no maximum."""
    for place, token in enumerate(found[:-2]):
        if token.mark != "max" or place + 3 != len(found):
            continue
        following = found[place + 1 :]
        if following[0].kind == "num" and following[1].mark == "point":
            point = replace(token, mark="point", text="điểm")
            return (*found[:place], point), Limit(following[0].value)
    return found, None


def _each_first(found: Sequence[Token]) -> Each | None:
    """Mỗi lần chậm trừ 1 điểm; Cứ 2 văn bản: 1 điểm"""
    place = next((at for at, token in enumerate(found) if token.mark == "each"), None)
    bare = place is None and len(found) > 2 and found[0].text.lower() in _FALLS and found[1].is_percent
    if bare:
        place = -1  # "giảm 1% trừ 0,5 điểm"
    if place is None or (
        any(token.kind == "num" for token in found[: max(place, 0)]) and not _is_below(found)
    ):
        return None
    if _has_arithmetic(found):
        return None
    if found[place + 1 : place + 2] and found[place + 1].key in _TIMES:
        return None  # "mỗi quý có báo cáo" counts nothing
    points = _points_at_end(found[place + 1 :])
    if points is None:
        return None
    number, minus, rest = points
    if bare and not minus:
        return None
    size = _ONE
    percent = False
    at = next((at for at, token in enumerate(rest) if token.kind == "num"), 0)
    if rest and rest[at].value and all(token.text.lower() in _WAYS for token in rest[:at]):
        size, percent, rest = rest[at].value or _ONE, rest[at].is_percent, [*rest[:at], *rest[at + 1 :]]
    if any(token.kind == "num" for token in rest):
        return None
    return Each(number, size, _title(rest), minus, percent, _title(found[: max(place, 0)]))


def _is_below(found: Sequence[Token]) -> bool:
    """ "Dưới 80%: cứ giảm 1% trừ 0,5 điểm": where the steps begin."""
    marks = [token.mark for token in found[:4]]
    return (
        marks[:1] == ["lt"] and found[1].kind == "num" and (marks[2:] == [":", "each"] or marks[2] == "each")
    )


def _has_arithmetic(found: Sequence[Token]) -> bool:
    return any(token.mark in ("times", "equals") or token.text in ("x", "X") for token in found)


def _points_at_end(found: Sequence[Token]) -> tuple[Fraction, bool, Sequence[Token]] | None:
    """The points at the end of the words, and what stands before them."""
    if len(found) < 3 or found[-1].mark != "point" or found[-2].kind != "num" or found[-2].value is None:
        return None
    place = len(found) - 2
    minus = False
    while place and (found[place - 1].mark in ("minus", "then", ":", ",", "-", "+", "equals")):
        minus = minus or found[place - 1].mark in ("minus", "-")
        place -= 1
    return found[-2].value, minus, found[:place]


def _award_first(found: Sequence[Token]) -> Each | None:
    """Trừ 2 điểm mỗi lần chậm; 0,5 điểm/văn bản; Chậm báo cáo: trừ 0,5 điểm/lần"""
    place = next(
        (
            at
            for at, token in enumerate(found)
            if token.mark == "point" and at and found[at - 1].kind == "num"
        ),
        None,
    )
    if place is None or place + 2 > len(found) or _has_arithmetic(found[:place]):
        return None
    number = found[place - 1]
    start = place - 1
    minus = False
    while start and found[start - 1].mark in ("minus", "then", ":", "-", "+", ","):
        minus = minus or found[start - 1].mark in ("minus", "-")
        start -= 1
    after = list(found[place + 1 :])
    led = False
    while after and (
        after[0].mark in ("over", "each") or after[0].key in (key("cho"), key("một"), key("01"), key("trên"))
    ):
        led = led or after[0].mark in ("over", "each")
        after.pop(0)
    size = _ONE
    if after and after[0].kind == "num" and after[0].value:
        size = after[0].value
        after.pop(0)
    if (
        not led
        or not after
        or number.value is None
        or any(token.kind == "num" or token.mark == "max" for token in after)
    ):
        return None
    return Each(number.value, size, _title(after), minus, number.is_percent, _title(found[:start]))


def _title(found: Sequence[Token]) -> str:
    words = list(found)
    while words and words[-1].mark in ("then", ":", ",", "minus"):
        words.pop()
    return written(words).strip(' ,.:"')
