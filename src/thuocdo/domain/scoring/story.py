"""The year's story of one unit: what rose and fell, what is held at its maximum since when, where points are lost.

Lost points are told three times, by group, by leading agency and by kind of rule, and each time they add up to the same
number: what no indicator explains stands as a line of its own. What is not known is counted apart and never as lost.
A chain of years at the maximum ends where the rule set changes, where a year is missing, or where points were lost.

    story = story_of(year_2023, [year_2022])
    len(story.risen), story.lost, [loss.title.vi for loss in story.lost_by_agency]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from thuocdo.domain.primitives.errors import PeriodError
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.compare import Change, Comparison, Movement, SideNode, compare_sides, size_of
from thuocdo.domain.scoring.story_years import KIND_WORDS, IndicatorTold, StoryYear

NOBODY = Text("chưa giao cơ quan nào", "no agency named")
REST = Text("không chia theo chỉ số", "not told by indicator")
REST_OF_GROUPS = Text("không chia theo nhóm", "not told by group")
_ZERO = Decimal(0)


class Standing(StrEnum):
    """Where an indicator stands between nothing and its maximum."""

    MAXIMUM = "maximum"
    PART = "part"
    ZERO = "zero"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class ChainEnd(StrEnum):
    """Why the years before cannot lengthen a chain."""

    BEGINNING = "beginning"  # no earlier year is known
    RULES = "rules"  # the year before was scored by other rules
    GAP = "gap"  # the year before has no scores


@dataclass(frozen=True, slots=True)
class Holding:
    """One indicator of the year; `years` is for how many years in a row it has been at its maximum.

    `is_open` says that its unknown points keep its group's unknown: a group may be known as a whole.
    """

    told: IndicatorTold
    change: Change
    standing: Standing
    years: int = 0
    is_open: bool = False

    @property
    def code(self) -> str:
        """Its code."""
        return self.told.code

    @property
    def title(self) -> Text:
        """Its title."""
        return self.told.title

    @property
    def agency(self) -> Text:
        """Who leads."""
        return self.told.agency if self.told.agency.vi else NOBODY

    @property
    def lost(self) -> Decimal | None:
        """Points of the maximum that were not reached; None where that is not known."""
        points = self.change.after
        if points is None:
            return _ZERO if self.standing is Standing.NOT_APPLICABLE else None
        if self.told.adjusts:
            return -points
        maximum = self.change.maximum_after
        return None if maximum is None else maximum - points

    @property
    def at_stake(self) -> Decimal:
        """The most that an unknown result could lose."""
        return (self.change.maximum_after or _ZERO) if self.is_open else _ZERO


@dataclass(frozen=True, slots=True)
class Loss:
    """Points lost in one place: of how many, in how many indicators; unknown ones beside, with what is at stake."""

    key: str
    title: Text
    lost: Decimal
    maximum: Decimal
    indicators: int = 0
    unknown: int = 0
    at_stake: Decimal = _ZERO

    @property
    def maximum_known(self) -> Decimal:
        """The maximum without what is at stake."""
        return self.maximum - self.at_stake

    @property
    def is_untold(self) -> bool:
        """Whether nothing at all is known here."""
        return bool(self.unknown) and not self.maximum_known


@dataclass(frozen=True)
class Story:
    """A year with the year before beside it; `before` is None where there is none."""

    now: StoryYear
    before: StoryYear | None
    comparison: Comparison | None
    holdings: tuple[Holding, ...]
    chain_end: ChainEnd
    chain_years: tuple[str, ...]

    @property
    def is_break(self) -> bool:
        """Whether the rules changed since the year before, so that nothing rose or fell."""
        return self.comparison is not None and self.comparison.is_break

    @property
    def change(self) -> Decimal | None:
        """By how much the total changed; None across a break."""
        return None if self.comparison is None or self.is_break else self.comparison.total.change

    @cached_property
    def risen(self) -> tuple[Holding, ...]:
        """Indicators that rose, the most first."""
        return self._moved(Movement.ROSE)

    @cached_property
    def fallen(self) -> tuple[Holding, ...]:
        """Indicators that fell, the most first."""
        return self._moved(Movement.FELL)

    @cached_property
    def unchanged(self) -> tuple[Holding, ...]:
        """Indicators that stayed where they were."""
        return self._moved(Movement.UNCHANGED)

    @cached_property
    def losing(self) -> tuple[Holding, ...]:
        """Indicators that are known to have lost points, the most first."""
        found = [(one.lost, one) for one in self.holdings if one.lost is not None and one.lost > 0]
        return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0]))

    def standing(self, *which: Standing) -> tuple[Holding, ...]:
        """The indicators that stand there."""
        return tuple(one for one in self.holdings if one.standing in which)

    @cached_property
    def sustained(self) -> tuple[Holding, ...]:
        """Indicators at their maximum this year and the year before, the longest first."""
        held = [one for one in self.holdings if one.years > 1]
        return tuple(sorted(held, key=lambda one: -one.years))

    @property
    def lost(self) -> Decimal | None:
        """Maximum less points of the whole; None where the total is not known."""
        total = self.now.side.total
        return None if total.points is None or total.maximum is None else total.maximum - total.points

    @property
    def lost_known(self) -> Decimal:
        """What is known to be lost: the whole where the total is known, else what the groups have told."""
        whole = self.lost
        return sum((loss.lost for loss in self._groups), _ZERO) if whole is None else whole

    @property
    def lost_by_group(self) -> tuple[Loss, ...]:
        """By top group; a group's own points decide, so that its indicators need not be known."""
        return self._with_rest(self._groups, REST_OF_GROUPS)

    @cached_property
    def lost_by_agency(self) -> tuple[Loss, ...]:
        """By the agency that leads."""
        return self._with_rest(self._losses(lambda one: one.agency.vi, lambda one: one.agency))

    @cached_property
    def lost_by_kind(self) -> tuple[Loss, ...]:
        """By kind of rule."""
        return self._with_rest(self._losses(lambda one: one.told.kind, lambda one: KIND_WORDS[one.told.kind]))

    @cached_property
    def sustained_by_agency(self) -> tuple[tuple[Text, tuple[Holding, ...]], ...]:
        """Who holds what at its maximum, the most first."""
        found: dict[str, list[Holding]] = {}
        for one in self.sustained:
            found.setdefault(one.agency.vi, []).append(one)
        told = [(held[0].agency, tuple(held)) for held in found.values()]
        return tuple(sorted(told, key=lambda pair: -len(pair[1])))

    @cached_property
    def _groups(self) -> tuple[Loss, ...]:
        found = {loss.key: loss for loss in self._losses(lambda one: one.told.group, lambda one: one.title)}
        tops = (node for node in self.now.side.nodes if node.depth == 1 and node.counts)
        return tuple(_group_loss(node, found.get(node.code)) for node in tops)

    def _moved(self, movement: Movement) -> tuple[Holding, ...]:
        if self.comparison is None or self.is_break:
            return ()
        found = [one for one in self.holdings if one.change.direction is movement]
        return tuple(sorted(found, key=lambda one: size_of(one.change), reverse=True))

    def _losses(self, key_of: Callable[[Holding], str], title_of: Callable[[Holding], Text]) -> list[Loss]:
        found: dict[str, list[Holding]] = {}
        for one in self.holdings:
            if one.standing is not Standing.NOT_APPLICABLE:
                found.setdefault(key_of(one), []).append(one)
        return [_loss(key, title_of(held[0]), held) for key, held in found.items()]

    def _with_rest(self, losses: Iterable[Loss], title: Text = REST) -> tuple[Loss, ...]:
        """The most first; what the lines do not explain of the whole stands last."""
        found = sorted(losses, key=lambda loss: -loss.lost)
        rest = self.lost_known - sum((loss.lost for loss in found), _ZERO)
        return (*found, Loss("", title, rest, _ZERO)) if rest else tuple(found)


def story_of(now: StoryYear, earlier: Sequence[StoryYear] = ()) -> Story:
    """The story of a year; `earlier` are the years before it, the latest first."""
    before = earlier[0] if earlier else None
    comparison = compare_sides(before.side, now.side) if before is not None else None
    chain, end = _chain(now, earlier)
    old = before.nodes() if before is not None else {}
    new = now.nodes()
    held = tuple(
        _holding(told, Change(old.get(told.code), new[told.code]), now, chain) for told in now.indicators
    )
    return Story(now, before, comparison, held, end, tuple(year.period for year in (now, *chain)))


def _holding(told: IndicatorTold, change: Change, now: StoryYear, chain: Sequence[StoryYear]) -> Holding:
    standing = _standing(told, change, now)
    years = _years(change, chain) if standing is Standing.MAXIMUM else 0
    group = next(node for node in now.side.nodes if node.code == told.group)
    is_open = standing is Standing.UNKNOWN and group.points is None
    return Holding(told, change, standing, years, is_open)


def _standing(told: IndicatorTold, change: Change, now: StoryYear) -> Standing:
    if told.code in now.not_applicable:
        return Standing.NOT_APPLICABLE
    if change.after is None:
        return Standing.UNKNOWN
    if change.is_at_maximum:
        return Standing.MAXIMUM
    return Standing.ZERO if change.after == 0 else Standing.PART


def _years(change: Change, chain: Sequence[StoryYear]) -> int:
    """This year and every year before it, one after the other, at the maximum that it still has."""
    years = 1
    for year in chain:
        node = year.nodes().get(change.code)
        if node is None or node.points is None or node.points != node.maximum:
            break
        if node.maximum != change.maximum_after:
            break
        years += 1
    return years


def _chain(now: StoryYear, earlier: Sequence[StoryYear]) -> tuple[tuple[StoryYear, ...], ChainEnd]:
    """The years that follow each other under the same rules, and why there are no more."""
    chain: list[StoryYear] = []
    later = now
    for year in earlier:
        if not _follows(year.period, later.period):
            return tuple(chain), ChainEnd.GAP
        if year.rules != now.rules:
            return tuple(chain), ChainEnd.RULES
        chain.append(year)
        later = year
    return tuple(chain), ChainEnd.BEGINNING


def _follows(before: str, after: str) -> bool:
    """Whether nothing lies between two periods; periods in words of their own are taken as they come."""
    try:
        return Period.parse(after).previous() == Period.parse(before)
    except PeriodError:
        return True


def _loss(key: str, title: Text, held: Sequence[Holding]) -> Loss:
    known = [one for one in held if one.lost is not None]
    lost = [one.lost for one in known if one.lost is not None]
    return Loss(
        key=key,
        title=title,
        lost=sum(lost, _ZERO),
        maximum=sum((one.change.maximum_after or _ZERO for one in held if not one.told.adjusts), _ZERO),
        indicators=sum(number > 0 for number in lost),
        unknown=sum(one.is_open for one in held),
        at_stake=sum((one.at_stake for one in held), _ZERO),
    )


def _group_loss(group: SideNode, told: Loss | None) -> Loss:
    found = told or Loss(group.code, group.title, _ZERO, _ZERO)
    found = replace(found, title=group.title)
    if group.points is not None and group.maximum is not None:
        return replace(found, maximum=group.maximum, lost=group.maximum - group.points)
    known = found.maximum_known
    found = replace(found, maximum=group.maximum or found.maximum)
    return replace(
        found, unknown=found.unknown or 1, at_stake=group.maximum - known if group.maximum else found.at_stake
    )
