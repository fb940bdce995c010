"""What a rule reads: an input, or a small expression over inputs.

The language is an allow-list: numbers, input names, + - * /, powers by a number (`x ** 2`, `x ** (1/3)`, at most 6),
comparisons, and/or/not, and the functions min max abs round clip if ln sqrt. There is no attribute, no index, no
other call, and a limit on length and depth, so a definition written by a stranger can be read without care.

An input that is unknown makes the whole quantity unknown, also in the branch of an `if` that is not taken.

>>> Quantity("min(paid_online, fee_dossiers) / fee_dossiers").names
('paid_online', 'fee_dossiers')
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from thuocdo.domain.primitives.rounding import exact

_NAME = re.compile(r"^[^\W\d][\w.\-]*$|^\d[\w.\-]*[^\W\d][\w.\-]*$")
_IF = re.compile(r"\bif\s*\(")
_LONGEST, _DEEPEST, _HIGHEST_POWER, _FINEST_ROOT = 400, 20, 6, 1000
FUNCTIONS: dict[str, tuple[int, int]] = {  # name → fewest and most arguments
    "min": (2, 20),
    "max": (2, 20),
    "abs": (1, 1),
    "round": (1, 2),
    "clip": (3, 3),
    "if_": (3, 3),
    "ln": (1, 1),
    "sqrt": (1, 1),
}
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.USub, ast.UAdd, ast.Not, ast.And, ast.Or)
_COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)


@dataclass(frozen=True)
class Quantity:
    """An input name or an expression; equal when written alike."""

    text: str

    def __post_init__(self) -> None:
        _ = self.tree

    @cached_property
    def is_name(self) -> bool:
        """Whether it is one input, as written, and nothing else."""
        return bool(_NAME.match(self.text)) and not _is_number(self.text)

    @cached_property
    def tree(self) -> ast.expr:
        """The checked syntax tree; raises ValueError with the reason."""
        if self.is_name:
            return ast.Name(self.text)
        tree = _parse(self.text)
        _check(tree, 0)
        return tree

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The inputs it reads, in order of appearance, each once."""
        if self.is_name:
            return (self.text,)
        return tuple(dict.fromkeys(node.id for node in _walk(self.tree) if isinstance(node, ast.Name)))

    def __str__(self) -> str:
        return self.text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _parse(text: str) -> ast.expr:
    if len(text) > _LONGEST:
        raise ValueError(f"an expression of at most {_LONGEST} characters")
    try:
        return ast.parse(_IF.sub("if_(", text.strip()), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError(
            f"an input name or an expression such as 'a / b'; '{text}' cannot be read"
        ) from error


def _check(node: ast.expr, depth: int) -> None:
    if depth > _DEEPEST:
        raise ValueError(f"an expression at most {_DEEPEST} levels deep")
    if not _is_allowed(node):
        raise ValueError(
            "only numbers, input names, + - * / **, comparisons, and/or/not and "
            f"{', '.join(name.rstrip('_') for name in FUNCTIONS)} are allowed; "
            f"'{ast.unparse(node)[:60]}' is not"
        )
    for child in _operands(node):
        _check(child, depth + 1)


def _is_allowed(node: ast.expr) -> bool:
    match node:
        case ast.Name():
            return node.id not in FUNCTIONS
        case ast.Constant(value=bool()):
            return False
        case ast.Constant(value=int() | float() as number):
            return abs(number) < 1e30
        case ast.BinOp(op=ast.Pow(), right=right):
            return _is_small_power(power_of(right))
        case ast.BinOp(op=operator):
            return isinstance(operator, _OPERATORS)
        case ast.UnaryOp(op=operator) | ast.BoolOp(op=operator):
            return isinstance(operator, _OPERATORS)
        case ast.Compare(ops=operators):
            return all(isinstance(operator, _COMPARISONS) for operator in operators)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
            fewest, most = FUNCTIONS[name]
            return fewest <= len(arguments) <= most
    return False


def power_of(node: ast.expr) -> Fraction | None:
    """The number in an exponent: `2`, `0.5`, `1/3`, `-1/2`; None where something else stands there.

    >>> power_of(ast.parse("1/3", mode="eval").body)
    Fraction(1, 3)
    """
    match node:
        case ast.Constant(value=int(value) | float(value)) if type(value) is not bool and abs(value) < 1e30:
            return exact(value)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            number = power_of(operand)
            return None if number is None else -number
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            upper, lower = power_of(left), power_of(right)
            return None if upper is None or not lower else upper / lower
    return None


def _is_small_power(power: Fraction | None) -> bool:
    return power is not None and abs(power) <= _HIGHEST_POWER and power.denominator <= _FINEST_ROOT


def _operands(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.Call):
        return node.args
    return [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]


def _walk(node: ast.expr) -> Iterator[ast.expr]:
    yield node
    for child in _operands(node):
        yield from _walk(child)


@dataclass(frozen=True, slots=True)
class Affine:
    """`slope` × the input + `intercept`, with all other inputs held."""

    slope: Fraction
    intercept: Fraction


def affine(quantity: Quantity, vary: str, held: dict[str, Fraction]) -> Affine | None:
    """The quantity as a straight line in one input; None if it is not one or another input is not held.

    >>> affine(Quantity("2 * a + b"), "a", {"b": Fraction(3)})
    Affine(slope=Fraction(2, 1), intercept=Fraction(3, 1))
    """
    return _affine(quantity.tree, vary, held)


def _affine(node: ast.expr, vary: str, held: dict[str, Fraction]) -> Affine | None:
    match node:
        case ast.Name(id=name):
            if name == vary:
                return Affine(Fraction(1), Fraction(0))
            return Affine(Fraction(0), held[name]) if name in held else None
        case ast.Constant(value=value):
            return Affine(Fraction(0), exact(value)) if isinstance(value, int | float) else None
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _affine(operand, vary, held)
            return None if inner is None else Affine(-inner.slope, -inner.intercept)
        case ast.BinOp(left=left, op=operator, right=right):
            first, second = _affine(left, vary, held), _affine(right, vary, held)
            return None if first is None or second is None else _combine(first, operator, second)
    return None


def _combine(left: Affine, operator: ast.operator, right: Affine) -> Affine | None:
    match operator:
        case ast.Add():
            return Affine(left.slope + right.slope, left.intercept + right.intercept)
        case ast.Sub():
            return Affine(left.slope - right.slope, left.intercept - right.intercept)
        case ast.Mult() if left.slope == 0:
            return Affine(left.intercept * right.slope, left.intercept * right.intercept)
        case ast.Mult() if right.slope == 0:
            return Affine(left.slope * right.intercept, left.intercept * right.intercept)
        case ast.Div() if right.slope == 0 and right.intercept != 0:
            return Affine(left.slope / right.intercept, left.intercept / right.intercept)
    return None


def _read(value: object) -> Quantity:
    if isinstance(value, Quantity):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("an input name or an expression such as 'a / b'")
    return Quantity(str(value).strip())


Amount = Annotated[
    Quantity,
    BeforeValidator(_read),
    PlainSerializer(str),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]}),
]
