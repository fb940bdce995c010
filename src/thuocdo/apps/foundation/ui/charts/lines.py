"""Lines over periods, and the slope between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.apps.foundation.ui.charts.theme import (
    Number,
    Option,
    Role,
    base,
    category_axis,
    colour,
    label,
    plain,
    tooltip,
    value_axis,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One series; a period without a value leaves a gap."""

    name: str
    values: Sequence[Number | None]
    role: Role | None = None


def line(
    lines: Sequence[Line],
    periods: Sequence[str],
    *,
    summary: str,
    unit: str = "",
    digits: int = 2,
    from_zero: bool = False,
) -> Option:
    """Lines over periods, named at their ends instead of in a legend."""
    option = base(summary, digits=digits)
    option["tooltip"] = tooltip(digits, "axis")
    option["xAxis"] = category_axis(list(periods))
    option["yAxis"] = value_axis(unit, from_zero=from_zero)
    option["grid"] |= {"right": 150, "top": 34 if unit else 16}
    option["series"] = [_line_series(one, number, digits) for number, one in enumerate(lines)]
    return option


def _line_series(one: Line, number: int, digits: int) -> Option:
    paint = f"@{one.role}" if one.role else colour(number)
    return {
        "type": "line",
        "name": one.name,
        "data": [plain(value) for value in one.values],
        "connectNulls": False,
        "symbol": ("circle", "rect", "triangle", "diamond")[number % 4],
        "symbolSize": 6,
        "lineStyle": {
            "color": paint,
            "width": 3 if one.role == "subject" else 1.75,
            "type": "dashed" if one.role == "median" else "solid",
        },
        "itemStyle": {"color": paint},
        "endLabel": label(
            f"@series:{digits}", colour_name=paint, fontWeight="bold" if one.role == "subject" else "normal"
        ),
        "labelLayout": {"moveOverlap": "shiftY"},
        "z": 3 if one.role == "subject" else 2,
    }


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing before and after."""

    name: str
    before: Number | None
    after: Number | None
    role: Role = "rest"


def slope(
    pairs: Sequence[Pair], periods: tuple[str, str], *, summary: str, unit: str = "", digits: int = 2
) -> Option:
    """What went up and what went down between two periods; falling is dashed, so colour is not alone."""
    option = base(summary, digits=digits)
    option["xAxis"] = category_axis(list(periods)) | {
        "boundaryGap": False,
        "splitLine": {"show": True, "lineStyle": {"color": "@line-strong"}},
    }
    option["yAxis"] = value_axis(unit, from_zero=False) | {"show": False}
    option["grid"] = {"left": 64, "right": 190, "top": 20, "bottom": 8, "containLabel": True}
    option["series"] = [
        _slope_series(one, digits) for one in pairs if one.before is not None and one.after is not None
    ]
    return option


def _slope_series(one: Pair, digits: int) -> Option:
    paint = f"@{one.role}"
    ink = "@ink-faint" if one.role == "rest" else paint
    weight = "bold" if one.role == "subject" else "normal"
    return {
        "type": "line",
        "name": one.name,
        "data": [
            {
                "value": plain(one.before),
                "label": label(f"@value:{digits}", colour_name=ink, position="left"),
            },
            {
                "value": plain(one.after),
                "label": label(f"@series:{digits}", colour_name=ink, position="right", fontWeight=weight),
            },
        ],
        "symbol": "circle",
        "symbolSize": 7,
        "lineStyle": {
            "color": paint,
            "width": 3 if one.role == "subject" else 1.75,
            "type": "dashed" if one.role == "fall" else "solid",
        },
        "itemStyle": {"color": paint},
        "label": {"show": True},
        "labelLayout": {"moveOverlap": "shiftY"},
    }
