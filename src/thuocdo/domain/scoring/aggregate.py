"""How a group's points come from its children's, with children left out where they do not apply or are excluded.

A child that is left out is either *stretched over* (the others of its group cover its points) or *dropped* (the
group's maximum shrinks). Penalties and bonuses are added after that and are never stretched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from thuocdo.domain.scoring.definition import Aggregate, AggregateKind
from thuocdo.domain.scoring.exactness import Arithmetic, Array, Flags, Operand, Scalar

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Part:
    """What one child hands to its group."""

    points: Array
    maximum: Fraction | None  # as the definition says
    lost: Array | None = None  # what left the maximum, below this child, per row
    weight: Fraction = ONE
    stretched: Flags | None = None
    dropped: Flags | None = None
    adjusts: bool = False

    @property
    def left_out(self) -> Flags | None:
        """Rows for which the child does not count."""
        if self.stretched is None or self.dropped is None:
            return self.dropped if self.stretched is None else self.stretched
        return self.stretched | self.dropped


@dataclass(frozen=True)
class Whole:
    """A group's points before its own steps; `lost` is what left its maximum, `empty` where every child is left out."""

    points: Array
    lost: Array | None = None
    empty: Flags | None = None


def aggregate(
    at: Arithmetic, size: int, how: Aggregate, maximum: Fraction | None, parts: Sequence[Part]
) -> Whole:
    """A group's points from its parts."""
    counted = [part for part in parts if not part.adjusts]
    whole = (
        _sum(at, size, counted) if how.kind is AggregateKind.SUM else _mean(at, size, how, maximum, counted)
    )
    points = whole.points
    for part in parts:
        if part.adjusts:
            points = points + _or_nothing(at, part.points, part.left_out)
    return Whole(at.clip(points, how.floor, how.ceiling), whole.lost, whole.empty)


def _sum(at: Arithmetic, size: int, parts: Sequence[Part]) -> Whole:
    if not parts:
        return Whole(at.full(size, ZERO))
    total, lost, stretched = _or_nothing(at, parts[0].points, parts[0].left_out), None, None
    for part in parts[1:]:
        total = total + _or_nothing(at, part.points, part.left_out)
    for part in parts:
        lost = _plus(lost, part.lost)
        lost = _plus(lost, _where(at, size, part.dropped, part.maximum))
        stretched = _plus(stretched, _where(at, size, part.stretched, part.maximum))
    if stretched is not None:
        total = total * _stretch(at, size, parts, lost, stretched)
        total = _unknown_where_room_is(total, parts)
    return Whole(total, lost, _all_left_out(parts))


def _unknown_where_room_is(total: Array, parts: Sequence[Part]) -> Array:
    """Nobody can stretch over points whose number is not known."""
    for part in parts:
        if part.maximum is None and part.stretched is not None:
            total = total.copy()
            total[part.stretched] = float("nan")
    return total


def _stretch(at: Arithmetic, size: int, parts: Sequence[Part], lost: Array | None, stretched: Array) -> Array:
    """By how much the parts that count grow to cover those that are left out."""
    whole = at.full(size, sum((part.maximum or ZERO for part in parts), ZERO))
    if lost is not None:
        whole = whole - lost
    is_untouched = np.asarray(stretched == 0, dtype=np.bool_)
    return at.where(is_untouched, at.full(size, ONE), at.divide(whole, whole - stretched))


def _mean(
    at: Arithmetic, size: int, how: Aggregate, maximum: Fraction | None, parts: Sequence[Part]
) -> Whole:
    unknown = at.full(size, ZERO) + float("nan")
    if maximum is None or not parts:
        return Whole(unknown)
    shares = [_share(at, part) for part in parts]
    absent = [part.left_out for part in parts]
    if how.kind in (AggregateKind.MIN, AggregateKind.MAX):
        result = _extreme(at, how.kind, shares, absent)
    else:
        weights = [_weight(at, size, part) for part in parts]
        result = _power_mean(at, _exponent(how), shares, absent, weights)
    return Whole(result * at.constant(maximum), empty=_all_left_out(parts))


def _share(at: Arithmetic, part: Part) -> Array:
    if part.maximum is None or (part.maximum == 0 and part.lost is None):
        return part.points + float("nan")
    if part.lost is None:
        return part.points if part.maximum == 1 else part.points * at.constant(1 / part.maximum)
    return at.divide(part.points, at.full(len(part.points), part.maximum) - part.lost)


def _exponent(how: Aggregate) -> Fraction:
    by_kind = {AggregateKind.MEAN: ONE, AggregateKind.GEOMETRIC: ZERO, AggregateKind.HARMONIC: -ONE}
    declared = ONE if how.power is None else how.power
    return by_kind.get(how.kind, declared)


def _weight(at: Arithmetic, size: int, part: Part) -> Array | Operand:
    if part.left_out is None:
        return at.constant(part.weight)
    return at.where(part.left_out, at.full(size, ZERO), at.full(size, part.weight))


def _power_mean(
    at: Arithmetic,
    exponent: Fraction,
    shares: Sequence[Array],
    absent: Sequence[Flags | None],
    weights: Sequence[Array | Operand],
) -> Array:
    """(Σ w·x^p / Σ w)^(1/p); p → 0 is the geometric mean. A share under nought has no such mean unless p is 1."""
    present = [_or_one(at, share, left_out) for share, left_out in zip(shares, absent, strict=True)]
    total = _added(weights)
    if exponent == 0:
        return _geometric(at, present, weights, total)
    raised = present if exponent == 1 else [_raised(at, share, exponent) for share in present]
    mean = _over(at, _added([share * weight for share, weight in zip(raised, weights, strict=True)]), total)
    if exponent == 1:
        return mean
    result = at.power(mean, 1 / exponent)
    return _nought_where_any_is(at, result, present) if exponent < 0 else result


def _raised(at: Arithmetic, share: Array, exponent: Fraction) -> Array:
    if exponent > 0:
        return at.power(share, exponent)
    # A share of nought makes the whole nought; it is set at the end, so any number does for now.
    return at.power(_or_one(at, share, _is_nought(share)), exponent)


def _geometric(
    at: Arithmetic, shares: Sequence[Array], weights: Sequence[Array | Operand], total: Array | Operand
) -> Array:
    safe = [_or_one(at, share, _is_nought(share)) for share in shares]
    if at.is_exact:
        result = _exact_geometric(at, safe, weights, total)
    else:
        logs = [at.logarithm(share) * weight for share, weight in zip(safe, weights, strict=True)]
        with np.errstate(divide="ignore", invalid="ignore"):
            result = np.exp(np.asarray(_added(logs) / total))
    return _nought_where_any_is(at, result, shares)


def _exact_geometric(
    at: Arithmetic, shares: Sequence[Array], weights: Sequence[Array | Operand], total: Array | Operand
) -> Array:
    """Π x^(w/W) as one root of a rational number, so that it is exact where it can be."""
    size = len(shares[0])
    columns = [np.broadcast_to(np.asarray(weight, dtype=object), (size,)) for weight in weights]
    totals = np.broadcast_to(np.asarray(total, dtype=object), (size,))
    result = np.empty(size, dtype=object)
    for row in range(size):
        powers = [Fraction(column[row]) / totals[row] if totals[row] else ZERO for column in columns]
        result[row] = _root_of_product(at, [share[row] for share in shares], powers)
    return result


def _root_of_product(at: Arithmetic, shares: Sequence[Scalar], powers: Sequence[Fraction]) -> Scalar:
    if any(isinstance(share, float) or share < 0 for share in shares):
        return float("nan")
    root = int(np.lcm.reduce([power.denominator for power in powers], dtype=object))
    product = ONE
    for share, power in zip(shares, powers, strict=True):
        product *= Fraction(share) ** int(power * root)
    cell = np.empty(1, dtype=object)
    cell[0] = product
    result: Scalar = at.power(cell, Fraction(1, root))[0]
    return result


def _is_nought(share: Array) -> Flags:
    return np.asarray(share == 0, dtype=np.bool_)


def _nought_where_any_is(at: Arithmetic, result: Array, shares: Sequence[Array]) -> Array:
    nought = np.zeros(len(result), dtype=np.bool_)
    unknown = np.zeros(len(result), dtype=np.bool_)
    for share in shares:
        nought |= _is_nought(share)
        unknown |= np.asarray(share != share, dtype=np.bool_)
    if not nought.any():
        return result
    result = at.where(nought, at.full(len(result), ZERO), result)
    result[nought & unknown] = float("nan")
    return result


def _extreme(
    at: Arithmetic, kind: AggregateKind, shares: Sequence[Array], absent: Sequence[Flags | None]
) -> Array:
    fold = at.minimum if kind is AggregateKind.MIN else at.maximum
    result, filled = shares[0].copy(), absent[0]
    for share, left_out in zip(shares[1:], absent[1:], strict=True):
        both = fold(result, share)
        if left_out is not None:
            both = at.where(left_out, result, both)
        if filled is not None:
            both = at.where(filled, share, both)
            filled = filled & left_out if left_out is not None else None
        result = both
    return result


def _all_left_out(parts: Sequence[Part]) -> Flags | None:
    empty: Flags | None = None
    for place, part in enumerate(parts):
        left_out = part.left_out
        if left_out is None:
            return None
        empty = left_out if place == 0 or empty is None else empty & left_out
    return empty if empty is not None and empty.any() else None


def _or_nothing(at: Arithmetic, points: Array, left_out: Flags | None) -> Array:
    return points if left_out is None else at.where(left_out, at.full(len(points), ZERO), points)


def _or_one(at: Arithmetic, share: Array, left_out: Flags | None) -> Array:
    return share if left_out is None else at.where(left_out, at.full(len(share), ONE), share)


def _where(at: Arithmetic, size: int, rows: Flags | None, number: Fraction | None) -> Array | None:
    if rows is None:
        return None
    return at.where(rows, at.full(size, number or ZERO), at.full(size, ZERO))


def _plus(left: Array | None, right: Array | None) -> Array | None:
    if left is None or right is None:
        return right if left is None else left
    return left + right


def _added(numbers: Sequence[Array | Operand]) -> Array | Operand:
    total = numbers[0]
    for number in numbers[1:]:
        total = total + number
    return total


def _over(at: Arithmetic, total: Array | Operand, weight: Array | Operand) -> Array:
    return at.divide(np.asarray(total), weight)
