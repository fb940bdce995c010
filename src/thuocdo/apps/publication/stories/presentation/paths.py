"""From a path to the rows, tabs and source lines that its page draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from thuocdo.apps.foundation.ui.components import Source, Tab
from thuocdo.apps.publication.stories.queries.paths import PathStory
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.story_path import PathPoint


@dataclass(frozen=True, slots=True)
class PathRow:
    """One year of the unit in the table behind the picture."""

    point: PathPoint
    rules: str
    change: Decimal | None
    ranks: Sequence[str]
    is_first: bool
    others: Sequence[PathPoint]


def path_rows(told: PathStory) -> list[PathRow]:
    """The years with what each number is; the first under new rules is marked."""
    first = {one.before for one in told.breaks}
    sets = peer_sets(told)
    return [
        PathRow(
            point,
            told.rule_name(point.rule_set),
            change,
            [_rank_in(point, peers) for peers in sets],
            place in first,
            [path.points[place] for path in told.paths[1:]],
        )
        for place, (point, change) in enumerate(zip(told.own.points, told.own.changes, strict=True))
    ]


def peer_sets(told: PathStory) -> list[Text]:
    """Within whom the unit was ranked, each once: a column of its own."""
    return list(dict.fromkeys(rank.peers for point in told.own.points for rank in point.ranks))


def _rank_in(point: PathPoint, peers: Text) -> str:
    found = next((rank for rank in point.ranks if rank.peers == peers), None)
    return f"{found.rank}/{found.size}" if found is not None else ""


def group_rows(told: PathStory) -> list[tuple[Text, Sequence[Decimal | None], Sequence[float | None]]]:
    """The groups over the years, with the points of a small line that has a gap at every break."""
    gaps = {one.before for one in told.breaks}
    rows: list[tuple[Text, Sequence[Decimal | None], Sequence[float | None]]] = []
    for one in told.groups:
        line: list[float | None] = []
        for place, value in enumerate(one.values):
            line += [None] if place in gaps else []
            line.append(None if value is None else float(value))
        rows.append((one.title, one.values, line))
    return rows


def series_tabs(told: PathStory, path: str, others: Sequence[str]) -> list[Tab]:
    """As the units were then, or as they are now; nothing to choose where nothing was merged."""
    if not told.is_merged:
        return []
    return [
        Tab(label, f"{path}?{urlencode([('series', code), *(('with', one) for one in others)])}", is_active)
        for code, label, is_active in (
            ("now", _("As today: the mean of what was merged"), told.is_as_now),
            ("then", _("As then: the unit itself"), not told.is_as_now),
        )
    ]


def path_source(told: PathStory) -> Source:
    """The pages that the numbers were read from."""
    names = told.sources or [_("values stored here")]
    notes = [name for name in names[1:4] if name]
    if told.is_as_now and told.is_merged:
        notes.append(
            _(
                "A merged unit has the unweighted mean of the units it was made of, as the ministry published it."
            )
        )
    url = names[0] if names[0].startswith("https://") and " " not in names[0] else ""
    return Source(name=names[0], url=url, notes=notes)
