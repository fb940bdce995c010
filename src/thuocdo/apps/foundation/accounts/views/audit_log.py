from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from thuocdo.apps.foundation.accounts import queries
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded
from thuocdo.apps.foundation.accounts.tables import AuditTable
from thuocdo.apps.foundation.audit.queries import known_verbs
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.tables import prepare


@guarded("audit_entry", "view")
def audit_log(request: MemberRequest) -> HttpResponse:
    text, verb = request.GET.get("q", "").strip(), request.GET.get("verb", "")
    entries = queries.audit_entries_for(request.user, text=text, verb=verb)
    table = prepare(AuditTable(entries, caption=_("Audit log")), request)
    if file := export(request, table, title=_("Audit log")):
        return file
    context = {
        "table": table,
        "text": text,
        "verb": verb,
        "verbs": sorted(known_verbs().items(), key=lambda pair: str(pair[1])),
    }
    return render(request, "accounts/audit_log.html", context)
