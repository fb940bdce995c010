"""One unit's year with all that stands beside it: the year before, the target, what was published, the peers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median

from django.db.models import Max

from thuocdo.apps.assessment.indices.models import InputLink
from thuocdo.apps.assessment.scorecards.models import PublishedResult, Scoring
from thuocdo.apps.assessment.scorecards.queries.scoreboard import (
    NOTHING,
    TOTAL,
    BoardRow,
    Scoreboard,
    scoreboard,
)
from thuocdo.apps.assessment.targets.models import Target
from thuocdo.apps.assessment.targets.queries import target_of
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.org_units.models import OrgUnit, UnitVersion
from thuocdo.apps.measurement.values.models import SourceKind, Value
from thuocdo.apps.publication.stories.queries.accounts import (
    Account,
    accounts_of,
    chosen,
    official_beside,
    years_before,
)
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.story import Story, story_of


@dataclass(frozen=True, slots=True)
class PeerLine:
    """One group, or the whole: the unit's share of the maximum beside the best and the median of the peers."""

    code: str
    title: Text
    own: Decimal | None
    official: Decimal | None
    best: Decimal | None
    middle: Decimal | None
    maximum: Decimal | None
    known: int
    is_small: bool = False  # fewer than half of the peers have a number


@dataclass(frozen=True, slots=True)
class GroupBeside:
    """One top group: points here and points published, each None where it is not told."""

    code: str
    title: Text
    own: Decimal | None
    official: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        """Points above (or below) the published ones; None where one of the two is not known."""
        return None if self.own is None or self.official is None else self.own - self.official


@dataclass(frozen=True, slots=True)
class Beside:
    """An account of one year and what was published of the same year."""

    account: Account
    official: Account
    published_on: dt.date | None

    @property
    def gap(self) -> Decimal | None:
        """Points above (or below) the published result."""
        own, theirs = self.account.total.points, self.official.total.points
        return None if own is None or theirs is None else own - theirs

    @property
    def groups(self) -> list[GroupBeside]:
        """Every top group, also those that only one of the two tells."""
        nodes = [node for node in self.account.year.side.nodes if node.depth == 1 and node.counts]
        figures = self.official.figures
        return [
            GroupBeside(node.code, node.title, node.points, figures.get(node.code, NOTHING).points)
            for node in nodes
        ]

    @property
    def gap_elsewhere(self) -> Decimal | None:
        """What of the gap lies in groups that only one of the two tells; None where every group has both."""
        gaps = [one.gap for one in self.groups]
        known = [gap for gap in gaps if gap is not None]
        if self.gap is None or len(known) == len(gaps):
            return None
        return self.gap - sum(known, Decimal(0))


@dataclass(frozen=True)
class YearStory:
    """Everything that the page of one year shows."""

    unit: OrgUnit
    named: Text
    now: Account
    before: Account | None
    story: Story
    choices: tuple[Account, ...]
    official: Account | None
    beside: tuple[Beside, ...]
    scoring: Scoring | None
    target: Target | None
    board: Scoreboard | None
    published_on: dt.date | None = None  # of the published result, where that tells the story

    @property
    def name(self) -> Text:
        """What the unit was called then: by its short name among its peers, else in full."""
        return self.row.name if self.row is not None else self.named

    @property
    def is_illustrative(self) -> bool:
        """Whether anything on the page was made for demonstration."""
        rounds = [self.now.round] + ([self.before.round] if self.before is not None else [])
        return any(
            one.is_illustrative or (one.definition is not None and one.definition.status == "illustrative")
            for one in rounds
        )

    @property
    def is_counted(self) -> bool:
        """Whether indicators have points, so that the story can be told by indicator."""
        return self.now.is_counted

    @cached_property
    def target_points(self) -> Decimal | None:
        """The target in points; None without one, or where points are not known."""
        return None if self.target is None or self.now.total.points is None else self.target.points

    @property
    def to_target(self) -> Decimal | None:
        """Points above (or below) the target."""
        points = self.now.total.points
        return None if points is None or self.target_points is None else points - self.target_points

    @cached_property
    def row(self) -> BoardRow | None:
        """The unit among its peers."""
        rows = self.board.rows if self.board is not None else ()
        return next((row for row in rows if row.unit_id == self.unit.pk), None)

    @cached_property
    def has_peers(self) -> bool:
        """Whether best and median mean something."""
        return self.board is not None and self.board.is_comparable

    @cached_property
    def peer_lines(self) -> tuple[PeerLine, ...]:
        """The whole and every top group that peers have numbers of; empty where too few have any."""
        if self.board is None or not self.has_peers:
            return ()
        shares = [share for row in self.board.rows if (share := row.total.share) is not None]
        total = self.story.now.side.total
        whole = PeerLine(
            TOTAL,
            total.title,
            self.now.total.share,
            self._official_share(TOTAL),
            max(shares, default=None),
            median(shares) if shares else None,
            total.maximum,
            len(shares),
        )
        groups = [node for node in self.story.now.side.nodes if node.depth == 1 and node.counts]
        lines = [
            PeerLine(
                node.code,
                node.title,
                node.reached,
                self._official_share(node.code),
                self.board.best(node.code),
                self.board.middle(node.code),
                node.maximum,
                known := self.board.known_in(node.code),
                is_small=2 * known < self.board.peer_count,
            )
            for node in groups
        ]
        return (whole, *(line for line in lines if line.known))

    def _official_share(self, code: str) -> Decimal | None:
        if self.official is None or self.official is self.now:
            return None
        figure = self.official.figures.get(code)
        return figure.share if figure is not None else None


def year_story(user: User, *, index: str, unit: OrgUnit, period: str, wanted: str = "") -> YearStory | None:
    """The story as `user` may read it; None where nothing may be read of the unit in that period."""
    accounts = accounts_of(user, index=index, unit_id=unit.pk, unit=unit.code)
    now = chosen(accounts, period=period, wanted=wanted)
    if now is None:
        return None
    earlier = years_before(accounts, now)
    official = official_beside(accounts, now)
    peers = official or now
    pairs = [(one, official_beside(accounts, one)) for one in (now, *earlier[:1])]
    days = _announced([found for _, found in pairs if found is not None], unit)
    return YearStory(
        unit=unit,
        named=name_of(unit, period),
        now=now,
        before=earlier[0] if earlier else None,
        story=story_of(now.year, [one.year for one in earlier]),
        choices=tuple(one for one in accounts if one.round.period == period),
        official=official,
        beside=_beside(pairs, days),
        scoring=_scoring(now),
        target=target_of(index_code=now.round.index_code, unit_id=unit.pk, period=period),
        board=scoreboard(peers.round, user=user, track=peers.track),
        published_on=_day(now, days) if now.is_official else None,
    )


def name_of(unit: OrgUnit, period: str) -> Text:
    """What the unit was called at the end of the period."""
    try:
        day = Period.parse(period).end
    except ThuocDoError:
        return Text(unit.label or unit.name_vi)
    versions = UnitVersion.objects.filter(unit=unit).order_by("valid_from")
    names = [one.name for one in versions if _covers(one, day)]
    return Text(names[0] if names else unit.label or unit.name_vi)


def _covers(version: UnitVersion, day: dt.date) -> bool:
    begun = version.valid_from is None or version.valid_from <= day
    return begun and (version.valid_to is None or day <= version.valid_to)


def _scoring(account: Account) -> Scoring | None:
    found = account.round.scorings.filter(track=account.track).select_related("by", "definition")
    return found.defer("definition__content").order_by("-number").first()


def _beside(
    pairs: Sequence[tuple[Account, Account | None]], days: Mapping[str, dt.date]
) -> tuple[Beside, ...]:
    """The years that somebody else published a result of, each with the day it was announced."""
    return tuple(
        Beside(one, official, _day(official, days))
        for one, official in pairs
        if official is not None and official is not one
    )


def _day(official: Account, days: Mapping[str, dt.date]) -> dt.date | None:
    return official.round.values_until or days.get(official.round.period)


def _announced(officials: Sequence[Account], unit: OrgUnit) -> dict[str, dt.date]:
    """The day every period's result was announced, as the result says itself, else as its published values say."""
    if not officials:
        return {}
    index = officials[0].round.index_code
    periods = {one.round.period for one in officials}
    elements = InputLink.objects.filter(index_code=index).values("element")
    values = Value.objects.filter(
        source_kind=SourceKind.PUBLISHED, unit=unit, period__in=periods, element__in=elements
    )
    results = PublishedResult.objects.filter(
        index_code=index, unit=unit, period__in=periods, node=TOTAL, published_on__isnull=False
    )
    observed = values.order_by().values_list("period").annotate(day=Max("observed_on"))
    published = results.order_by().values_list("period").annotate(day=Max("published_on"))
    return dict(observed) | dict(published)
