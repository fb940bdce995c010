from __future__ import annotations

import re
from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.apps.foundation.accounts.permissions import (
    MemberRequest,
    get_permitted_or_404,
    guarded,
    may,
)
from thuocdo.apps.foundation.calendars import actions, queries
from thuocdo.apps.foundation.calendars.actions import Change
from thuocdo.apps.foundation.calendars.forms import TextForm, YearForm
from thuocdo.apps.foundation.calendars.models import HEAD, Calendar, CalendarRevision
from thuocdo.apps.foundation.calendars.views.pages import home_crumb
from thuocdo.apps.foundation.calendars.views.saving import saved_or_problems, tell_saved
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.calendars.seeding import draft_year
from thuocdo.domain.primitives.errors import ThuocDoError

PAGE_SIZE = 40
_FILE = re.compile(r"calendar\.yaml|\d{4}\.yaml")


@guarded("calendar", "view")
def text(request: MemberRequest, file: str) -> HttpResponse:
    revision = _revision_in_force(request, file)
    response = HttpResponse(bytes(revision.content), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{revision.file}"'
    response["ETag"] = f'"{revision.version}"'
    return response


@guarded("calendar", "manage")
def edit_text(request: MemberRequest, file: str) -> HttpResponse:
    _require_calendar(request)
    revision = _revision_in_force(request, file)
    initial = {"opened": revision.number, "text": queries.intact_text(revision)}
    form = TextForm(request.POST or None, initial=initial)

    def change() -> CalendarRevision:
        return actions.change_text(
            file=file,
            text=form.cleaned_data["text"],
            change=form.change(by=request.user, at=timezone.now()),
        )

    title = _("Text of %(file)s") % {"file": file}
    return _text_page(request, form, change, title=title, is_head=file == HEAD)


@guarded("calendar", "manage")
def add_year(request: MemberRequest) -> HttpResponse:
    _require_calendar(request)
    next_year = queries.current_calendar().last_year + 1
    initial = {"opened": 0, "year": next_year}
    if request.method != "POST":
        initial |= {"text": draft_year(next_year)}  # type: ignore[dict-item]  # numbers and a text
    form = YearForm(request.POST or None, initial=initial)

    def change() -> CalendarRevision:
        return actions.change_text(
            file=f"{form.cleaned_data['year']}.yaml",
            text=form.cleaned_data["text"],
            change=form.change(by=request.user, at=timezone.now()),
        )

    return _text_page(request, form, change, title=_("Add a year"), is_draft=True)


@guarded("calendar", "view")
def history(request: MemberRequest) -> HttpResponse:
    rows = CalendarRevision.objects.for_user(request.user).select_related("stored_by").defer("content")
    file = request.GET.get("file", "")
    chosen = rows.filter(file=file) if _FILE.fullmatch(file) else rows
    newest = queries.newest_revisions()
    may_manage = may(request.user, "calendar", "manage", queries.the_calendar())
    newer = queries.newer_shipped_files() if may_manage else []
    context = {
        "newer": [(name, newest[name].number) for name in newer if name in newest],
        "page": Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("page")),
        "file": file,
        "files": sorted(newest, reverse=True),
        "in_force": {row.pk for row in newest.values()},
        "breadcrumbs": [home_crumb(), Crumb(_("History"))],
    }
    return render(request, "calendars/history.html", context)


@guarded("calendar", "view")
def revision(request: MemberRequest, revision_id: int) -> HttpResponse:
    rows = CalendarRevision.objects.select_related("stored_by", "calendar__unit")
    found = get_permitted_or_404(rows, request.user, "view", pk=revision_id)
    context = {
        "revision": found,
        "lines": queries.difference(found),
        "is_in_force": queries.newest_number(found.file) == found.number,
        "newest_number": queries.newest_number(found.file),
        "may_manage": may(request.user, "calendar", "manage", found.calendar),
        "breadcrumbs": [
            home_crumb(),
            Crumb(_("History"), reverse("calendars:history")),
            Crumb(str(found)),
        ],
    }
    return render(request, "calendars/revision.html", context)


@guarded("calendar", "manage")
@require_POST
def restore(request: MemberRequest, revision_id: int) -> HttpResponse:
    found = get_permitted_or_404(CalendarRevision.objects.all(), request.user, "manage", pk=revision_id)
    reason = _("Revision %(n)s put back") % {"n": found.number}
    change = _plain_change(request, reason)
    return _try(request, lambda: actions.restore(revision=found, change=change))


@guarded("calendar", "manage")
@require_POST
def take_shipped(request: MemberRequest, file: str) -> HttpResponse:
    _require_calendar(request)
    content = queries.shipped_texts().get(file)
    if content is None:
        raise Http404
    change = _plain_change(request, _("Shipped text taken over"))
    return _try(request, lambda: actions.take_shipped(file=file, content=content, change=change))


def _text_page(
    request: MemberRequest,
    form: TextForm,
    change: Callable[[], CalendarRevision],
    *,
    title: str,
    is_head: bool = False,
    is_draft: bool = False,
) -> HttpResponse:
    stored, problems = saved_or_problems(request, form, change)
    if stored is not None:
        return redirect("calendars:revision", stored.pk)
    context = {
        "form": form,
        "title": title,
        "problems": problems,
        "is_head": is_head,
        "is_draft": is_draft,
        "breadcrumbs": [home_crumb(), Crumb(title)],
    }
    return render(request, "calendars/text_form.html", context)


def _plain_change(request: MemberRequest, reason: str) -> Change:
    """A change without a form: the number of the revision that was seen comes along with the button."""
    opened = request.POST.get("opened", "")
    expected = int(opened) if opened.isdecimal() else -1
    return Change(
        by=request.user,
        at=timezone.now(),
        expected=expected,
        reason=request.POST.get("reason", "").strip()[:500] or reason,
    )


def _try(request: MemberRequest, change: Callable[[], CalendarRevision]) -> HttpResponse:
    try:
        stored = change()
    except ThuocDoError as error:
        messages.error(request, error.message(language()))
        return redirect("calendars:history")
    tell_saved(request, stored)
    return redirect("calendars:revision", stored.pk)


def _require_calendar(request: MemberRequest) -> None:
    get_permitted_or_404(Calendar.objects.all(), request.user, "manage")


def _revision_in_force(request: MemberRequest, file: str) -> CalendarRevision:
    newest = CalendarRevision.objects.newest().filter(file=file) if _FILE.fullmatch(file) else None
    found = newest.for_user(request.user).first() if newest is not None else None
    if found is None:
        raise Http404
    return found
