"""A row of a paper on its way into the tree of an index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from thuocdo.domain.primitives.spelling import folded
from thuocdo.domain.scoring.papers.drafting.numbering import Style
from thuocdo.domain.scoring.papers.points import PointsReading
from thuocdo.domain.scoring.papers.printed import PrintedRow

_NOT_SCORED = re.compile(r"\b(khong (cham|tinh|danh gia|xet)( diem)?|chi thu thap)\b")
_ADJUSTS = re.compile(r"\b(diem (cong|thuong|tru|phat)|(cong|thuong|tru|phat)( them)? diem)\b")
_PENALTY = re.compile(r"\b(tru|phat)\b")
_BONUS = re.compile(r"\b(cong|thuong)\b")
_SIGNED = re.compile(r"\s*[+\-−–]\s*\d")


@dataclass(slots=True, eq=False)
class Item:
    """One row with its children; `row` of a group that the paper does not print is made up and says so."""

    row: PrintedRow
    style: Style
    points: PointsReading
    code: str = ""
    is_printed: bool = True
    parent: Item | None = None
    children: list[Item] = field(default_factory=list)
    folded: list[PrintedRow] = field(default_factory=list)  # rows that became its words

    @property
    def is_leaf(self) -> bool:
        """Whether it gets points by words of its own and not from rows below."""
        return not self.children

    @property
    def value(self) -> Fraction | None:
        """Its maximum as printed; a penalty's without its sign."""
        return abs(self.points.value) if self.points.value is not None else None

    @property
    def is_scored(self) -> bool:
        """Whether the paper counts it at all."""
        return not _NOT_SCORED.search(folded(self.row.points)) and not (
            _NOT_SCORED.search(folded(self.row.method)) and self.points.value in (None, 0)
        )

    @property
    def adjusts(self) -> bool:
        """Whether it is a bonus or a penalty beside the maximum, by itself or by the group it stands in."""
        here = bool(_ADJUSTS.search(folded(self.row.title)) or _SIGNED.match(self.row.points))
        return here or (self.parent is not None and self.parent.adjusts)

    @property
    def takes_off(self) -> bool:
        """Whether it lowers the result."""
        return bool(
            _PENALTY.search(folded(self.row.title)) or self.row.points.lstrip()[:1] in ("-", "−", "–")
        )

    @property
    def gives(self) -> bool:
        """Whether it is a bonus, alone or beside a penalty."""
        return bool(_BONUS.search(folded(self.row.title)))

    def add(self, child: Item) -> None:
        """Put a row below this one."""
        child.parent = self
        self.children.append(child)

    def walk(self) -> Iterator[Item]:
        """This row and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


def has_words(row: PrintedRow) -> bool:
    """Whether a row says how its points come about, so that it is more than a heading."""
    return says_something(row.method)


def says_something(text: str) -> bool:
    """Whether a cell holds letters or digits; a dotted line to be filled in by hand says nothing."""
    return any(char.isalnum() for char in text)
