"""`piecewise`: straight pieces between given points.

>>> Piecewise(kind="piecewise", of="speed", points=[[0, 0], [50, "1/2"], [100, 1]]).describe().en
'speed between the points 0 → 0%, 50 → 50%, 100 → 100% of the maximum, straight in between; flat beyond either end'
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Literal

import numpy as np

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import Array, objects
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.readings import Readings
from thuocdo.domain.scoring.rules.always import always_or_never
from thuocdo.domain.scoring.rules.base import (
    NO_TITLES,
    Bounds,
    Clip,
    Direction,
    NotInvertible,
    RuleExplanation,
    RuleFinding,
    Step,
    Titles,
    Wanted,
    error,
    not_invertible,
)
from thuocdo.domain.scoring.rules.one_quantity import Quotient, one
from thuocdo.domain.scoring.wording import joined, number_text, percent_text, say

_CLIP_TEXTS: dict[str, Text] = {
    "both": Text("ngoài hai đầu giữ nguyên", "flat beyond either end"),
    "lower": Text("kéo dài đoạn cuối ở đầu trên", "the last piece runs on"),
    "upper": Text("kéo dài đoạn đầu ở đầu dưới", "the first piece runs on"),
    "none": Text("kéo dài ở cả hai đầu", "the end pieces run on"),
}


class Piecewise(Quotient):
    """Shares of the maximum at given amounts, straight in between; `clip` says at which ends it stays flat."""

    kind: Literal["piecewise"]
    points: tuple[tuple[Number, Number], ...]
    clip: Clip = "both"

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row."""
        amount = self.amount(read)
        share = self._exact_shares(amount) if read.is_exact else self._float_shares(amount)
        full = max(share for _, share in self.points) * maximum
        return self.settle_empty(read, share * read.constant(maximum), full)

    def _float_shares(self, amount: Array) -> Array:
        knots = np.array([[float(at), float(share)] for at, share in self.points])
        shares = np.interp(amount, knots[:, 0], knots[:, 1])
        shares[np.isnan(amount)] = np.nan
        for flat, end, outside in self._ends():
            if not flat:
                beyond = amount < knots[0, 0] if outside < 0 else amount > knots[-1, 0]
                (left, low), (right, high) = knots[end : end + 2]
                shares[beyond] = (low + (amount - left) * ((high - low) / (right - left)))[beyond]
        return np.asarray(shares)

    def _ends(self) -> tuple[tuple[bool, int, int], ...]:
        last = len(self.points) - 2
        return (self.clip in ("both", "lower"), 0, -1), (self.clip in ("both", "upper"), last, 1)

    def _exact_shares(self, amounts: Array) -> Array:
        return objects([amount if isinstance(amount, float) else self.share_at(amount) for amount in amounts])

    def share_at(self, amount: Fraction) -> Fraction:
        """The share at one amount."""
        (first, low), (last, high) = self.points[0], self.points[-1]
        if amount < first and self.clip in ("both", "lower"):
            return low
        if amount > last and self.clip in ("both", "upper"):
            return high
        (left, start), (right, end) = self._piece(amount)
        return start + (amount - left) * (end - start) / (right - left)

    def _piece(self, amount: Fraction) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]:
        pieces = list(pairwise(self.points))
        return next((piece for piece in pieces if amount <= piece[1][0]), pieces[-1])

    def range(self, maximum: Fraction) -> Bounds:
        """The lowest and highest share of the points given, open where an end piece runs on in that direction."""
        shares = [share for _, share in self.points]
        low: Fraction | None = min(shares) * maximum
        high: Fraction | None = max(shares) * maximum
        for flat, end, outside in self._ends():
            slope = (self.points[end + 1][1] - self.points[end][1]) * outside
            if not flat and slope:
                low, high = (low, None) if slope > 0 else (None, high)
        return low, high

    @property
    def better(self) -> Direction:
        """Whether more of the amount is better all along (1), worse (-1), or neither."""
        shares = [share for _, share in self.points]
        if shares == sorted(shares):
            return 1
        return -1 if shares == sorted(shares, reverse=True) else None

    def monotonicity(self) -> dict[str, Direction]:
        """More is better when the shares never fall."""
        return self.toward(self.better)

    def breakpoints(self) -> tuple[Fraction, ...]:
        """The amounts of the points."""
        return tuple(at for at, _ in self.points)

    def inverse(self, wanted: Wanted) -> Fraction | NotInvertible:
        """The smallest input (largest where less is better) that gives the points."""
        if self.better is None:
            return not_invertible(
                "not-monotone", "Đường gấp khúc lên rồi xuống.", "The line both rises and falls."
            )
        trivial = always_or_never(wanted, self.range(wanted.maximum))
        if trivial is not None:
            return trivial
        bound = self._amount_at(wanted.points / wanted.maximum)
        return self.solve(bound, wanted, upward=self.better > 0)

    def _amount_at(self, share: Fraction) -> Fraction:
        pieces = list(pairwise(self.points))
        if self.better == -1:
            pieces = [(right, left) for left, right in reversed(pieces)]
        inside = [piece for piece in pieces if piece[1][1] >= share and piece[1][1] != piece[0][1]]
        (left, start), (right, end) = inside[0] if inside else pieces[-1]
        return left + (share - start) * (right - left) / (end - start)

    def explain(self, read: Readings, maximum: Fraction) -> RuleExplanation:
        """The piece, its share, points."""
        points, amount = one(self.evaluate(read, maximum)), one(self.amount(read))
        steps = self.amount_steps(read)
        if amount is None or points is None:
            return RuleExplanation(self.kind, steps, points=points)
        share = self.share_at(amount)
        (left, start), (right, end) = self._piece(amount)
        if left <= amount <= right:
            between = "{0} + ({1} − {2}) / ({3} − {2}) × ({4} − {0})"
            steps += (Step(say("nội suy", "in between"), between, (start, amount, left, right, end), share),)
        steps += (Step(say("điểm", "points"), "{0} × {1}", (share, maximum), points),)
        return RuleExplanation(self.kind, steps, points=points)

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        lists = [
            ", ".join(
                f"{number_text(at, language)} → {percent_text(share, language)}" for at, share in self.points
            )
            for language in ("vi", "en")
        ]
        line = say(
            "{what} theo các mốc {points} điểm tối đa, giữa hai mốc theo đường thẳng",
            "{what} between the points {points} of the maximum, straight in between",
            what=self.amount_text(titles),
            points=Text(*lists),
        )
        return joined([line, _CLIP_TEXTS[self.clip]] + ([self.empty_text()] if self.to else []))

    def check(self) -> list[RuleFinding]:
        """At least two points, in ascending order."""
        amounts = [at for at, _ in self.points]
        if len(amounts) < 2:
            return [error("points", "points", "cần ít nhất hai mốc.", "needs at least two points.")]
        if any(right <= left for left, right in pairwise(amounts)):
            return [
                error(
                    "points",
                    "points",
                    "các mốc phải tăng dần, không trùng.",
                    "points must ascend, none twice.",
                )
            ]
        return []
