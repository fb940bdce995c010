"""Half-up rounding that is right at ties.

Floats are rounded as floats; whoever meets a float that lies within `TIE_MARGIN` of a tie or of a threshold
redoes that number from its inputs as `Fraction`s. No tolerance ever decides a result.

>>> round_half_up(Fraction(2 * 23, 80), 2)
Decimal('0.58')
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

TIE_MARGIN = 1e-9
# A few letters that would fill the memory: 1e999999999, or hundreds of digits. What a float can hold is not among them.
MONSTROUS = re.compile(r"[-+]?[0-9._]+[eE][-+]?[0-9]{4,}|[-+]?[0-9._/]{60,}")


def exact(number: Decimal | Fraction | float | int | str) -> Fraction:
    """The number a person wrote, as a fraction: 0.1 is one tenth, not its nearest float.

    A text that is no number, or one too large to compute with, is a `ValueError`.
    """
    if isinstance(number, float):
        return Fraction(repr(number))
    if isinstance(number, str) and MONSTROUS.fullmatch(number.strip()):
        raise ValueError(f"too large to compute with: {number[:40]}")
    return Fraction(number)


def round_half_up(number: Fraction, digits: int) -> Decimal:
    """`number` to `digits` decimals, ties away from zero."""
    scaled = abs(number) * 10**digits
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    with localcontext() as context:
        context.prec = max(28, len(str(units)) + digits + 2)
        result = Decimal(units).scaleb(-digits).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
        return -result if number < 0 and units else result
