"""Profiles over groups, the tree of an index, and units by periods."""

from __future__ import annotations

import textwrap
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
)

LINE_LETTERS = 14
"""As much as stands beside the web in a chart of 460 pixels, where it is drawn at its full size."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One group of a profile with its greatest possible points."""

    name: str
    maximum: Number


@dataclass(frozen=True, slots=True)
class Profile:
    """The points of one unit (or of the best, or the median) in every group."""

    name: str
    values: Sequence[Number | None]
    role: Role


def radar(
    axes: Sequence[Axis], profiles: Sequence[Profile], *, summary: str, left_out: str = "", digits: int = 2
) -> Option:
    """Groups of one unit against others, each axis from zero to its maximum.

    A group that somebody has no value for is left out, since the middle would read as zero; `left_out` is the
    sentence that says so, with `{}` where the names go.
    """
    whole = [place for place in range(len(axes)) if all(one.values[place] is not None for one in profiles)]
    missing = [axis.name for place, axis in enumerate(axes) if place not in whole]
    option = base(summary, digits=digits, has_axes=False)
    option["legend"] = {
        "bottom": 4,
        "icon": "roundRect",
        "itemWidth": 18,
        "itemHeight": 4,
        "textStyle": {"color": "@ink-soft"},
    }
    option["radar"] = {
        "indicator": [
            {"name": _on_lines(axes[place].name), "max": plain(axes[place].maximum)} for place in whole
        ],
        "radius": "60%",
        "center": ["50%", "48%"],
        "splitNumber": 4,
        "axisName": {
            "color": "@ink-soft",
            "fontSize": 12,
            "lineHeight": 15,
        },
        "splitArea": {"show": False},
        "splitLine": {"lineStyle": {"color": "@line"}},
        "axisLine": {"lineStyle": {"color": "@line"}},
    }
    option["series"] = [
        {"type": "radar", "data": [_profile(one, whole) for one in profiles], "emphasis": {"disabled": True}}
    ]
    if missing and left_out:
        text = left_out.format(", ".join(missing))
        option["title"] = {
            "text": text,
            "top": 12,
            "left": 0,
            "textStyle": {"fontSize": 12, "fontWeight": "normal", "color": "@ink-faint"},
        }
    return option


def _on_lines(name: str) -> str:
    """A long name on short lines: the chart library does not break the names of these axes itself."""
    return "\n".join(textwrap.wrap(name, LINE_LETTERS, break_long_words=False))


def _profile(one: Profile, whole: Sequence[int]) -> Option:
    paint = f"@{one.role}"
    style = {"subject": "solid", "best": "dashed"}.get(one.role, "dotted")
    return {
        "name": one.name,
        "value": [plain(one.values[place]) for place in whole],
        "symbol": "circle" if one.role == "subject" else "none",
        "symbolSize": 6,
        "lineStyle": {"color": paint, "width": 2.5 if one.role == "subject" else 1.75, "type": style},
        "itemStyle": {"color": paint},
        "areaStyle": {"color": paint, "opacity": 0.12 if one.role == "subject" else 0},
    }


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of an index: its greatest points are the angle, the share reached (0 to 1) the depth."""

    name: str
    maximum: Number
    children: Sequence[Branch] = ()
    share: float | None = None
    url: str = ""


def sunburst(branches: Sequence[Branch], *, summary: str, digits: int = 2) -> Option:
    """An index as rings: groups inside, indicators outside, angle by points."""
    option = base(summary, digits=digits, has_axes=False)
    option["series"] = [
        {
            "type": "sunburst",
            "radius": ["16%", "96%"],
            "sort": None,
            "nodeClick": False,
            "data": [_ring(one, colour(number), 0) for number, one in enumerate(branches)],
            "itemStyle": {"borderColor": "@paper", "borderWidth": 1.5},
            "label": {
                "minAngle": 9,
                "fontSize": 11,
                "color": "@ink",
                "overflow": "truncate",
                "textBorderWidth": 0,
            },
            "emphasis": {"focus": "ancestor"},
            "levels": _LEVELS,
        }
    ]
    return option


_LEVELS: list[Option] = [
    {},
    {
        "r0": "16%",
        "r": "58%",
        "label": {"width": 66, "overflow": "break", "lineHeight": 14, "color": "@paper"},
    },
    {"r0": "58%", "r": "84%", "label": {"width": 50}},
    {"r0": "84%", "r": "96%", "label": {"show": False}},
]


def _ring(one: Branch, paint: str, depth: int) -> Option:
    opacity = 1.0 if depth == 0 else 0.2 + 0.5 * (0.6 if one.share is None else min(max(one.share, 0.0), 1.0))
    made: Option = {
        "name": one.name,
        "shown": plain(one.maximum),
        "url": one.url,
        "itemStyle": {"color": paint, "opacity": opacity},
    }
    if one.children:
        made["children"] = [_ring(child, paint, depth + 1) for child in one.children]
    else:
        made["value"] = plain(one.maximum)
    return made


def heat_map(
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[Number | None]],
    *,
    summary: str,
    digits: int = 1,
    edges: tuple[Number, Number] | None = None,
) -> Option:
    """Units by periods: five depths of one colour, the number in the cell; a cell without a value is grey."""
    known = [float(value) for line in values for value in line if value is not None]
    low, high = (
        (float(edges[0]), float(edges[1])) if edges else (min(known, default=0.0), max(known, default=1.0))
    )
    option = base(summary, digits=digits)
    option["xAxis"] = category_axis(list(columns)) | {"position": "top", "axisLine": {"show": False}}
    option["yAxis"] = category_axis(list(rows), is_vertical=True) | {"axisLine": {"show": False}}
    option["series"] = [
        {
            "type": "heatmap",
            "data": [
                _cell(x, y, value, low, high) for y, line in enumerate(values) for x, value in enumerate(line)
            ],
            "label": label(f"@value:{digits}"),
            "itemStyle": {"borderColor": "@paper", "borderWidth": 2},
        }
    ]
    # ECharts wants a map from value to colour; each cell carries its own instead: the bands are ours.
    option["visualMap"] = {
        "show": False,
        "min": low,
        "max": high if high > low else low + 1,
        "inRange": {"opacity": 1},
        "dimension": 2,
    }
    return option


def band(value: float, low: float, high: float) -> int:
    """Which fifth between `low` and `high` a value lies in, from 1 to 5."""
    return 5 if high <= low else min(5, max(1, 1 + int(5 * (value - low) / (high - low))))


def _cell(x: int, y: int, value: Number | None, low: float, high: float) -> Option:
    if value is None:
        return {
            "value": [x, y, low],
            "shown": None,
            "itemStyle": {"color": "@band-none"},
            "label": {"color": "@ink-faint"},
        }
    number = band(float(value), low, high)
    return {
        "value": [x, y, plain(value)],
        "itemStyle": {"color": f"@band-{number}"},
        "label": {"color": f"@band-{number}-ink"},
    }
