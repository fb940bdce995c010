"""`bands`: a share or points by the band a number falls into.

>>> rule = Bands(kind="bands", of="delay", bands=[{"from": 30, "points": 0}, {"from": 10, "points": 2}, {"points": 5}])
>>> rule.describe().en
'delay: from 30: 0 points; from 10: 2 points; otherwise: 5 points'
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import numpy as np
from pydantic import Field

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import Array, Flags, unknown_in
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.readings import Readings
from thuocdo.domain.scoring.rules.always import always_or_never
from thuocdo.domain.scoring.rules.base import (
    NO_TITLES,
    Award,
    Bounds,
    Direction,
    NotInvertible,
    RuleExplanation,
    RuleFinding,
    Step,
    Titles,
    Wanted,
    bounds_of,
    check_awards,
    error,
    highest_points,
    not_invertible,
    warning,
)
from thuocdo.domain.scoring.rules.one_quantity import Quotient, one
from thuocdo.domain.scoring.wording import joined, percent_text, say


class Band(Award):
    """From this number (itself included unless `included: false`) to the next better band."""

    start: Number | None = Field(default=None, alias="from")
    included: bool = True


class Bands(Quotient):
    """The first band, from the top, whose `from` is reached; the last band has no `from` and takes the rest.

    With `lower_is_better` a band is reached by numbers down from its `from`.
    """

    kind: Literal["bands"]
    bands: tuple[Band, ...]
    lower_is_better: bool = False

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row."""
        amount = self.amount(read)
        points = read.full(self.bands[-1].worth(maximum))
        for band in reversed(self.bands):
            if band.start is not None:
                points[self._reaches(read, amount, band)] = read.constant(band.worth(maximum))
        points[unknown_in(amount)] = np.nan
        return self.settle_empty(read, points, bounds_of(self.bands, maximum)[1] or Fraction(0))

    def _reaches(self, read: Readings, amount: Array, band: Band) -> Flags:
        assert band.start is not None  # noqa: S101 - asked only for bands with a bound
        # amount ≤ bound  ⟺  −amount ≥ −bound, and amount > bound  ⟺  not amount ≤ bound
        upward = band.included is not self.lower_is_better
        if upward:
            reached = read.at_least(amount, band.start, self.untouched)
        else:
            reached = read.at_least(-amount, -band.start, self.untouched)
        return reached if band.included else ~reached

    def range(self, maximum: Fraction) -> Bounds:
        """The lowest and highest band."""
        return bounds_of(self.bands, maximum)

    def own_points(self) -> Fraction | None:
        """The best band, when bands say points."""
        return highest_points(self.bands)

    def monotonicity(self) -> dict[str, Direction]:
        """More is better when the bands' awards fall from the top."""
        return self.toward(self.better)

    @property
    def better(self) -> Direction:
        """Whether more of the number is better all along (1), worse (-1), or neither."""
        worths = [band.worth(Fraction(1)) for band in self.bands]
        falling = worths == sorted(worths, reverse=True)
        if not falling and worths != sorted(worths):
            return None
        return -1 if falling is self.lower_is_better else 1

    def breakpoints(self) -> tuple[Fraction, ...]:
        """The bands' bounds."""
        return tuple(sorted(band.start for band in self.bands if band.start is not None))

    def inverse(self, wanted: Wanted) -> Fraction | NotInvertible:
        """The smallest input (largest where less is better) that gives the points."""
        if self.better is None:
            return not_invertible(
                "not-monotone", "Các mức không xếp theo thứ tự.", "The bands are not in order."
            )
        trivial = always_or_never(wanted, self.range(wanted.maximum))
        if trivial is not None:
            return trivial
        upward = self.better == 1
        if (
            upward is self.lower_is_better
        ):  # awards rise from the top: the wanted ones begin where the last poor one ends
            poor = [band for band in self.bands if band.worth(wanted.maximum) < wanted.points]
            edge = poor[-1]
            return self.solve(edge.start or Fraction(0), wanted, upward=upward, strict=edge.included)
        enough = [band for band in self.bands if band.worth(wanted.maximum) >= wanted.points]
        edge = enough[-1]
        return self.solve(edge.start or Fraction(0), wanted, upward=upward, strict=not edge.included)

    def matched(self, read: Readings) -> Band | None:
        """The band of the one unit of the readings."""
        amount = self.amount(read)
        if one(amount) is None:
            return None
        bounded = (band for band in self.bands if band.start is not None)
        return next((band for band in bounded if self._reaches(read, amount, band)[0]), self.bands[-1])

    def explain(self, read: Readings, maximum: Fraction) -> RuleExplanation:
        """The number, its band, points."""
        points, band = one(self.evaluate(read, maximum)), self.matched(read)
        steps = self.amount_steps(read)
        if points is not None and band is not None:
            steps += award_step(band, maximum, points)
        text = self._band_text(band) if band else None
        return RuleExplanation(self.kind, steps, band=text, points=points)

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        bands = [self._band_text(band) for band in self.bands]
        empty = [self.empty_text()] if self.to else []
        what = self.amount_text(titles)
        first = Text(f"{what.vi}: {bands[0].vi}", f"{what.pick('en')}: {bands[0].en}")
        return joined([first, *bands[1:], *empty])

    def _band_text(self, band: Band) -> Text:
        award = award_text(band)
        if band.start is None:
            return say("còn lại: {award}", "otherwise: {award}", award=award)
        word = {
            (True, False): Text("từ {at} trở lên", "from {at}"),
            (False, False): Text("trên {at}", "above {at}"),
            (True, True): Text("từ {at} trở xuống", "{at} or less"),
            (False, True): Text("dưới {at}", "under {at}"),
        }[band.included, self.lower_is_better]
        return say(f"{word.vi}: {{award}}", f"{word.en}: {{award}}", at=band.start, award=award)

    def check(self) -> list[RuleFinding]:
        """Bands must be in order, without holes, and each must be reachable."""
        return [
            *check_awards((f"bands[{place}]", band) for place, band in enumerate(self.bands)),
            *check_bounds("bands", [band.start for band in self.bands], rising=self.lower_is_better),
            *self._dead(),
        ]

    def _dead(self) -> list[RuleFinding]:
        alike = [
            place
            for place, (upper, lower) in enumerate(pairwise(self.bands), start=1)
            if (upper.share, upper.points) == (lower.share, lower.points)
        ]
        return [
            warning(
                "same-award",
                f"bands[{place}]",
                "mức này cho điểm như mức trên nó.",
                "this band gives what the band above it gives.",
            )
            for place in alike
        ]


def check_bounds(field: str, bounds: Sequence[Fraction | None], *, rising: bool) -> list[RuleFinding]:
    """Findings for bounds out of order, repeated or missing, and for a last band that does not take the rest."""
    if not bounds:
        return [error("no-band", field, "chưa có mức nào.", "there is no band.")]
    findings = []
    if bounds[-1] is not None:
        findings.append(
            error(
                "gap",
                field,
                "mức cuối phải nhận phần còn lại (không có from).",
                "the last band must take the rest (no 'from').",
                fix=Text("Thêm mức cuối, ví dụ {share: 0}.", "Add a last band such as {share: 0}."),
            )
        )
    if any(bound is None for bound in bounds[:-1]):
        findings.append(
            error("overlap", field, "chỉ mức cuối được bỏ from.", "only the last band may lack 'from'.")
        )
    known = [bound for bound in bounds if bound is not None]
    if any((right <= left) if rising else (right >= left) for left, right in pairwise(known)):
        vi, en = ("tăng", "ascend") if rising else ("giảm", "descend")
        findings.append(
            error(
                "overlap",
                field,
                f"các mức phải {vi} dần, không trùng.",
                f"bands must {en} from the top, none twice.",
            )
        )
    return findings


def award_text(award: Award) -> Text:
    """What a band, level or step gives, in words."""
    if award.points is not None:
        return say("{points} điểm", "{points} points", points=award.points)
    share = award.share or Fraction(0)
    return Text(f"{percent_text(share)} điểm tối đa", f"{percent_text(share, 'en')} of the maximum")


def award_step(award: Award, maximum: Fraction, points: Fraction) -> tuple[Step, ...]:
    """The line from an award to points."""
    if award.points is not None:
        return (Step(say("điểm", "points"), "{0}", (points,), points),)
    return (Step(say("điểm", "points"), "{0} × {1}", (award.share or Fraction(0), maximum), points),)
