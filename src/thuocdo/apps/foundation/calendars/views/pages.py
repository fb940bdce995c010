from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded, may
from thuocdo.apps.foundation.calendars import drawing, queries
from thuocdo.apps.foundation.calendars.errors import NoCalendarError
from thuocdo.apps.foundation.calendars.forms import DeadlineForm
from thuocdo.apps.foundation.calendars.models import HEAD
from thuocdo.apps.foundation.calendars.reckoning import Reckoning, Unit, reckon
from thuocdo.apps.foundation.calendars.tables import RowTable
from thuocdo.apps.foundation.ui.components import Fact, Source, Tab
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.tables import prepare
from thuocdo.apps.foundation.ui.templatetags._numbers import language, pick
from thuocdo.domain.calendars.working_calendar import WorkingCalendar
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.provenance import CERTAINTY_LABELS


def home_crumb() -> Crumb:
    return Crumb(_("Working calendar"), reverse("calendars:calendar"))


def year_crumb(year: int) -> Crumb:
    return Crumb(str(year), reverse("calendars:year", args=[year]))


@guarded("calendar", "view")
def calendar(request: MemberRequest) -> HttpResponse:
    try:
        current = queries.current_calendar()
    except NoCalendarError as error:
        return render(request, "calendars/none.html", {"error": error.message(language())})
    today = timezone.localdate()
    return _year_page(request, current, min(max(today.year, current.first_year), current.last_year))


@guarded("calendar", "view")
def year(request: MemberRequest, year: int) -> HttpResponse:
    current = _current_or_404()
    if not current.first_year <= year <= current.last_year:
        raise Http404
    return _year_page(request, current, year)


@guarded("calendar", "view")
def day(request: MemberRequest, day: str) -> HttpResponse:
    current, asked = _current_or_404(), day_or_404(day)
    if not current.first_year <= asked.year <= current.last_year:
        raise Http404
    row = drawing.row_of_day(current, asked)
    context = {
        "day": asked,
        "row": row,
        "is_working": current.is_working_day(asked),
        "reason": row.name if row else current.reason_off(asked),
        "may_manage": may(request.user, "calendar", "manage", queries.the_calendar()),
        "breadcrumbs": [home_crumb(), year_crumb(asked.year), Crumb(f"{asked:%d/%m}")],
    }
    return render(request, "calendars/day.html", context)


@guarded("calendar", "view")
def deadline(request: MemberRequest) -> HttpResponse:
    asked = request.GET if "event" in request.GET else None
    start = {"event": timezone.localdate(), "amount": 5, "unit": Unit.WORKING_DAYS.value}
    form = DeadlineForm(asked, initial=start)
    context: dict[str, object] = {
        "form": form,
        "breadcrumbs": [home_crumb(), Crumb(_("Deadline calculator"))],
    }
    if asked is not None and form.is_valid():
        event, amount, unit = form.asked()
        try:
            current = queries.current_calendar()
            context |= _answer(current, reckon(current, event, amount, unit))
        except ThuocDoError as error:
            context["problems"] = [error]
    return render(request, "calendars/deadline.html", context)


def day_or_404(written: str) -> dt.date:
    """The day of an address."""
    try:
        return dt.date.fromisoformat(written)
    except ValueError as error:
        raise Http404 from error


def _current_or_404() -> WorkingCalendar:
    try:
        return queries.current_calendar()
    except NoCalendarError as error:
        raise Http404(error.message()) from error


def _answer(current: WorkingCalendar, found: Reckoning) -> dict[str, object]:
    rule = current.deadlines.provenance
    return {
        "found": found,
        "source": Source(
            name=rule.reference,
            snapshot=current.version,
            notes=[CERTAINTY_LABELS[rule.certainty]],
        ),
    }


def _year_page(request: MemberRequest, current: WorkingCalendar, year: int) -> HttpResponse:
    rows = drawing.rows_of(current, year)
    title = _("Days off and made-up days of %(year)s") % {"year": year}
    table = prepare(RowTable(rows, caption=title), request)
    if file := export(request, table, title=title, notes=[f"{current.code} · {current.version}"]):
        return file
    revisions = queries.newest_revisions()
    may_manage = may(request.user, "calendar", "manage", queries.the_calendar())
    months = drawing.months_of(current, year, today=timezone.localdate())
    context = {
        "calendar": current,
        "year": year,
        "years": [
            Tab(str(one), reverse("calendars:year", args=[one]), is_active=one == year)
            for one in range(current.first_year, current.last_year + 1)
        ],
        "months": months,
        "weekdays": [dt.date(2024, 1, number) for number in range(1, 8)],  # a week that begins on Monday
        "marks": [(mark, *drawing.MARKS[mark]) for mark in drawing.MARKS],
        "table": table,
        "finding": _finding(year, rows, sum(month.working_days for month in months)),
        "facts": _facts(current),
        "newer": queries.newer_shipped_files() if may_manage else [],
        "revision": revisions.get(f"{year}.yaml"),
        "head": HEAD,
        "may_manage": may_manage,
        "source": _source(current, rows),
        "breadcrumbs": [home_crumb(), Crumb(str(year))],
    }
    return render(request, "calendars/year.html", context)


def _finding(year: int, rows: list[drawing.Row], working_days: int) -> str:
    off = sum(row.mark != drawing.MADE_UP for row in rows)
    made_up = len(rows) - off
    unverified = sum(not row.is_firm for row in rows)
    said = _(
        "%(year)s has %(working)s working days; %(off)s days off besides weekends, %(made_up)s made-up days."
    ) % {
        "year": year,
        "working": working_days,
        "off": off,
        "made_up": made_up,
    }
    if not unverified:
        return said
    doubt = ngettext(
        "%(n)s row has not been checked against its document.",
        "%(n)s rows have not been checked against their documents.",
        unverified,
    ) % {"n": unverified}
    return f"{said} {doubt}"


def _facts(current: WorkingCalendar) -> list[Fact]:
    clock = [
        f"{start // 3600:02d}:{start % 3600 // 60:02d}–{end // 3600:02d}:{end % 3600 // 60:02d}"
        for start, end in current.hours.spans
    ]
    rule = current.deadlines
    first = {
        "excluded": _("the day of the event does not count"),
        "included": _("the day of the event counts as the first"),
    }
    end = {
        "next-working-day": _("an end on a day off moves to the next working day"),
        "previous-working-day": _("an end on a day off moves to the working day before"),
        "stays": _("an end on a day off stays there"),
    }
    said = f"{first[rule.first_day.value]}; {end[rule.end_on_day_off.value]}"
    return [
        Fact(
            _("Working hours"),
            f"{', '.join(clock)} ({pick(CERTAINTY_LABELS[current.provenance.certainty])})",
        ),
        Fact(
            _("Deadlines"),
            f"{said} ({rule.provenance.reference}; {pick(CERTAINTY_LABELS[rule.provenance.certainty])})",
        ),
    ]


def _source(current: WorkingCalendar, rows: list[drawing.Row]) -> Source:
    references = sorted({part for row in rows for part in row.provenance.reference.split("; ") if part})
    return Source(name="; ".join(references) or "–", snapshot=current.version)
