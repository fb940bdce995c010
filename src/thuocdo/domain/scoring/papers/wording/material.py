"""All that a scoring text says, sorted by kind, and the figures its letters and phrases stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.reading import ReadInput, ReadPart
from thuocdo.domain.scoring.papers.wording.alike import alike
from thuocdo.domain.scoring.papers.wording.clauses import (
    Clause,
    Definition,
    Each,
    Equation,
    Item,
    Limit,
    NotApplicable,
    NotScored,
    Score,
    Unread,
    items,
)
from thuocdo.domain.scoring.papers.wording.lines import Line, lines
from thuocdo.domain.scoring.papers.wording.plain import plain

Rule = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a reading is not sure; `unsure` makes it a proposal only."""

    level: Literal["likely", "unsure"]
    text: Text


def likely(vi: str, en: str) -> Doubt:
    """Something the paper does not say was supplied by convention."""
    return Doubt("likely", Text(vi, en))


def unsure(vi: str, en: str) -> Doubt:
    """Two readings, or a contradiction."""
    return Doubt("unsure", Text(vi, en))


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one manner of writing makes of the text, and which items it accounts for."""

    manner: str
    rule: Rule | None
    inputs: tuple[ReadInput, ...]
    claimed: frozenset[int]
    doubts: tuple[Doubt, ...] = ()
    parts: tuple[ReadPart, ...] = ()

    def doubting(self, *doubts: Doubt) -> Candidate:
        """The same with more doubts."""
        return replace(self, doubts=(*self.doubts, *doubts))


@dataclass(frozen=True)
class Said:
    """An item, its place among all items, and the line it stood on."""

    place: int
    item: Item
    line: Line


@dataclass(frozen=True)
class Material:
    """The row and everything its scoring text says."""

    title: str
    points: Fraction | None
    said: tuple[Said, ...]
    lines: tuple[Line, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, method: str, *, points: Fraction | None, title: str) -> Material:
        """The material of a row."""
        found = lines(alike(plain(method)))
        return cls(title, points, _with_score(tuple(_said(found, title))), found)

    @cached_property
    def definitions(self) -> dict[str, str]:
        """Letters and what they stand for."""
        return {said.item.letter: said.item.title for said in self.said if isinstance(said.item, Definition)}

    @cached_property
    def equations(self) -> dict[str, Equation]:
        """Names that equal a formula."""
        return {said.item.name: said.item for said in self.said if isinstance(said.item, Equation)}

    @cached_property
    def clauses(self) -> tuple[tuple[int, Clause], ...]:
        """Conditions with what they give."""
        return tuple((said.place, said.item) for said in self.said if isinstance(said.item, Clause))

    @cached_property
    def scores(self) -> tuple[tuple[int, Score], ...]:
        """Formulas for the points."""
        return tuple((said.place, said.item) for said in self.said if isinstance(said.item, Score))

    @cached_property
    def eaches(self) -> tuple[tuple[int, Each], ...]:
        """So much for each."""
        return tuple((said.place, said.item) for said in self.said if isinstance(said.item, Each))

    @cached_property
    def limits(self) -> tuple[tuple[int, Limit], ...]:
        """Limits in points."""
        return tuple((said.place, said.item) for said in self.said if isinstance(said.item, Limit))

    @cached_property
    def unread(self) -> tuple[tuple[int, str], ...]:
        """Words nobody understood."""
        return tuple((said.place, said.item.text) for said in self.said if isinstance(said.item, Unread))

    @cached_property
    def not_scored(self) -> tuple[int, ...]:
        """Where the text says that nothing is scored."""
        return tuple(said.place for said in self.said if isinstance(said.item, NotScored))

    @cached_property
    def harmless_limits(self) -> frozenset[int]:
        """Limits that only repeat the maximum of the row."""
        return frozenset(place for place, limit in self.limits if limit.points in (None, self.points))

    @cached_property
    def exempt(self) -> frozenset[int]:
        """Where the text says when the row does not apply."""
        return frozenset(said.place for said in self.said if isinstance(said.item, NotApplicable))

    @cached_property
    def naming(self) -> frozenset[int]:
        """The places of definitions and equations."""
        return frozenset(said.place for said in self.said if isinstance(said.item, Definition | Equation))


def _said(found: Iterable[Line], title: str) -> Iterable[Said]:
    place = 0
    own = words(title)
    for number, line in enumerate(found):
        for item in items(line.text):
            if isinstance(item, Unread) and _says_nothing(item, own, is_first=number == 0, line=line.text):
                continue
            yield Said(place, item, line)
            place += 1


def _with_score(said: tuple[Said, ...]) -> tuple[Said, ...]:
    """ "Điểm khảo sát = …" is the formula of the row when nothing else uses that name."""
    equations = [
        entry
        for entry in said
        if isinstance(entry.item, Equation) and words(entry.item.name).startswith("diem ")
    ]
    if len(equations) != 1 or any(isinstance(entry.item, Score) for entry in said):
        return said
    ((only),) = equations
    equation = only.item
    if not isinstance(equation, Equation) or any(equation.name in _names(other.item) for other in said):
        return said
    score = Score(equation.formula, only.line.text)
    return tuple(Said(entry.place, score, entry.line) if entry is only else entry for entry in said)


def _names(item: Item) -> frozenset[str]:
    if isinstance(item, Equation | Clause):
        return item.form.names if isinstance(item, Equation) else item.award.form.names
    return frozenset()


def _says_nothing(item: Unread, own: str, *, is_first: bool, line: str) -> bool:
    """The title of the row again, or one heading over everything that follows."""
    text = words(item.text)
    if own and text in (own, f"{own} cu the"):
        return True
    return is_first and line.endswith(":") and not _LIMITS_WHOM.search(f" {text} ")


_LIMITS_WHOM = re.compile(r" (?:doi voi|rieng|truong hop|neu|khi|tru|ngoai) |\d")
