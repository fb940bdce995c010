"""`expression`: the way out when no other kind fits; a small formula over inputs.

>>> rule = Expression(kind="expression", share="if(staff >= 5, trained / staff, 0)", monotone={"trained": "increasing"})
>>> rule.describe().en
'(if(staff >= 5, trained / staff, 0)) × maximum, kept between nothing and the maximum'
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import numpy as np

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import Array, Floats, unknown_in
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.quantity import Amount, Quantity, affine
from thuocdo.domain.scoring.readings import Readings, Reason, SheetSource
from thuocdo.domain.scoring.rules.always import always_or_never
from thuocdo.domain.scoring.rules.base import (
    NO_TITLES,
    ONE,
    ZERO,
    Bounds,
    Clip,
    Direction,
    NotInvertible,
    RuleExplanation,
    RuleFinding,
    RuleModel,
    Step,
    Titles,
    Wanted,
    error,
    not_invertible,
)
from thuocdo.domain.scoring.rules.one_quantity import one, titled
from thuocdo.domain.scoring.rules.search import first_step
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow
from thuocdo.domain.scoring.wording import say

Trend = Literal["increasing", "decreasing", "unknown"]
_DIRECTIONS: dict[str, Direction] = {"increasing": 1, "decreasing": -1, "unknown": None}
_SAMPLES = 64


class Expression(RuleModel):
    """A share of the maximum or points, by formula; `clip` (both ends unless said) keeps it within 0 and the maximum.

    `min` and `max` are other limits in points, for penalties. `monotone` says how an input moves the result; what is
    said is tried on samples.
    """

    kind: Literal["expression"]
    share: Amount | None = None
    points: Amount | None = None
    clip: Clip = "both"
    min: Number | None = None
    max: Number | None = None
    monotone: dict[str, Trend] = {}

    @property
    def formula(self) -> Quantity:
        """The formula, whichever it gives."""
        return self.share or self.points or Quantity("0")

    def inputs(self) -> tuple[str, ...]:
        """The inputs of the formula."""
        return self.formula.names

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row."""
        result = read.quantity(self.formula)
        read.because(self._reason(), self._undefined(read, result))
        if self.share is not None:
            result = result * read.constant(maximum)
        return read.arithmetic.clip(result, *self.range(maximum))

    def _undefined(self, read: Readings, result: Array) -> Array:
        undefined = unknown_in(result)
        for name in self.inputs():
            undefined = undefined & ~unknown_in(read.number(name))
        return undefined

    def _reason(self) -> Reason:
        text = Text(
            f"Biểu thức «{self.formula}» không tính được (chia cho 0 hoặc ngoài miền xác định).",
            f"The expression '{self.formula}' has no value (a division by zero, or outside its domain).",
        )
        return Reason("undefined", text, self.inputs())

    def range(self, maximum: Fraction) -> Bounds:
        """What clip, min and max leave."""
        low = ZERO if self.clip in ("both", "lower") else None
        high = maximum if self.clip in ("both", "upper") else None
        return self.min if self.min is not None else low, self.max if self.max is not None else high

    def monotonicity(self) -> dict[str, Direction]:
        """As declared, unknown where nothing is."""
        return {name: _DIRECTIONS[self.monotone.get(name, "unknown")] for name in self.inputs()}

    def inverse(self, wanted: Wanted) -> Fraction | NotInvertible:
        """By algebra where the formula is a line in the input; else by search, where its direction is declared."""
        trivial = always_or_never(wanted, self.range(wanted.maximum))
        if trivial is not None:
            return trivial
        vary = wanted.vary or (self.inputs()[0] if len(self.inputs()) == 1 else None)
        if vary is None:
            return not_invertible("many", "Cần chọn số liệu để thay đổi.", "Say which input may change.")
        goal = wanted.points / wanted.maximum if self.share is not None else wanted.points
        line = affine(self.formula, vary, dict(wanted.held))
        if line is not None and line.slope != 0:
            return self._on_line((goal - line.intercept) / line.slope, wanted.step, rising=line.slope > 0)
        return self._by_search(wanted, vary)

    def _by_search(self, wanted: Wanted, vary: str) -> Fraction | NotInvertible:
        direction, step = self.monotonicity().get(vary), wanted.step
        if not direction or step is None:
            return not_invertible(
                "expression",
                f"Biểu thức không tuyến tính theo «{vary}»: cần khai báo chiều (monotone) và bước nhảy để dò.",
                f"The expression is not a line in '{vary}': to search, its direction (monotone) and a step are needed.",
            )

        def is_enough(count: int) -> bool:
            cells = [
                ("unit", name, value) for name, value in (dict(wanted.held) | {vary: count * step}).items()
            ]
            read = Readings.exactly(SheetSource(InputSheet.from_values("", cells)), [0])
            return bool(self.evaluate(read, wanted.maximum)[0] >= wanted.points)

        found = first_step(is_enough, rises=direction > 0)
        if found is None:
            return not_invertible(
                "not-found",
                "Không có giá trị đầu tiên nào đạt.",
                "No value is the first to give these points.",
            )
        return found * step

    def _on_line(self, root: Fraction, step: Fraction | None, *, rising: bool) -> Fraction:
        if step is None:
            return root
        return (-(-root // step) if rising else root // step) * step

    def explain(self, read: Readings, maximum: Fraction) -> RuleExplanation:
        """The formula with its value, then points."""
        points, value = one(self.evaluate(read, maximum)), one(read.quantity(self.formula))
        if points is None or value is None:
            reasons = [reason.text for reason, _ in read.reasons]
            return RuleExplanation(self.kind, reason=reasons[-1] if reasons else None)
        steps: tuple[Step, ...] = (Step(say("biểu thức", "expression"), str(self.formula), (), value),)
        if self.share is not None:
            steps += (Step(say("điểm", "points"), "{0} × {1}", (value, maximum), value * maximum),)
        band = Text("cắt theo giới hạn", "cut to the limits") if steps[-1].value != points else None
        return RuleExplanation(self.kind, steps, band=band, points=points)

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        limits = self._limits()
        if self.share is not None:
            return say(
                "({what}) × điểm tối đa{limits}",
                "({what}) × maximum{limits}",
                what=titled(self.share, titles),
                limits=limits,
            )
        return say(
            "{what} điểm{limits}", "{what} points{limits}", what=titled(self.formula, titles), limits=limits
        )

    def _limits(self) -> Text:
        if self.min is not None or self.max is not None:
            low = say("không dưới {at}", "not under {at}", at=self.min) if self.min is not None else Text("")
            high = say("không quá {at}", "not over {at}", at=self.max) if self.max is not None else Text("")
            parts = [text for text in (low, high) if text.vi]
            return Text("".join(f", {text.vi}" for text in parts), "".join(f", {text.en}" for text in parts))
        if self.clip == "both":
            return Text(", trong khoảng 0 đến điểm tối đa", ", kept between nothing and the maximum")
        return Text("")

    def check(self) -> list[RuleFinding]:
        """One formula, known inputs in `monotone`, and a declared direction that samples do not contradict."""
        if (self.share is None) == (self.points is None):
            return [
                error(
                    "award",
                    "share",
                    "cần đúng một: share hoặc points.",
                    "needs exactly one of share and points.",
                )
            ]
        findings = [
            error(
                "monotone",
                f"monotone.{name}",
                "biểu thức không đọc số liệu này.",
                "the formula does not read this input.",
            )
            for name in self.monotone
            if name not in self.inputs()
        ]
        if findings:
            return findings
        return [
            error(
                "monotone",
                f"monotone.{name}",
                f"thử với các giá trị mẫu thì không phải «{trend}».",
                f"samples show it is not {trend}.",
            )
            for name, trend in self.monotone.items()
            if trend != "unknown" and not self._is_monotone(name, 1 if trend == "increasing" else -1)
        ]

    def _is_monotone(self, vary: str, sign: int) -> bool:
        for points in self._samples(vary):
            known = points[~np.isnan(points)]
            if known.size and (np.diff(known) * sign < -1e-9).any():
                return False
        return True

    def _samples(self, vary: str) -> list[Array]:
        scales, columns = (0.5, 1.0, 10.0, 100.0), []
        for place, scale in enumerate(scales):
            held = {
                name: np.full(_SAMPLES, scale * (other + place + 1) / 2)
                for other, name in enumerate(self.inputs())
            }
            held[vary] = np.linspace(0.0, scale * 2, _SAMPLES)
            units = [UnitRow(str(row)) for row in range(_SAMPLES)]
            sheet = InputSheet.from_arrays("", units, held)
            columns.append(self.evaluate(Readings(SheetSource(sheet), Floats(_SAMPLES)), ONE))
        return columns
