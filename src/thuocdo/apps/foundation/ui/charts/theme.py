"""What all charts share: type, colours by name, axes, tooltips that a strict page allows."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

Option = dict[str, Any]  # Any: the option of ECharts is a deep tree of its own making
Number = Decimal | Fraction | float | int
Role = Literal["subject", "best", "median", "rest", "rise", "fall", "total"]

LINE_LETTERS = 26
FONT = "Be Vietnam Pro, Arimo, Segoe UI, Roboto, Arial, sans-serif"

LIGHT: dict[str, str] = {
    "ink": "#1d1a23",
    "ink-soft": "#4b4755",
    "ink-faint": "#67626f",
    "line": "#e2dfe7",
    "line-strong": "#b9b4c2",
    "paper": "#ffffff",
    "raised": "#ffffff",
    "subject": "#5f2f8a",
    "best": "#0f7672",
    "median": "#77717f",
    "rest": "#c9c2d3",
    "rise": "#17755a",
    "fall": "#b4501f",
    "total": "#4b4755",
    "band-1": "#f0e8f7",
    "band-2": "#d5bfe8",
    "band-3": "#b08dd1",
    "band-4": "#7f4fb0",
    "band-5": "#4c2072",
    "band-none": "#eeedf0",
    "band-1-ink": "#1d1a23",
    "band-2-ink": "#1d1a23",
    "band-3-ink": "#1d1a23",
    "band-4-ink": "#ffffff",
    "band-5-ink": "#ffffff",
    "c1": "#5f2f8a",
    "c2": "#0f7672",
    "c3": "#b65a1e",
    "c4": "#2d69b0",
    "c5": "#a83b72",
    "c6": "#6f7420",
    "c7": "#8a6d3b",
    "c8": "#5b6572",
    "c9": "#c28a00",
    "c10": "#8d6cc0",
}
"""The light colours of static/ui/css/tokens.css, for pictures in documents; a test keeps the two equal."""

COLOUR_NAMES = tuple(LIGHT)
CSS: dict[str, str] = {name: f"var(--td-{name})" for name in COLOUR_NAMES}
"""Colours that follow the theme of the page, for pictures inside a page."""


def colour(number: int) -> str:
    """The colour of the group with this number, counted from 0: the same group, the same colour."""
    return f"@c{number % 10 + 1}"


def plain(number: Number | None) -> float | None:
    """A number for drawing; None stays None, never zero."""
    return None if number is None else float(number)


def base(summary: str, *, digits: int = 2, has_axes: bool = True) -> Option:
    """The start of every option; `summary` is what a screen reader hears of the picture."""
    option: Option = {
        "textStyle": {"fontFamily": FONT, "fontSize": 12.5, "color": "@ink-soft"},
        "aria": {"enabled": True, "label": {"description": summary}},
        "tooltip": tooltip(digits),
    }
    if has_axes:
        option["grid"] = {"left": 12, "right": 24, "top": 16, "bottom": 8, "containLabel": True}
    return option


def tooltip(digits: int, trigger: str = "item") -> Option:
    """A tip drawn into the picture, since a strict page allows no markup with styles in it."""
    return {
        "trigger": trigger,
        "renderMode": "richText",
        "confine": True,
        "formatter": f"@tip:{digits}",
        "backgroundColor": "@raised",
        "borderColor": "@line-strong",
        "borderWidth": 1,
        "padding": [8, 10],
        "textStyle": {
            "color": "@ink",
            "fontSize": 12.5,
            "lineHeight": 20,
            "rich": {"b": {"fontWeight": "bold", "color": "@ink", "fontSize": 12.5, "lineHeight": 20}},
        },
        "axisPointer": {"type": "line", "lineStyle": {"color": "@line-strong"}},
    }


def value_axis(unit: str = "", *, digits: int | None = None, from_zero: bool = True) -> Option:
    """An axis of numbers; bars start from zero, lines may not."""
    return {
        "type": "value",
        "scale": not from_zero,
        "name": unit,
        "nameLocation": "end",
        "nameTextStyle": {"color": "@ink-faint", "align": "left"},
        "axisLabel": {
            "formatter": "@axis:" if digits is None else f"@axis:{digits}",
            "color": "@ink-faint",
            "hideOverlap": True,
        },
        "splitLine": {"lineStyle": {"color": "@line"}},
        "splitNumber": 4,
    }


def category_axis(names: list[str], *, is_vertical: bool = False) -> Option:
    """An axis of names; a vertical one reads from the top down and breaks long names."""
    is_long = is_vertical and any(len(name) > LINE_LETTERS for name in names)
    return {
        "type": "category",
        "data": names,
        "inverse": is_vertical,
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": "@line-strong"}},
        "axisLabel": {
            "color": "@ink-soft",
            "interval": 0,
            "hideOverlap": not is_vertical,
            **({"width": 168, "overflow": "break", "lineHeight": 15} if is_long else {}),
        },
    }


def label(shown: str, *, colour_name: str = "@ink", **more: object) -> Option:
    """A number or name written beside what it belongs to."""
    return {
        "show": True,
        "formatter": shown,
        "color": colour_name,
        "fontSize": 12,
        "textBorderWidth": 0,
    } | more
