"""`linear`: a straight scale between two goalposts.

>>> Linear(kind="linear", of="life_expectancy", **{"from": 20, "to": 85}).describe().en
'life_expectancy on a straight scale: 20 gives nothing, 85 gives the maximum; not counted beyond either end'
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
    Clip,
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

CLIP_TEXTS: dict[str, Text] = {
    "both": Text("ngoài hai đầu không tính thêm", "not counted beyond either end"),
    "lower": Text("không thấp hơn 0, được vượt tối đa", "never under nothing, may pass the maximum"),
    "upper": Text("không vượt tối đa, được xuống dưới 0", "never over the maximum, may fall under nothing"),
    "none": Text("không cắt ở hai đầu", "not cut at either end"),
}


class Goalposts(OneQuantity):
    """A scale from `from` (nothing) to `to` (everything); `from` above `to` means lower is better.

    The scale's end takes the key `to`, so a numerator and denominator are written in one: `of: a / b`.
    """

    start: Number = Field(alias="from")
    end: Number = Field(alias="to")
    clip: Clip = "both"

    @property
    def rises(self) -> bool:
        """Whether more of the number read is better."""
        return self.end > self.start

    def clipped(self, read: Readings, share: Array) -> Array:
        """The share within what `clip` allows."""
        low = ZERO if self.clip in ("both", "lower") else None
        high = ONE if self.clip in ("both", "upper") else None
        return read.arithmetic.clip(share, low, high)

    def range(self, maximum: Fraction) -> Bounds:
        """From nought to the maximum, open where the scale is not clipped."""
        return (
            ZERO if self.clip in ("both", "lower") else None,
            maximum if self.clip in ("both", "upper") else None,
        )

    def monotonicity(self) -> dict[str, Direction]:
        """More is better when the scale rises."""
        return self.toward(1 if self.rises else -1)

    def breakpoints(self) -> tuple[Fraction, ...]:
        """The two goalposts."""
        return tuple(sorted((self.start, self.end)))

    def check(self) -> list[RuleFinding]:
        """The two ends must differ."""
        if self.start != self.end:
            return []
        return [error("goalposts", "to", "from và to không được bằng nhau.", "from and to must differ.")]


class Linear(Goalposts):
    """Points in proportion to the way from `from` to `to`."""

    kind: Literal["linear"]

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row."""
        way = self.amount(read) - read.constant(self.start)
        share = way * read.constant(1 / (self.end - self.start))
        return self.clipped(read, share) * read.constant(maximum)

    def inverse(self, wanted: Wanted) -> Fraction | NotInvertible:
        """The smallest input (largest where less is better) that gives the points."""
        trivial = always_or_never(wanted, self.range(wanted.maximum))
        if trivial is not None:
            return trivial
        bound = self.start + wanted.points / wanted.maximum * (self.end - self.start)
        return self.solve(bound, wanted, upward=self.rises)

    def told(self, amount: Fraction, points: Fraction, maximum: Fraction) -> Told:
        """The place on the scale, in shares, then points."""
        share = (amount - self.start) / (self.end - self.start)
        kept = points / maximum if maximum else share
        place = Step(
            say("vị trí trên thang", "place on the scale"),
            "({0} − {1}) / ({2} − {1})",
            (amount, self.start, self.end),
            share,
        )
        return (place, Step(say("điểm", "points"), "{0} × {1}", (kept, maximum), points)), None

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        scale = say(
            "{what} theo thang thẳng: {start} được 0 điểm, {end} được điểm tối đa",
            "{what} on a straight scale: {start} gives nothing, {end} gives the maximum",
            what=self.amount_text(titles),
            start=self.start,
            end=self.end,
        )
        return joined([scale, CLIP_TEXTS[self.clip]])
