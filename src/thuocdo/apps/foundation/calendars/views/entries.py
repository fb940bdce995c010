from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.apps.foundation.accounts.permissions import MemberRequest, get_permitted_or_404, guarded
from thuocdo.apps.foundation.calendars import actions, drawing, queries, year_text
from thuocdo.apps.foundation.calendars.forms import (
    ChangeForm,
    DayOffForm,
    EntryForm,
    RemovalForm,
    SwapForm,
    initial_of_day_off,
    initial_of_swap,
)
from thuocdo.apps.foundation.calendars.models import Calendar, CalendarRevision
from thuocdo.apps.foundation.calendars.views.pages import day_or_404, home_crumb, year_crumb
from thuocdo.apps.foundation.calendars.views.saving import saved_or_problems
from thuocdo.apps.foundation.ui.context import Crumb


@guarded("calendar", "manage")
def add_day(request: MemberRequest, year: int) -> HttpResponse:
    return _add(request, year, DayOffForm, _("Add a day off"))


@guarded("calendar", "manage")
def add_swap(request: MemberRequest, year: int) -> HttpResponse:
    return _add(request, year, SwapForm, _("Add a swapped day"))


@guarded("calendar", "manage")
def edit(request: MemberRequest, day: str) -> HttpResponse:
    asked, file = _entry_or_404(request, day)
    current = queries.current_calendar()
    swap = drawing.swap_of(current, asked)
    kind: type[DayOffForm | SwapForm] = SwapForm if swap else DayOffForm
    initial = initial_of_swap(swap) if swap else initial_of_day_off(current.days_off[asked])
    form = kind(request.POST or None, initial={**initial, "opened": queries.newest_number(file)})

    def change() -> CalendarRevision:
        return actions.change_entry(
            file=file, day=asked, entry=form.entry(), change=form.change(by=request.user, at=timezone.now())
        )

    title = _("Change %(day)s") % {"day": f"{asked:%d/%m/%Y}"}
    return _answer(request, form, change, title=title, year=asked.year)


@guarded("calendar", "manage")
def remove(request: MemberRequest, day: str) -> HttpResponse:
    asked, file = _entry_or_404(request, day)
    form = RemovalForm(request.POST or None, initial={"opened": queries.newest_number(file)})

    def change() -> CalendarRevision:
        return actions.remove_entry(
            file=file, day=asked, change=form.change(by=request.user, at=timezone.now())
        )

    title = _("Take out %(day)s") % {"day": f"{asked:%d/%m/%Y}"}
    row = drawing.row_of_day(queries.current_calendar(), asked)
    return _answer(request, form, change, title=title, year=asked.year, row=row, is_removal=True)


def _add(request: MemberRequest, year: int, kind: type[DayOffForm | SwapForm], title: str) -> HttpResponse:
    _require_calendar(request)
    file = f"{year}.yaml"
    opened = queries.newest_number(file)
    if not opened:
        raise Http404
    form = kind(request.POST or None, initial={"opened": opened, "certainty": "sourced"})

    def change() -> CalendarRevision:
        return actions.add_entry(
            year=year, entry=form.entry(), change=form.change(by=request.user, at=timezone.now())
        )

    return _answer(request, form, change, title=title, year=year)


def _answer(
    request: MemberRequest,
    form: ChangeForm,
    change: Callable[[], CalendarRevision],
    *,
    title: str,
    year: int,
    row: drawing.Row | None = None,
    is_removal: bool = False,
) -> HttpResponse:
    stored, problems = saved_or_problems(request, form, change)
    if stored is not None:
        return redirect("calendars:year", year)
    context = {
        "form": form,
        "title": title,
        "problems": problems,
        "row": row,
        "year": year,
        "is_removal": is_removal,
        "is_entry": isinstance(form, EntryForm),
        "breadcrumbs": [home_crumb(), year_crumb(year), Crumb(title)],
    }
    return render(request, "calendars/entry_form.html", context)


def _require_calendar(request: MemberRequest) -> None:
    get_permitted_or_404(Calendar.objects.all(), request.user, "manage")


def _entry_or_404(request: MemberRequest, day: str) -> tuple[dt.date, str]:
    """The day and the file in which its row stands; a swap over New Year may stand in either year."""
    _require_calendar(request)
    asked = day_or_404(day)
    texts = queries.newest_texts()
    near = (f"{year}.yaml" for year in (asked.year, asked.year + 1, asked.year - 1))
    file = next((file for file in near if file in texts and year_text.has_entry(texts[file], asked)), None)
    if file is None:
        raise Http404
    return asked, file
