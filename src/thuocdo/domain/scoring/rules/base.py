"""What every rule kind offers; one file per kind beside this one.

A rule turns readings (the inputs of some units) into points. The same `evaluate` runs on float columns and on
columns of fractions. Everything else a rule can be asked (its range, where it jumps, which input gives a wanted
result, its sentence) is answered from the same fields, so nothing about a rule is written twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import Array
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.readings import Readings

Titles = Mapping[str, Text]  # input name → what people call it
NO_TITLES: Titles = MappingProxyType({})
Direction = (
    Literal[1, 0, -1] | None
)  # more of the input never lowers / never matters / never raises / not known
Bounds = tuple[Fraction | None, Fraction | None]  # None: unbounded on that side
Clip = Literal["both", "lower", "upper", "none"]
ZERO, ONE = Fraction(0), Fraction(1)
NO_FIX = Text("")


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """Something in a rule's parameters that a definition must not, or should not, say."""

    severity: Literal["error", "warning"]
    code: str
    field: str
    text: Text
    fix: Text = NO_FIX


@dataclass(frozen=True, slots=True)
class NotInvertible:
    """Why no smallest input can be named."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Step:
    """One line of arithmetic: what is computed, a template with the numbers put in, and the result."""

    label: Text
    template: str  # "{0} / {1}": the numbers are written by whoever shows it, in the reader's language
    numbers: tuple[Fraction, ...]
    value: Fraction | None


@dataclass(frozen=True)
class RuleExplanation:
    """How a rule came to its points for one unit."""

    kind: str
    steps: tuple[Step, ...] = ()
    band: Text | None = None  # the band, level or step that matched
    reason: Text | None = None  # why there is no result
    points: Fraction | None = None
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The question of an inverse: how much of `vary` gives these points, all else held; whole steps if `step`."""

    points: Fraction
    maximum: Fraction
    vary: str | None = None
    held: Mapping[str, Fraction] = field(default_factory=dict)
    step: Fraction | None = None


class RuleModel(BaseModel):
    """Base of all rule kinds: fields are checked, unknown keys refused, nothing can change afterwards."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True
    )

    is_local: ClassVar[bool] = True  # whether a unit's points depend on its own inputs only

    def inputs(self) -> tuple[str, ...]:
        """Names of the inputs it reads."""
        raise NotImplementedError

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row of the readings; NaN where unknown."""
        raise NotImplementedError

    def as_quotient(self, number: Callable[[str], Array], maximum: Fraction) -> tuple[Array, Array] | None:
        """The points as a numerator and denominator that are whole when the inputs are; None if it has no such form.

        `number` gives the floats of an input for the rows in question.
        """
        del number, maximum
        return None

    def ratio(self, read: Readings) -> Array | None:
        """The ratio the rule reads, for a factor of another node; None if it reads none."""
        del read
        return None

    def range(self, maximum: Fraction) -> Bounds:
        """The lowest and highest points it can give."""
        raise NotImplementedError

    def own_points(self) -> Fraction | None:
        """The highest points it can give when its own parameters say them."""
        return None

    def monotonicity(self) -> dict[str, Direction]:
        """For every input whether more of it raises (1), lowers (-1), never changes (0) the points, or None."""
        return dict.fromkeys(self.inputs(), None)

    def breakpoints(self) -> tuple[Fraction, ...]:
        """Where, in the quantity it reads, the rule bends or jumps, ascending."""
        return ()

    def inverse(self, wanted: Wanted) -> Fraction | NotInvertible:
        """The least change away: the smallest input (largest where less is better) that gives the points."""
        del wanted
        return not_invertible(
            "no-inverse", "Cách tính này không suy ngược được.", "This rule cannot be inverted."
        )

    def explain(self, read: Readings, maximum: Fraction) -> RuleExplanation:
        """The arithmetic for the one unit of the readings."""
        raise NotImplementedError

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words, with `titles` in place of input names where they are given."""
        raise NotImplementedError

    def check(self) -> list[RuleFinding]:
        """What is wrong or doubtful in the parameters."""
        return []


def not_invertible(code: str, vi: str, en: str) -> NotInvertible:
    """A reason why there is no inverse."""
    return NotInvertible(f"inverse.{code}", Text(vi, en))


def error(code: str, at: str, vi: str, en: str, *, fix: Text = NO_FIX) -> RuleFinding:
    """A finding that makes the definition unusable."""
    return RuleFinding("error", f"rule.{code}", at, Text(vi, en), fix)


def warning(code: str, at: str, vi: str, en: str, *, fix: Text = NO_FIX) -> RuleFinding:
    """A finding that somebody should look at."""
    return RuleFinding("warning", f"rule.{code}", at, Text(vi, en), fix)


class Award(BaseModel):
    """What a band, level or step gives: a share of the maximum or a number of points, exactly one of them."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True
    )

    share: Number | None = None
    points: Number | None = None

    def worth(self, maximum: Fraction) -> Fraction:
        """The points it gives."""
        return self.points if self.points is not None else (self.share or ZERO) * maximum

    @property
    def is_one(self) -> bool:
        """Whether exactly one of share and points is said."""
        return (self.share is None) != (self.points is None)


def check_awards(awards: Iterable[tuple[str, Award]]) -> list[RuleFinding]:
    """Findings for awards that say both share and points, or neither."""
    return [
        error(
            "award",
            at,
            "phải có đúng một trong hai: share (tỷ lệ) hoặc points (điểm).",
            "needs exactly one of share and points.",
        )
        for at, award in awards
        if not award.is_one
    ]


def bounds_of(awards: Iterable[Award], maximum: Fraction) -> Bounds:
    """The lowest and highest of what awards give."""
    worths = [award.worth(maximum) for award in awards] or [ZERO]
    return min(worths), max(worths)


def highest_points(awards: Iterable[Award]) -> Fraction | None:
    """The highest award when all are said in points; None otherwise."""
    points = [award.points for award in awards]
    known = [number for number in points if number is not None]
    return max(known) if known and len(known) == len(points) else None
