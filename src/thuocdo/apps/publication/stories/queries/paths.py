"""One unit's path over the years, from what was published and, where nothing was, from what was scored here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.db.models import Count, F, QuerySet

from thuocdo.apps.assessment.indices.queries import newest_definitions, parsed
from thuocdo.apps.assessment.scorecards.models import PeerSet, PeerSetMember, PublishedResult, Score, Track
from thuocdo.apps.assessment.scorecards.queries.scoreboard import TOTAL
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.org_units.loading import load_units
from thuocdo.domain.org_units.series import Combine, SeriesPoint, series_as_now, series_as_then
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.rounding import round_half_up
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.story_path import NO_NOTE, Path, PathPoint, PeerRank, RuleBreak, breaks_in

MOST_OTHERS = 4
DIGITS = 4
_TRACKS = (Track.OFFICIAL, Track.COUNCIL, Track.SELF, Track.UNKNOWN)
_COMPUTED = Text("Tính tại đây, chưa công bố.", "Computed here, not published.")


@dataclass(frozen=True, slots=True)
class GroupPath:
    """One group of the unit over the same years, as published."""

    title: Text
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class PathStory:
    """The unit's path first, then those it is set beside."""

    index: str
    title: Text
    unit: OrgUnit
    paths: tuple[Path, ...]
    groups: tuple[GroupPath, ...]
    rules: Mapping[str, str]
    is_as_now: bool
    is_merged: bool
    choices: tuple[OrgUnit, ...]

    @property
    def own(self) -> Path:
        """The unit's path."""
        return self.paths[0]

    @cached_property
    def breaks(self) -> tuple[RuleBreak, ...]:
        """Where the rules changed."""
        return breaks_in(self.own.points)

    @property
    def digits(self) -> int:
        """Four decimals for an index between 0 and 1, two for points."""
        return DIGITS if all(point.value is None or point.value <= 1 for point in self.own.points) else 2

    @property
    def sources(self) -> list[str]:
        """Where the numbers of the unit's path come from."""
        return list(dict.fromkeys(point.source for point in self.own.points if point.source))

    def rule_name(self, rule_set: str) -> str:
        """A rule set by the number of its decision, where that is known."""
        return self.rules.get(rule_set) or rule_set


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of one unit in one period."""

    rule_set: str
    value: Decimal | None
    ranks: tuple[PeerRank, ...]
    source: str
    note: Text = NO_NOTE


_Known = dict[tuple[str, str], _Found]


def path_story(
    user: User,
    *,
    index: str,
    unit: OrgUnit,
    others: Sequence[OrgUnit],
    is_as_now: bool | None,
    today: dt.date,
) -> PathStory | None:
    """The path as `user` may read it; without a choice, that of today's units where one was merged."""
    known = _published(index)
    known = _scored(user, index, [unit, *others]) | known
    rule_sets = _rule_sets(known)
    is_merged = any(_predecessors(one.code, rule_sets, today) for one in (unit, *others))
    as_now = is_merged if is_as_now is None else is_as_now
    shown = _short_names([unit, *others])
    paths = tuple(
        _path(one, shown[one.pk], known, rule_sets, today, is_as_now=as_now) for one in (unit, *others)
    )
    if not any(point.value is not None or point.ranks for point in paths[0].points):
        return None
    titles, rules, title = _names(index)
    with_value = {code for code, _ in known}
    return PathStory(
        index=index,
        title=title,
        unit=unit,
        paths=paths,
        groups=_groups(index, unit, titles, list(rule_sets)),
        rules=rules,
        is_as_now=as_now,
        is_merged=is_merged,
        choices=tuple(OrgUnit.objects.filter(code__in=with_value).order_by("sort_key")),
    )


def _short_names(units: Sequence[OrgUnit]) -> dict[int, Text]:
    """The names by which the units stand among their latest peers; in full where two would be alike."""
    rows = (
        PeerSetMember.objects.filter(unit__in=units).order_by("peer_set__at").values_list("unit", "name_vi")
    )
    names = dict(rows)
    full = {unit.pk: unit.label or unit.name_vi for unit in units}
    taken = [names.get(unit.pk) for unit in units]
    return {
        pk: Text(names[pk] if names.get(pk) and taken.count(names[pk]) == 1 else name)
        for pk, name in full.items()
    }


def _published(index: str) -> _Known:
    """Every published total by unit and period: the latest value, and the rank within every peer set."""
    sizes = {peers.pk: peers for peers in PeerSet.objects.annotate(size=Count("members"))}
    found: _Known = {}
    for row in _results(index).filter(node=TOTAL):
        key = (row.unit.code if row.unit is not None else "", row.period)
        peers = sizes.get(row.peer_set_id or 0)
        ranks: tuple[PeerRank, ...] = ()
        if row.rank is not None and peers is not None:
            ranks = (PeerRank(row.rank, peers.size, peers.name),)
        before = found.get(key)
        found[key] = _Found(
            row.rule_set,
            row.value if row.value is not None else before.value if before is not None else None,
            _with_new(before.ranks if before is not None else (), ranks),
            row.source if row.value is not None or before is None else before.source,
        )
    return found


def _with_new(before: tuple[PeerRank, ...], now: tuple[PeerRank, ...]) -> tuple[PeerRank, ...]:
    """The ranks of both, one for each peer set, the later one counting, the larger set first."""
    found = {rank.peers.vi: rank for rank in (*before, *now)}
    return tuple(sorted(found.values(), key=lambda rank: -rank.size))


def _results(index: str) -> QuerySet[PublishedResult]:
    found = PublishedResult.objects.filter(index_code=index, unit__isnull=False, peer_set__isnull=False)
    return found.select_related("unit").order_by("period", F("published_on").asc(nulls_first=True), "pk")


def _scored(user: User, index: str, units: Iterable[OrgUnit]) -> _Known:
    """What rounds say here, the published track before the others; nothing that was made for demonstration."""
    rows = (
        Score.objects.for_user(user)
        .filter(unit__in=list(units), node=TOTAL, scoring__round__index_code=index)
        .filter(scoring__round__is_illustrative=False, scoring__track__in=_TRACKS)
        .select_related("unit", "scoring__round")
        .defer("derivation")
        .order_by("scoring__round__period", "scoring__round__values_until", "scoring__number")
    )
    found: dict[tuple[str, str], tuple[int, _Found]] = {}
    for row in rows:
        value = row.value if row.value is not None else row.points
        place = _TRACKS.index(Track(row.scoring.track))
        key = (row.unit.code, row.scoring.round.period)
        if value is None or (key in found and found[key][0] < place):
            continue
        note = _COMPUTED if place else Text("")
        found[key] = (place, _Found(row.scoring.round.rule_set, value, (), row.scoring.round.source, note))
    return {key: one for key, (_, one) in found.items()}


def _rule_sets(known: _Known) -> dict[str, str]:
    """Period → rule set, in the order of time."""
    return {period: one.rule_set for (_, period), one in sorted(known.items(), key=lambda pair: pair[0][1])}


def _predecessors(code: str, periods: Iterable[str], today: dt.date) -> list[str]:
    """Of which units of the first period today's unit was made; none where it goes on unchanged or is unknown."""
    registry, first = load_units(), next(iter(_parsed(periods)), None)
    if code not in registry.units or first is None or registry.unit(code).at(today) is None:
        return []
    return [one for one in registry.predecessors(code, at=first.end, until=today) if one != code]


def _parsed(periods: Iterable[str]) -> list[Period]:
    found = []
    for period in periods:
        try:
            found.append(Period.parse(period))
        except ThuocDoError:
            continue
    return found


def _path(
    unit: OrgUnit, name: Text, known: _Known, rule_sets: Mapping[str, str], today: dt.date, *, is_as_now: bool
) -> Path:
    series = _series(unit.code, known, rule_sets, today, is_as_now=is_as_now)
    points = tuple(
        _point(unit.code, period, rule_set, known, series.get(period))
        for period, rule_set in rule_sets.items()
    )
    return Path(unit.code, name, points)


def _series(
    code: str, known: _Known, rule_sets: Mapping[str, str], today: dt.date, *, is_as_now: bool
) -> dict[str, SeriesPoint]:
    """The points that the tree of units gives; nothing for a unit that the tree does not know."""
    registry = load_units()
    if code not in registry.units:
        return {}
    periods = _parsed(rule_sets)
    codes = {period.code: period for period in periods}
    values = {
        (unit, codes[period]): one.value
        for (unit, period), one in known.items()
        if one.value is not None and period in codes
    }
    if not is_as_now or registry.unit(code).at(today) is None:
        found = series_as_then(registry, code, values, periods)
    else:
        found = series_as_now(registry, code, values, periods, combine=Combine.MEAN, today=today)
    return {one.period.code: one for one in found}


def _point(code: str, period: str, rule_set: str, known: _Known, series: SeriesPoint | None) -> PathPoint:
    own = known.get((code, period))
    if series is None:
        found = own or _Found(rule_set, None, (), "")
        return PathPoint(period, rule_set, found.value, found.ranks, note=found.note, source=found.source)
    is_combined = len(series.units) > 1 or (series.value is not None and own is None)
    note = series.note or (own.note if own is not None else Text(""))
    return PathPoint(
        period=period,
        rule_set=rule_set,
        value=_plain(series.value, own),
        ranks=own.ranks if own is not None else (),
        is_combined=is_combined,
        note=note,
        source=own.source if own is not None else "",
    )


def _plain(value: Fraction | None, own: _Found | None) -> Decimal | None:
    """The published number as it stands; a mean half-up with the decimals that are published."""
    if value is None:
        return None
    if own is not None and own.value is not None and Fraction(own.value) == value:
        return own.value
    return round_half_up(value, DIGITS)


def _names(index: str) -> tuple[dict[str, Text], dict[str, str], Text]:
    """Titles of nodes, rule sets by the number of their decision, and the name of the index."""
    titles: dict[str, Text] = {}
    rules: dict[str, str] = {}
    title = Text(index)
    for stored in newest_definitions().filter(code=index):
        definition = parsed(stored)
        rules[stored.rule_set] = stored.legal_number
        for node in definition.root.children:
            titles.setdefault(node.code, node.title)
        title = stored.title if title.vi == index else title
    return titles, rules, title


def _groups(
    index: str, unit: OrgUnit, titles: Mapping[str, Text], periods: Sequence[str]
) -> tuple[GroupPath, ...]:
    """Every group with at least two published years."""
    rows = _results(index).filter(unit=unit, node__in=list(titles), value__isnull=False)
    values = {(row.node, row.period): row.value for row in rows}
    lines = {code: tuple(values.get((code, period)) for period in periods) for code in titles}
    return tuple(
        GroupPath(title, lines[code])
        for code, title in titles.items()
        if sum(value is not None for value in lines[code]) > 1
    )
