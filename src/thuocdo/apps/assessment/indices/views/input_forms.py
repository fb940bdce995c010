from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from thuocdo.apps.assessment.indices.forms import InputFormChoice
from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.views.pages import stored_or_404
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded, may, units_for
from thuocdo.apps.foundation.org_units.models import OrgUnit, OrgUnitQuerySet
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.apps.foundation.ui.search import fold
from thuocdo.apps.foundation.ui.templatetags._numbers import language

MOST_UNITS = 100


@guarded("index", "view")
def choose_form(request: MemberRequest, code: str) -> HttpResponse:
    stored = stored_or_404(request, code)
    words = request.GET.get("q", "").strip()
    units = list(_units(stored, request, words)[: MOST_UNITS + 1])
    is_asked = "unit" in request.GET
    initial = {"unit": request.user.unit.code, "period": f"{timezone.localdate():%Y}"}
    form = InputFormChoice(request.GET if is_asked else None, initial=initial, offered=units[:MOST_UNITS])
    text = {"rule_set": stored.rule_set, "number": str(stored.number)}
    if is_asked and form.is_valid():
        asked = {"unit": form.cleaned_data["unit"].code, "period": form.cleaned_data["period"]}
        return redirect(f"{reverse('indices:form', args=[stored.code])}?{urlencode(text | asked)}")
    context = {
        "stored": stored,
        "form": form,
        "words": words,
        "has_units": bool(units),
        "has_more": len(units) > MOST_UNITS,
        "may_open": may(request.user, "round", "manage"),
        "breadcrumbs": [
            Crumb(_("Indices"), reverse("indices:indices")),
            Crumb(stored.title.pick(language()), f"{stored.get_absolute_url()}&number={stored.number}"),
            Crumb(_("Input form")),
        ],
    }
    return render(request, "indices/choose_form.html", context, status=422 if form.errors else 200)


def _units(stored: IndexDefinition, request: MemberRequest, words: str) -> OrgUnitQuerySet:
    """The units of the index's levels by name; without a name those that the person has to do with."""
    units = OrgUnit.objects.all() if words else units_for(request.user, "input_form", "view")
    units = units.at(timezone.localdate())
    if stored.levels:
        units = units.filter(level__in=stored.levels)
    if words:
        return units.matching(fold(words)).nearest_first(fold(words))
    return units.order_by("level", "sort_key")
