from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from thuocdo.apps.foundation.access import guarded
from thuocdo.apps.foundation.org_units import queries
from thuocdo.apps.foundation.org_units.tables import UnitTable
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.tables import prepare
from thuocdo.domain.org_units.units import LEVEL_LABELS


@guarded("org_unit", "view")
def units(request: HttpRequest) -> HttpResponse:
    on = _day(request)
    text, level = request.GET.get("q", "").strip(), request.GET.get("level", "")
    rows = queries.units_at(on, text=text, level=level)
    table = prepare(UnitTable(rows, caption=_("Units")), request)
    if file := export(request, table, title=_("Units"), notes=[f"{on:%d/%m/%Y}"]):
        return file
    context = {"table": table, "on": on, "text": text, "level": level, "levels": LEVEL_LABELS.items()}
    return render(request, "org_units/units.html", context)


@guarded("org_unit", "view")
def unit(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.unit_with_story(code)
    if found is None:
        raise Http404
    return render(request, "org_units/unit.html", {"unit": found})


def _day(request: HttpRequest) -> date:
    """The day in the address; a word that is no day means today."""
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()
