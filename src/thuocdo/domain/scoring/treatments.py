"""The treatments a definition can declare for a column of values, each in either arithmetic.

Winsorisation with `skew` and `kurtosis` follows the usual practice for composite indices: while the column's
skewness (absolute) and kurtosis both pass their limits, the most extreme value on the side of the skew takes the
value of its neighbour, for at most `max_points` values; a column that is still beyond the limits is, with
`then: log`, put on a logarithmic scale instead.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import cast

import numpy as np

from thuocdo.domain.primitives.rounding import TIE_MARGIN
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Preparation, PreparationKind
from thuocdo.domain.scoring.exactness import Array, Flags, Floats, Operand, Scalar, unknown_in
from thuocdo.domain.scoring.readings import Readings
from thuocdo.domain.scoring.rules.peers import Peers
from thuocdo.domain.scoring.wording import say

Treatment = Callable[[Preparation, Array, Readings], Array]
ZERO, ONE = Fraction(0), Fraction(1)


def denominate(step: Preparation, column: Array, read: Readings) -> Array:
    """Per unit of another input, times a constant."""
    assert step.by is not None  # noqa: S101 - checked with the definition
    return read.arithmetic.divide(column, read.number(step.by)) * read.constant(step.times)


def impute(step: Preparation, column: Array, read: Readings) -> Array:
    """Missing values take a statistic of the peers that have one, or a stated value."""
    filled, unknown = column.copy(), unknown_in(column)
    for group in groups(step, read):
        known, missing = column[group & ~unknown], group & unknown
        if missing.any():
            filled[missing] = _statistic(step, known, read)
    return filled


def groups(step: Preparation, read: Readings) -> list[Flags]:
    """The units whose values are treated together."""
    units = read.sheet.units
    if step.within == "peers":
        return [np.ones(len(units), dtype=np.bool_)]
    labels = ["|".join(sorted(unit.classes)) if step.within == "class" else unit.level for unit in units]
    column = np.array(labels, dtype=object)
    return [np.asarray(column == label, dtype=np.bool_) for label in dict.fromkeys(labels)]


def _statistic(step: Preparation, known: Array, read: Readings) -> Scalar:
    if step.method == "zero":
        return read.constant(ZERO)
    if step.method == "value":
        return float("nan") if step.value is None else read.constant(step.value)
    if not len(known):
        return float("nan")
    ordered = np.sort(known)
    if step.method == "mean":
        mean: Scalar = known.sum() / len(known)
        return mean
    if step.method == "median":
        return quantile(ordered, Fraction(1, 2), read)
    chosen: Scalar = ordered[0] if step.method == "min" else ordered[-1]
    return chosen


def quantile(ordered: Array, at: Fraction, read: Readings) -> Scalar:
    """The quantile of sorted values, straight between neighbours (the usual definition of spreadsheets and R)."""
    place = at * (len(ordered) - 1)
    below = place.numerator // place.denominator
    above = min(below + 1, len(ordered) - 1)
    result: Scalar = ordered[below] + (ordered[above] - ordered[below]) * read.constant(place - below)
    return result


def winsorise(step: Preparation, column: Array, read: Readings) -> Array:
    """Extreme values are drawn in: to quantiles, or one after another until skewness and kurtosis are in limits."""
    treated = column.copy()
    for group in groups(step, read):
        known = group & ~unknown_in(column)
        if known.sum() > 2:
            by_moments = step.skew is not None or step.kurtosis is not None
            treated[known] = (_by_moments if by_moments else _by_quantiles)(step, column[known], read)
    return treated


def _by_quantiles(step: Preparation, values: Array, read: Readings) -> Array:
    ordered = np.sort(values)
    low = ordered[0] if step.lower is None else quantile(ordered, step.lower, read)
    high = ordered[-1] if step.upper is None else quantile(ordered, step.upper, read)
    return np.asarray(
        np.minimum(np.maximum(values, cast("Operand", low)), cast("Operand", high)), dtype=values.dtype
    )


def _by_moments(step: Preparation, values: Array, read: Readings) -> Array:
    drawn, drawn_in = values.copy(), 0
    limit = len(values) if step.max_points is None else step.max_points
    high = low = np.zeros(len(values), dtype=np.bool_)
    while not is_within_limits(step, drawn, read):
        if drawn_in >= limit:
            return drawn if step.then == "keep" else scaled_logarithm(values, read)
        if third_moment(drawn) >= 0:
            high = np.asarray(drawn == drawn.max(), dtype=np.bool_)
            drawn[high] = drawn[~high].max()
        else:
            low = np.asarray(drawn == drawn.min(), dtype=np.bool_)
            drawn[low] = drawn[~low].min()
        # Values that stand at the same end count as many, as they are drawn in together.
        drawn_in = int(high.sum() + low.sum())
    return drawn


def is_within_limits(step: Preparation, values: Array, read: Readings) -> bool:
    """Whether skewness or kurtosis is in its limit; compared without roots, so that fractions decide exactly."""
    second, third, fourth = (_central(values, order) for order in (2, 3, 4))
    if second == 0 or len(values) < 4:
        return True
    skewed = step.skew is None or _passes(_skew_squared(len(values), second, third), step.skew**2, read)
    peaked = step.kurtosis is None or _passes(_kurtosis(len(values), second, fourth), step.kurtosis, read)
    return not (skewed and peaked)


def _passes(value: Scalar, limit: Fraction, read: Readings) -> bool:
    """Whether a moment is over its limit; a float too near to tell is doubted for the whole column."""
    if isinstance(read.arithmetic, Floats) and abs(value - float(limit)) <= TIE_MARGIN * max(
        1.0, float(limit)
    ):
        read.arithmetic.doubt(np.ones(read.size, dtype=np.bool_))
    return bool(value > read.constant(limit))


def _central(values: Array, order: int) -> Scalar:
    mean = values.sum() / len(values)
    moment: Scalar = ((values - mean) ** order).sum() / len(values)
    return moment


def third_moment(values: Array) -> Scalar:
    """The sign of the skew."""
    return _central(values, 3)


def _skew_squared(count: int, second: Scalar, third: Scalar) -> Scalar:
    """The square of the sample skewness (adjusted Fisher–Pearson, as in spreadsheets)."""
    return third**2 / second**3 * (count * (count - 1)) / (count - 2) ** 2


def _kurtosis(count: int, second: Scalar, fourth: Scalar) -> Scalar:
    """The sample excess kurtosis, as in spreadsheets."""
    excess = fourth / second**2 - 3
    return ((count + 1) * excess + 6) * (count - 1) / ((count - 2) * (count - 3))


def scaled_logarithm(values: Array, read: Readings) -> Array:
    """ln(x − lowest + 1 % of the range): defined for every column, and the order is kept."""
    low, high = values.min(), values.max()
    return read.arithmetic.logarithm(values - low + (high - low) * read.constant(Fraction(1, 100)))


def take_logarithm(step: Preparation, column: Array, read: Readings) -> Array:
    """ln(x + shift); unknown where that is not above zero."""
    shifted = column + read.constant(step.shift) if step.shift else column
    return read.arithmetic.logarithm(shifted)


def standardise(step: Preparation, column: Array, read: Readings) -> Array:
    """Where a value stands among its group: standard deviations from the mean, or from lowest (0) to highest (1)."""
    placed = column.copy()
    for group in groups(step, read):
        known = group & ~unknown_in(column)
        if not known.any():
            continue
        peers = Peers(read, column[known], np.flatnonzero(known), certain=False, lower_is_better=False)
        is_zscore = step.kind is PreparationKind.ZSCORE
        placed[known] = peers.zscore(ZERO, ONE, step.population, None) if is_zscore else peers.minmax(None)
    return placed


TREATMENTS: dict[PreparationKind, Treatment] = {
    PreparationKind.DENOMINATE: denominate,
    PreparationKind.IMPUTE: impute,
    PreparationKind.WINSORISE: winsorise,
    PreparationKind.LOG: take_logarithm,
    PreparationKind.ZSCORE: standardise,
    PreparationKind.MINMAX: standardise,
}


def treatment_text(step: Preparation) -> Text:
    """A declared treatment in words."""
    match step.kind:
        case PreparationKind.DENOMINATE:
            return say(
                "chia cho {by}, nhân {times}",
                "divided by {by}, times {times}",
                by=step.by or "",
                times=step.times,
            )
        case PreparationKind.IMPUTE:
            words = IMPUTE_TEXTS[step.method]
            return say("giá trị thiếu lấy {what}", "missing values take {what}", what=words)
        case PreparationKind.LOG:
            return say(
                "lấy logarit tự nhiên của (x + {shift})",
                "natural logarithm of (x + {shift})",
                shift=step.shift,
            )
        case PreparationKind.ZSCORE:
            return Text("quy về số độ lệch chuẩn so với trung bình", "as standard deviations from the mean")
        case PreparationKind.MINMAX:
            return Text(
                "quy về thang 0–1 từ thấp nhất đến cao nhất", "from 0 at the lowest to 1 at the highest"
            )
    if step.skew is None and step.kurtosis is None:
        ends = {"low": step.lower or ZERO, "high": Fraction(1) if step.upper is None else step.upper}
        return say(
            "kéo về giữa phân vị {low} và {high}", "drawn in to between quantiles {low} and {high}", **ends
        )
    return say(
        "kéo dần giá trị ngoại lai (độ lệch {skew}, độ nhọn {kurtosis}){then}",
        "outliers drawn in (skewness {skew}, kurtosis {kurtosis}){then}",
        skew="–" if step.skew is None else step.skew,
        kurtosis="–" if step.kurtosis is None else step.kurtosis,
        then=Text(", nếu chưa đủ thì lấy logarit", ", else on a logarithmic scale")
        if step.then == "log"
        else Text(""),
    )


IMPUTE_TEXTS: dict[str, Text] = {
    "mean": Text("trung bình của nhóm", "the mean of the group"),
    "median": Text("trung vị của nhóm", "the median of the group"),
    "min": Text("giá trị thấp nhất của nhóm", "the lowest of the group"),
    "max": Text("giá trị cao nhất của nhóm", "the highest of the group"),
    "zero": Text("bằng 0", "nought"),
    "value": Text("giá trị quy định", "the stated value"),
}
