"""The value of a checked expression, in either arithmetic."""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import Protocol, cast

import numpy as np

from thuocdo.domain.primitives.rounding import exact
from thuocdo.domain.scoring.exactness import Arithmetic, Array, Flags, unknown_in
from thuocdo.domain.scoring.quantity import Quantity, power_of

_ZERO, _ONE = Fraction(0), Fraction(1)


class Readable(Protocol):
    """What an expression needs of readings: the inputs of some rows in one arithmetic."""

    @property
    def arithmetic(self) -> Arithmetic: ...
    @property
    def size(self) -> int: ...
    def number(self, name: str) -> Array: ...
    def full(self, number: Fraction) -> Array: ...
    def at_least(self, values: Array, threshold: Fraction, of: Quantity | None = None) -> Flags: ...


def evaluate(quantity: Quantity, read: Readable) -> Array:
    """The expression for every row; unknown wherever one of its inputs is."""
    result = _value(quantity.tree, read)
    unknown = np.zeros(read.size, dtype=np.bool_)
    for name in quantity.names:
        unknown |= unknown_in(read.number(name))
    if unknown.any():
        result = result.copy()
        result[unknown] = np.nan
    return result


def _value(node: ast.expr, read: Readable) -> Array:
    match node:
        case ast.Name(id=name):
            return read.number(name)
        case ast.Constant(value=value):
            return read.full(exact(cast("int | float", value)))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, read)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _value(operand, read)
        case ast.BinOp(left=left, op=operator, right=right):
            return _combine(_value(left, read), operator, right, read)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, arguments, read)
    return read.arithmetic.where(_truth(node, read), read.full(_ONE), read.full(_ZERO))


def _combine(left: Array, operator: ast.operator, right: ast.expr, read: Readable) -> Array:
    if isinstance(operator, ast.Pow):
        return _raise(left, power_of(right) or _ZERO, read)
    other = _value(right, read)
    match operator:
        case ast.Add():
            return left + other
        case ast.Sub():
            return left - other
        case ast.Mult():
            return left * other
    return read.arithmetic.divide(left, other)


def _raise(base: Array, exponent: Fraction, read: Readable) -> Array:
    if exponent.denominator > 1 or exponent < 0:
        return read.arithmetic.power(base, exponent)
    result = read.full(_ONE)
    for _ in range(exponent.numerator):
        result = result * base
    return result


def _call(name: str, arguments: list[ast.expr], read: Readable) -> Array:
    at = read.arithmetic
    if name == "if_":
        condition, yes, no = arguments
        return at.where(_truth(condition, read), _value(yes, read), _value(no, read))
    values = [_value(argument, read) for argument in arguments]
    match name:
        case "min" | "max":
            fold = at.minimum if name == "min" else at.maximum
            result = values[0]
            for value in values[1:]:
                result = fold(result, value)
            return result
        case "abs":
            return at.maximum(values[0], -values[0])
        case "clip":
            return at.minimum(at.maximum(values[0], values[1]), values[2])
        case "ln":
            return at.logarithm(values[0])
        case "sqrt":
            return at.power(values[0], Fraction(1, 2))
    return at.rounded(values[0], _digits(arguments))


def _digits(arguments: list[ast.expr]) -> int:
    match arguments[1:]:
        case [ast.Constant(value=int(digits))]:
            return digits
    return 0


def _truth(node: ast.expr, read: Readable) -> Flags:
    match node:
        case ast.BoolOp(op=operator, values=parts):
            truths = [_truth(part, read) for part in parts]
            fold = np.logical_and if isinstance(operator, ast.And) else np.logical_or
            return cast("Flags", fold.reduce(truths))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return ~_truth(operand, read)
        case ast.Compare(left=left, ops=operators, comparators=rights):
            lefts = [left, *rights]
            truth = np.ones(read.size, dtype=np.bool_)
            for first, sign, second in zip(lefts, operators, rights, strict=False):
                truth &= _compare(first, sign, second, read)
            return truth
    return ~read.arithmetic.is_zero(_value(node, read))


def _compare(left: ast.expr, operator: ast.cmpop, right: ast.expr, read: Readable) -> Flags:
    if isinstance(operator, ast.LtE | ast.Gt):
        reaches = _reaches(right, left, read)
        return reaches if isinstance(operator, ast.LtE) else ~reaches
    if isinstance(operator, ast.GtE | ast.Lt):
        reaches = _reaches(left, right, read)
        return reaches if isinstance(operator, ast.GtE) else ~reaches
    same = read.arithmetic.is_equal(_value(left, read), _value(right, read))
    return same if isinstance(operator, ast.Eq) else ~same


def _reaches(left: ast.expr, right: ast.expr, read: Readable) -> Flags:
    """left ≥ right, without doubt where an input stands against a number just as both are written."""
    match left, right:
        case ast.Name(id=name), ast.Constant(value=int(value) | float(value)):
            return read.at_least(read.number(name), exact(value), Quantity(name))
        case ast.Constant(value=int(value) | float(value)), ast.Name(id=name):
            return read.at_least(-read.number(name), -exact(value), Quantity(name))
    return read.arithmetic.reaches(_value(left, read), _value(right, read))
