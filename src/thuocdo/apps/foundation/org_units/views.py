from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from thuocdo.apps.foundation.access import guarded
from thuocdo.apps.foundation.org_units import actions, queries, tree_of_day
from thuocdo.apps.foundation.org_units.forms import ClassEndForm, ClassForm
from thuocdo.apps.foundation.org_units.models import OrgUnit, UnitClass
from thuocdo.apps.foundation.org_units.tables import UnitTable
from thuocdo.apps.foundation.ui import tiles
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.tables import prepare
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.org_units.loading import load_units
from thuocdo.domain.org_units.units import HIERARCHIES, LEVEL_LABELS, TERRITORIAL, Level
from thuocdo.domain.primitives.errors import ThuocDoError


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
        "may_classify": request.user.has_perm("org_unit.classify", found),
        "breadcrumbs": [Crumb(_("Units"), reverse("org_units:units")), Crumb(found.label)],
    }
    return render(request, "org_units/unit.html", context)


@guarded("org_unit", "classify")
def classify(request: HttpRequest, code: str) -> HttpResponse:
    found = _unit_to_classify(request, code)
    readers = queries.class_readers()
    form = ClassForm(request.POST or None, initial={"valid_from": timezone.localdate()}, readers=readers)
    if request.method == "POST" and form.is_valid():
        try:
            actions.classify(unit=found, by=request.user, now=timezone.now(), **form.cleaned_data)
        except ThuocDoError as error:
            form.add_error(None, error.message(language()))
        else:
            messages.success(
                request,
                _("Kept. It counts for every round scored from now on whose period ends in that time."),
            )
            return redirect(found)
    context = {
        "form": form,
        "unit": found,
        "readers": readers,
        "breadcrumbs": _crumbs(found, _("Set a class")),
    }
    return render(request, "org_units/classify.html", context, status=422 if form.errors else 200)


@guarded("org_unit", "classify")
def end_class(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = _unit_to_classify(request, code)
    held = get_object_or_404(UnitClass.objects.select_related("unit"), pk=pk, unit=found)
    initial = {"version": held.version, "valid_to": timezone.localdate()}
    form = ClassEndForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.end_class(
                held=held,
                valid_to=data["valid_to"],
                document=data["document"],
                expected=data["version"],
                by=request.user,
            )
        except ThuocDoError as error:
            form.add_error(None, error.message(language()))
        else:
            messages.success(
                request, _("The class has its last day. Scores made before keep what they used.")
            )
            return redirect(found)
    context = {"form": form, "unit": found, "held": held, "breadcrumbs": _crumbs(found, _("End a class"))}
    return render(request, "org_units/end_class.html", context, status=422 if form.errors else 200)


def _unit_to_classify(request: HttpRequest, code: str) -> OrgUnit:
    """The unit; everybody may know of it, so whoever may not classify it is told so."""
    found = get_object_or_404(OrgUnit, code=code)
    if not request.user.has_perm("org_unit.classify", found):
        raise PermissionDenied("org_unit.classify")
    return found


def _crumbs(found: OrgUnit, last: str) -> list[Crumb]:
    return [
        Crumb(_("Units"), reverse("org_units:units")),
        Crumb(found.label, found.get_absolute_url()),
        Crumb(last),
    ]


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
