"""Bars from zero, and the waterfall that says what a change is made of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.apps.foundation.ui.charts.theme import (
    Number,
    Option,
    Role,
    base,
    category_axis,
    label,
    plain,
    tooltip,
    value_axis,
)

HIDDEN = "\u0000hidden"
MIDDLE_NAME: Option = {"nameLocation": "middle", "nameGap": 28, "nameTextStyle": {"color": "@ink-faint"}}
HATCH: Option = {
    "symbol": "rect",
    "color": "@paper",
    "dashArrayX": [1, 0],
    "dashArrayY": [1.5, 5],
    "rotation": -0.7,
}
NEAR_ZERO = 0.35
"""How much of the greatest total the levels must span for the axis to start from zero."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; an unknown value leaves its line empty and says so."""

    name: str
    value: Number | None
    role: Role = "rest"
    url: str = ""


def bar(
    bars: Sequence[Bar], *, summary: str, unit: str = "", digits: int = 2, maximum: Number | None = None
) -> Option:
    """Horizontal bars in the given order, each with its number at the end."""
    option = base(summary, digits=digits)
    axis = value_axis(unit)
    if maximum is not None:
        axis |= {"max": plain(maximum), "interval": float(maximum) / 5}
    option["xAxis"] = axis | MIDDLE_NAME
    option["yAxis"] = category_axis([one.name for one in bars], is_vertical=True)
    option["grid"] |= {"right": 60, "bottom": 24 if unit else 8}
    option["series"] = [
        {
            "type": "bar",
            "barMaxWidth": 18,
            "barCategoryGap": "35%",
            "data": [_bar_data(one) for one in bars],
            "label": label(f"@value:{digits}", position="right"),
        }
    ]
    return option


def _bar_data(one: Bar) -> Option:
    if one.value is None:
        return {
            "value": 0,
            "shown": None,
            "itemStyle": {"color": "@band-none"},
            "label": {"color": "@ink-faint"},
            "url": one.url,
        }
    weight = "bold" if one.role == "subject" else "normal"
    colour = {"itemStyle": {"color": f"@{one.role}"}, "label": {"fontWeight": weight}}
    return {"value": plain(one.value), "url": one.url, **colour}


@dataclass(frozen=True, slots=True)
class Step:
    """What one group added to or took from the total."""

    name: str
    change: Number
    url: str = ""


def waterfall(
    steps: Sequence[Step],
    *,
    start: tuple[str, Number],
    end: tuple[str, Number],
    summary: str,
    unit: str = "",
    digits: int = 2,
) -> Option:
    """From one total to another, step by step; totals may lie below zero.

    Where the steps are small beside the totals the axis starts near them; then the totals are marks, not
    bars, since the length of a bar is read from zero.
    """
    spans = _spans(steps, start, end)
    option = base(summary, digits=digits)
    option["tooltip"] = tooltip(digits, "axis")
    option["yAxis"] = category_axis([span.name for span in spans], is_vertical=True)
    option["xAxis"] = value_axis(unit) | MIDDLE_NAME
    option["grid"] |= {"right": 60, "bottom": 24 if unit else 8}
    near = _near_axis(spans)
    option["xAxis"] |= near
    option["series"] = _stacked(spans, digits, marks_totals=bool(near))
    return option


@dataclass(frozen=True, slots=True)
class Span:
    """One column: where it starts and ends, and the number written on it."""

    name: str
    before: float
    after: float
    shown: float
    role: Role

    @property
    def edges(self) -> tuple[float, float]:
        return min(self.before, self.after), max(self.before, self.after)


def _spans(steps: Sequence[Step], start: tuple[str, Number], end: tuple[str, Number]) -> list[Span]:
    level = float(start[1])
    spans = [Span(start[0], 0.0, level, level, "total")]
    for step in steps:
        after = level + float(step.change)
        role: Role = "rise" if step.change > 0 else "fall" if step.change < 0 else "median"
        spans.append(Span(step.name, level, after, float(step.change), role))
        level = after
    last = float(end[1])
    return [*spans, Span(end[0], 0.0, last, last, "total")]


def _near_axis(spans: Sequence[Span]) -> Option:
    """Edges and step of an axis near the levels, if zero is too far away to see the steps; else nothing."""
    levels = [span.after for span in spans]
    low, high = min(levels), max(levels)
    if low <= 0 or high - low > NEAR_ZERO * high:
        return {}
    room = (high - low) or high / 10
    step = _round_step(room / 3)
    first, last = math.floor((low - room / 5) / step), math.ceil((high + room / 5) / step)
    digits = max(0, -math.floor(math.log10(step)))
    edges = {"min": round(max(0, first) * step, digits), "max": round(last * step, digits)}
    return {**edges, "interval": step, "scale": True}


def _round_step(step: float) -> float:
    """The next round number: 1, 2 or 5 times a power of ten."""
    unit = 10.0 ** math.floor(math.log10(step))
    return next((round(times * unit, 12) for times in (1, 2, 5) if times * unit >= step), 10 * unit)


def _stacked(spans: Sequence[Span], digits: int, *, marks_totals: bool) -> list[Option]:
    """Columns as stacked pieces: gap and bar above zero, gap and bar below; marks for what has no length."""
    pieces: list[list[Option]] = [[], [], [], []]
    for span in spans:
        low, high = span.edges
        is_mark = marks_totals and span.role == "total"
        gap_up, gap_down = max(low, 0.0), min(high, 0.0)
        heights = (
            [high, 0.0, 0.0, 0.0]
            if is_mark
            else [gap_up, max(high, 0.0) - gap_up, gap_down, min(low, 0.0) - gap_down]
        )
        for piece, height in zip(pieces, heights, strict=True):
            piece.append({"value": height, "silent": True, "itemStyle": _paint(span)})
        pieces[1][-1] |= _written(span, digits)
    hidden = {"itemStyle": {"color": "transparent"}}
    gaps = [[{**item, **hidden} for item in pieces[place]] for place in (0, 2)]
    series = [
        _column_series(HIDDEN, gaps[0]),
        _column_series("up", pieces[1]),
        _column_series(HIDDEN, gaps[1]),
        _column_series("down", pieces[3]),
    ]
    return [*series, _marks(spans, marks_totals=marks_totals)]


def _paint(span: Span) -> Option:
    """The colour of a column; a fall is hatched too, for those who do not see the colour."""
    return {"color": f"@{span.role}"} | ({"decal": HATCH} if span.role == "fall" else {})


def _written(span: Span, digits: int) -> Option:
    is_total = span.role == "total"
    kind = "@value" if is_total else "@signed"
    shown = label(f"{kind}:{digits}", position="right", fontWeight="bold" if is_total else "normal")
    return {"shown": span.shown, "signed": not is_total, "silent": False, "label": shown}


def _column_series(name: str, data: list[Option]) -> Option:
    return {
        "type": "bar",
        "name": name,
        "stack": "all",
        "data": data,
        "barMaxWidth": 22,
        "barCategoryGap": "30%",
    }


def _marks(spans: Sequence[Span], *, marks_totals: bool) -> Option:
    """A short stroke for what has no length: an unchanged step, a total on an axis far from zero."""
    data = [
        {"value": [span.after, place], "silent": True, "itemStyle": {"color": f"@{span.role}"}}
        for place, span in enumerate(spans)
        if span.role == "median" or (marks_totals and span.role == "total")
    ]
    return {
        "type": "scatter",
        "name": HIDDEN,
        "data": data,
        "symbol": "rect",
        "symbolSize": [4, 22],
        "silent": True,
    }
