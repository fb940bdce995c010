"""Numbers as people write them in a definition: 0.1 is one tenth, "1/2" is a half, 80 % is 0.8.

>>> from pydantic import TypeAdapter
>>> TypeAdapter(Number).validate_python("1/2")
Fraction(1, 2)
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from thuocdo.domain.primitives.rounding import exact


def _read(value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal | Fraction):
        raise ValueError("a number such as 20, 0.8, '80%' or '1/2'")
    try:
        if isinstance(value, str) and value.strip().endswith("%"):
            return exact(value.strip()[:-1].strip()) / 100
        return exact(value.strip() if isinstance(value, str) else value)
    except ZeroDivisionError as error:
        raise ValueError("a number that is not divided by zero") from error


def _write(value: Fraction) -> int | float | str:
    if value.denominator == 1:
        return value.numerator
    return float(value) if exact(float(value)) == value else str(value)


Number = Annotated[
    Fraction,
    BeforeValidator(_read),
    PlainSerializer(_write),
    WithJsonSchema(
        {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?(/[0-9]+|%)?$"}]}
    ),
]
