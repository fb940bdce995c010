"""Data sets of published results as screens list and filter them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from thuocdo.apps.assessment.indices.queries import newest_definitions, parsed
from thuocdo.apps.assessment.scorecards.models import DataSet, PeerSet, PublishedResult
from thuocdo.apps.assessment.scorecards.models.published import Check
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.published import TOTAL


@dataclass(frozen=True, slots=True)
class SetSummary:
    """A data set with what is in it and what computing it again gave."""

    data_set: DataSet
    index_title: Text
    periods: tuple[str, ...]
    peer_sets: tuple[Text, ...]
    rows: int
    agrees: int
    differs: int
    not_recomputable: int
    derived: int


def summaries(user: User) -> list[SetSummary]:
    """Every data set that `user` may see, the latest first, in a constant number of queries."""
    found = list(
        DataSet.objects.for_user(user).annotate(
            rows=Count("results"),
            agrees=_count(Check.AGREES),
            differs=_count(Check.DIFFERS),
            not_recomputable=_count(Check.NOT_RECOMPUTABLE),
            derived=_count(Check.DERIVED),
        )
    )
    held = (
        PublishedResult.objects.filter(data_set__in=[one.pk for one in found])
        .order_by("data_set", "period", "peer_set__at")
        .values_list("data_set", "period", "peer_set__name_vi", "peer_set__name_en")
        .distinct()
    )
    periods: dict[int, dict[str, None]] = {}
    peers: dict[int, dict[str, Text]] = {}
    for pk, period, name_vi, name_en in held:
        periods.setdefault(pk, {})[period] = None
        if name_vi:
            peers.setdefault(pk, {})[name_vi] = Text(name_vi, name_en)
    titles = index_titles()
    return [
        SetSummary(
            data_set=one,
            index_title=titles.get(one.index_code, Text(one.index_code)),
            periods=tuple(periods.get(one.pk, ())),
            peer_sets=tuple(peers.get(one.pk, {}).values()),
            rows=one.rows,
            agrees=one.agrees,
            differs=one.differs,
            not_recomputable=one.not_recomputable,
            derived=one.derived,
        )
        for one in found
    ]


def _count(check: Check) -> Count:
    return Count("results", filter=Q(results__check_result=check))


def index_titles() -> dict[str, Text]:
    """Every index by the title of its latest rule set."""
    titles: dict[str, Text] = {}
    for stored in newest_definitions():
        titles.setdefault(stored.code, stored.title)
    return titles


def results_in(data_set: DataSet) -> QuerySet[PublishedResult]:
    """The rows of a data set, the latest period first; the totals before the other measures, by rank."""
    rows = PublishedResult.objects.filter(data_set=data_set).select_related("unit", "peer_set")
    totals_first = Case(When(node=TOTAL, then=Value(0)), default=Value(1))
    return rows.order_by(
        "-period", "peer_set__at", totals_first, "node", F("rank").asc(nulls_last=True), "subject"
    )


def peer_sizes() -> dict[int, int]:
    """How many units every peer set has, by its key."""
    return dict(PeerSet.objects.annotate(size=Count("members")).values_list("pk", "size").order_by())


def measure_titles(index_code: str) -> dict[str, Text]:
    """What the measures of an index are called; the latest rule set that knows a code names it."""
    titles = {TOTAL: Text("Tổng", "Total")}
    for stored in newest_definitions().filter(code=index_code):
        definition = parsed(stored)
        for node in definition.root.walk():
            titles.setdefault(node.code, node.title)
        for view in definition.views:
            titles.setdefault(view.code, view.title)
    return titles
