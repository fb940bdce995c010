from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from thuocdo.apps.assessment.drafts.models import Draft, DraftState
from thuocdo.apps.assessment.drafts.queries.listing import drafts_for, drafts_of
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded, may
from thuocdo.apps.foundation.ui.context import Crumb

PAGE_SIZE = 40


@guarded("draft", "view")
def drafts(request: MemberRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = drafts_for(request.user)
    chosen = rows.filter(state=state) if state in DraftState.values else rows
    return _list(request, chosen, title=_("Drafts of indices"), state=state, states=DraftState.choices)


@guarded("draft", "manage")
def mine(request: MemberRequest) -> HttpResponse:
    return _list(request, drafts_of(request.user), title=_("My drafts"), is_mine=True)


def _list(request: MemberRequest, rows: QuerySet[Draft], *, title: str, **more: object) -> HttpResponse:
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "title": title,
        "may_manage": may(request.user, "draft", "manage"),
        "breadcrumbs": [Crumb(title)],
        **more,
    }
    return render(request, "drafts/drafts.html", context)
