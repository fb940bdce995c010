"""`given`: points somebody else gave (a survey, a council), passed through.

>>> Given(kind="given", of="survey", **{"as": "points"}, out_of=10).describe().en
'survey is given as points out of 10 and is scaled to the maximum'
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

_HUNDRED = Fraction(100)
_CUT = Text("cắt về trong khoảng 0 đến điểm tối đa", "cut to between nothing and the maximum")


class Given(OneQuantity):
    """Points as they are, points out of another total, a share or a percentage; kept within nought and the maximum.

    `limit: false` lets it pass either end, as for an index value that may be negative.
    """

    kind: Literal["given"]
    given_as: Literal["points", "share", "percent"] = Field(default="points", alias="as")
    out_of: Number | None = None
    limit: bool = True

    def scale(self, maximum: Fraction) -> Fraction:
        """Points for one of what is given."""
        if self.given_as == "points":
            return ONE if self.out_of is None else maximum / self.out_of
        return maximum if self.given_as == "share" else maximum / _HUNDRED

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row."""
        points, scale = self.amount(read), self.scale(maximum)
        if scale != 1:
            points = points * read.constant(scale)
        return read.arithmetic.clip(points, ZERO, maximum) if self.limit else points

    def range(self, maximum: Fraction) -> Bounds:
        """From nought to the maximum, open without a limit."""
        return (ZERO, maximum) if self.limit else (None, None)

    def monotonicity(self) -> dict[str, Direction]:
        """More is more."""
        return self.toward(1)

    def inverse(self, wanted: Wanted) -> Fraction | NotInvertible:
        """What has to be given."""
        trivial = always_or_never(wanted, self.range(wanted.maximum))
        return trivial or self.solve(wanted.points / self.scale(wanted.maximum), wanted, upward=True)

    def told(self, amount: Fraction, points: Fraction, maximum: Fraction) -> Told:
        """The number given, scaled."""
        step = self._step(amount, maximum)
        return (step,), None if step.value == points else _CUT

    def _step(self, amount: Fraction, maximum: Fraction) -> Step:
        label, value = say("điểm đã cho", "given points"), amount * self.scale(maximum)
        if self.given_as == "points":
            if self.out_of is None:
                return Step(label, "{0}", (amount,), value)
            return Step(label, "{0} / {1} × {2}", (amount, self.out_of, maximum), value)
        if self.given_as == "share":
            return Step(label, "{0} × {1}", (amount, maximum), value)
        return Step(label, "{0} / 100 × {1}", (amount, maximum), value)

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        what = self.amount_text(titles)
        if self.given_as == "points" and self.out_of is not None:
            return say(
                "{what} là điểm đã cho trên thang {out_of}, quy về điểm tối đa",
                "{what} is given as points out of {out_of} and is scaled to the maximum",
                what=what,
                out_of=self.out_of,
            )
        if self.given_as == "points":
            return say("{what} là điểm đã cho", "{what} is given as points", what=what)
        if self.given_as == "share":
            return say("{what} × điểm tối đa", "{what} is given as a share of the maximum", what=what)
        return say("{what}% điểm tối đa", "{what} is given as a percentage of the maximum", what=what)

    def check(self) -> list[RuleFinding]:
        """`out_of` goes with points and must be above zero."""
        if self.out_of is None:
            return []
        if self.given_as != "points":
            return [
                error(
                    "out-of", "out_of", "out_of chỉ dùng khi as: points.", "out_of goes with as: points only."
                )
            ]
        if self.out_of <= 0:
            return [error("out-of", "out_of", "out_of phải lớn hơn 0.", "out_of must be above 0.")]
        return []
