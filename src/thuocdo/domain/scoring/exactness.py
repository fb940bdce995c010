"""Two arithmetics, one code: floats for whole columns, fractions for the cells where floats cannot decide.

A rule never writes `a >= b` or `a / b` on readings; it asks the arithmetic. `Floats` answers fast and notes the
rows it cannot be sure of (`doubts`); the pipeline then repeats those rows with `Fractions`, which is never in doubt.
Unknown is NaN in both.

>>> at = Floats(2)
>>> at.at_least(np.array([0.7999999999999999, 0.5]), Fraction(4, 5)).tolist(), at.doubts.tolist()
([False, False], [True, False])
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from thuocdo.domain.primitives.rounding import TIE_MARGIN

# float64, or objects that are Fractions (or the float NaN where unknown): the element type is the caller's choice.
Array = NDArray[Any]
Flags = NDArray[np.bool_]
Scalar = float | Fraction
# A float beside float columns, a Fraction beside object columns; numpy's stubs know only the first as an operand.
Operand = float
NAN = float("nan")
_DIGITS = 50
_SIMPLEST = 10**12


class Arithmetic(Protocol):
    """What rules and aggregates may do with columns besides + − × and unary minus."""

    is_exact: bool

    def constant(self, number: Fraction) -> Operand: ...
    def full(self, size: int, number: Fraction) -> Array: ...
    def divide(self, left: Array, right: Array | Operand) -> Array: ...
    def at_least(self, values: Array, threshold: Fraction, *, certain: bool = False) -> Flags: ...
    def is_zero(self, values: Array) -> Flags: ...
    def reaches(self, left: Array, right: Array) -> Flags: ...
    def is_equal(self, left: Array, right: Array) -> Flags: ...
    def minimum(self, left: Array, right: Array | Operand) -> Array: ...
    def maximum(self, left: Array, right: Array | Operand) -> Array: ...
    def clip(self, values: Array, low: Fraction | None, high: Fraction | None) -> Array: ...
    def where(self, condition: Flags, left: Array, right: Array) -> Array: ...
    def logarithm(self, values: Array) -> Array: ...
    def power(self, values: Array, exponent: Fraction) -> Array: ...
    def rounded(self, values: Array, digits: int) -> Array: ...


class Floats:
    """float64 columns; `doubts` marks rows that must be redone exactly (None while there are none)."""

    is_exact = False

    def __init__(self, size: int) -> None:
        self.size = size
        self.doubts: Flags | None = None
        self.has_divided_into_unknown = False

    def doubt(self, rows: Flags) -> None:
        """Note rows that floats cannot decide."""
        if rows.any():
            self.doubts = rows.copy() if self.doubts is None else self.doubts | rows

    def constant(self, number: Fraction) -> Operand:
        """The number as this arithmetic holds it."""
        return float(number)

    def full(self, size: int, number: Fraction) -> Array:
        """A column of one number."""
        return np.full(size, float(number))

    def divide(self, left: Array, right: Array | Operand) -> Array:
        """The quotient; unknown where the divisor is zero."""
        with np.errstate(divide="ignore", invalid="ignore"):
            quotient = np.true_divide(left, right)
        # x/0 gives inf or nan; a finite sum says at once that there is none, without a second pass.
        if not math.isfinite(np.add.reduce(quotient)):
            self.has_divided_into_unknown = True
            quotient[np.broadcast_to(np.equal(right, 0.0), quotient.shape)] = np.nan
        return quotient

    def at_least(self, values: Array, threshold: Fraction, *, certain: bool = False) -> Flags:
        """Where values reach the threshold; rows near it are doubted unless the floats are what was written."""
        bound = float(threshold)
        if not certain:
            self.doubt(np.abs(values - bound) <= TIE_MARGIN * max(1.0, abs(bound)))
        return np.asarray(values >= bound, dtype=np.bool_)

    def is_zero(self, values: Array) -> Flags:
        """Where values are nought; rows very near are doubted."""
        near = np.abs(values) <= TIE_MARGIN
        self.doubt(near & (values != 0.0))
        return near

    def reaches(self, left: Array, right: Array) -> Flags:
        """Where the left is at least the right; rows in which they lie close are doubted."""
        self.doubt(self._are_close(left, right))
        return np.asarray(left >= right, dtype=np.bool_)

    def is_equal(self, left: Array, right: Array) -> Flags:
        """Where the two are the same number; rows in which they lie close are doubted."""
        close = self._are_close(left, right)
        self.doubt(close)
        return close

    def _are_close(self, left: Array, right: Array) -> Flags:
        largest = np.maximum(1.0, np.maximum(np.abs(left), np.abs(right)))
        return np.asarray(np.abs(left - right) <= TIE_MARGIN * largest, dtype=np.bool_)

    def minimum(self, left: Array, right: Array | Operand) -> Array:
        """The smaller of the two; unknown if either is."""
        return np.asarray(np.minimum(left, right))

    def maximum(self, left: Array, right: Array | Operand) -> Array:
        """The larger of the two; unknown if either is."""
        return np.asarray(np.maximum(left, right))

    def clip(self, values: Array, low: Fraction | None, high: Fraction | None) -> Array:
        """The values, not under `low` and not over `high`."""
        if low is not None and high is not None:
            return np.asarray(values.clip(float(low), float(high)))
        if low is not None:
            return np.asarray(np.maximum(values, float(low)))
        return values if high is None else np.asarray(np.minimum(values, float(high)))

    def where(self, condition: Flags, left: Array, right: Array) -> Array:
        """The left value where the condition holds, else the right."""
        return np.where(condition, left, right)

    def logarithm(self, values: Array) -> Array:
        """The natural logarithm; unknown where the value is not above zero."""
        positive = values > 0.0
        return np.where(positive, np.log(np.where(positive, values, 1.0)), np.nan)

    def power(self, values: Array, exponent: Fraction) -> Array:
        """`values` to a rational power; unknown for a negative base or for nought to a power not above nought."""
        allowed = values > 0.0 if exponent <= 0 else values >= 0.0
        return np.where(allowed, np.power(np.where(allowed, values, 1.0), float(exponent)), np.nan)

    def rounded(self, values: Array, digits: int) -> Array:
        """Half-up to `digits`; rows within the margin of a tie are doubted."""
        scale = 10.0**digits
        scaled = values * scale
        nearest = np.rint(scaled)
        with np.errstate(invalid="ignore"):  # an infinite end of a range has no distance
            distance = scaled - nearest
        np.abs(distance, out=distance)
        # The widest margin of the column is used for all its rows: a few more are redone, a few passes are saved.
        reach = max(np.maximum.reduce(scaled, initial=1.0), -np.minimum.reduce(scaled, initial=-1.0))
        if not math.isfinite(reach):
            finite = np.isfinite(scaled)
            reach = float(np.abs(scaled[finite]).max(initial=1.0))
        near = distance > 0.5 - TIE_MARGIN * reach
        if near.any():
            self.doubts = near if self.doubts is None else self.doubts | near
        nearest /= scale
        return np.asarray(nearest)


class Fractions:
    """Object columns of Fractions: the numbers as they were written, never in doubt."""

    is_exact = True

    def constant(self, number: Fraction) -> Operand:
        """The number as this arithmetic holds it."""
        return cast("Operand", number)

    def full(self, size: int, number: Fraction) -> Array:
        """A column of one number."""
        return objects([number] * size)

    def divide(self, left: Array, right: Array | Operand) -> Array:
        """The quotient; unknown where the divisor is zero."""
        return _pairwise(lambda a, b: NAN if b == 0 else a / b, left, right)

    def at_least(self, values: Array, threshold: Fraction, *, certain: bool = False) -> Flags:  # noqa: ARG002 - shape
        """Where values reach the threshold."""
        return np.array([bool(value >= threshold) for value in values], dtype=np.bool_)

    def is_zero(self, values: Array) -> Flags:
        """Where values are nought."""
        return np.array([value == 0 for value in values], dtype=np.bool_)

    def reaches(self, left: Array, right: Array) -> Flags:
        """Where the left is at least the right."""
        return np.array([bool(a >= b) for a, b in zip(left, right, strict=True)], dtype=np.bool_)

    def is_equal(self, left: Array, right: Array) -> Flags:
        """Where the two are the same number."""
        return np.array([bool(a == b) for a, b in zip(left, right, strict=True)], dtype=np.bool_)

    def minimum(self, left: Array, right: Array | Operand) -> Array:
        """The smaller of the two; unknown if either is."""
        return _pairwise(lambda a, b: NAN if is_nan(a) or is_nan(b) else min(a, b), left, right)

    def maximum(self, left: Array, right: Array | Operand) -> Array:
        """The larger of the two; unknown if either is."""
        return _pairwise(lambda a, b: NAN if is_nan(a) or is_nan(b) else max(a, b), left, right)

    def clip(self, values: Array, low: Fraction | None, high: Fraction | None) -> Array:
        """The values, not under `low` and not over `high`."""
        raised = values if low is None else self.maximum(values, self.constant(low))
        return raised if high is None else self.minimum(raised, self.constant(high))

    def where(self, condition: Flags, left: Array, right: Array) -> Array:
        """The left value where the condition holds, else the right."""
        return np.where(condition, left, right)

    def logarithm(self, values: Array) -> Array:
        """The natural logarithm to 50 digits; unknown where the value is not above zero."""
        return _each(lambda value: logarithm(value) if value > 0 else NAN, values)

    def power(self, values: Array, exponent: Fraction) -> Array:
        """`values` to a rational power, exact where the result is rational."""
        return _each(lambda value: power(value, exponent), values)

    def rounded(self, values: Array, digits: int) -> Array:
        """Half-up to `digits`, ties away from zero."""
        return _each(lambda value: half_up(value, digits), values)


def objects(numbers: Iterable[Scalar]) -> Array:
    """A one-dimensional object array of these numbers."""
    numbers = list(numbers)
    column = np.empty(len(numbers), dtype=object)
    column[:] = numbers
    return column


def is_nan(value: object) -> bool:
    """Whether a cell is unknown."""
    return isinstance(value, float) and value != value


def unknown_in(values: Array) -> Flags:
    """Where a column of either arithmetic is unknown."""
    if values.dtype == object:
        return np.array([is_nan(value) for value in values], dtype=np.bool_)
    return np.asarray(values != values, dtype=np.bool_)


def half_up(value: Scalar, digits: int) -> Scalar:
    """`value` to `digits` decimals, ties away from zero, as a fraction."""
    if isinstance(value, float):  # NaN or an infinite bound
        return value
    scale = 10**digits
    units = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    return Fraction(units if value >= 0 else -units, scale)


def logarithm(value: Fraction) -> Fraction:
    """The natural logarithm to 50 digits.

    >>> logarithm(Fraction(1))
    Fraction(0, 1)
    """
    with localcontext() as context:
        context.prec = _DIGITS
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).ln())


def power(base: Scalar, exponent: Fraction) -> Scalar:
    """`base` to a rational power: exact where the result is rational, to 50 digits where it is not.

    >>> power(Fraction(81, 400), Fraction(1, 2))
    Fraction(9, 20)
    """
    if isinstance(base, float) or base < 0 or (base == 0 and exponent <= 0):
        return NAN
    if exponent.denominator == 1:
        return base**exponent.numerator
    if base == 0:
        return Fraction(0)
    with localcontext() as context:
        context.prec = _DIGITS
        root = exponent.numerator / Decimal(exponent.denominator)
        result = Fraction(((Decimal(base.numerator) / Decimal(base.denominator)).ln() * root).exp())
    simplest = result.limit_denominator(_SIMPLEST)
    is_rational = simplest**exponent.denominator == base**exponent.numerator
    return simplest if is_rational else result


def _each(function: Callable[[Any], Scalar], values: Array) -> Array:
    return objects([value if isinstance(value, float) else function(value) for value in values])


def _pairwise(function: Callable[[Any, Any], Scalar], left: Array | Scalar, right: Array | Operand) -> Array:
    return np.asarray(np.frompyfunc(function, 2, 1)(left, right), dtype=object)
