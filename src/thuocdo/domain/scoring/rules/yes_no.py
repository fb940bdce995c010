"""`yes_no`: a condition that is met or not.

>>> YesNo(kind="yes_no", of="has_portal").describe().en
'has_portal: yes: 100% of the maximum; no: 0% of the maximum'
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import numpy as np
from pydantic import model_validator

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import Array, unknown_in
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
    highest_points,
    warning,
)
from thuocdo.domain.scoring.rules.levels import Level
from thuocdo.domain.scoring.rules.one_quantity import OneQuantity, Told
from thuocdo.domain.scoring.wording import say

_ONE = Fraction(1)


class YesNo(OneQuantity):
    """Yes is any number from one on (an input of type yes_no holds 1 or 0)."""

    kind: Literal["yes_no"]
    yes: Level = Award(share=_ONE)
    no: Level = Award(share=Fraction(0))

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row."""
        answer = self.amount(read)
        points = read.full(self.no.worth(maximum))
        points[read.at_least(answer, _ONE, self.untouched)] = read.constant(self.yes.worth(maximum))
        points[unknown_in(answer)] = np.nan
        return points

    def range(self, maximum: Fraction) -> Bounds:
        """The worse and the better answer."""
        return bounds_of((self.yes, self.no), maximum)

    def own_points(self) -> Fraction | None:
        """The better answer, when both say points."""
        return highest_points((self.yes, self.no))

    @model_validator(mode="before")
    @classmethod
    def _read_yaml_booleans(cls, value: object) -> object:
        """Plain YAML readers take the keys yes and no for true and false."""
        if not isinstance(value, dict):
            return value
        words = {True: "yes", False: "no"}
        return {words.get(key, key) if isinstance(key, bool) else key: item for key, item in value.items()}

    @property
    def better(self) -> Direction:
        """Whether yes is better (1), worse (-1) or the same (0)."""
        difference = self.yes.worth(_ONE) - self.no.worth(_ONE)
        return 1 if difference > 0 else -1 if difference < 0 else 0

    def monotonicity(self) -> dict[str, Direction]:
        """Yes counts as more than no."""
        return self.toward(self.better)

    def breakpoints(self) -> tuple[Fraction, ...]:
        """One, where no becomes yes."""
        return (_ONE,)

    def inverse(self, wanted: Wanted) -> Fraction | NotInvertible:
        """Yes or no, whichever gives the points."""
        trivial = always_or_never(wanted, self.range(wanted.maximum))
        if trivial is not None:
            return trivial
        return self.solve(_ONE, wanted, upward=self.better == 1, strict=self.better != 1)

    def told(self, amount: Fraction, points: Fraction, maximum: Fraction) -> Told:
        """The answer, points."""
        award, word = (self.yes, _YES) if amount >= 1 else (self.no, _NO)
        text = say("{word}: {award}", "{word}: {award}", word=word, award=award_text(award))
        return award_step(award, maximum, points), text

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        return say(
            "{what}: có: {yes}; không: {no}",
            "{what}: yes: {yes}; no: {no}",
            what=self.amount_text(titles),
            yes=award_text(self.yes),
            no=award_text(self.no),
        )

    def check(self) -> list[RuleFinding]:
        """The two answers should differ."""
        findings = check_awards((("yes", self.yes), ("no", self.no)))
        if self.better == 0:
            findings.append(
                warning(
                    "same-award", "yes", "có và không cho điểm như nhau.", "yes and no give the same points."
                )
            )
        return findings


_YES, _NO = Text("có", "yes"), Text("không", "no")
