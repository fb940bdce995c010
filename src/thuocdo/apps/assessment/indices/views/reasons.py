from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_stubs_ext import StrOrPromise

from thuocdo.apps.assessment.indices import queries
from thuocdo.apps.assessment.indices.errors import UnknownIndexError
from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.views.pages import as_number
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded
from thuocdo.apps.foundation.ui import charts
from thuocdo.apps.foundation.ui.columns import NumberColumn, TextColumn
from thuocdo.apps.foundation.ui.components import ChartTable, Source, Tab
from thuocdo.apps.foundation.ui.context import Crumb, replaced_query
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.tables import DataTable, prepare
from thuocdo.apps.foundation.ui.templatetags._numbers import language, share_percent
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.reasons import LACKS, ORIGINS, Lack, Origin, Reason, origins, reasons

NOT_SAID = "not-said"
ORIGIN_LABELS: dict[str | None, StrOrPromise] = {
    "values": gettext_lazy("Reported values"),
    "dossiers": gettext_lazy("Counted dossiers"),
    "survey": gettext_lazy("Survey"),
    "measurement": gettext_lazy("Read by a machine"),
    None: gettext_lazy("Kind not said"),
}
LACK_LABELS: dict[Lack, StrOrPromise] = {
    "why": gettext_lazy("No reason"),
    "data": gettext_lazy("No source of data"),
    "owner": gettext_lazy("No lead agency"),
    "evidence": gettext_lazy("No evidence"),
}


class ReasonTable(DataTable):
    """One indicator a row, for the export of what is seen."""

    group = TextColumn(verbose_name=gettext_lazy("Group"))
    code = TextColumn(verbose_name=gettext_lazy("Code"))
    title = TextColumn(verbose_name=gettext_lazy("Indicator"))
    points = NumberColumn(verbose_name=gettext_lazy("Points"))
    why = TextColumn(verbose_name=gettext_lazy("Why it is there"))
    kind = TextColumn(verbose_name=gettext_lazy("Kind of data"))
    data = TextColumn(verbose_name=gettext_lazy("Source of data"))
    lead = TextColumn(verbose_name=gettext_lazy("Lead"))
    suppliers = TextColumn(verbose_name=gettext_lazy("Suppliers"))
    verifier = TextColumn(verbose_name=gettext_lazy("Verifier"))
    evidence = TextColumn(verbose_name=gettext_lazy("Evidence"))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page; `points` is None where it is unknown or a bonus or penalty."""

    reason: Reason
    url: str
    points: object
    kind: StrOrPromise


@dataclass(frozen=True, slots=True)
class Section:
    """The indicators of one group."""

    title: Text
    rows: Sequence[Row]


@guarded("index", "view")
def reasons_page(request: MemberRequest, code: str) -> HttpResponse:
    stored = _stored_or_404(request, code)
    found = reasons(queries.parsed(stored))
    chosen = request.GET.get("show", "")
    shown = [reason for reason in found if _is_shown(reason, chosen)]
    finding = finding_of(found)
    table = prepare(reason_table(shown), request, per_page=None)
    title = _("Why each indicator is there: %(index)s") % {"index": stored.title.pick(language())}
    notes = [finding, stored.text_reference, stored.version]
    if file := export(request, table, title=title, notes=notes):
        return file
    kinds = origins(found)
    context = {
        "stored": stored,
        "finding": finding,
        "chart": _chart(kinds),
        "chart_title": _("Where the figures come from: number of indicators"),
        "chart_table": _chart_table(kinds),
        "tabs": _tabs(request, found, chosen),
        "sections": _sections(stored, shown),
        "source": Source(
            name=stored.legal_number or stored.reference, rule_set=stored.rule_set, snapshot=stored.version
        ),
        "breadcrumbs": [
            Crumb(_("Indices"), reverse("indices:indices")),
            Crumb(stored.title.pick(language()), stored.get_absolute_url()),
            Crumb(_("Why it is there")),
        ],
    }
    return render(request, "indices/reasons.html", context)


def _stored_or_404(request: MemberRequest, code: str) -> IndexDefinition:
    number = as_number(request.GET.get("number", ""))
    try:
        return queries.find_definition(code, request.GET.get("rule_set", ""), number)
    except UnknownIndexError as error:
        raise Http404(error.message()) from error


def _is_shown(reason: Reason, chosen: str) -> bool:
    """Everything without a filter; `show` is something missing, or a kind of data."""
    if chosen in LACKS:
        return chosen in reason.lacks
    if chosen in ORIGINS or chosen == NOT_SAID:
        return (reason.data_from or NOT_SAID) == chosen
    return True


def finding_of(found: Sequence[Reason]) -> str:
    """The page in one line: how many indicators, what they lack, how much is counted from dossiers."""
    said = [_count(len(found)), *(_lacking(lack, found) for lack in LACKS)]
    return "; ".join([", ".join(part for part in said if part), *_counted(found)]) + "."


def _count(n: int) -> str:
    return ngettext("%(n)s indicator", "%(n)s indicators", n) % {"n": n}


def _lacking(lack: Lack, found: Sequence[Reason]) -> str:
    n = sum(lack in reason.lacks for reason in found)
    if lack == "data" and n == 0:
        return _("none lacks a source of data")
    if n == 0:
        return ""
    sentences = {
        "why": ngettext("%(n)s gives no reason", "%(n)s give no reason", n),
        "data": ngettext("%(n)s lacks a source of data", "%(n)s lack a source of data", n),
        "owner": ngettext("%(n)s lacks a lead agency", "%(n)s lack a lead agency", n),
        "evidence": ngettext("%(n)s lacks evidence", "%(n)s lack evidence", n),
    }
    return sentences[lack] % {"n": n}


def _counted(found: Sequence[Reason]) -> list[str]:
    """The share of the points that is counted from dossiers, where kinds and points are known."""
    if any(kind.data_from is None or kind.unknown_points for kind in origins(found)):
        return []
    whole = sum((reason.points or Fraction(0) for reason in found), Fraction(0))
    if not whole:
        return []
    dossiers = sum((kind.points for kind in origins(found) if kind.data_from == "dossiers"), Fraction(0))
    share = share_percent(float(dossiers / whole), 0)
    return [_("%(share)s of the points are counted from dossiers") % {"share": share}]


def _chart(kinds: Sequence[Origin]) -> charts.Option | None:
    bars = [charts.Bar(str(ORIGIN_LABELS[kind.data_from]), kind.count) for kind in kinds]
    return charts.bar(bars, summary=_("Where the figures come from"), digits=0) if bars else None


def _chart_table(kinds: Sequence[Origin]) -> ChartTable:
    rows = [
        (ORIGIN_LABELS[kind.data_from], kind.count, None if kind.unknown_points else kind.points)
        for kind in kinds
    ]
    plain = [(name, count, None if points is None else float(points)) for name, count, points in rows]
    return ChartTable([_("Kind of data"), _("Indicators"), _("Points")], plain, digits=2)


def _tabs(request: MemberRequest, found: Sequence[Reason], chosen: str) -> list[Tab]:
    labels: dict[str, StrOrPromise] = {kind: ORIGIN_LABELS[kind] for kind in ORIGINS}
    labels[NOT_SAID] = ORIGIN_LABELS[None]
    labels |= {str(lack): label for lack, label in LACK_LABELS.items()}
    counts = {name: sum(_is_shown(reason, name) for reason in found) for name in labels}
    return [
        Tab(
            _("All"), replaced_query(request.GET, show=None), is_active=chosen not in labels, count=len(found)
        ),
        *(
            Tab(
                label,
                replaced_query(request.GET, show=name),
                is_active=name == chosen,
                count=counts[name],
            )
            for name, label in labels.items()
            if counts[name] or name in ("data", chosen)
        ),
    ]


def _sections(stored: IndexDefinition, shown: Sequence[Reason]) -> list[Section]:
    return [
        Section(_labelled(group.code, group.title), [_row(stored, reason) for reason in members])
        for group, members in groupby(shown, key=lambda reason: reason.group)
    ]


def _row(stored: IndexDefinition, reason: Reason) -> Row:
    address = reverse("indices:node", args=[stored.code, reason.node.code])
    return Row(
        reason=reason,
        url=f"{address}?rule_set={stored.rule_set}&number={stored.number}",
        points=queries.plain_points(reason.node.points),
        kind=ORIGIN_LABELS[reason.data_from],
    )


def _labelled(code: str, title: Text) -> Text:
    return Text(f"{code}. {title.vi}", f"{code}. {title.pick('en')}")


def reason_table(shown: Sequence[Reason]) -> ReasonTable:
    """The reasons as a table to sort and export."""
    rows = [
        {
            "group": _labelled(reason.group.code, reason.group.title),
            "code": reason.node.code,
            "title": reason.node.title,
            "points": queries.plain_points(reason.node.points),
            "why": reason.why,
            "kind": str(ORIGIN_LABELS[reason.data_from]),
            "data": reason.data_source,
            "lead": reason.responsible,
            "suppliers": _joined(reason.suppliers),
            "verifier": reason.verified_by,
            "evidence": _joined(reason.evidence),
        }
        for reason in shown
    ]
    return ReasonTable(rows, caption=_("Why each indicator is there"))


def _joined(texts: Sequence[Text]) -> str:
    return "; ".join(text.pick(language()) for text in texts)
