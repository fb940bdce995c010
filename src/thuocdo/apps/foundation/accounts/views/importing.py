from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_POST

from thuocdo.apps.foundation.accounts.actions.importing import (
    check_against_accounts,
    import_accounts,
    rows_to_session,
)
from thuocdo.apps.foundation.accounts.forms import ImportForm
from thuocdo.apps.foundation.accounts.importing.reading import AccountRow, read_workbook
from thuocdo.apps.foundation.accounts.importing.template import template_workbook
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded, units_for
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.files.checks import read_checked
from thuocdo.apps.foundation.files.errors import FileRefusedError

SESSION_KEY = "accounts_import"
LIMIT = 2 * 1024**2  # the whole sheet is read into memory
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@guarded("account", "manage")
def upload(request: MemberRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}  # Any: a template's context
    if request.method == "POST" and form.is_valid():
        try:
            _, content = read_checked(form.cleaned_data["file"], limit=LIMIT, allowed=frozenset({".xlsx"}))
        except FileRefusedError as error:
            form.add_error("file", error.message(get_language() or "vi"))
        else:
            context |= _preview(request, content)
    return render(request, "accounts/import.html", context)


def _preview(request: MemberRequest, content: bytes) -> dict[str, Any]:  # Any: a template's context
    """What would be made, or what is wrong; waits in the session for the confirmation."""
    codes = set(units_for(request.user, "account", "manage").values_list("code", flat=True))
    reading = read_workbook(content, units=codes)
    findings = [*reading.findings, *check_against_accounts(reading.rows)]
    if findings:
        request.session.pop(SESSION_KEY, None)
        return {"findings": findings}
    request.session[SESSION_KEY] = rows_to_session(reading.rows)
    return {"rows": reading.rows}


@guarded("account", "manage")
@require_POST
def confirm(request: MemberRequest) -> HttpResponse:
    rows = [_row(values) for values in request.session.pop(SESSION_KEY, [])]
    reach = set(units_for(request.user, "account", "manage").values_list("code", flat=True))
    # Roles and accounts may have changed since the preview: everything is looked at once more.
    if not rows or check_against_accounts(rows) or any({row.unit, row.role_unit} - reach for row in rows):
        return redirect("accounts:import")
    made = import_accounts(rows=rows, by=request.user, today=timezone.localdate())
    told = ngettext("%(n)d account was made.", "%(n)d accounts were made.", len(made)) % {"n": len(made)}
    messages.success(request, told)
    return redirect("accounts:people")


@guarded("account", "manage")
def template(request: MemberRequest) -> HttpResponse:
    units = list(
        units_for(request.user, "account", "manage").at(timezone.localdate()).values_list("code", "label")
    )
    response = HttpResponse(template_workbook(units, get_language() or "vi"), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="accounts.xlsx"'
    return response


def _row(values: dict[str, Any]) -> AccountRow:  # Any: JSON
    role, begin, end = values["role"], values["valid_from"], values["valid_to"]
    days = {"valid_from": parse_date(begin) if begin else None, "valid_to": parse_date(end) if end else None}
    return AccountRow(**{**values, **days, "role": Role(role) if role else None})
