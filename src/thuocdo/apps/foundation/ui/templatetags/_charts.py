"""`{% chart option title table %}`: a picture whose title says the finding, with its table behind."""

from __future__ import annotations

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from thuocdo.apps.foundation.ui.charts import render
from thuocdo.apps.foundation.ui.charts.theme import COLOUR_NAMES, Option
from thuocdo.apps.foundation.ui.components import ChartTable
from thuocdo.apps.foundation.ui.templatetags._numbers import language

register = template.Library()

HEIGHTS = (240, 320, 400, 480, 640, 800, 1120)
STILL_WIDTH = 760
_JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def chart_colours() -> str:
    """The names of the colours that the browser reads for charts."""
    return " ".join(COLOUR_NAMES)


@register.inclusion_tag("ui/components/chart.html")
def chart(
    option: Option, title: object, table: ChartTable, *, note: object = "", height: int = 320
) -> dict[str, object]:
    """A figure: finding, picture (still on the server, live in the browser), table behind."""
    room = next((known for known in HEIGHTS if known >= height), HEIGHTS[-1])
    return {
        "title": title,
        "note": note,
        "table": table,
        "height": room,
        "summary": option["aria"]["label"]["description"],
        "still": _still(option, room),
        "data": _data(option),
    }


def _still(option: Option, height: int) -> SafeString:
    try:
        svg = render.to_svg(option, STILL_WIDTH, height, language(), palette="page")
    except render.ChartAssetsMissingError:
        return SafeString("")
    return mark_safe(svg)  # noqa: S308 -- made by our own engine, which escapes what it writes


def _data(option: Option) -> SafeString:
    text = json.dumps(option, ensure_ascii=False, allow_nan=False).translate(_JSON_ESCAPES)
    return format_html('<script type="application/json">{}</script>', mark_safe(text))  # noqa: S308 -- escaped above


@register.filter
def is_number(value: object) -> bool:
    """Whether a cell is a number or an unknown one, which stand at the right."""
    return value is None or (not isinstance(value, str | bool) and hasattr(value, "__float__"))
