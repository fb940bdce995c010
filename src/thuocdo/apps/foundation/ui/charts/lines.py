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
    """One series; a period without a value leaves a gap. `notes` are written at the points, such as ranks."""

    name: str
    values: Sequence[Number | None]
    role: Role | None = None
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Break:
    """Between the period at `before` and the one in front of it the lines are not joined; `label` says why."""

    before: int
    label: str


def line(
    lines: Sequence[Line],
    periods: Sequence[str],
    *,
    summary: str,
    unit: str = "",
    digits: int = 2,
    from_zero: bool = False,
    breaks: Sequence[Break] = (),
) -> Option:
    """Lines over periods, named at their ends instead of in a legend; a break is an empty place with a stroke."""
    option = base(summary, digits=digits)
    option["tooltip"] = tooltip(digits, "axis")
    slots = _slots(len(periods), breaks)
    labels = {one.before: one.label for one in breaks}
    names = [periods[place] if is_period else labels[place] for place, is_period in slots]
    option["xAxis"] = category_axis(names)
    option["yAxis"] = value_axis(unit, from_zero=from_zero)
    option["grid"] |= {"right": 150, "top": 34 if unit else 16}
    option["series"] = [_line_series(one, number, digits, slots) for number, one in enumerate(lines)]
    strokes = [number for number, (_, is_period) in enumerate(slots) if not is_period]
    if strokes and option["series"]:
        option["series"][0]["markLine"] = _break_strokes(strokes)
    return option


Slots = list[tuple[int, bool]]


def _slots(count: int, breaks: Sequence[Break]) -> Slots:
    """The places of the axis: every period, and before the broken ones an empty place."""
    broken = {one.before for one in breaks}
    return [
        (place, is_period)
        for place in range(count)
        for is_period in ((False, True) if place in broken else (True,))
    ]


def _break_strokes(places: Sequence[int]) -> Option:
    return {
        "silent": True,
        "symbol": "none",
        "label": {"show": False},
        "lineStyle": {"color": "@line-strong", "type": "dashed", "width": 1.5},
        "data": [{"xAxis": place} for place in places],
    }


def _line_series(one: Line, number: int, digits: int, slots: Slots) -> Option:
    paint = f"@{one.role}" if one.role else colour(number)
    joined = [one.values[place] if is_period else None for place, is_period in slots]
    data = [
        _point(one, place, paint, _beside(joined, slot)) if is_period else None
        for slot, (place, is_period) in enumerate(slots)
    ]
    end = label(
        f"@series:{digits}", colour_name=paint, fontWeight="bold" if one.role == "subject" else "normal"
    )
    return {
        "type": "line",
        "name": one.name,
        "data": data,
        "connectNulls": False,
        "symbol": ("circle", "rect", "triangle", "diamond")[number % 4],
        "symbolSize": 6,
        "lineStyle": {
            "color": paint,
            "width": 3 if one.role == "subject" else 1.75,
            "type": "dashed" if one.role == "median" else "solid",
        },
        "itemStyle": {"color": paint},
        # A name at the end of a line without points, or running along a gap, would be drawn nowhere.
        **({"endLabel": end} if any(value is not None for value in data) else {}),
        **({"animation": False} if None in data else {}),
        "labelLayout": {"moveOverlap": "shiftY"},
        "z": 3 if one.role == "subject" else 2,
    }


def _point(one: Line, place: int, paint: str, beside: Beside) -> Option | float | None:
    """A value, with what is written at it."""
    value = plain(one.values[place])
    note = one.notes[place] if place < len(one.notes) else ""
    if not note or value is None:
        return value
    written = label(note, colour_name=paint, position=_free_place(value, beside, len(note) * LETTER_WIDTH))
    return {"value": value, "note": note, "label": written}


Beside = tuple[float | None, float | None]


def _beside(joined: Sequence[Number | None], slot: int) -> Beside:
    """The values that the line joins to a point: the one in front of it and the one after."""
    before = joined[slot - 1] if slot else None
    after = joined[slot + 1] if slot + 1 < len(joined) else None
    return plain(before), plain(after)


def _free_place(value: float, beside: Beside, width: float) -> str | list[float]:
    """Where the line does not run through what is written at a point."""
    before, after = beside
    if before is None and after is None:
        return "left"  # the name stands on the right
    rises, falls = after is not None and after > value, before is not None and before > value
    if rises and falls:
        return "bottom"
    if rises:
        return [-width, -NOTE_HEIGHT]
    return [LETTER_WIDTH, -NOTE_HEIGHT] if falls else "top"


LETTER_WIDTH = 6.5
NOTE_HEIGHT = 16
LABEL_HEIGHT = 16


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing before and after."""

    name: str
    before: Number | None
    after: Number | None
    role: Role = "rest"


def slope(
    pairs: Sequence[Pair],
    periods: tuple[str, str],
    *,
    summary: str,
    unit: str = "",
    digits: int = 2,
    height: int = 320,
) -> Option:
    """What went up and what went down between two periods; falling is dashed, so colour is not alone.

    `height` is the height it will be drawn at, for labels that would lie on each other are moved apart.
    """
    whole = [pair for pair in pairs if pair.before is not None and pair.after is not None]
    before, after = (
        ([float(value) for value in values] for values in zip(*map(_ends, whole), strict=True))
        if whole
        else ([], [])
    )
    low, high = min(before + after, default=0.0), max(before + after, default=1.0)
    pixels = (height - 70) / ((high - low) or 1.0)
    option = base(summary, digits=digits)
    option["xAxis"] = category_axis(list(periods)) | {
        "boundaryGap": False,
        "splitLine": {"show": True, "lineStyle": {"color": "@line-strong"}},
    }
    option["yAxis"] = value_axis(unit, from_zero=False) | {"show": False, "min": low, "max": high}
    option["grid"] = {"left": 64, "right": 200, "top": 24, "bottom": 12, "containLabel": True}
    shifts = zip(whole, _shifts(before, pixels), _shifts(after, pixels), strict=True)
    option["series"] = [_slope_series(pair, digits, left, right) for pair, left, right in shifts]
    return option


def _ends(pair: Pair) -> tuple[Number, Number]:
    return pair.before or 0, pair.after or 0


def _shifts(values: Sequence[float], pixels: float) -> list[int]:
    """How far down each label moves so that all stand apart, moving as little as possible."""
    order = sorted(range(len(values)), key=lambda place: -values[place])
    wanted = [-values[place] * pixels for place in order]
    moved = {place: height - wish for place, height, wish in zip(order, _apart(wanted), wanted, strict=True)}
    return [round(moved[place]) for place in range(len(values))]


def _apart(wanted: Sequence[float]) -> list[float]:
    """Heights at least a label apart and nearest to the wanted ones: labels that touch share their shift."""
    blocks: list[tuple[float, int]] = []  # sum and count of the heights, each without the labels above it
    for place, height in enumerate(wanted):
        blocks.append((height - place * LABEL_HEIGHT, 1))
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            (above, many), (below, more) = blocks[-2:]
            blocks[-2:] = [(above + below, many + more)]
    bases = [total / count for total, count in blocks for _ in range(count)]
    return [height + place * LABEL_HEIGHT for place, height in enumerate(bases)]


def _slope_series(one: Pair, digits: int, left: int, right: int) -> Option:
    paint = f"@{one.role}"
    ink = "@ink-faint" if one.role == "rest" else paint
    weight = "bold" if one.role == "subject" else "normal"
    at_end = {
        "position": "right",
        "fontWeight": weight,
        "offset": [0, right],
        "width": 190,
        "overflow": "break",
    }
    return {
        "type": "line",
        "name": one.name,
        "data": [
            {
                "value": plain(one.before),
                "label": label(f"@value:{digits}", colour_name=ink, position="left", offset=[0, left]),
            },
            {"value": plain(one.after), "label": label(f"@series:{digits}", colour_name=ink) | at_end},
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
    }
