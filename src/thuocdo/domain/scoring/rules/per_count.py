"""`per_count`: so many points for each.

>>> PerCount(kind="per_count", of="initiatives", each=2, up_to=10).describe().en
'initiatives × 2 points, at most 10'
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import Array
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.readings import Readings
from thuocdo.domain.scoring.rules.always import always_or_never
from thuocdo.domain.scoring.rules.base import (
    NO_TITLES,
    ZERO,
    Bounds,
    Direction,
    NotInvertible,
    RuleFinding,
    Step,
    Titles,
    Wanted,
    error,
)
from thuocdo.domain.scoring.rules.one_quantity import OneQuantity, Told
from thuocdo.domain.scoring.wording import say


class PerCount(OneQuantity):
    """`of` × `each` points, not under nothing and not over `up_to` (the node's maximum when not said)."""

    kind: Literal["per_count"]
    each: Number
    up_to: Number | None = None

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row."""
        return read.arithmetic.clip(self.amount(read) * read.constant(self.each), ZERO, self._limit(maximum))

    def _limit(self, maximum: Fraction) -> Fraction:
        return maximum if self.up_to is None else self.up_to

    def range(self, maximum: Fraction) -> Bounds:
        """From nothing to the limit."""
        return ZERO, self._limit(maximum)

    def own_points(self) -> Fraction | None:
        """The limit, where it is said."""
        return self.up_to

    def monotonicity(self) -> dict[str, Direction]:
        """Each one more helps."""
        return self.toward(1 if self.each > 0 else -1)

    def breakpoints(self) -> tuple[Fraction, ...]:
        """Nought, and the count at which the limit is reached where it is said."""
        return (ZERO,) if self.up_to is None else tuple(sorted((ZERO, self.up_to / self.each)))

    def inverse(self, wanted: Wanted) -> Fraction | NotInvertible:
        """The smallest count that gives the points."""
        trivial = always_or_never(wanted, self.range(wanted.maximum))
        return trivial or self.solve(wanted.points / self.each, wanted, upward=self.each > 0)

    def told(self, amount: Fraction, points: Fraction, maximum: Fraction) -> Told:
        """Count × points."""
        earned = amount * self.each
        limited = say("tối đa {limit} điểm", "at most {limit} points", limit=self._limit(maximum))
        step = Step(say("điểm", "points"), "{0} × {1}", (amount, self.each), earned)
        return (step,), limited if earned > points else None

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        if self.up_to is None:
            return say(
                "{what} × {each} điểm, không quá điểm tối đa",
                "{what} × {each} points, at most the maximum",
                what=self.amount_text(titles),
                each=self.each,
            )
        return say(
            "{what} × {each} điểm, không quá {limit}",
            "{what} × {each} points, at most {limit}",
            what=self.amount_text(titles),
            each=self.each,
            limit=self.up_to,
        )

    def check(self) -> list[RuleFinding]:
        """Each must be worth something, and the limit must not be under nothing."""
        if self.each == 0:
            return [error("each", "each", "each phải khác 0.", "each must not be 0.")]
        if self.up_to is not None and self.up_to <= 0:
            return [error("limit", "up_to", "up_to phải lớn hơn 0.", "up_to must be above 0.")]
        return []
