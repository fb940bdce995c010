"""The tables of data sets and of their rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.scorecards.models import PublishedResult
from thuocdo.apps.assessment.scorecards.queries.data_sets import SetSummary
from thuocdo.apps.foundation.ui.columns import NumberColumn, RankColumn, RowColumn, TextColumn
from thuocdo.apps.foundation.ui.tables import DataTable
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.texts import Text

ADDRESS = re.compile(r"(https?://[^\s,;()]+)")


def with_links(source: str) -> SafeString:
    """A source in which every address is a link that shows its host, so that it fits a narrow screen."""
    return format_html_join("", "{}", ((_linked(part),) for part in ADDRESS.split(source)))


class SourceColumn(TextColumn):
    """Where a figure is from; every address in it is a link that shows its host."""

    def render(self, value: object) -> SafeString:
        return with_links(str(value))


def _linked(part: str) -> SafeString | str:
    if not ADDRESS.fullmatch(part):
        return part
    host = part.split("/")[2]
    return format_html('<a href="{}" rel="noopener noreferrer" title="{}">{}</a>', part, part, host)


class DataSetTable(DataTable):
    """What has been loaded, and how much of it can be computed again."""

    always_shown: ClassVar[int] = 1
    hidden_at_first: ClassVar[tuple[str, ...]] = ("index",)

    title = RowColumn(verbose_name=_("Data set"), address="url")
    index = TextColumn(verbose_name=_("Index"))
    periods = TextColumn(verbose_name=_("Periods"))
    peers = TextColumn(verbose_name=_("Peer sets"))
    rows_held = NumberColumn(verbose_name=_("Rows"))
    agrees = NumberColumn(verbose_name=_("Agree"))
    differs = NumberColumn(verbose_name=_("Differ"))
    not_recomputable = NumberColumn(verbose_name=_("Not recomputable"))
    derived = NumberColumn(verbose_name=_("Derived"))
    source = SourceColumn(verbose_name=_("Source"), orderable=False)
    as_of = TextColumn(verbose_name=_("As of"), order_by="day")


class ResultTable(DataTable):
    """The rows of one data set."""

    always_shown: ClassVar[int] = 1

    unit = TextColumn(verbose_name=_("Unit"))
    period = TextColumn(verbose_name=_("Period"))
    measure = TextColumn(verbose_name=_("Published measure"))
    value = NumberColumn(verbose_name=_("Value"))
    rank = RankColumn(verbose_name=_("Rank"), count="size")
    peers = TextColumn(verbose_name=_("Peer set"))
    verdict = TextColumn(verbose_name=_("Computed again"))
    recomputed = NumberColumn(verbose_name=_("Result here"))
    reason = TextColumn(verbose_name=_("Reason"), orderable=False, attrs={"td": {"class": "sc-reason"}})
    source = SourceColumn(verbose_name=_("Source"), orderable=False)


def data_set_table(found: Sequence[SetSummary]) -> DataSetTable:
    """One row for each data set."""
    rows = [
        {
            "title": one.data_set.title,
            "url": one.data_set.get_absolute_url(),
            "index": one.index_title,
            "periods": ", ".join(one.periods),
            "peers": "; ".join(_short(peers) for peers in one.peer_sets),
            "rows_held": one.rows,
            "agrees": one.agrees,
            "differs": one.differs,
            "not_recomputable": one.not_recomputable,
            "derived": one.derived,
            "source": one.data_set.source,
            "as_of": f"{one.data_set.as_of:%d/%m/%Y}",
            "day": one.data_set.as_of,
        }
        for one in found
    ]
    return DataSetTable(rows, caption=_now("Data sets of published results"))


def result_table(
    rows: Sequence[PublishedResult], titles: Mapping[str, Text], sizes: Mapping[int, int], *, caption: str
) -> ResultTable:
    """Published figures with rank within their peer set, verdict and source; `sizes` by key of the peer set."""
    return ResultTable([_record(row, titles, sizes) for row in rows], caption=caption)


def _short(peers: Text) -> str:
    """The name of a peer set without the days it held, which the filter names."""
    return peers.pick(language()).partition(" (")[0]


def _record(row: PublishedResult, titles: Mapping[str, Text], sizes: Mapping[int, int]) -> dict[str, object]:
    title = titles.get(row.node)
    return {
        "unit": row.subject,
        "period": row.period,
        "measure": row.node if title is None else title,
        "value": row.value,
        "rank": row.rank,
        "peers": _short(row.peer_set.name) if row.peer_set is not None else "",
        "size": sizes.get(row.peer_set.pk) if row.peer_set is not None else None,
        "verdict": row.get_check_result_display(),
        "recomputed": row.recomputed,
        "reason": row.reason,
        "source": row.source,
    }
