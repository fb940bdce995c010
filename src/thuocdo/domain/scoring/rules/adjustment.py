"""`adjustment`: a penalty or a bonus outside the maximum.

>>> Adjustment(kind="adjustment", of="late_reports", each=-2, min=-10, max=0).describe().en
'late_reports × −2 points, not under −10, not over 0'
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from pydantic import Field

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import Array
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.readings import Readings
from thuocdo.domain.scoring.rules.always import always_or_never
from thuocdo.domain.scoring.rules.base import (
    NO_TITLES,
    ONE,
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
from thuocdo.domain.scoring.wording import joined, say


class Adjustment(OneQuantity):
    """`each` points per count, or the points given (`as: points`), within `min` and `max`."""

    kind: Literal["adjustment"]
    each: Number | None = None
    given_as: Literal["points"] | None = Field(default=None, alias="as")
    min: Number | None = None
    max: Number | None = None

    @property
    def worth(self) -> Fraction:
        """Points for one of what is read."""
        return ONE if self.each is None else self.each

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row; the maximum plays no part."""
        del maximum
        points = self.amount(read)
        if self.worth != 1:
            points = points * read.constant(self.worth)
        return read.arithmetic.clip(points, self.min, self.max)

    def range(self, maximum: Fraction) -> Bounds:
        """From `min` to `max`."""
        del maximum
        return self.min, self.max

    def monotonicity(self) -> dict[str, Direction]:
        """By the sign of `each`."""
        return self.toward(1 if self.worth > 0 else -1)

    def breakpoints(self) -> tuple[Fraction, ...]:
        """The counts at which the limits are reached."""
        return tuple(sorted(limit / self.worth for limit in (self.min, self.max) if limit is not None))

    def inverse(self, wanted: Wanted) -> Fraction | NotInvertible:
        """The count that still gives the points."""
        trivial = always_or_never(wanted, self.range(wanted.maximum))
        return trivial or self.solve(wanted.points / self.worth, wanted, upward=self.worth > 0)

    def told(self, amount: Fraction, points: Fraction, maximum: Fraction) -> Told:
        """Count × points, within the limits."""
        del maximum
        earned = amount * self.worth
        template, numbers = ("{0}", (amount,)) if self.each is None else ("{0} × {1}", (amount, self.each))
        band = Text("chạm giới hạn", "limit reached") if earned != points else None
        return (Step(say("điểm", "points"), template, numbers, earned),), band

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        what = self.amount_text(titles)
        first = (
            say("{what} là điểm cộng hoặc trừ", "{what} is given as points added or taken off", what=what)
            if self.each is None
            else say("{what} × {each} điểm", "{what} × {each} points", what=what, each=self.each)
        )
        limits = [
            *([say("không dưới {at}", "not under {at}", at=self.min)] if self.min is not None else []),
            *([say("không quá {at}", "not over {at}", at=self.max)] if self.max is not None else []),
        ]
        return joined([first, *limits], ", ")

    def check(self) -> list[RuleFinding]:
        """Exactly one of `each` and `as`, and limits in order."""
        findings = []
        if (self.each is None) == (self.given_as is None) or self.each == 0:
            findings.append(
                error(
                    "each",
                    "each",
                    "cần đúng một: each (khác 0) hoặc as: points.",
                    "needs each (not 0) or as: points.",
                )
            )
        if self.min is not None and self.max is not None and self.min > self.max:
            findings.append(error("limits", "min", "min lớn hơn max.", "min is above max."))
        return findings
