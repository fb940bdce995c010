from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded, may
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.foundation.ui.context import ContextChoice, Crumb
from thuocdo.apps.foundation.ui.exports import workbook_response
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.apps.publication.stories import pictures, tables, words
from thuocdo.apps.publication.stories.presentation import parts, paths
from thuocdo.apps.publication.stories.presentation import stories as pages
from thuocdo.apps.publication.stories.queries.lists import own_unit, stories_of, units_with_stories
from thuocdo.apps.publication.stories.queries.paths import MOST_OTHERS, PathStory, path_story
from thuocdo.apps.publication.stories.queries.stories import year_story

SERIES = {"then": False, "now": True}


@guarded("round", "view")
def stories(request: MemberRequest) -> HttpResponse:
    units = units_with_stories(request.user)
    asked = request.GET.get("unit")
    unit = next((one for one in units if one.code == asked), None) or own_unit(request.user, units)
    lines = stories_of(request.user, unit) if unit is not None else []
    options = [("", _("Choose a unit")), *((one.code, one.label or one.name_vi) for one in units)]
    context = {
        "unit": unit,
        "lines": [pages.story_row(line) for line in lines],
        "indices": {line.index: line.title for line in lines},
        "context_choices": [ContextChoice("unit", _("Unit"), unit.code if unit is not None else "", options)],
        "has_any": bool(units),
        "breadcrumbs": [Crumb(_("The year's story"))],
    }
    return render(request, "stories/stories.html", context)


@guarded("round", "view")
def story(request: MemberRequest, index: str, unit: str, period: str) -> HttpResponse:
    found = get_object_or_404(OrgUnit, code=unit)
    told = year_story(
        request.user, index=index, unit=found, period=period, wanted=request.GET.get("account", "")
    )
    if told is None:
        raise Http404
    title = f"{told.name.pick(language())} – {words.period_words(told.now.round)}"
    if request.GET.get("export") == "xlsx":
        return workbook_response(title, tables.story_sheets(told))
    context = {
        "told": told,
        "story": told.story,
        "finding": words.finding(told),
        "title": pages.story_title(told),
        "tabs": pages.account_tabs(told),
        "stats": pages.stats(told, may_set_target=may(request.user, "target", "set")),
        "counts": pages.counts(told),
        "beside": parts.beside_lines(told),
        "gaps": parts.group_gaps(told),
        "gap_digits": parts.gap_digits(told),
        "waterfall": pictures.waterfall(told),
        "moves": parts.moves(told),
        "losses": parts.loss_tables(told),
        "losing": parts.losing(told),
        "held": parts.held(told),
        "sustained": words.sustained_finding(told.story),
        "chain": words.chain_note(told.story),
        "peers": pages.peer_rows(told),
        "source": pages.source_of(told),
        "breadcrumbs": [
            Crumb(_("The year's story"), f"{reverse('stories:stories')}?{urlencode({'unit': unit})}"),
            Crumb(told.name.pick(language())),
        ],
    }
    return render(request, "stories/story.html", context)


@guarded("round", "view")
def path(request: MemberRequest, index: str, unit: str) -> HttpResponse:
    found = get_object_or_404(OrgUnit, code=unit)
    others = _others(request, unit)
    told = path_story(
        request.user,
        index=index,
        unit=found,
        others=others,
        is_as_now=SERIES.get(request.GET.get("series", "")),
        today=timezone.localdate(),
    )
    if told is None:
        raise Http404
    if request.GET.get("export") == "xlsx":
        return workbook_response(f"{told.own.name.pick(language())} – {index}", tables.path_sheets(told))
    context = {
        "told": told,
        "finding": words.path_finding(told),
        "picture": pictures.path_picture(told),
        "rows": paths.path_rows(told),
        "peer_sets": paths.peer_sets(told),
        "groups": paths.group_rows(told),
        "source": paths.path_source(told),
        "others": [(one, _without(request, one.code)) for one in others],
        "more": _more(told, others),
        "series_tabs": paths.series_tabs(told, request.path, [one.code for one in others]),
        "breadcrumbs": [
            Crumb(_("The year's story"), f"{reverse('stories:stories')}?{urlencode({'unit': unit})}"),
            Crumb(told.own.name.pick(language())),
        ],
    }
    return render(request, "stories/path.html", context)


def _others(request: MemberRequest, unit: str) -> list[OrgUnit]:
    """The units to set beside, in the order they were chosen; no more than can be told apart."""
    codes = [code for code in dict.fromkeys(request.GET.getlist("with")) if code and code != unit][
        :MOST_OTHERS
    ]
    known = OrgUnit.objects.in_bulk(codes, field_name="code")
    return [known[code] for code in codes if code in known]


def _without(request: MemberRequest, code: str) -> str:
    query = request.GET.copy()
    query.setlist("with", [one for one in query.getlist("with") if one != code])
    return f"?{query.urlencode()}" if query else request.path


def _more(told: PathStory, others: list[OrgUnit]) -> list[OrgUnit]:
    """What else can be set beside; nothing once there is no room."""
    taken = {told.unit.pk, *(one.pk for one in others)}
    return [one for one in told.choices if one.pk not in taken] if len(others) < MOST_OTHERS else []
