from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from thuocdo.apps.assessment.drafts.models import Draft
from thuocdo.apps.assessment.drafts.queries.checks import checks_of, totals_of
from thuocdo.apps.assessment.drafts.queries.rows import ORDER, SETTLED, counted, in_order, rows_of
from thuocdo.apps.assessment.drafts.queries.texts import content_of, first_version, open_text
from thuocdo.apps.assessment.drafts.views.frame import deed_words, open_draft, page_of
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, get_permitted_or_404, guarded

PAGE_SIZE = 50


@guarded("draft", "view")
def draft(request: MemberRequest, pk: int) -> HttpResponse:
    one = open_draft(request, pk)
    rows = rows_of(one.text, open_text(first_version(one.draft)))
    counts = counted(rows)
    only = request.GET.get("only", "")
    unsure_first = request.GET.get("order", "") != "paper"
    context = page_of(
        request,
        one,
        "draft",
        rows=in_order(rows, unsure_first=unsure_first, only=only if only in (*ORDER, "open") else ""),
        counts=[(certainty, count) for certainty, count in counts.items() if count],
        settled=sum(count for certainty, count in counts.items() if certainty in SETTLED),
        all_rows=sum(counts.values()),
        likely=counts["likely"],
        proposed=sum(row.can_be_confirmed and row.certainty != "likely" for row in rows),
        totals=[line for line in totals_of(one.text) if line.difference],
        errors=[check for check in checks_of(one.text) if check.finding.is_error],
        unsure_first=unsure_first,
        only=only,
        back=_back(only, unsure_first=unsure_first),
    )
    return render(request, "drafts/draft.html", context)


def _back(only: str, *, unsure_first: bool) -> str:
    """The words of this view of the list, to come back to it."""
    known = only if only in (*ORDER, "open") else ""
    words = ({"only": known} if known else {}) | ({} if unsure_first else {"order": "paper"})
    return urlencode(words)


@guarded("draft", "view")
def checks(request: MemberRequest, pk: int) -> HttpResponse:
    one = open_draft(request, pk)
    found = checks_of(one.text)
    context = page_of(
        request,
        one,
        "checks",
        checks=found,
        error_count=sum(check.finding.severity == "error" for check in found),
        warning_count=sum(check.finding.severity == "warning" for check in found),
        totals=totals_of(one.text),
    )
    return render(request, "drafts/checks.html", context)


@guarded("draft", "view")
def history(request: MemberRequest, pk: int) -> HttpResponse:
    one = open_draft(request, pk)
    rows = one.draft.revisions.select_related("stored_by").defer("content").order_by("-number")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = page_of(
        request, one, "history", page=page, revisions=[(revision, deed_words(revision)) for revision in page]
    )
    return render(request, "drafts/history.html", context)


@guarded("draft", "view")
def text(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_permitted_or_404(Draft.objects.all(), request.user, pk=pk)
    asked = request.GET.get("revision", "")
    rows = found.revisions.filter(number=asked) if asked.isdecimal() and len(asked) < 9 else found.revisions
    revision = rows.defer("content").order_by("-number").first()
    if revision is None:
        raise Http404
    response = HttpResponse(content_of(revision.version), content_type="application/yaml; charset=utf-8")
    name = f"{found.index_code}-{found.rule_set}-{revision.number}.yaml"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
