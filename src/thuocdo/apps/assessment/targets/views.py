from __future__ import annotations

from typing import ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.targets.actions import set_target as keep_target
from thuocdo.apps.assessment.targets.forms import TargetForm
from thuocdo.apps.assessment.targets.models import Target
from thuocdo.apps.assessment.targets.queries import Aim, aims, history_of, targets_for
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded, may, units_for
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.foundation.ui.columns import NumberColumn, RowColumn, TextColumn
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.tables import DataTable, prepare
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class TargetTable(DataTable):
    """The targets in force."""

    always_shown: ClassVar[int] = 2

    unit = RowColumn(verbose_name=_("Unit"), address="url", order_by="sort_key")
    index = TextColumn(verbose_name=_("Index"))
    period = TextColumn(verbose_name=_("Period"))
    value = NumberColumn(verbose_name=_("Target"))
    document = TextColumn(verbose_name=_("Document"))
    reason = TextColumn(verbose_name=_("Remark"), orderable=False)


@guarded("target", "view")
def targets(request: MemberRequest) -> HttpResponse:
    known = {aim.code: aim for aim in aims()}
    found = list(targets_for(request.user))
    rows = [_record(one, known.get(one.index_code)) for one in found]
    table = prepare(TargetTable(rows, caption=gettext("Targets in force")), request)
    if file := export(request, table, title=gettext("Targets in force")):
        return file
    context = {
        "table": table,
        "count": len(found),
        "may_set": may(request.user, "target", "set"),
        "breadcrumbs": [Crumb(gettext("Targets"))],
    }
    return render(request, "targets/targets.html", context)


@guarded("target", "set")
def set_target(request: MemberRequest) -> HttpResponse:
    choices = aims()
    asked = {name: request.GET[name] for name in ("index", "unit", "period") if name in request.GET}
    form = TargetForm(
        request.POST or None,
        initial={"period": f"{timezone.localdate():%Y}", **asked},
        aims=choices,
        units=units_for(request.user, "target", "set"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _keep(form, request)
        except ThuocDoError as error:
            form.add_error(None, error.message(language()))
        else:
            messages.success(
                request, gettext("The target is kept; what was there before stays in its history.")
            )
            return redirect("targets:targets")
    context = {
        "form": form,
        "history": _history(asked),
        "breadcrumbs": [
            Crumb(gettext("Targets"), reverse("targets:targets")),
            Crumb(gettext("Set a target")),
        ],
    }
    return render(request, "targets/set_target.html", context, status=422 if form.errors else 200)


def _keep(form: TargetForm, request: MemberRequest) -> Target:
    data = form.cleaned_data
    return keep_target(
        index_code=data["index"],
        unit=data["unit"],
        period=data["period"],
        value=data["value"],
        document_number=data["document_number"],
        document_date=data["document_date"],
        reason=data["reason"],
        by=request.user,
        now=timezone.now(),
    )


def _history(asked: dict[str, str]) -> list[Target]:
    """The revisions of the target that the address names; nothing where it names none."""
    unit = OrgUnit.objects.filter(code=asked.get("unit", "")).first()
    if unit is None or not {"index", "period"} <= set(asked):
        return []
    return list(history_of(index_code=asked["index"], unit_id=unit.pk, period=asked["period"]))


def _record(one: Target, aim: Aim | None) -> dict[str, object]:
    query = urlencode({"index": one.index_code, "unit": one.unit.code, "period": one.period})
    return {
        "unit": Text(one.unit.label or one.unit.name_vi),
        "sort_key": one.unit.sort_key,
        "url": f"{reverse('targets:set_target')}?{query}",
        "index": aim.title if aim is not None else Text(one.index_code),
        "period": one.period_text,
        "value": one.value,
        "document": f"{one.document_number}, {one.document_date:%d/%m/%Y}",
        "reason": one.reason,
    }
