"""What every check looks at: a loaded definition with its nodes, their places and their maxima.

A check is a function from a `Subject` to findings; `linting.py` lists them all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from thuocdo.domain.primitives.findings import NO_FIX, Finding, Severity
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_text import Path, dotted
from thuocdo.domain.scoring.catalogue.loading import LoadedDefinition
from thuocdo.domain.scoring.definition import AggregateKind, ByPeriod, Definition, Node, Points

TOTAL = "total"
_BLOCKS = Text("Chưa giải quyết thì chưa ban hành được.", "Cannot be put in force until settled.")


@dataclass(frozen=True)
class Site:
    """A node and where it stands."""

    node: Node
    path: Path
    parent: Site | None = None

    @property
    def label(self) -> str:
        """The code, as messages quote it."""
        return f"«{self.node.code}»"

    @cached_property
    def children(self) -> tuple[Site, ...]:
        """The sites of the children, in the order of the file's lists."""
        node = self.node
        lists = (("groups", node.groups), ("indicators", node.indicators), ("parts", node.parts))
        return tuple(
            Site(child, (*self.path, name, position), self)
            for name, children in lists
            for position, child in enumerate(children)
        )

    @property
    def counted(self) -> tuple[Site, ...]:
        """The children whose points make up this node's maximum."""
        return tuple(site for site in self.children if site.node.scored and not site.node.adjusts)

    @property
    def sums(self) -> bool:
        """Whether it adds its children's points."""
        return self.node.aggregate.kind is AggregateKind.SUM

    def walk(self) -> Iterator[Site]:
        """This site and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def maximum(self, period: str | None, day: datetime.date | None = None) -> Fraction | None:
        """The points it counts for in `period`: stated, added up, or what the others leave; None where not known."""
        told = self._told(period, day)
        if told is not None or self.parent is None or self is not self.parent._taker(period, day):
            return told
        whole = self.parent.maximum(period, day)
        others = (site._told(period, day) for site in self.parent._in_force(day) if site is not self)
        left = None if whole is None else whole - sum((other or Fraction(0) for other in others), Fraction(0))
        return left if left is not None and left > 0 else None

    def _in_force(self, day: datetime.date | None) -> list[Site]:
        return [site for site in self.counted if is_in_force(site.node, day)]

    def _taker(self, period: str | None, day: datetime.date | None) -> Site | None:
        """In a sum, the only child whose points nobody says: it takes what the others leave."""
        if not self.sums:
            return None
        silent = [site for site in self._in_force(day) if site._told(period, day) is None]
        return silent[0] if len(silent) == 1 and silent[0].node.points is None else None

    def _told(self, period: str | None, day: datetime.date | None) -> Fraction | None:
        """What the file says of its points, here or below."""
        points = self.node.points
        if points is not None:
            return stated(points, period)
        if self.node.is_leaf:
            own = self.node.rule.own_points() if self.node.rule is not None else None
            return (
                own
                if own is not None or self.parent is None or self.parent.sums
                else self.parent.maximum(period, day)
            )
        if not self.sums:
            return (
                self.parent.maximum(period, day) if self.parent is not None and not self.parent.sums else None
            )
        maxima = [site._told(period, day) for site in self._in_force(day)]
        if any(part is None for part in maxima):
            is_in_mean = (
                self.parent is not None and not self.parent.sums and self._taker(period, day) is not None
            )
            return self.parent.maximum(period, day) if is_in_mean and self.parent is not None else None
        return sum((part or Fraction(0) for part in maxima), Fraction(0))


def stated(points: Points | Fraction, period: str | None) -> Fraction | None:
    """The number a file states for a period; None for `unknown` and for periods it leaves out."""
    if isinstance(points, ByPeriod):
        return points.by_period.get(period) if period is not None else None
    return points if isinstance(points, Fraction) else None


def is_in_force(node: Node, day: datetime.date | None) -> bool:
    """Whether the node exists on `day` (always, when no day is asked for)."""
    return day is None or node.valid.covers(day)


@dataclass(frozen=True)
class Subject:
    """A loaded definition, opened for checking."""

    loaded: LoadedDefinition

    @property
    def definition(self) -> Definition:
        """What is checked."""
        return self.loaded.definition

    @cached_property
    def root(self) -> Site:
        """The whole index as one site."""
        return Site(self.definition.root, ())

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """All nodes below the root, parents first."""
        return tuple(self.root.walk())[1:]

    @cached_property
    def by_code(self) -> dict[str, Site]:
        """Code → site; the first where a code stands twice."""
        found: dict[str, Site] = {}
        for site in self.root.walk():
            found.setdefault(site.node.code, site)
        return found

    def finding(
        self, severity: Severity, code: str, path: Path, vi: str, en: str, *, fix: Text = NO_FIX
    ) -> Finding:
        """A finding at a part of the definition."""
        return Finding(severity, f"lint.{code}", self.loaded.place(path), dotted(path), Text(vi, en), fix)


def unsettled(subject: Subject, code: str, path: Path, vi: str, en: str, *, fix: Text = NO_FIX) -> Finding:
    """A finding that a draft may live with for a while, and that keeps a rule set from being in force."""
    if subject.definition.status != "draft":
        return subject.finding("error", code, path, vi, en, fix=fix)
    return subject.finding("warning", code, path, f"{vi} {_BLOCKS.vi}", f"{en} {_BLOCKS.en}", fix=fix)


def listed(codes: Iterable[str], most: int = 8) -> str:
    """Codes for a sentence, cut where there are many.

    >>> listed(["1.1", "1.2"])
    '1.1, 1.2'
    """
    names = list(codes)
    return ", ".join(names[:most]) + (f" … (+{len(names) - most})" if len(names) > most else "")


def plain(number: Fraction) -> str:
    """A number as a person writes it.

    >>> plain(Fraction(5, 2)), plain(Fraction(18))
    ('2.5', '18')
    """
    if number.denominator == 1:
        return str(number.numerator)
    return str(float(number)) if Fraction(repr(float(number))) == number else str(number)
