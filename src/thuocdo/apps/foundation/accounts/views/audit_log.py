from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from thuocdo.apps.foundation.accounts import queries
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded
from thuocdo.apps.foundation.audit.queries import known_verbs

PAGE_SIZE = 100


@guarded("audit_entry", "view")
def audit_log(request: MemberRequest) -> HttpResponse:
    text, verb = request.GET.get("q", "").strip(), request.GET.get("verb", "")
    entries = queries.audit_entries_for(request.user, text=text, verb=verb)
    context = {
        "page": Paginator(entries, PAGE_SIZE).get_page(request.GET.get("page")),
        "text": text,
        "verb": verb,
        "verbs": sorted(known_verbs().items(), key=lambda pair: str(pair[1])),
    }
    return render(request, "accounts/audit_log.html", context)
