"""The rows of a year as a table that sorts, copies and exports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.foundation.calendars.drawing import Row
from thuocdo.apps.foundation.ui.columns import RowColumn, TextColumn
from thuocdo.apps.foundation.ui.marks import shape
from thuocdo.apps.foundation.ui.tables import DataTable
from thuocdo.apps.foundation.ui.templatetags._numbers import pick


class DayColumn(RowColumn):
    """The day as people write it; sorts by the calendar and leads to its page."""

    def render(self, value: Any, record: Row) -> SafeString | str:  # Any: the library's own kinds
        return super().render(date_format(value, "SHORT_DATE_FORMAT"), record)

    def value(self, value: Any) -> str:  # Any: the library's own kinds
        return date_format(value, "SHORT_DATE_FORMAT")


class KindColumn(TextColumn):
    """What the day is, with its shape."""

    def cell(self, value: object, record: Row) -> SafeString:
        return format_html(
            '<span class="cal-kind cal-{}">{}{}</span>', record.mark, shape(record.shape), pick(value)
        )


class CertaintyColumn(TextColumn):
    """How sure the row is; what nobody checked stands out by a word."""

    def cell(self, value: object, record: Row) -> SafeString:
        tone = "good" if record.is_firm else "warn"
        drawn = shape("full" if record.is_firm else "half")
        return format_html(
            '<span class="cal-certainty td-text-tone td-text-{}">{} {}</span>', tone, drawn, pick(value)
        )


class WeekdayColumn(TextColumn):
    """The weekday of a day in words."""

    def cell(self, value: object, record: Row) -> SafeString:  # noqa: ARG002 - the kit's signature
        return format_html('<span class="cal-weekday">{}</span>', self.value(value))

    def value(self, value: object) -> str:
        return date_format(cast("dt.date", value), "l")


class WideColumn(TextColumn):
    """Longer words, which keep some width on a telephone."""

    def __init__(self, *arguments: Any, width: str, **options: Any) -> None:  # Any: the library's own
        super().__init__(*arguments, **options)
        self.width = width

    def cell(self, value: object, record: Row) -> SafeString:  # noqa: ARG002 - the kit's signature
        return format_html('<span class="cal-{}">{}</span>', self.width, pick(value))


class RowTable(DataTable):
    """Days off and made-up days of a year."""

    day = DayColumn(
        verbose_name=_("Day"), address=lambda row: reverse("calendars:day", args=[row.day.isoformat()])
    )
    weekday = WeekdayColumn(verbose_name=_("Weekday"), accessor="day", orderable=False)
    kind = KindColumn(verbose_name=_("Kind"))
    name = WideColumn(width="name", verbose_name=_("Name"))
    certainty = CertaintyColumn(verbose_name=_("Certainty"))
    source = WideColumn(width="source", verbose_name=_("Source"), accessor="provenance__reference")
    note = TextColumn(verbose_name=_("Remark"), accessor="provenance__note")

    hidden_at_first: ClassVar[tuple[str, ...]] = ("note",)

    class Meta(DataTable.Meta):
        empty_text = _("No day off in this year yet. Add the first one.")

    def __init__(self, rows: Iterable[Row], **options: Any) -> None:  # Any: the library's own options
        super().__init__(rows, **options)
