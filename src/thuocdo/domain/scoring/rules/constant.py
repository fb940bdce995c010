"""`constant`: the same for everybody.

>>> Constant(kind="constant", share=1).describe().en
'always 100% of the maximum'
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import Array
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.readings import Readings
from thuocdo.domain.scoring.rules.bands import award_step, award_text
from thuocdo.domain.scoring.rules.base import (
    NO_TITLES,
    Award,
    Bounds,
    RuleExplanation,
    RuleFinding,
    RuleModel,
    Titles,
    check_awards,
)
from thuocdo.domain.scoring.wording import say


class Constant(RuleModel):
    """A share of the maximum or a number of points, whatever the inputs."""

    kind: Literal["constant"]
    share: Number | None = None
    points: Number | None = None

    @property
    def award(self) -> Award:
        """What it gives."""
        return Award(share=self.share, points=self.points)

    def inputs(self) -> tuple[str, ...]:
        """None."""
        return ()

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row."""
        return read.full(self.award.worth(maximum))

    def range(self, maximum: Fraction) -> Bounds:
        """One number."""
        return self.award.worth(maximum), self.award.worth(maximum)

    def own_points(self) -> Fraction | None:
        """The points, where they are said."""
        return self.points

    def explain(self, read: Readings, maximum: Fraction) -> RuleExplanation:
        """The constant."""
        del read
        worth = self.award.worth(maximum)
        return RuleExplanation(self.kind, award_step(self.award, maximum, worth), points=worth)

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        del titles
        return say("luôn được {award}", "always {award}", award=award_text(self.award))

    def check(self) -> list[RuleFinding]:
        """Exactly one of share and points."""
        return check_awards([("constant", self.award)])
