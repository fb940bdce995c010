"""One group of peers' values and what can be said of each value among them, in either arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from thuocdo.domain.primitives.rounding import TIE_MARGIN
from thuocdo.domain.scoring.exactness import Array, Flags, Floats, Operand, Scalar
from thuocdo.domain.scoring.readings import Readings
from thuocdo.domain.scoring.rules.base import Step
from thuocdo.domain.scoring.sheet import InputSheet
from thuocdo.domain.scoring.wording import say

Within = Literal["all", "class", "level"]
_HALF = Fraction(1, 2)


def peer_groups(sheet: InputSheet, within: Within, applies: Flags | None) -> Iterator[Flags]:
    """The groups of units that are compared with each other; units the node does not apply to are in none."""
    size = len(sheet.units)
    counted = np.ones(size, dtype=np.bool_) if applies is None else applies
    if within == "all":
        yield counted
        return
    labels = [unit.level if within == "level" else "|".join(sorted(unit.classes)) for unit in sheet.units]
    column = np.array(labels, dtype=object)
    for label in dict.fromkeys(labels):
        yield counted & (column == label)


@dataclass(frozen=True)
class Peers:
    """The values of the peers that have one; `rows` are their places in the sheet."""

    read: Readings
    values: Array
    rows: NDArray[np.intp]
    certain: bool  # the values are inputs as written, so that equal floats are equal numbers
    lower_is_better: bool

    @property
    def signed(self) -> Array:
        """The values so that more is better."""
        return -self.values if self.lower_is_better else self.values

    def minmax(self, equal: Fraction | None) -> Array:
        """From the worst (0) to the best (1)."""
        values = self.signed
        low, high = values.min(), values.max()
        if self._are_equal(high - low, low):
            return self._all(equal)
        return self._array((values - low) / (high - low))

    def zscore(self, mean: Fraction, sd: Fraction, population: str, equal: Fraction | None) -> Array:
        """Standard deviations from the mean, on the scale of `mean` and `sd`."""
        values, (middle, spread) = self.signed, self.moments(population)
        if self._are_equal(spread, middle):
            return self._all(None if equal is None else mean)
        constant = self.read.constant
        return self._array((values - middle) / cast("Operand", spread) * constant(sd) + constant(mean))

    def moments(self, population: str) -> tuple[Scalar, Scalar]:
        """Mean and standard deviation of the signed values."""
        values = self.signed
        count = len(values)
        middle = values.sum() / count
        squares = ((values - middle) ** 2).sum()
        freedom = count if population == "population" else max(count - 1, 1)
        variance = np.empty(1, dtype=values.dtype)
        variance[0] = squares / freedom
        return middle, self.read.arithmetic.power(variance, _HALF)[0]

    def ranks(self) -> Array:
        """Competition ranks, one for the best."""
        ordered = np.sort(self.signed)
        self._doubt_near_ties(ordered)
        better = len(ordered) - np.searchsorted(ordered, self.signed, side="right")
        return np.asarray(better + 1)

    def rank_share(self) -> Array:
        """(n − rank + 1) / n."""
        count = len(self.values)
        return self._each([Fraction(count - int(rank) + 1, count) for rank in self.ranks()])

    def percentile(self, equal: Fraction | None) -> Array:
        """The part of the other peers that are worse."""
        ordered = np.sort(self.signed)
        self._doubt_near_ties(ordered)
        if len(ordered) < 2:
            return self._all(equal)
        worse = np.searchsorted(ordered, self.signed, side="left")
        return self._each([Fraction(int(count), len(ordered) - 1) for count in worse])

    def distance_to_best(self) -> Array:
        """The value over the best; unknown where the best is not above zero."""
        best = self.values.min() if self.lower_is_better else self.values.max()
        if not best > 0:
            return self._all(None)
        if not self.lower_is_better:
            return self._array(self.values / best)
        return self.read.arithmetic.divide(self.values * self.read.constant(Fraction(0)) + best, self.values)

    def steps(self, method: str, amount: Fraction, share: Fraction, population: str) -> tuple[Step, ...]:
        """The line of arithmetic that places one amount among the peers."""
        low, high = Fraction(self.values.min()), Fraction(self.values.max())
        place = say("vị trí trong nhóm", "place among the peers")
        count = Fraction(len(self.values))
        if method == "minmax":
            template = "({2} − {0}) / ({2} − {1})" if self.lower_is_better else "({0} − {1}) / ({2} − {1})"
            return (Step(place, template, (amount, low, high), share),)
        if method == "zscore":
            middle, spread = (Fraction(number) for number in self.moments(population))
            sign = -1 if self.lower_is_better else 1
            return (Step(place, "({0} − {1}) / {2}", (amount, sign * middle, sign * spread), share),)
        if method == "distance_to_best":
            numbers = (low, amount) if self.lower_is_better else (amount, high)
            return (Step(place, "{0} / {1}", numbers, share),)
        better = Fraction(
            int(sum(value < amount if self.lower_is_better else value > amount for value in self.values))
        )
        worse = Fraction(
            int(sum(value > amount if self.lower_is_better else value < amount for value in self.values))
        )
        if method == "rank":
            return (Step(place, "({0} − {1} + 1) / {0}", (count, better + 1), share),)
        return (Step(place, "{0} / ({1} − 1)", (worse, count), share),)

    def _are_equal(self, spread: Scalar, about: Scalar) -> bool:
        if not isinstance(self.read.arithmetic, Floats) or (spread == 0 and self.certain):
            return bool(spread == 0)
        near = float(spread) <= TIE_MARGIN * max(1.0, abs(float(about)))
        if near:
            self._doubt(np.ones(len(self.values), dtype=np.bool_))
        return near

    def _doubt_near_ties(self, ordered: Array) -> None:
        if self.read.is_exact or self.certain:
            return
        gaps = np.diff(ordered) <= TIE_MARGIN * np.maximum(1.0, np.abs(ordered[1:]))
        if gaps.any():
            self._doubt(np.ones(len(self.values), dtype=np.bool_))

    def _doubt(self, which: Flags) -> None:
        arithmetic = self.read.arithmetic
        if isinstance(arithmetic, Floats):
            rows = np.zeros(self.read.size, dtype=np.bool_)
            rows[self.rows[which]] = True
            arithmetic.doubt(rows)

    def _all(self, number: Fraction | None) -> Array:
        if number is None:
            result = self.values * self.read.constant(Fraction(0))
            result[:] = np.nan
            return result
        return self.values * self.read.constant(Fraction(0)) + self.read.constant(number)

    def _each(self, shares: list[Fraction]) -> Array:
        result = self.values * self.read.constant(Fraction(0))
        result[:] = [self.read.constant(share) for share in shares]
        return result

    def _array(self, values: Array) -> Array:
        return np.asarray(values)
