"""`levels`: a share or points by a chosen level.

>>> rule = Levels(kind="levels", of="chair", levels={"chairman": 1, "deputy": "1/2"}, otherwise=0)
>>> rule.describe().en
'chair: chairman: 100% of the maximum; deputy: 50% of the maximum; otherwise: 0% of the maximum'
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

import numpy as np
from pydantic import BeforeValidator

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import NAN, Array, objects
from thuocdo.domain.scoring.readings import Readings, Reason
from thuocdo.domain.scoring.rules.bands import award_step, award_text
from thuocdo.domain.scoring.rules.base import (
    NO_TITLES,
    Award,
    Bounds,
    RuleExplanation,
    RuleFinding,
    RuleModel,
    Titles,
    bounds_of,
    check_awards,
    error,
    highest_points,
)
from thuocdo.domain.scoring.rules.one_quantity import one
from thuocdo.domain.scoring.wording import joined, say


def _read_award(value: object) -> object:
    return value if isinstance(value, dict | Award) else {"share": value}


Level = Annotated[Award, BeforeValidator(_read_award)]
LevelCode = Annotated[str, BeforeValidator(lambda code: str(code))]


class Levels(RuleModel):
    """`of` is an input of type choice; `otherwise` is what a choice not listed gives."""

    kind: Literal["levels"]
    of: LevelCode
    levels: dict[LevelCode, Level]
    otherwise: Literal["unknown"] | Level = "unknown"

    def inputs(self) -> tuple[str, ...]:
        """The one input it reads."""
        return (self.of,)

    @property
    def awards(self) -> tuple[Award, ...]:
        """All it can give."""
        return (*self.levels.values(), *([self.otherwise] if isinstance(self.otherwise, Award) else []))

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row."""
        worth = {code: read.constant(award.worth(maximum)) for code, award in self.levels.items()}
        other = read.constant(self.otherwise.worth(maximum)) if isinstance(self.otherwise, Award) else NAN
        chosen = read.choice(self.of)
        points = [worth.get(code, other) if code else NAN for code in chosen]
        unlisted = np.array([bool(code) and code not in worth for code in chosen], dtype=np.bool_)
        if not isinstance(self.otherwise, Award):
            read.because(self._unlisted(), unlisted)
        return objects(points) if read.is_exact else np.array(points, dtype=np.float64)

    def _unlisted(self) -> Reason:
        text = Text(
            f"Lựa chọn của «{self.of}» không có trong bảng mức: {', '.join(self.levels)}.",
            f"The choice of '{self.of}' is not in the table of levels: {', '.join(self.levels)}.",
        )
        return Reason("unknown_choice", text, (self.of,))

    def range(self, maximum: Fraction) -> Bounds:
        """The lowest and highest level."""
        return bounds_of(self.awards, maximum)

    def own_points(self) -> Fraction | None:
        """The best level, when levels say points."""
        return highest_points(self.awards)

    def explain(self, read: Readings, maximum: Fraction) -> RuleExplanation:
        """The level chosen, points."""
        points, code = one(self.evaluate(read, maximum)), read.choice(self.of)[0]
        award = self.levels.get(code, self.otherwise)
        if points is None or not isinstance(award, Award):
            return RuleExplanation(self.kind)
        text = say("«{code}»: {award}", "'{code}': {award}", code=code, award=award_text(award))
        return RuleExplanation(self.kind, award_step(award, maximum, points), band=text, points=points)

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        texts = [
            say("{code}: {award}", "{code}: {award}", code=code, award=award_text(award))
            for code, award in self.levels.items()
        ]
        rest = (
            say("còn lại: {award}", "otherwise: {award}", award=award_text(self.otherwise))
            if isinstance(self.otherwise, Award)
            else Text("còn lại: chưa tính được", "otherwise: cannot be computed")
        )
        what = titles.get(self.of, Text(self.of, self.of))
        first = say("{what}: {level}", "{what}: {level}", what=what, level=texts[0]) if texts else what
        return joined([first, *texts[1:], rest])

    def check(self) -> list[RuleFinding]:
        """Levels must be there and each give one thing."""
        findings = check_awards((f"levels.{code}", award) for code, award in self.levels.items())
        if not self.levels:
            findings.append(error("no-band", "levels", "chưa có mức nào.", "there is no level."))
        return findings
