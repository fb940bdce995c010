"""What every round of an index says of one unit: the raw material of its stories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.queries import parsed
from thuocdo.apps.assessment.scorecards.models import Round, Score, ScoreState, SheetValue, Track
from thuocdo.apps.assessment.scorecards.queries.scoreboard import NOTHING, TOTAL, Figure
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.measurement.values.models import SourceKind
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.compare import TOTAL_TITLE, Side, SideNode
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.plan import Plan, make_plan
from thuocdo.domain.scoring.story_years import Mark, StoryYear, story_year

_FIGURE = ("state", "points", "maximum", "low", "high", "value", "value_low", "value_high")


@dataclass(frozen=True)
class Account:
    """One unit in one round on one track."""

    round: Round
    track: str
    unit: str
    figures: Mapping[str, Figure]
    ranks: Mapping[str, int] = field(default_factory=dict)
    is_recomputed: bool = False  # computed here from published figures alone: nobody's own account

    @property
    def total(self) -> Figure:
        """The whole."""
        return self.figures.get(TOTAL, NOTHING)

    @property
    def quoted(self) -> Decimal | None:
        """The number people quote."""
        return self.total.value if self.total.value is not None else self.total.points

    @property
    def known_count(self) -> int:
        """How many nodes have a number: how much there is to tell."""
        return sum(one.points is not None or one.value is not None for one in self.figures.values())

    @property
    def definition(self) -> Definition | None:
        """The rules, where they are known here."""
        return parsed(self.round.definition) if self.round.definition is not None else None

    @property
    def is_official(self) -> bool:
        """Whether somebody else published it."""
        return self.track == Track.OFFICIAL

    @cached_property
    def is_counted(self) -> bool:
        """Whether indicators have points, and not only the whole and its groups."""
        nodes = self.year.nodes()
        return any(nodes[told.code].points is not None for told in self.year.indicators)

    @cached_property
    def year(self) -> StoryYear:
        """The year as the domain tells it."""
        if self.round.definition is None:
            return self._year_without_rules()
        marks = {
            code: Mark(one.points, one.maximum, applies=one.state != ScoreState.NOT_APPLICABLE)
            for code, one in self.figures.items()
        }
        plan = _plan(self.round.definition.version, self.round.period)
        return story_year(plan, marks, unit=self.unit, value=self.quoted, rank=self.ranks.get(TOTAL))

    def _year_without_rules(self) -> StoryYear:
        """Published values alone: the whole and what was published of it, without points."""
        shown = [code for code in self.round.labels if code in self.figures]
        nodes = [_bare_node(code, self.round.label(code), self.figures[code]) for code in shown]
        total = _bare_node(TOTAL, TOTAL_TITLE, self.total, depth=0)
        side = Side(
            index=self.round.index_code,
            rule_set=self.round.rule_set,
            period=self.round.period,
            unit=self.unit,
            nodes=(total, *nodes),
            value=self.quoted,
            rank=self.ranks.get(TOTAL),
        )
        return StoryYear(side, ())


def accounts_of(user: User, *, index: str, unit_id: int, unit: str) -> list[Account]:
    """Everything of an index that `user` may read of the unit, the latest period first; three queries."""
    key = ("scoring__round_id", "scoring__track", "node")
    rows = (
        Score.objects.for_user(user)
        .filter(unit_id=unit_id, scoring__round__index_code=index)
        .order_by(*key, "-scoring__number")
        .distinct(*key)
        .values_list(*key, "rank", *_FIGURE)
    )
    figures: dict[tuple[int, str], dict[str, Figure]] = {}
    ranks: dict[tuple[int, str], dict[str, int]] = {}
    for round_id, track, node, rank, *numbers in rows:
        figures.setdefault((round_id, track), {})[node] = Figure(*numbers)
        if rank is not None:
            ranks.setdefault((round_id, track), {})[node] = rank
    rounds = {one.pk: one for one in _rounds(key[0] for key in figures)}
    recomputed = _recomputed(index, unit_id)
    found = [
        Account(
            rounds[round_id],
            track,
            unit,
            known,
            ranks.get((round_id, track), {}),
            is_recomputed=track != Track.OFFICIAL and round_id in recomputed,
        )
        for (round_id, track), known in figures.items()
        if TOTAL in known
    ]
    return sorted(_worth_telling(found), key=lambda one: one.round.period, reverse=True)


def _worth_telling(accounts: list[Account]) -> list[Account]:
    """Without the checks of published results that know no more than these: they tell no story of their own."""
    published = {one.round.pk for one in accounts if one.is_official}
    return [
        one
        for one in accounts
        if not (one.is_recomputed and one.round.pk in published and not one.is_counted)
    ]


def _recomputed(index: str, unit_id: int) -> set[int]:
    """The rounds that took in nothing of the unit but figures that others had published."""
    values = SheetValue.objects.filter(sheet__unit=unit_id, sheet__scoring__round__index_code=index)
    kinds = values.filter(value__isnull=False).values_list("sheet__scoring__round", "value__source_kind")
    found: dict[int, set[str]] = {}
    for round_id, kind in kinds.distinct():
        found.setdefault(round_id, set()).add(kind)
    return {round_id for round_id, known in found.items() if known == {SourceKind.PUBLISHED}}


def chosen(accounts: Iterable[Account], *, period: str, wanted: str = "") -> Account | None:
    """The account of a period that the address names as `round.track`; without one, that which tells most."""
    of_period = [one for one in accounts if one.round.period == period]
    named = next((one for one in of_period if choice_of(one) == wanted), None)
    return named or max(of_period, key=_richness, default=None)


def choice_of(account: Account) -> str:
    """How the address names an account."""
    return f"{account.round.code}.{account.track}"


def years_before(accounts: Iterable[Account], now: Account) -> list[Account]:
    """For every earlier period the account most like `now`: the same rules, then the same track; the latest first."""
    earlier: dict[str, list[Account]] = {}
    for one in accounts:
        if one.round.period < now.round.period and one.round.level == now.round.level:
            earlier.setdefault(one.round.period, []).append(one)
    return [
        max(earlier[period], key=lambda one: (_likeness(one, now), _richness(one)))
        for period in sorted(earlier, reverse=True)
    ]


def official_beside(accounts: Iterable[Account], now: Account) -> Account | None:
    """What was published of the same period; within the same peer set where there are several."""
    found = [one for one in accounts if one.is_official and one.round.period == now.round.period]
    return max(
        found,
        key=lambda one: (one is now, one.round.peer_set_id == now.round.peer_set_id, _richness(one)),
        default=None,
    )


def _likeness(one: Account, now: Account) -> tuple[bool, bool, bool]:
    return (
        one.round.rule_set == now.round.rule_set,
        one.track == now.track,
        one.round.peer_set_id == now.round.peer_set_id,
    )


def _richness(one: Account) -> tuple[int, str, bool, str]:
    day = one.round.values_until
    return one.known_count, day.isoformat() if day is not None else "", one.is_official, one.round.code


def _rounds(keys: Iterable[int]) -> list[Round]:
    return list(Round.objects.with_context().filter(pk__in=set(keys)))


def _bare_node(code: str, title: Text, figure: Figure, *, depth: int = 1) -> SideNode:
    return SideNode(
        code, title, depth=depth, points=figure.points, maximum=figure.maximum, share=figure.share
    )


@lru_cache(maxsize=64)
def _plan(version: str, period: str) -> Plan:
    return make_plan(parsed(IndexDefinition.objects.get(version=version)), period)
