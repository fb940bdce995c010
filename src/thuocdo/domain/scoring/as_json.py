"""Derivations as JSON and back: numbers are texts, "17.58" or "119662/136162", exact unless they are longer than that.

>>> from thuocdo.domain.scoring.rules import Step
>>> from thuocdo.domain.primitives.texts import Text
>>> from_json(Step, to_json(Step(Text("điểm", "points"), "{0}", (Fraction(1, 3),), None))).numbers
(Fraction(1, 3),)
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from thuocdo.domain.primitives.rounding import round_half_up

T = TypeVar("T")
_LONGEST_QUOTIENT, _DECIMALS = 30, 18


# JSON is whatever it is: the values are typed by the dataclass on either side.
def to_json(value: object) -> Any:
    """A dataclass of this package as plain dictionaries, lists and texts."""
    if isinstance(value, Fraction):
        return fraction_text(value)
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    return value


def fraction_text(number: Fraction) -> str:
    """A fraction as a decimal where it ends within 18 digits, else as a quotient; as a decimal where that is long.

    Roots, logarithms and sums of many ratios have no short quotient; 18 decimals say more of them than anyone can use.

    >>> fraction_text(Fraction(7, 4)), fraction_text(Fraction(1, 3)), fraction_text(Fraction(10**30, 3 * 10**30 + 1))
    ('1.75', '1/3', '0.333333333333333333')
    """
    for digits in range(19):
        scaled = number * 10**digits
        if scaled.denominator == 1:
            text = f"{abs(scaled.numerator):0{digits + 1}d}"
            whole, part = (text[:-digits], "." + text[-digits:]) if digits else (text, "")
            return ("-" if number < 0 else "") + whole + part
    quotient = f"{number.numerator}/{number.denominator}"
    if len(quotient) <= _LONGEST_QUOTIENT:
        return quotient
    return fraction_text(Fraction(round_half_up(number, _DECIMALS)))


def from_json(kind: type[T], data: Any) -> T:
    """The dataclass `kind` from what `to_json` made of it."""
    hints = get_type_hints(kind)
    return kind(**{name: _read(hints[name], value) for name, value in data.items()})


def _read(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _read(next(option for option in get_args(hint) if option is not type(None)), value)
    if origin is tuple:
        return tuple(_read(get_args(hint)[0], item) for item in value)
    if hint is Fraction:
        return Fraction(value)
    if isinstance(hint, type) and is_dataclass(hint):
        return from_json(hint, value)
    return value
