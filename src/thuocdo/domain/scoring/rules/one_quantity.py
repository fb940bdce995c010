"""Rules that read one number of a unit: an input, or a numerator over a denominator."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Literal

from thuocdo.domain.primitives.texts import LANGUAGES, Text
from thuocdo.domain.scoring.exactness import Array, Flags, Floats, is_nan, unknown_in
from thuocdo.domain.scoring.quantity import Affine, Amount, Quantity, affine
from thuocdo.domain.scoring.readings import Readings, Reason
from thuocdo.domain.scoring.rules.base import (
    Direction,
    NotInvertible,
    RuleExplanation,
    RuleModel,
    Step,
    Titles,
    Wanted,
    not_invertible,
)
from thuocdo.domain.scoring.wording import say

WhenEmpty = Literal["unknown", "full", "zero", "not_applicable"]
Told = tuple[tuple[Step, ...], Text | None]


class OneQuantity(RuleModel):
    """`of`, in kinds that say so over a divisor."""

    of: Amount
    if TYPE_CHECKING:  # a field here would stand before those of the kinds in their schema
        kind: str

    @property
    def divisor(self) -> Quantity | None:
        """What `of` is divided by, if anything."""
        return None

    @property
    def empty_means(self) -> WhenEmpty:
        """What a divisor of nought means."""
        return "unknown"

    def inputs(self) -> tuple[str, ...]:
        """Names of the inputs it reads."""
        return tuple(dict.fromkeys(self.of.names + (self.divisor.names if self.divisor else ())))

    def amount(self, read: Readings) -> Array:
        """The number read, before `when_empty`: NaN where an input is unknown or the denominator is nought."""
        if self.divisor is None:
            return read.quantity(self.of)
        return read.arithmetic.divide(read.quantity(self.of), read.quantity(self.divisor))

    def ratio(self, read: Readings) -> Array | None:
        """Numerator over denominator, for a factor of another node."""
        return None if self.divisor is None else self.amount(read)

    @property
    def untouched(self) -> Quantity | None:
        """The quantity itself when no division stands between it and what is compared."""
        return self.of if self.divisor is None else None

    def settle_empty(self, read: Readings, points: Array, full: Fraction) -> Array:
        """`points` with the declared meaning of a denominator of nought; `full` is what full points are."""
        if self.divisor is None or (
            isinstance(read.arithmetic, Floats) and not read.arithmetic.has_divided_into_unknown
        ):
            return points
        unknown = points != points
        if not unknown.any():
            return points
        empty = self._empty(read, unknown)
        if self.empty_means == "unknown":
            read.because(empty_reason(self.divisor), empty)
        elif self.empty_means == "not_applicable":
            read.exempt(empty)
        else:
            points = points.copy()
            points[empty] = read.constant(full if self.empty_means == "full" else Fraction(0))
        return points

    def _empty(self, read: Readings, unknown: Flags) -> Flags:
        assert self.divisor is not None  # noqa: S101 - asked only with a denominator
        empty = unknown & read.arithmetic.is_zero(read.quantity(self.divisor))
        of = read.quantity(self.of)
        return empty & ~unknown_in(of)

    def amount_direction(self) -> dict[str, Direction]:
        """How every input moves the number read, for inputs that stand alone."""
        directions: dict[str, Direction] = dict.fromkeys(self.inputs(), None)
        if self.of.is_name:
            directions[self.of.text] = 1
        if self.divisor is not None and self.divisor.is_name:
            directions[self.divisor.text] = -1 if self.divisor.text not in self.of.names else None
        if self.divisor is not None and self.of.is_name and self.of.text in self.divisor.names:
            directions[self.of.text] = None
        return directions

    def toward(self, better: Direction) -> dict[str, Direction]:
        """Directions of the points when more of the number read is better (1), worse (-1) or neither."""
        amount = self.amount_direction()
        if better is None:
            return dict.fromkeys(amount, None)
        return {name: _times(direction, better) for name, direction in amount.items()}

    def solve(
        self, bound: Fraction, wanted: Wanted, *, upward: bool, strict: bool = False
    ) -> Fraction | NotInvertible:
        """The first value of the varied input at which the number read is at least (at most) `bound`."""
        vary = wanted.vary or self.of.names[0] if self.of.names or wanted.vary else None
        if vary is None:
            return not_invertible("no-input", "Cách tính không đọc số liệu nào.", "The rule reads no input.")
        line = self._excess(bound, vary, dict(wanted.held))
        if line is None or line.slope == 0:
            return not_invertible(
                "not-a-line",
                f"Không suy ngược được theo «{vary}»: công thức không tuyến tính hoặc còn thiếu giá trị khác.",
                f"Cannot solve for '{vary}': the formula is not linear in it, or another value is not given.",
            )
        return _first(line if upward else Affine(-line.slope, -line.intercept), wanted.step, strict=strict)

    def _excess(self, bound: Fraction, vary: str, held: dict[str, Fraction]) -> Affine | None:
        top = affine(self.of, vary, held)
        bottom = affine(self.divisor, vary, held) if self.divisor else Affine(Fraction(0), Fraction(1))
        if top is None or bottom is None or (bottom.slope == 0 and bottom.intercept <= 0):
            return None
        return Affine(top.slope - bound * bottom.slope, top.intercept - bound * bottom.intercept)

    def amount_steps(self, read: Readings) -> tuple[Step, ...]:
        """The arithmetic of the number read, for one unit."""
        of, amount = one(read.quantity(self.of)), one(self.amount(read))
        steps: tuple[Step, ...] = () if self.of.is_name else (expression_step(self.of, of),)
        if self.divisor is None:
            return steps
        to = one(read.quantity(self.divisor))
        if not self.divisor.is_name:
            steps += (expression_step(self.divisor, to),)
        if of is None or to is None:
            return steps
        return (*steps, Step(say("tỷ lệ", "ratio"), "{0} / {1}", (of, to), amount))

    def explain(self, read: Readings, maximum: Fraction) -> RuleExplanation:
        """The number read, then what the kind makes of it; the number alone where something is unknown."""
        points, amount = one(self.evaluate(read, maximum)), one(self.amount(read))
        steps = self.amount_steps(read)
        if amount is None or points is None:
            return RuleExplanation(self.kind, steps)
        more, band = self.told(amount, points, maximum)
        return RuleExplanation(self.kind, (*steps, *more), band=band, points=points)

    def told(self, amount: Fraction, points: Fraction, maximum: Fraction) -> Told:
        """The arithmetic from the number read to the points, and the band that matched."""
        raise NotImplementedError

    def amount_text(self, titles: Titles) -> Text:
        """The number read, in words."""
        of = titled(self.of, titles)
        if self.divisor is None:
            return of
        return say("{of} / {to}", "{of} / {to}", of=of, to=titled(self.divisor, titles))

    def empty_text(self) -> Text:
        """What a denominator of nought means, in words."""
        return EMPTY_TEXTS[self.empty_means] if self.divisor is not None else Text("")


class Quotient(OneQuantity):
    """`of`, or `of` over `to`."""

    to: Amount | None = None
    when_empty: WhenEmpty = "unknown"

    @property
    def divisor(self) -> Quantity | None:
        """What `of` is divided by, if anything."""
        return self.to

    @property
    def empty_means(self) -> WhenEmpty:
        """What a divisor of nought means."""
        return self.when_empty


EMPTY_TEXTS: dict[str, Text] = {
    "unknown": Text("mẫu số bằng 0: chưa tính được", "a denominator of zero: cannot be computed"),
    "full": Text("mẫu số bằng 0: đạt điểm tối đa", "a denominator of zero: full points"),
    "zero": Text("mẫu số bằng 0: 0 điểm", "a denominator of zero: no points"),
    "not_applicable": Text("mẫu số bằng 0: không áp dụng", "a denominator of zero: does not apply"),
}


# What could be a name, as a whole: a pattern made of the names themselves would be compiled anew for every row.
_NAME = re.compile(r"[\w.]+")


def titled(quantity: Quantity, titles: Titles) -> Text:
    """A quantity with the titles of its inputs in place of their names."""
    written = {}
    for language in LANGUAGES:
        of_name = {name: titles[name].pick(language) if name in titles else name for name in quantity.names}
        written[language] = _NAME.sub(partial(_title_of, of_name), quantity.text)
    return Text(written["vi"], written["en"])


def _title_of(titles: Mapping[str, str], found: re.Match[str]) -> str:
    return titles.get(found.group(0)) or found.group(0)


def empty_reason(to: Quantity) -> Reason:
    """The reason when a denominator is nought."""
    text = Text(
        f"Mẫu số «{to}» bằng 0 và quy tắc không nói tính thế nào.",
        f"The denominator '{to}' is zero and the rule does not say what that means.",
    )
    return Reason("denominator_zero", text, to.names)


def one(values: Array) -> Fraction | None:
    """The single cell of a one-row column; None where unknown."""
    value = values[0]
    return None if isinstance(value, float) and is_nan(value) else Fraction(value)


def expression_step(quantity: Quantity, value: Fraction | None) -> Step:
    """A line that says what an expression came to."""
    return Step(say("biểu thức", "expression"), str(quantity).replace("{", "").replace("}", ""), (), value)


def _times(direction: Direction, better: Direction) -> Direction:
    if direction is None or better is None:
        return None
    product = direction * better
    return 1 if product > 0 else -1 if product < 0 else 0


def _first(line: Affine, step: Fraction | None, *, strict: bool) -> Fraction | NotInvertible:
    """The extreme value at which a straight line is not negative (positive if strict)."""
    root = -line.intercept / line.slope
    if step is None:
        if strict:
            return not_invertible(
                "open-bound",
                "Ngưỡng không được tính vào khoảng; cần cho biết bước nhảy của số liệu.",
                "The threshold itself is not included; say the step of the input.",
            )
        return root
    rising = line.slope > 0
    steps = math.ceil(root / step) if rising else math.floor(root / step)
    if strict and steps * step == root:
        steps += 1 if rising else -1
    return steps * step
