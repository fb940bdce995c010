"""`{% load calendars %}`: shapes of days, names of months, signs of changed lines."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from thuocdo.apps.foundation.ui.columns import panel_attributes
from thuocdo.apps.foundation.ui.marks import shape
from thuocdo.apps.foundation.ui.templatetags._numbers import language

register = template.Library()
register.filter("in_panel", panel_attributes)
_VIETNAMESE_DAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_LINE_KINDS = {"+": "new", "-": "gone", "@": "jump"}


@register.filter
def drawn(name: str) -> SafeString:
    """The shape of a day, nothing for an ordinary one."""
    return shape(name) if name else SafeString("")


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
