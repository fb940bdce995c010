"""From a story to the tables of its page: what moved, what was lost and by whom, what is held, what was published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.apps.publication.stories import words
from thuocdo.apps.publication.stories.presentation.addresses import card_address, why_address
from thuocdo.apps.publication.stories.queries.stories import Beside, GroupBeside, YearStory
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.story import Holding, Loss


@dataclass(frozen=True, slots=True)
class Moved:
    """One indicator that rose or fell."""

    one: Holding
    url: str

    @property
    def before(self) -> Decimal | None:
        """Points of the year before."""
        return self.one.change.before

    @property
    def after(self) -> Decimal | None:
        """Points of this year."""
        return self.one.change.after

    @property
    def maximum(self) -> Decimal | None:
        """The greatest possible points."""
        return self.one.change.maximum_after

    @property
    def change(self) -> Decimal | None:
        """By how much."""
        return self.one.change.change


@dataclass(frozen=True, slots=True)
class LossTable:
    """Where points were lost, told one way; `url` of a line leads to where its number is explained."""

    title: str
    head: str
    lines: Sequence[tuple[Loss, str]]
    largest: Decimal
    others: int = 0  # without a lost point


@dataclass(frozen=True, slots=True)
class HeldBy:
    """What one agency holds at its maximum."""

    agency: Text
    held: Sequence[tuple[Holding, str]]
    longest: int


@dataclass(frozen=True, slots=True)
class BesideLine:
    """A year beside its published result."""

    beside: Beside
    year: str
    sentence: str
    own_url: str
    official_url: str
    rank: str
    gap: str
    gap_elsewhere: str


@dataclass(frozen=True, slots=True)
class GroupGaps:
    """One group here and as published, with the difference in words, in every year that was published too."""

    title: Text
    years: Sequence[tuple[Decimal | None, Decimal | None, str]]


def beside_lines(told: YearStory) -> list[BesideLine]:
    """Every year that was published too, with what separates the two numbers."""
    lines = []
    for one in told.beside:
        rank = one.official.ranks.get("total")
        peers = one.official.round.peer_set.name.pick(language())
        lines.append(
            BesideLine(
                one,
                words.period_words(one.account.round),
                words.beside_sentence(one),
                card_address(one.account),
                card_address(one.official),
                _("rank %(rank)s, %(peers)s") % {"rank": rank, "peers": peers} if rank is not None else "",
                words.points(one.gap, signed=True, digits=gap_digits(told)),
                words.points(one.gap_elsewhere, signed=True, digits=gap_digits(told)),
            )
        )
    return lines


def group_gaps(told: YearStory) -> list[GroupGaps]:
    """Every group here and as published, year by year; empty where no group was published in points."""
    if not any(group.official is not None for one in told.beside for group in one.groups):
        return []
    titles = {group.code: group.title for one in told.beside for group in one.groups}
    found = [{group.code: group for group in one.groups} for one in told.beside]
    digits = gap_digits(told)
    return [
        GroupGaps(title, [_gap(of_year.get(code), digits) for of_year in found])
        for code, title in titles.items()
    ]


def gap_digits(told: YearStory) -> int:
    """Two decimals, or three where published shares give thousandths of a point: then the lines still add up."""
    numbers = [
        number for one in told.beside for group in one.groups for number in (group.own, group.official)
    ]
    return 3 if any(number is not None and number != round(number, 2) for number in numbers) else 2


def _gap(group: GroupBeside | None, digits: int) -> tuple[Decimal | None, Decimal | None, str]:
    if group is None:
        return None, None, words.points(None)
    return group.own, group.official, words.points(group.gap, signed=True, digits=digits)


def moves(told: YearStory) -> dict[str, list[Moved]]:
    """What rose and what fell, the most first, each with its explanation."""
    return {
        name: [Moved(one, why_address(told.now, one.code)) for one in found]
        for name, found in (("risen", told.story.risen), ("fallen", told.story.fallen))
    }


def loss_tables(told: YearStory) -> dict[str, LossTable]:
    """Lost points by group, by agency and by kind of rule; only by group where indicators are not known."""
    story = told.story
    found = {"group": (_("Group"), story.lost_by_group)}
    if told.is_counted:
        found["agency"] = (_("Leading agency"), story.lost_by_agency)
        found["kind"] = (_("Kind of rule"), story.lost_by_kind)
    return {
        name: _loss_table(told, head, losses)
        for name, (head, losses) in found.items()
        if any(one.lost for one in losses)
    }


def _loss_table(told: YearStory, head: str, losses: tuple[Loss, ...]) -> LossTable:
    codes = {node.code for node in told.story.now.side.nodes if node.depth == 1}
    shown = [one for one in losses if one.lost or one.unknown]
    lines = [(one, why_address(told.now, one.key) if one.key in codes else "") for one in shown]
    largest = max((one.lost for one in losses), default=Decimal(1))
    return LossTable(words.loss_title(losses), head, lines, largest, len(losses) - len(shown))


def losing(told: YearStory) -> list[tuple[Holding, str]]:
    """Every indicator that lost points, with who supplies its data and its explanation."""
    return [(one, why_address(told.now, one.code)) for one in told.story.losing]


def held(told: YearStory) -> list[HeldBy]:
    """What is held at its maximum for more than a year, by the agency that leads."""
    return [
        HeldBy(
            agency, [(one, why_address(told.now, one.code)) for one in found], max(one.years for one in found)
        )
        for agency, found in told.story.sustained_by_agency
    ]
