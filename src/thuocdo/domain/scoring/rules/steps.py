"""`steps`: points by how many, as 4/3/2/1 meetings give 20/15/10/5.

>>> rule = Steps(kind="steps", of="meetings", steps=[{"at_least": 4, "points": 20}, {"at_least": 1, "points": 5}])
>>> rule.describe().en
'meetings: at least 4: 20 points; at least 1: 5 points; fewer: no points'
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Literal

import numpy as np

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import Array, unknown_in
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.readings import Readings
from thuocdo.domain.scoring.rules.always import always_or_never
from thuocdo.domain.scoring.rules.bands import award_step, award_text
from thuocdo.domain.scoring.rules.base import (
    NO_TITLES,
    Award,
    Bounds,
    Direction,
    NotInvertible,
    RuleFinding,
    Titles,
    Wanted,
    bounds_of,
    check_awards,
    error,
    highest_points,
    not_invertible,
)
from thuocdo.domain.scoring.rules.one_quantity import OneQuantity, Told
from thuocdo.domain.scoring.wording import joined, say

NOTHING = Award(share=Fraction(0))


class CountStep(Award):
    """From this many on."""

    at_least: Number


class Steps(OneQuantity):
    """The highest step reached; below the lowest there are no points."""

    kind: Literal["steps"]
    steps: tuple[CountStep, ...]

    @property
    def descending(self) -> tuple[CountStep, ...]:
        """The steps from the top."""
        return tuple(sorted(self.steps, key=lambda step: step.at_least, reverse=True))

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row."""
        amount = self.amount(read)
        points = read.full(Fraction(0))
        for step in reversed(self.descending):
            reached = read.at_least(amount, step.at_least, self.untouched)
            points[reached] = read.constant(step.worth(maximum))
        points[unknown_in(amount)] = np.nan
        return points

    def range(self, maximum: Fraction) -> Bounds:
        """From nothing to the best step."""
        return bounds_of((*self.steps, NOTHING), maximum)

    def own_points(self) -> Fraction | None:
        """The best step, when steps say points."""
        return highest_points(self.steps)

    @property
    def is_rising(self) -> bool:
        """Whether higher steps never give less."""
        worths = [step.worth(Fraction(1)) for step in self.descending]
        return worths == sorted(worths, reverse=True) and worths[-1] >= 0

    def monotonicity(self) -> dict[str, Direction]:
        """More is better when higher steps never give less."""
        return self.toward(1 if self.is_rising else None)

    def breakpoints(self) -> tuple[Fraction, ...]:
        """The counts at which points change."""
        return tuple(step.at_least for step in reversed(self.descending))

    def inverse(self, wanted: Wanted) -> Fraction | NotInvertible:
        """The smallest count that gives the points."""
        if not self.is_rising:
            return not_invertible("not-monotone", "Các bậc không tăng dần.", "The steps do not rise.")
        trivial = always_or_never(wanted, self.range(wanted.maximum))
        if trivial is not None:
            return trivial
        enough = [step.at_least for step in self.steps if step.worth(wanted.maximum) >= wanted.points]
        return self.solve(min(enough), wanted, upward=True)

    def told(self, amount: Fraction, points: Fraction, maximum: Fraction) -> Told:
        """The step reached, points."""
        reached = next((step for step in self.descending if amount >= step.at_least), None)
        text = _step_text(reached) if reached else _FEWER
        return award_step(reached or NOTHING, maximum, points), text

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        texts = [_step_text(step) for step in self.descending]
        what = self.amount_text(titles)
        first = Text(f"{what.vi}: {texts[0].vi}", f"{what.pick('en')}: {texts[0].en}")
        return joined([first, *texts[1:], _FEWER])

    def check(self) -> list[RuleFinding]:
        """Steps must differ and be there."""
        findings = check_awards((f"steps[{place}]", step) for place, step in enumerate(self.steps))
        if not self.steps:
            findings.append(error("no-band", "steps", "chưa có bậc nào.", "there is no step."))
        if any(left.at_least == right.at_least for left, right in pairwise(self.descending)):
            findings.append(error("overlap", "steps", "hai bậc trùng nhau.", "two steps are the same."))
        return findings


_FEWER = Text("ít hơn: 0 điểm", "fewer: no points")


def _step_text(step: CountStep) -> Text:
    return say("từ {at}: {award}", "at least {at}: {award}", at=step.at_least, award=award_text(step))
