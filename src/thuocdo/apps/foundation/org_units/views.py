from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from thuocdo.apps.foundation.access import guarded
from thuocdo.apps.foundation.org_units import queries, tree_of_day
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.foundation.org_units.tables import UnitTable
from thuocdo.apps.foundation.ui import tiles
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.tables import prepare
from thuocdo.domain.org_units.loading import load_units
from thuocdo.domain.org_units.units import HIERARCHIES, LEVEL_LABELS, TERRITORIAL, Level


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
    context = {
        "unit": found,
        "fate": queries.fate_of(found, timezone.localdate()),
        "breadcrumbs": [Crumb(_("Units"), reverse("org_units:units")), Crumb(found.label)],
    }
    return render(request, "org_units/unit.html", context)


@guarded("org_unit", "view")
def tree(request: HttpRequest) -> HttpResponse:
    on, text = _day(request), request.GET.get("q", "").strip()
    hierarchy = request.GET.get("hierarchy", TERRITORIAL)
    hierarchy = hierarchy if hierarchy in HIERARCHIES else TERRITORIAL
    root = _root(request)
    if root is None:
        return render(request, "org_units/none.html")
    found = queries.tree_at(on, root, hierarchy=hierarchy)
    wanted = queries.codes_matching(on, text) if text else None
    level = request.GET.get("level", "")
    level_asked = Level(level) if level in tree_of_day.MAPPED else None
    unit_map = tree_of_day.map_of(found, load_units(), level=level_asked)
    placed, width, height = tiles.place(unit_map.tiles if unit_map else ())
    context = {
        "on": on,
        "text": text,
        "root": root,
        "root_name": found.units[root.code].label if root.code in found.units else root.label,
        "is_there": root.code in found.units,
        "hierarchy": hierarchy,
        "hierarchies": HIERARCHIES.items(),
        "roots": OrgUnit.objects.filter(links_down__hierarchy=hierarchy).distinct(),
        "nodes": tree_of_day.nodes_of(found, wanted=wanted),
        "hits": len(wanted & {unit.code for unit in found.below(root.code)}) if wanted is not None else None,
        "counts": tree_of_day.counts_of(found),
        "map": unit_map,
        "map_levels": tree_of_day.levels_to_map(found),
        "placed": placed,
        "size": {"width": str(width), "height": str(height)},
        "tile_width": str(tiles.WIDTH),
        "tile_height": str(tiles.HEIGHT),
        "days": queries.change_days(),
        "changes": queries.changes_on(on),
        "caveats": queries.caveats_at(found),
        "breadcrumbs": [Crumb(_("Units"), reverse("org_units:units")), Crumb(_("Tree and map"))],
    }
    return render(request, "org_units/tree.html", context)


def _root(request: HttpRequest) -> OrgUnit | None:
    """The unit on top: the one in the address, else the one this installation serves."""
    asked = request.GET.get("root", "")
    return (OrgUnit.objects.filter(code=asked).first() if asked else None) or queries.root_unit()


def _day(request: HttpRequest) -> date:
    """The day in the address; a word that is no day, or the first of all days, means today."""
    try:
        day = parse_date(request.GET.get("on", ""))
    except ValueError:
        day = None
    return day if day and day > date.min else timezone.localdate()
