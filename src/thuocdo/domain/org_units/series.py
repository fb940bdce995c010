"""One unit through time: with the units of each time, or with the units of today.

As-then reads what was measured for the unit itself. As-now puts the units of the past together the way the
present is: counts are summed; main indices of merged provinces are averaged without weights, as the ministry
does. Where a line cannot cross a change (a split without shares, no successor) the point stays empty and says
why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from thuocdo.domain.org_units.registry import UnitRegistry
from thuocdo.domain.org_units.succession import Succession
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.rounding import exact
from thuocdo.domain.primitives.texts import Text

Number = Decimal | Fraction | float | int
Values = Mapping[tuple[str, Period], Number]


class Combine(StrEnum):
    """How several units of the past make one of today."""

    SUM = "sum"
    MEAN = "mean"


class PointState(StrEnum):
    """Where the number of a point comes from, or why there is none."""

    OWN = "own"
    COMBINED = "combined"
    MISSING = "missing"
    ABSENT = "absent"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One period of a series; the note says why there is no value, or what the reader must know of it."""

    period: Period
    state: PointState
    value: Fraction | None = None
    units: tuple[str, ...] = ()
    note: Text | None = None


def series_as_then(
    registry: UnitRegistry, unit_id: str, values: Values, periods: Iterable[Period]
) -> tuple[SeriesPoint, ...]:
    """What was measured for the unit itself; a period belongs to the units of its last day."""
    return tuple(_own_point(registry, unit_id, values, period) for period in periods)


def series_as_now(
    registry: UnitRegistry,
    unit_id: str,
    values: Values,
    periods: Iterable[Period],
    *,
    combine: Combine,
    today: dt.date,
) -> tuple[SeriesPoint, ...]:
    """What the unit of `today` would have had: its own value, else those of the units it was made of."""
    registry.at(today).version(unit_id)
    return tuple(
        _point_of_today(registry, unit_id, values, period, combine=combine, today=today) for period in periods
    )


def _own_point(registry: UnitRegistry, unit_id: str, values: Values, period: Period) -> SeriesPoint:
    unit = registry.unit(unit_id)
    value = values.get((unit_id, period))
    if unit.at(period.end) is None:
        return SeriesPoint(period, PointState.ABSENT, note=_absent(unit.label, unit.span, period))
    if value is None:
        return SeriesPoint(period, PointState.MISSING, units=(unit_id,), note=_missing([unit.label], period))
    return SeriesPoint(
        period, PointState.OWN, exact(value), (unit_id,), _straddling(registry, unit_id, period)
    )


def _point_of_today(
    registry: UnitRegistry, unit_id: str, values: Values, period: Period, *, combine: Combine, today: dt.date
) -> SeriesPoint:
    day = min(period.end, today)
    parts = registry.predecessors(unit_id, at=day, until=today)
    if set(parts) == {unit_id}:
        return _own_point(registry, unit_id, values, period)
    if unit_id not in parts and (unit_id, period) in values:
        given = exact(values[unit_id, period])
        note = _given_backwards(registry, unit_id, period)
        return SeriesPoint(period, PointState.OWN, given, (unit_id,), note)
    if not parts:
        unit = registry.unit(unit_id)
        return SeriesPoint(period, PointState.ABSENT, note=_absent(unit.label, unit.span, period))
    units = tuple(parts)
    if broken := _break_note(registry, unit_id, parts, combine):
        return SeriesPoint(period, PointState.BROKEN, units=units, note=broken)
    missing = [registry.unit(part).label for part in units if (part, period) not in values]
    if missing:
        return SeriesPoint(period, PointState.MISSING, units=units, note=_missing(missing, period))
    numbers = [exact(values[part, period]) * (parts[part].shares[unit_id] or 0) for part in units]
    total = sum(numbers, Fraction(0))
    value = total if combine == Combine.SUM else total / len(numbers)
    return SeriesPoint(period, PointState.COMBINED, value, units, _combined(registry, units, combine))


def _break_note(
    registry: UnitRegistry, unit_id: str, parts: Mapping[str, Succession], combine: Combine
) -> Text | None:
    """Why the parts cannot be put together; a share helps a count, not a rate."""
    broken = [
        (part, succession)
        for part, succession in parts.items()
        if succession.shares[unit_id] is None or (combine == Combine.MEAN and len(succession.shares) > 1)
    ]
    if not broken:
        return None
    breaks = [found for _, succession in broken for found in succession.breaks]
    labels = ", ".join(registry.unit(part).label for part, _ in broken)
    return Text(
        f"Không nối được chuỗi số liệu qua {labels}: "
        + "; ".join(found.sentence("vi") for found in breaks)
        + ".",
        f"The series cannot cross {labels}: " + "; ".join(found.sentence("en") for found in breaks) + ".",
    )


def _absent(label: str, span: Text, period: Period) -> Text:
    return Text(
        f"{label} không có vào cuối kỳ {period.label('vi')} ({span.vi}).",
        f"{label} was not there at the end of {period.label('en')} ({span.en}).",
    )


def _missing(labels: Iterable[str], period: Period) -> Text:
    listed = ", ".join(labels)
    return Text(
        f"Chưa có số liệu {period.label('vi')} của {listed}.",
        f"No value of {period.label('en')} for {listed}.",
    )


def _combined(registry: UnitRegistry, units: tuple[str, ...], combine: Combine) -> Text:
    listed = ", ".join(registry.unit(unit).name for unit in units)
    if combine == Combine.SUM:
        return Text(f"Tổng của {listed}.", f"Sum of {listed}.")
    return Text(
        f"Trung bình cộng của {listed} (trước sáp nhập).", f"Unweighted mean of {listed} (before the merger)."
    )


def _given_backwards(registry: UnitRegistry, unit_id: str, period: Period) -> Text:
    label = registry.unit(unit_id).label
    return Text(
        f"Số liệu {period.label('vi')} được nêu cho {label}, khi đơn vị này chưa có.",
        f"The value of {period.label('en')} was given for {label}, which was not there yet.",
    )


def _straddling(registry: UnitRegistry, unit_id: str, period: Period) -> Text | None:
    """A warning when the unit began inside the period, so that its value may cover a part of it only."""
    first = registry.unit(unit_id).versions[0].valid_from
    if first is None or not period.start < first <= period.end:
        return None
    return Text(
        f"Đơn vị có từ {first:%d/%m/%Y}, trong kỳ {period.label('vi')}: số liệu có thể chỉ của một phần kỳ.",
        f"The unit began on {first:%Y-%m-%d}, inside {period.label('en')}: the value may cover a part only.",
    )
