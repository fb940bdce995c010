from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from thuocdo.apps.assessment.scorecards.actions.results_upload import KINDS, HandedIn, keep_results, look_at
from thuocdo.apps.assessment.scorecards.forms.published import ResultFilter, ResultsUploadForm
from thuocdo.apps.assessment.scorecards.models import DataSet
from thuocdo.apps.assessment.scorecards.queries.data_sets import (
    index_titles,
    measure_titles,
    peer_sizes,
    results_in,
    summaries,
)
from thuocdo.apps.assessment.scorecards.tables.published import data_set_table, result_table, with_links
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, get_permitted_or_404, guarded, may
from thuocdo.apps.foundation.evidence.actions import take_in
from thuocdo.apps.foundation.evidence.models import Upload
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.tables import prepare
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.errors import ThuocDoError

SESSION_KEY = "published_results"
SHOWN = 50


@guarded("published", "view")
def data_sets(request: MemberRequest) -> HttpResponse:
    found = summaries(request.user)
    title = _("Published results")
    table = prepare(data_set_table(found), request)
    if file := export(request, table, title=title):
        return file
    context = {
        "table": table,
        "count": len(found),
        "rows": sum(one.rows for one in found),
        "agrees": sum(one.agrees for one in found),
        "differs": sum(one.differs for one in found),
        "may_load": may(request.user, "published", "manage"),
        "breadcrumbs": [Crumb(title)],
    }
    return render(request, "scorecards/data_sets.html", context)


@guarded("published", "view")
def data_set(request: MemberRequest, code: str) -> HttpResponse:
    this_set = get_permitted_or_404(DataSet.objects.all(), request.user, code=code)
    titles = measure_titles(this_set.index_code)
    found = list(results_in(this_set))
    wanted = ResultFilter(request.GET, found, titles)
    rows = wanted.rows()
    title = this_set.title.pick(language())
    table = prepare(result_table(rows, titles, peer_sizes(), caption=title), request)
    if file := export(request, table, title=title, notes=[this_set.source, this_set.as_of]):
        return file
    counts = {check: sum(row.check_result == check for row in rows) for check in ("agrees", "differs")}
    context = {
        "data_set": this_set,
        "source": with_links(this_set.source),
        "table": table,
        "filter": wanted,
        "count": len(rows),
        "agrees": counts["agrees"],
        "differs": counts["differs"],
        "breadcrumbs": [Crumb(_("Published results"), reverse("scorecards:data_sets")), Crumb(title)],
    }
    return render(request, "scorecards/data_set.html", context)


@guarded("published", "manage")
def load_results(request: MemberRequest) -> HttpResponse:
    form = ResultsUploadForm(request.POST or None, request.FILES or None, indices=index_titles())
    context: dict[str, Any] = {  # Any: a template's context
        "form": form,
        "breadcrumbs": [
            Crumb(_("Published results"), reverse("scorecards:data_sets")),
            Crumb(_("Load a table")),
        ],
    }
    if request.method == "POST" and form.is_valid():
        try:
            context |= _preview(request, form.cleaned_data)
        except ThuocDoError as error:
            form.add_error("file", error.message(language()))
    return render(request, "scorecards/load_results.html", context, status=422 if form.errors else 200)


def _preview(request: MemberRequest, said: dict[str, Any]) -> dict[str, Any]:  # Any: form data and a context
    """What would be kept, or what is wrong; waits in the session for the confirmation."""
    upload = take_in(file=said["file"], unit=request.user.unit, by=request.user, allowed=KINDS)
    handed_in = HandedIn(upload, said["index"], said["title"], said["published_on"])
    read = look_at(handed_in)
    request.session.pop(SESSION_KEY, None)
    if read.is_good:
        request.session[SESSION_KEY] = {
            "upload": upload.pk,
            "index": handed_in.index_code,
            "title": handed_in.title,
            "published_on": handed_in.published_on.isoformat(),
        }
    return {"read": read, "shown": read.figures[:SHOWN]}


@require_POST
@guarded("published", "manage")
def confirm_results(request: MemberRequest) -> HttpResponse:
    waiting = request.session.pop(SESSION_KEY, None)
    upload = waiting and Upload.objects.filter(pk=waiting["upload"], uploaded_by=request.user).first()
    day = parse_date(waiting["published_on"]) if waiting else None
    if not upload or day is None:
        messages.error(request, _("There is no table waiting to be confirmed; hand it in again."))
        return redirect("scorecards:load_results")
    handed_in = HandedIn(upload, waiting["index"], waiting["title"], day)
    try:
        # Units and earlier publications may have changed since the preview: everything is read once more.
        kept = keep_results(handed_in=handed_in, by=request.user, now=timezone.now())
    except ThuocDoError as error:
        messages.error(request, error.message(language()))
        return redirect("scorecards:load_results")
    count = kept.results.count()
    told = ngettext("%(n)d published row is kept.", "%(n)d published rows are kept.", count) % {"n": count}
    messages.success(request, told)
    return redirect(kept)
