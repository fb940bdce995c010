"""What one line of a scoring text says: a definition, an equation, "condition: points", so much for each, a limit.

>>> items("a >= 80%: điểm tối đa")[0].award.form.share
Fraction(1, 1)
>>> items("Trong đó: a là số hồ sơ đúng hạn")
(Definition(letter='a', title='số hồ sơ đúng hạn'),)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from thuocdo.domain.scoring.papers.wording.awards import Award, award_of, holds_award, stripped
from thuocdo.domain.scoring.papers.wording.cuts import CUTS, at_signs
from thuocdo.domain.scoring.papers.wording.each import Each, Limit, read_each, read_limit, with_limit
from thuocdo.domain.scoring.papers.wording.formulas import (
    MAX,
    RATE,
    Form,
    Formula,
    Name,
    Operation,
    form,
    names_in,
    parse,
)
from thuocdo.domain.scoring.papers.wording.intervals import Measured, measured
from thuocdo.domain.scoring.papers.wording.lexicon import key, keys_of
from thuocdo.domain.scoring.papers.wording.names import fold
from thuocdo.domain.scoring.papers.wording.tokens import Token, is_noise, tokens, written

__all__ = [
    "Award",
    "Clause",
    "Definition",
    "Each",
    "Equation",
    "Item",
    "Limit",
    "NotScored",
    "Score",
    "Unread",
    "items",
]


@dataclass(frozen=True, slots=True)
class Definition:
    """What a letter stands for."""

    letter: str
    title: str


@dataclass(frozen=True, slots=True)
class Equation:
    """A name and the formula it equals: "Tỷ lệ = a/b"."""

    name: str
    title: str
    form: Form
    formula: Formula


@dataclass(frozen=True, slots=True)
class Score:
    """The points themselves as a formula, whatever the condition."""

    formula: Formula
    text: str
    by_habit: bool = False  # "tính theo tỷ lệ", without a formula


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition and what it gives; no `measured` and not `otherwise`: the condition is words."""

    text: str
    words: tuple[Token, ...]
    award: Award
    measured: Measured | None = None
    otherwise: bool = False


@dataclass(frozen=True, slots=True)
class NotScored:
    """ "không chấm điểm": the row is collected only."""

    text: str


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """ "Không phát sinh hồ sơ thì không đánh giá"."""

    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Words nobody understood."""

    text: str


Item = Definition | Equation | Score | Clause | Each | Limit | NotScored | NotApplicable | Unread


def items(line: str) -> tuple[Item, ...]:
    """What a line says; nothing for a heading."""
    found = stripped(_without_heading(tokens(line)))
    if not found or is_noise(found):
        return ()
    headed = _headed_by_limit(found)
    if headed is not None:
        return headed
    head, limit = with_limit(found)
    if limit is not None and (formula := _equation(head) or _formula(head)) is not None:
        return formula, limit
    definitions = _definitions(found)
    if definitions:
        return definitions
    whole = _item(found)
    if whole is not None:
        return (whole,)
    parts = _by_commas(found)
    return tuple(parts) if parts else (Unread(written(found)),)


def _without_heading(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """Leaves out "Trong đó:", "Cách tính:" and the like at the beginning."""
    if len(found) > 3 and written(found[:2]).lower() == "trong đó":
        found = found[2:]
    if len(found) > 3 and found[0].text.lower() in ("với", "và") and _is_letter(found[1]):
        return found[1:]
    for place, token in enumerate(found[:12]):
        if token.mark == ":":
            says_nothing = place == 0 or is_noise(found[:place]) or _announces(found[:place])
            return found[place + 1 :] if says_nothing else found
    return found


def _announces(found: Sequence[Token]) -> bool:
    """ "Điểm được xác định theo công thức": only says that a formula follows."""
    starts = found[0].mark in ("score", "point", "equals") or found[0].text.lower() in (
        "cách",
        "công",
        "phương",
    )
    plain = not any(token.kind == "num" or token.mark in ("if", "ge", "gt", "le", "lt") for token in found)
    text = written(found).lower()
    return (
        starts and plain and any(word in text for word in ("công thức", "như sau", "theo hàm", "phương pháp"))
    )


def _headed_by_limit(found: Sequence[Token]) -> tuple[Item, ...] | None:
    """ "Tối đa 10 điểm: có kế hoạch 5 điểm": the heading says the maximum."""
    place = next((at for at, token in enumerate(found) if token.mark == ":"), None)
    if not place:
        return None
    limit = read_limit(found[:place])
    rest = stripped(found[place + 1 :])
    inner = _item(rest) if limit is not None and rest else None
    return None if limit is None or inner is None else (limit, inner)


def _definitions(found: Sequence[Token]) -> tuple[Item, ...]:
    """ "a là số A, b là số B": one line, several letters."""
    starts = [at for at in range(len(found) - 2) if _starts_definition(found, at)]
    if len(starts) < 2 or starts[0] != 0:
        return ()
    pieces = [found[start:end] for start, end in pairwise([*starts, len(found)])]
    made = [_definition(stripped(_without_and(piece))) for piece in pieces]
    return tuple(item for item in made if item is not None) if all(made) else ()


def _starts_definition(found: Sequence[Token], at: int) -> bool:
    defines = found[at + 1].mark in (":", "equals") or found[at + 1].text.lower() == "là"
    follows = at == 0 or found[at - 1].mark == "," or found[at - 1].text.lower() == "và"
    return defines and follows and _is_letter(found[at])


def _without_and(piece: Sequence[Token]) -> Sequence[Token]:
    return piece[:-1] if piece[-1].text.lower() == "và" else piece


def _by_commas(found: Sequence[Token]) -> list[Item]:
    """The items between commas; a piece that says nothing by itself belongs to the next one."""
    result: list[Item] = []
    held: list[Token] = []
    for piece in _pieces(found):
        held = [*held, *piece]
        item = _item(stripped(held))
        if item is not None:
            result.append(item)
            held = []
    rest = stripped(held)
    if rest and not is_noise(rest):
        if not result:
            return []
        result.append(Unread(written(rest)))
    return result


def _pieces(found: Sequence[Token]) -> list[list[Token]]:
    pieces: list[list[Token]] = [[]]
    depth = 0
    for token in found:
        depth += (token.mark in ("(", "[")) - (token.mark in (")", "]"))
        pieces[-1].append(token)
        if token.mark == "," and depth <= 0:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _item(found: Sequence[Token]) -> Item | None:
    for read in _READERS:
        item = read(found)
        if item is not None:
            return item
    return None


def _not_scored(found: Sequence[Token]) -> Item | None:
    words = [token for token in found if token.kind != "sign"]
    only = len(words) == 1 and words[0].mark == "none" and "chấm" in words[0].text.lower()
    collected = key("chỉ") in [token.key for token in words] and any(
        written(words).lower().endswith(end) for end in ("không chấm điểm", "không tính điểm")
    )
    return NotScored(written(found)) if only or collected else None


def _not_applicable(found: Sequence[Token]) -> Item | None:
    text = fold(written(found))
    return NotApplicable(written(found)) if _NOT_APPLICABLE.fullmatch(text) else None


_NOT_APPLICABLE = re.compile(
    r"(?:neu |doi voi |truong hop )*(?:cac )?(?:don vi |dia phuong |co quan )?(?:khong|chua)(?: co)? phat sinh .{0,80}?"
    r"(?:thi )?khong (?:danh gia|ap dung|xet|cham diem|tinh diem|tinh)"
)


def _is_letter(token: Token) -> bool:
    return token.kind in ("word", "mark") and (
        len(token.text) == 1 or (len(token.text) == 2 and token.text[1].isdigit())
    )


def _definition(found: Sequence[Token]) -> Item | None:
    """a là …, a: …, a = …"""
    if len(found) < 3 or not _is_letter(found[0]) or found[0].text.lower() == "đ":
        return None
    if not (found[1].mark in (":", "equals", "-") or found[1].text.lower() == "là"):
        return None
    rest = stripped(found[2:])
    if not rest or rest[0].kind == "num" or holds_award(rest) or any(token.mark == ":" for token in rest):
        return None
    letter = found[0].text.lower()
    right = parse(rest)
    value = form(right)
    if value is not None and right is not None and _is_formula(value, rest):
        return Equation(letter, letter, value, right)
    return Definition(letter, written(rest).strip(' ".,;'))


def _is_formula(value: Form, found: Sequence[Token]) -> bool:
    if len(value.names) < 2:
        return False
    if all(len(name) <= 2 or name.startswith("#") for name in value.names):
        return True
    words = written(found).lower()
    return any(token.mark in ("times", "over") for token in found) and ("tổng" in words or "(" in words)


def _equation(found: Sequence[Token]) -> Item | None:
    """Điểm = …, Tỷ lệ … = …"""
    place = next((at for at, token in enumerate(found) if token.mark == "equals"), None)
    if place is None and found[0].mark == "rate":
        place = next((at for at, token in enumerate(found) if token.text.lower() == "là"), None)
    if place is None or place == 0 or any(token.mark in (":", ",", "if") for token in found[:place]):
        return None
    left, right = found[:place], stripped(found[place + 1 :])
    formula = parse(right)
    if formula is None:
        return None
    if _is_score(left):
        return Score(formula, written(found))
    value = form(formula)
    if value is None or any(token.kind == "num" for token in left) or not value.names:
        return None
    title = written(left).strip(" ,.")
    return Equation(title.lower(), title, value, formula)


def _is_score(left: Sequence[Token]) -> bool:
    """Whether these words mean the points of the row."""
    words = [token for token in left if token.kind != "sign" and token.mark != "then"]
    if not words and "điểm" in written(left).lower():  # "Tính điểm theo công thức"
        return True
    if not words or (words[0].mark not in ("score", "point") and words[0].text.lower() not in ("lấy",)):
        return False
    return all(token.mark in ("score", "point", "then") or token.key in _OF_THE_ROW for token in words)


_OF_THE_ROW = keys_of(
    "của tiêu chí chỉ số này thành phần đơn vị được đánh giá đạt địa phương lấy sẽ là thực tế"
)


def _clause(found: Sequence[Token]) -> Item | None:
    """Condition and award, in whatever order and with whatever sign between them."""
    for cut in CUTS:
        for left, right in cut(found):
            condition, award = stripped(left), award_of(stripped(right), after_sign=cut is at_signs)
            if award is not None and not holds_award(condition) and _equation(condition) is None:
                return _made(condition, award)
    return None


def _formula(found: Sequence[Token]) -> Item | None:
    """A formula for the points without "Điểm =" before it."""
    if len(found) > 1 and (found[0].text.lower() == "lấy" or found[0].mark == "equals"):
        found = found[1:]
    award = award_of(found, after_sign=False)
    if award is not None and award.proportional:
        return Score(Operation("*", Name(RATE), Name(MAX)), written(found), by_habit=True)
    formula = parse(found)
    if not isinstance(formula, Operation):
        return None
    names = names_in(formula) - {MAX}
    letters = len(names) > 1 and all(len(name) <= 2 for name in names)
    counted = (
        len(names) > 1 and any(token.kind == "num" for token in found) and "tổng" in written(found).lower()
    )
    if names and (MAX in names_in(formula) or letters or counted or found[0].mark == "rate"):
        return Score(formula, written(found))
    return None


def _made(condition: Sequence[Token], award: Award) -> Clause | None:
    if not condition:
        return None
    words = tuple(condition)
    while words and words[0].mark == "if" and len(words) > 1:
        words = words[1:]
    while len(words) > 1 and words[-1].mark in ("then", "score", "point", "equals", ":", ","):
        words = words[:-1]
    otherwise = _is_otherwise(condition) or _is_otherwise(words)
    return Clause(
        written(words).strip(' ,.:"'), words, award, None if otherwise else measured(words), otherwise
    )


def _is_otherwise(words: Sequence[Token]) -> bool:
    meant = [token for token in words if token.mark not in ("then", "if") and token.kind != "sign"]
    if words[0].text.lower() == "nếu" and written(meant).lower() == "không":
        return True
    return (
        bool(meant)
        and any(token.mark == "otherwise" for token in meant)
        and all(token.mark == "otherwise" or token.key in _REST for token in meant)
    )


_REST = keys_of("các trường hợp mức những đơn vị lại thì là và")


_READERS: tuple[Callable[[Sequence[Token]], Item | None], ...] = (
    _not_applicable,
    _not_scored,
    read_limit,
    _definition,
    _equation,
    _formula,
    read_each,
    _clause,
)
