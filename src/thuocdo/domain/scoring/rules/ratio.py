"""`ratio`: a part of a whole, with full points at a target.

>>> rule = Ratio(kind="ratio", of="on_time", to="dossiers", full_at="80%")
>>> rule.describe().en.split("; ")[:2]
['on_time / dossiers × maximum', 'full points from 80%']
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

import numpy as np

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import Array
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.quantity import Amount
from thuocdo.domain.scoring.readings import Readings
from thuocdo.domain.scoring.rules.always import always_or_never
from thuocdo.domain.scoring.rules.base import (
    NO_TITLES,
    ONE,
    ZERO,
    Bounds,
    Direction,
    NotInvertible,
    RuleExplanation,
    RuleFinding,
    Step,
    Titles,
    Wanted,
    error,
)
from thuocdo.domain.scoring.rules.one_quantity import Quotient, one
from thuocdo.domain.scoring.wording import joined, percent_text, say


class Ratio(Quotient):
    """Points in proportion to `of / to`; full from `full_at`, none under `floor` (a ratio), capped unless told not to.

    With `lower_is_better` a ratio of one gives nothing and `full_at` (then 0 unless said) gives all.
    """

    kind: Literal["ratio"]
    to: Amount
    full_at: Number | None = None
    floor: Number = ZERO
    cap: bool = True
    lower_is_better: bool = False

    @property
    def target(self) -> Fraction:
        """The ratio that gives full points."""
        return (ZERO if self.lower_is_better else ONE) if self.full_at is None else self.full_at

    def ratio(self, read: Readings) -> Array | None:
        """`of / to`, at most one when the rule caps."""
        ratio = self.settle_empty(read, self.amount(read), ONE)
        return read.arithmetic.minimum(ratio, read.constant(ONE)) if self.cap else ratio

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row."""
        at, ratio = read.arithmetic, self.amount(read)
        if self.lower_is_better:
            share = (read.constant(ONE) - ratio) * read.constant(1 / (ONE - self.target))
        elif self.target != 1:
            share = ratio * read.constant(1 / self.target)
        else:
            share = ratio
        points = at.clip(share, ZERO, ONE if self.cap else None) * read.constant(maximum)
        if self.floor:
            points = at.where(at.at_least(ratio, self.floor), points, points * read.constant(ZERO))
        return self.settle_empty(read, points, maximum)

    def as_quotient(self, number: Callable[[str], Array], maximum: Fraction) -> tuple[Array, Array] | None:
        """The same points over a common denominator, while nothing but the cap cuts them."""
        if self.floor or not (self.of.is_name and self.to.is_name):
            return None
        of, to = number(self.of.text), number(self.to.text)
        part, whole = to - of if self.lower_is_better else of, to
        if self.full_at is not None:
            room = abs(ONE - self.target) if self.lower_is_better else self.target
            part, whole = part * room.denominator, whole * room.numerator
        part = np.maximum(part, 0.0)
        if self.cap:
            part = np.minimum(part, whole)
        return part * maximum.numerator, whole if maximum.denominator == 1 else whole * maximum.denominator

    def range(self, maximum: Fraction) -> Bounds:
        """From nought to the maximum, unbounded above without a cap."""
        return ZERO, maximum if self.cap else None

    def monotonicity(self) -> dict[str, Direction]:
        """More of the numerator is better, or worse when lower is better."""
        return self.toward(-1 if self.lower_is_better else 1)

    def breakpoints(self) -> tuple[Fraction, ...]:
        """Floor and target, as ratios."""
        marks = {
            self.floor,
            self.target if self.cap else self.floor,
            ONE if self.lower_is_better else self.floor,
        }
        return tuple(sorted(mark for mark in marks if mark or self.lower_is_better))

    def inverse(self, wanted: Wanted) -> Fraction | NotInvertible:
        """The smallest numerator (largest where less is better) that gives the points."""
        trivial = always_or_never(wanted, self.range(wanted.maximum))
        if trivial is not None:
            return trivial
        share = wanted.points / wanted.maximum
        if self.lower_is_better:
            return self.solve(ONE - share * (ONE - self.target), wanted, upward=False)
        return self.solve(max(share * self.target, self.floor), wanted, upward=True)

    def explain(self, read: Readings, maximum: Fraction) -> RuleExplanation:
        """Ratio, share of the target, points."""
        points, ratio = one(self.evaluate(read, maximum)), one(self.amount(read))
        steps = self.amount_steps(read)
        if ratio is not None and points is not None:
            steps += self._share_steps(ratio, points, maximum)
        return RuleExplanation(self.kind, steps, band=self._band(ratio), points=points)

    def _share_steps(self, ratio: Fraction, points: Fraction, maximum: Fraction) -> tuple[Step, ...]:
        label = say("điểm", "points")
        if ratio < self.floor or (self.cap and points == maximum):
            return (Step(label, "{0}", (points,), points),)
        if self.lower_is_better:
            return (Step(label, "(1 − {0}) / (1 − {1}) × {2}", (ratio, self.target, maximum), points),)
        if self.target == 1:
            return (Step(label, "{0} × {1}", (ratio, maximum), points),)
        return (Step(label, "{0} / {1} × {2}", (ratio, self.target, maximum), points),)

    def _band(self, ratio: Fraction | None) -> Text | None:
        if ratio is None:
            return self.empty_text() if self.when_empty != "unknown" else None
        if ratio < self.floor:
            return Text(
                f"dưới {percent_text(self.floor)}: 0 điểm",
                f"under {percent_text(self.floor, 'en')}: no points",
            )
        reached = ratio <= self.target if self.lower_is_better else ratio >= self.target
        return Text("đạt mức tối đa", "target reached") if reached and self.cap else None

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        parts = [say("{what} × điểm tối đa", "{what} × maximum", what=self.amount_text(titles))]
        if self.lower_is_better:
            parts = [
                say("{what} càng thấp càng tốt", "the lower {what} the better", what=self.amount_text(titles))
            ]
        if self.target != 1:
            at = Text(percent_text(self.target), percent_text(self.target, "en"))
            word = Text("xuống", "down") if self.lower_is_better else Text("trở lên", "")
            parts.append(_full(at, word))
        if self.floor:
            parts.append(
                Text(
                    f"dưới {percent_text(self.floor)}: 0 điểm",
                    f"under {percent_text(self.floor, 'en')}: no points",
                )
            )
        parts.append(
            Text("không vượt điểm tối đa", "never more than the maximum")
            if self.cap
            else Text("được vượt điểm tối đa", "may pass the maximum")
        )
        return joined([*parts, self.empty_text()])

    def check(self) -> list[RuleFinding]:
        """The target must leave room for a scale."""
        if self.full_at is None and not self.floor:
            return []
        findings = []
        if self.target <= 0 and not self.lower_is_better:
            findings.append(error("target", "full_at", "full_at phải lớn hơn 0.", "full_at must be above 0."))
        if self.target >= 1 and self.lower_is_better:
            findings.append(error("target", "full_at", "full_at phải nhỏ hơn 1.", "full_at must be under 1."))
        if not 0 <= self.floor <= max(self.target, ONE):
            findings.append(
                error(
                    "floor",
                    "floor",
                    "floor phải nằm giữa 0 và full_at.",
                    "floor must lie between 0 and full_at.",
                )
            )
        return findings


def _full(at: Text, word: Text) -> Text:
    vi = f"đạt tối đa từ {at.vi} {word.vi}".strip()
    return Text(vi, f"full points from {at.en} {word.en}".strip())
