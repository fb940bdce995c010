"""`{% load calendars %}`: shapes of days, names of months, signs of changed lines."""

from __future__ import annotations

import datetime as dt

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from thuocdo.apps.foundation.calendars.drawing import WORKING, Cell
from thuocdo.apps.foundation.ui.columns import panel_attributes
from thuocdo.apps.foundation.ui.marks import shape
from thuocdo.apps.foundation.ui.templatetags._numbers import language, pick

register = template.Library()
register.filter("in_panel", panel_attributes)
_VIETNAMESE_DAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_LINE_KINDS = {"+": "new", "-": "gone", "@": "jump"}


@register.filter
def drawn(name: str) -> SafeString:
    """The shape of a day, nothing for an ordinary one."""
    return shape(name) if name else SafeString("")


@register.filter
def day_cell(cell: Cell | None) -> SafeString:
    """A day of a month; drawn here, since a template would take ten times as long for a year of them."""
    if cell is None:
        return SafeString("<td></td>")
    classes = f"cal-{cell.mark}" + (" cal-today" if cell.is_today else "")
    if cell.row is not None and not cell.row.is_firm:
        classes += " cal-unsure"
    today = SafeString(' aria-current="date"' if cell.is_today else "")
    inside = _marked_day(cell) if cell.row is not None else _plain_day(cell)
    return format_html('<td class="{}"{}>{}</td>', classes, today, inside)


def _marked_day(cell: Cell) -> SafeString:
    """A day with something to say, which opens in the panel."""
    address, said = reverse("calendars:day", args=[cell.day.isoformat()]), pick(cell.said)
    return format_html(
        '<a class="cal-cell" href="{}" title="{}" {}>{}{}<span class="visually-hidden"> {}</span></a>',
        address,
        said,
        panel_attributes(address),
        drawn(cell.shape),
        cell.day.day,
        said,
    )


def _plain_day(cell: Cell) -> SafeString:
    if cell.mark == WORKING:
        return format_html('<span class="cal-cell">{}</span>', cell.day.day)
    return format_html(
        '<span class="cal-cell">{}<span class="visually-hidden"> {}</span></span>',
        cell.day.day,
        pick(cell.said),
    )


@register.filter
def month_name(day: dt.date) -> str:
    """The month as a heading: Tháng 4, April."""
    return f"Tháng {day.month}" if language() == "vi" else date_format(day, "F")


@register.filter
def weekday_name(day: dt.date) -> str:
    """The weekday in short: T2, Mon."""
    return _VIETNAMESE_DAYS[day.weekday()] if language() == "vi" else date_format(day, "D")


@register.filter
def line_kind(sign: str) -> str:
    """What a line of a difference is: new, gone, a jump, or the same."""
    return _LINE_KINDS.get(sign, "same")
