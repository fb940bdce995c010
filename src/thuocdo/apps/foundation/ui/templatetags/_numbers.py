"""Filters that write values: numbers, points, changes, shares, periods, texts, states."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from thuocdo.apps.foundation.ui import marks
from thuocdo.apps.foundation.ui.formatting import Number, write_number, write_share
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.texts import Text

if TYPE_CHECKING:
    from thuocdo.apps.foundation.ui.marks import ValueState

register = template.Library()


def language() -> str:
    """The language of this request, `vi` or `en`."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


@register.filter
def pick(text: object) -> str:
    """A bilingual text in the language of the screen; anything else as it is."""
    if isinstance(text, Text):
        return text.pick(language())
    if isinstance(text, dict):
        return str(text.get(language()) or text.get("vi") or "")
    return "" if text is None else str(text)


@register.filter
def number(value: object, digits: int | None = None) -> str:
    """A number in the format of the language; without `digits` with as many decimals as it has."""
    known = as_number(value)
    return (
        marks.state_mark("not_available") if known is None else write_number(known, language(), digits=digits)
    )


@register.filter
def share_percent(value: object, digits: int = 1) -> str:
    """A fraction of one as a percentage."""
    known = as_number(value)
    return (
        marks.state_mark("not_available") if known is None else write_share(known, language(), digits=digits)
    )


@register.filter
def points(value: object, maximum: object = None) -> SafeString:
    """Points with their maximum, 12,25 / 18; a whole count stays whole, 32 / 34."""
    known, most = as_number(value), as_number(maximum)
    shown = (
        marks.state_mark("not_available")
        if known is None
        else write_number(known, language(), digits=_digits(known))
    )
    if most is None:
        return format_html('<span class="td-points">{}</span>', shown)
    of = write_number(most, language())
    return format_html('<span class="td-points">{}<span class="td-of"> / {}</span></span>', shown, of)


@register.filter
def change(value: object, digits: int = 2) -> SafeString:
    """A change with arrow, sign and word; the colour only repeats them."""
    return _change(value, digits, rise_is_good=True)


@register.filter
def change_lower_is_better(value: object, digits: int = 2) -> SafeString:
    """A change where less is better, such as days or a rank."""
    return _change(value, digits, rise_is_good=False)


@register.filter
def value_state(state: ValueState | str) -> SafeString:
    """The mark of a value that is not a plain number."""
    return marks.state_mark(state)


@register.simple_tag(name="value")
def value_tag(value: object, state: str = "given", digits: int | None = None) -> SafeString | str:
    """A value by its state: the number, or the mark that says why there is none."""
    if state == "given" and as_number(value) == 0:
        state = "zero"
    return number(value, digits) if state == "given" else marks.state_mark(state)


@register.filter
def period_label(period: object) -> str:
    """A period in the words of the language: its label, the label of its code, or the day of a date."""
    label = getattr(period, "label", None)
    if callable(label):
        return pick(label(language())) if _wants_language(label) else pick(label())
    if label is not None:
        return pick(label)
    if isinstance(period, datetime):
        return date_format(period, "DATETIME_FORMAT")
    if isinstance(period, date):
        return date_format(period, "DATE_FORMAT")
    return _label_of_code(str(period or ""))


@register.filter
def rank_of(rank: object, count: object) -> SafeString:
    """A rank within its peer set: 10/34; without a rank, the mark of what is not known."""
    if rank in (None, ""):
        return marks.state_mark("not_available")
    return format_html('<span class="td-rank">{}<span class="td-of">/{}</span></span>', rank, count)


def as_number(value: object) -> Number | None:
    """`value` as a number that can be written, None where it is none."""
    if isinstance(value, bool) or value is None or value == "":
        return None
    if isinstance(value, Decimal | Fraction | int | float):
        return value if value == value else None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _change(value: object, digits: int, *, rise_is_good: bool) -> SafeString:
    known = as_number(value)
    if known is None:
        return marks.state_mark("not_available")
    text = write_number(known, language(), digits=digits, signed=True)
    sign = 0 if not text.strip("+−0.,") else (1 if known > 0 else -1)
    tone = "plain" if sign == 0 else "good" if (sign > 0) == rise_is_good else "bad"
    drawn = marks.shape({1: "up", -1: "down", 0: "same"}[sign])
    shown = text if sign else write_number(0, language(), digits=digits)
    word = marks.change_words(sign)
    return format_html(
        '<span class="td-change td-text-{}">{}{} <span class="td-change-word">{}</span></span>',
        tone,
        drawn,
        shown,
        word,
    )


def _digits(known: Number) -> int | None:
    return None if isinstance(known, int) else 2


def _label_of_code(code: str) -> str:
    try:
        return Period.parse(code).label(language()) if code else ""
    except ThuocDoError:
        return code


def _wants_language(label: object) -> bool:
    code = getattr(getattr(label, "__func__", label), "__code__", None)
    return code is not None and code.co_argcount > (1 if hasattr(label, "__self__") else 0)


@register.filter
def yes_no(value: object) -> str:
    """Yes, no, or not yet known."""
    if value is None:
        return gettext("Not yet known")
    return gettext("Yes") if value else gettext("No")
