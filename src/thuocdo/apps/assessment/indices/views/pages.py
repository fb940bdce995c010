from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuocdo.apps.assessment.indices import queries
from thuocdo.apps.assessment.indices.actions import export_definition
from thuocdo.apps.assessment.indices.errors import UnknownIndexError
from thuocdo.apps.assessment.indices.last_values import last_sheet
from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded, may
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.foundation.org_units.queries import classes_on
from thuocdo.apps.foundation.ui import charts
from thuocdo.apps.foundation.ui.components import ChartTable, Source, TreeNode
from thuocdo.apps.foundation.ui.context import ContextChoice, Crumb
from thuocdo.apps.foundation.ui.exports import XLSX_TYPE
from thuocdo.apps.foundation.ui.formatting import write_number
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.provenance import CERTAINTY_LABELS
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue import json_schema
from thuocdo.domain.scoring.definition import Definition, Node
from thuocdo.domain.scoring.sheet import UnitRow
from thuocdo.domain.scoring.sheets import write_template

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST_OPEN_NODES = 45
LONGEST_NUMBER = 9


@guarded("index", "view")
def indices(request: MemberRequest) -> HttpResponse:
    day = timezone.localdate()
    in_force = list(queries.definitions_in_force(day))
    others = [stored for stored in queries.newest_definitions() if stored not in in_force]
    context = {
        "summaries": [queries.summary_of(stored) for stored in in_force],
        "others": [queries.summary_of(stored) for stored in others],
        "day": day,
        "breadcrumbs": [Crumb(_("Indices"))],
    }
    return render(request, "indices/indices.html", context)


@guarded("index", "view")
def index(request: MemberRequest, code: str) -> HttpResponse:
    stored = stored_or_404(request, code)
    summary = queries.summary_of(stored)
    rule_sets = queries.rule_sets_of(stored.code)
    newest = next((one for one in rule_sets if one.rule_set == stored.rule_set), stored)
    context = {
        "stored": stored,
        "newest": newest if newest.pk != stored.pk else None,
        "may_begin": may(request.user, "draft", "manage"),
        "summary": summary,
        "definition": summary.definition,
        "nodes": _tree(stored, summary.definition),
        "certainties": _certainties(summary.definition),
        "finding": _finding(summary),
        "sunburst": _sunburst(stored, summary.definition),
        "sunburst_title": _("Where the points lie: the angle is the greatest possible points"),
        "sunburst_table": _sunburst_table(summary.definition),
        "views": [(view, queries.plain_points(view.points)) for view in summary.definition.views],
        "bands": [
            (band.title, queries.plain_points(band.start)) for band in summary.definition.classes.bands
        ],
        "band_certainty": CERTAINTY_LABELS[summary.definition.classes.source.status],
        "source": _source(stored, summary.definition),
        "context_choices": [
            ContextChoice(
                "rule_set",
                _("Rule set"),
                stored.rule_set,
                [(one.rule_set, one.rule_set) for one in rule_sets],
            )
        ],
        "breadcrumbs": [
            Crumb(_("Indices"), reverse("indices:indices")),
            Crumb(stored.title.pick(language())),
        ],
    }
    return render(request, "indices/index.html", context)


@guarded("index", "view")
def node(request: MemberRequest, code: str, node: str) -> HttpResponse:
    stored = stored_or_404(request, code)
    definition = queries.parsed(stored)
    found = queries.find_node(definition, node)
    if found is None:
        raise Http404
    context = {
        "stored": stored,
        "node": found,
        "rule": queries.rule_words(definition, found),
        "maximum": queries.plain_points(found.points),
        "children": [_branch(stored, definition, child) for child in found.children],
        "certainty": CERTAINTY_LABELS[found.source.status],
        "inputs": [
            (name, definition.inputs.get(name)) for name in (found.rule.inputs() if found.rule else ())
        ],
        "breadcrumbs": [
            Crumb(_("Indices"), reverse("indices:indices")),
            Crumb(stored.title.pick(language()), stored.get_absolute_url()),
            Crumb(found.code),
        ],
    }
    return render(request, "indices/node.html", context)


@guarded("index", "view")
def text(request: MemberRequest, code: str) -> HttpResponse:
    stored = stored_or_404(request, code)
    response = HttpResponse(
        export_definition(definition=stored), content_type="application/yaml; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{stored.code}-{stored.rule_set}.yaml"'
    return response


@guarded("index", "view")
def form(request: MemberRequest, code: str) -> HttpResponse:
    stored = stored_or_404(request, code)
    chosen = request.GET.get("unit", request.user.unit.code)
    unit = OrgUnit.objects.filter(code=chosen).first()
    if unit is None:
        raise Http404
    definition, period = queries.parsed(stored), request.GET.get("period", "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_template(
            definition,
            path,
            units=[UnitRow(unit.code, unit.name(language()), classes=_classes_of(unit, period))],
            period=period,
            language=language(),
            version=stored.version,
            previous=last_sheet(definition, unit=unit, period=period, user=request.user),
        )
        response = HttpResponse(path.read_bytes(), content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="bieu-{stored.code}-{stored.rule_set}.xlsx"'
    return response


def _classes_of(unit: OrgUnit, period: str) -> tuple[str, ...]:
    """What the scoring of the period takes as the unit's classes, so that the form says the same everywhere."""
    try:
        day = Period.parse(period).end
    except ThuocDoError:
        day = timezone.localdate()
    return classes_on(day, [unit.pk]).get(unit.pk, ())


@guarded("index", "view")
def schema(request: MemberRequest) -> HttpResponse:
    del request
    return JsonResponse(json_schema(), json_dumps_params={"ensure_ascii": False, "indent": 1})


def as_number(asked: str) -> int | None:
    """The number of a stored text, where the address names one."""
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < LONGEST_NUMBER else None


def stored_or_404(request: HttpRequest, code: str) -> IndexDefinition:
    """The text that the address names: of the rule set and number asked for, else of the rule set in force."""
    try:
        return queries.find_definition(
            code, request.GET.get("rule_set", ""), as_number(request.GET.get("number", ""))
        )
    except UnknownIndexError as error:
        raise Http404(error.message()) from error


def _tree(stored: IndexDefinition, definition: Definition) -> list[TreeNode]:
    """The groups and indicators as the kit draws them; each opens its own page in the panel."""

    is_short = sum(1 for _ in definition.root.walk()) <= MOST_OPEN_NODES
    return [_branch(stored, definition, top, is_open=is_short) for top in definition.root.children]


def _branch(
    stored: IndexDefinition, definition: Definition, found: Node, *, is_open: bool = False
) -> TreeNode:
    return TreeNode(
        label=_labelled(found),
        url=reverse("indices:node", args=[stored.code, found.code])
        + f"?rule_set={stored.rule_set}&number={stored.number}",
        note=_note(definition, found),
        maximum=queries.plain_points(found.points),
        children=[_branch(stored, definition, child) for child in found.children],
        is_open=is_open,
    )


def _finding(summary: queries.IndexSummary) -> str:
    said = _("%(points)s points in %(groups)s groups and %(indicators)s indicators") % {
        "points": "–" if summary.points is None else write_number(summary.points, language()),
        "groups": summary.group_count,
        "indicators": summary.indicator_count,
    }
    if not summary.unknown:
        return said + "."
    return ngettext(
        "%(said)s; %(count)s indicator has unknown points or an unknown rule and keeps a total from being computed.",
        "%(said)s; %(count)s indicators have unknown points or rules and keep a total from being computed from them.",
        len(summary.unknown),
    ) % {"said": said, "count": len(summary.unknown)}


def _labelled(found: Node) -> Text:
    return Text(f"{found.code}. {found.title.vi}", f"{found.code}. {found.title.en or found.title.vi}")


def _note(definition: Definition, found: Node) -> Text:
    if not found.scored:
        return Text("không chấm điểm", "for information only")
    if found.rule is None:
        return Text("")
    words = queries.rule_words(definition, found)
    sure = CERTAINTY_LABELS[found.source.status]
    legal = " ".join(part for part in (found.legal.number, found.legal.article) if part)
    parts = [words, Text(legal), found.responsible, sure]
    said = [part for part in parts if part.vi]
    return Text(" · ".join(part.vi for part in said), " · ".join(part.pick("en") for part in said))


def _certainties(definition: Definition) -> list[tuple[Text, int]]:
    """How many indicators are how sure, the surest first."""
    counts: dict[str, int] = {}
    for found in definition.root.walk():
        if found.is_leaf and found.code != "total":
            counts[found.source.status] = counts.get(found.source.status, 0) + 1
    return [(CERTAINTY_LABELS[status], counts[status]) for status in CERTAINTY_LABELS if status in counts]


def _source(stored: IndexDefinition, definition: Definition) -> Source:
    legal = definition.legal
    name = " · ".join(part for part in (legal.number, legal.issuer) if part) or stored.reference
    return Source(name=name, as_of=legal.date, rule_set=stored.rule_set, snapshot=stored.version)


def _sunburst(stored: IndexDefinition, definition: Definition) -> charts.Option | None:
    """Groups inside, indicators outside; what has no known points is not drawn."""
    branches = [_ring(top) for top in definition.root.children if queries.plain_points(top.points)]
    if not branches:
        return None
    return charts.sunburst(branches, summary=stored.title.pick(language()))


def _ring(found: Node) -> charts.Branch:
    known = [child for child in found.children if queries.plain_points(child.points)]
    whole = sum((queries.plain_points(child.points) or Decimal(0) for child in known), Decimal(0))
    points = queries.plain_points(found.points) or Decimal(0)
    # Rings need parts that fill their group: with an unknown part among them the group is drawn alone.
    children = [_ring(child) for child in known] if whole == points else []
    name = found.title.pick(language()) if found.children else found.code
    return charts.Branch(name, points, children)


def _sunburst_table(definition: Definition) -> ChartTable:
    rows = [(_labelled(top), queries.plain_points(top.points)) for top in definition.root.children]
    return ChartTable([_("Group"), _("Points")], rows)
