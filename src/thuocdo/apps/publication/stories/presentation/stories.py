"""From a story to the tiles, tabs, rows and source lines that the page draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from thuocdo.apps.assessment.scorecards.queries.scoreboard import Figure
from thuocdo.apps.foundation.ui.components import Source, Tab
from thuocdo.apps.foundation.ui.formatting import write_number
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.apps.publication.stories import words
from thuocdo.apps.publication.stories.queries.accounts import Account, choice_of
from thuocdo.apps.publication.stories.queries.lists import StoryLine
from thuocdo.apps.publication.stories.queries.stories import Beside, PeerLine, YearStory
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.story import Holding, Loss, Standing


@dataclass(frozen=True, slots=True)
class Stat:
    """One tile: a number that matters, what it is set against, and where it comes from."""

    label: str
    value: str
    maximum: Decimal | None = None
    change: Decimal | None = None
    said: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many indicators, of one kind."""

    label: str
    count: int
    tone: str = ""


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


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One story on the list."""

    line: StoryLine
    url: str
    path_url: str
    total: str
    tracks: str


def story_title(told: YearStory) -> str:
    """Whose year it is."""
    return _("%(unit)s in %(period)s") % {
        "unit": told.name.pick(language()),
        "period": words.period_words(told.now.round),
    }


def story_address(index: str, unit: str, period: str, account: Account | None = None) -> str:
    """Where the story of a year is, told by one account."""
    address = reverse("stories:story", args=[index, unit, period])
    return address if account is None else f"{address}?{urlencode({'account': choice_of(account)})}"


def why_address(account: Account, node: str) -> str:
    """Where one number of an account is explained."""
    address = reverse("scorecards:why", args=[account.round.code, account.unit, node])
    return f"{address}?track={account.track}"


def card_address(account: Account) -> str:
    """The scorecard of an account."""
    address = reverse("scorecards:scorecard", args=[account.round.code, account.unit])
    return f"{address}?track={account.track}"


def account_tabs(told: YearStory) -> list[Tab]:
    """Whose numbers the story can be told by; nothing to choose with one."""
    if len(told.choices) < 2:
        return []
    index, period = told.now.round.index_code, told.now.round.period
    names = [words.account_words(one) for one in told.choices]
    return [
        Tab(
            name if names.count(name) == 1 else f"{name}, {one.round.name.pick(language())}",
            story_address(index, told.unit.code, period, one),
            one is told.now,
        )
        for name, one in zip(names, told.choices, strict=True)
    ]


def stats(told: YearStory, *, may_set_target: bool) -> list[Stat]:
    """Total, last year, target, published result and what was lost."""
    now, story = told.now, told.story
    first = Stat(
        _("Total"),
        words.total_words(now.total),
        story.now.side.total.maximum if now.total.points is not None else None,
        note=words.account_words(now),
        url=why_address(now, "total"),
    )
    return [
        first,
        *_before_stat(told),
        _target_stat(told, may_set=may_set_target),
        *_official_stat(told),
        *_lost_stat(told),
    ]


def _before_stat(told: YearStory) -> list[Stat]:
    before = told.before
    if before is None:
        return [Stat(_("The year before"), "–", note=_("no earlier year is scored here"))]
    label = words.period_words(before.round)
    note = words.account_words(before)
    if told.story.is_break:
        note = _("%(track)s; other rules, not strictly comparable") % {"track": note}
    index, change = before.round.index_code, told.story.change
    is_in_points = told.now.total.points is not None
    return [
        Stat(
            label,
            words.total_words(before.total) if is_in_points else words.quoted_words(before),
            change=change,
            said=_("until %(period)s") % {"period": words.period_words(told.now.round)}
            if change is not None
            else "",
            note=note,
            url=story_address(index, told.unit.code, before.round.period, before),
        )
    ]


def _target_stat(told: YearStory, *, may_set: bool) -> Stat:
    target, this_round = told.target, told.now.round
    asked = {"index": this_round.index_code, "unit": told.unit.code, "period": this_round.period}
    url = f"{reverse('targets:set_target')}?{urlencode(asked)}" if may_set else ""
    if target is None or target.value is None:
        return Stat(_("Target"), "–", note=_("no target has been set"), url=url)
    document = f"{target.document_number}, {target.document_date:%d/%m/%Y}"
    if told.target_points is None:
        return Stat(_("Target"), write_number(target.value, language()), note=document, url=url)
    return Stat(
        _("Target"),
        words.points(told.target_points),
        said=words.gap_words(told.to_target) if told.to_target is not None else "",
        note=document,
        url=url,
    )


def _official_stat(told: YearStory) -> list[Stat]:
    found = next((one for one in told.beside if one.account is told.now), None)
    if found is None:
        return _own_rank_stat(told)
    rank, peers = _rank(told)
    return [
        Stat(
            _("Published"),
            words.total_words(found.official.total),
            said=words.gap_words(found.gap) if found.gap is not None else "",
            note=_("rank %(rank)s, %(peers)s") % {"rank": rank, "peers": peers} if rank else "",
            url=card_address(found.official),
        )
    ]


def _own_rank_stat(told: YearStory) -> list[Stat]:
    """The rank, where the story is told by the ranked result itself."""
    rank, peers = _rank(told)
    return [Stat(_("Rank"), rank, note=peers)] if rank else []


def _rank(told: YearStory) -> tuple[str, str]:
    """The rank among how many, and who they are; nothing where ranks mean nothing."""
    board, row = told.board, told.row
    if board is None or row is None or board.shown_rank(row) is None:
        return "", ""
    return f"{row.rank}/{board.rank_base}", board.round.peer_set.name.pick(language())


def _lost_stat(told: YearStory) -> list[Stat]:
    lost = told.story.lost
    if lost is None and not told.is_counted:
        return []
    unknown = sum(one.is_open for one in told.story.holdings) if lost is None else 0
    note = (
        _("%(count)s indicators are not known and not counted as lost") % {"count": unknown}
        if unknown
        else ""
    )
    return [Stat(_("Points lost"), words.points(told.story.lost_known), story_maximum(told), note=note)]


def story_maximum(told: YearStory) -> Decimal | None:
    """The greatest possible points of the year."""
    return told.story.now.side.total.maximum


def counts(told: YearStory) -> list[Counted]:
    """How many rose, fell, stayed, stand at their maximum, at zero, or are not known."""
    story = told.story
    if not told.is_counted:
        return []
    moved = []
    if story.comparison is not None and not story.is_break:
        moved = [
            Counted(_("rose"), len(story.risen), "rise"),
            Counted(_("fell"), len(story.fallen), "fall"),
            Counted(_("unchanged"), len(story.unchanged)),
        ]
    standing = [
        Counted(_("at their maximum"), len(story.standing(Standing.MAXIMUM))),
        Counted(_("at zero"), len(story.standing(Standing.ZERO))),
        Counted(_("not known"), len(story.standing(Standing.UNKNOWN))),
    ]
    idle = len(story.standing(Standing.NOT_APPLICABLE))
    return [*moved, *standing, *([Counted(_("not applicable"), idle)] if idle else [])]


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
            )
        )
    return lines


def moves(told: YearStory) -> dict[str, list[Moved]]:
    """What rose and what fell, the most first, each with its explanation."""
    return {
        name: [Moved(one, why_address(told.now, one.code)) for one in found]
        for name, found in (("risen", told.story.risen), ("fallen", told.story.fallen))
    }


def loss_tables(told: YearStory) -> list[LossTable]:
    """Lost points by group, by agency and by kind of rule; only by group where indicators are not known."""
    story = told.story
    found = [(_("Group"), story.lost_by_group)]
    if told.is_counted:
        found += [(_("Leading agency"), story.lost_by_agency), (_("Kind of rule"), story.lost_by_kind)]
    return [_loss_table(told, head, losses) for head, losses in found if any(one.lost for one in losses)]


def _loss_table(told: YearStory, head: str, losses: tuple[Loss, ...]) -> LossTable:
    codes = {node.code for node in told.story.now.side.nodes if node.depth == 1}
    shown = [one for one in losses if one.lost or one.unknown]
    lines = [(one, why_address(told.now, one.key) if one.key in codes else "") for one in shown]
    largest = max((one.lost for one in losses), default=Decimal(1))
    return LossTable(words.loss_title(losses), head, lines, largest, len(losses) - len(shown))


def held(told: YearStory) -> list[HeldBy]:
    """What is held at its maximum for more than a year, by the agency that leads."""
    return [
        HeldBy(
            agency, [(one, why_address(told.now, one.code)) for one in found], max(one.years for one in found)
        )
        for agency, found in told.story.sustained_by_agency
    ]


def peer_rows(told: YearStory) -> list[tuple[PeerLine, str]]:
    """The whole and every group beside the peers, each with its explanation."""
    account = told.official or told.now
    return [
        (line, why_address(account, line.code) if line.code in account.figures else "")
        for line in told.peer_lines
    ]


def source_of(told: YearStory) -> Source:
    """By which rules and text, from where, scored when and by whom."""
    this_round = told.now.round
    name = this_round.source or _("values stored here")
    url = name if name.startswith("https://") and " " not in name else ""
    notes = [this_round.note.pick(language())] if this_round.note.vi else []
    if told.scoring is not None:
        by = told.scoring.by.full_name if told.scoring.by is not None else _("the system")
        said = _("Taken in on %(day)s by %(who)s") % {"day": f"{told.scoring.at:%d/%m/%Y}", "who": by}
        engine = told.scoring.engine_version
        notes.append(said + (_(", engine %(version)s") % {"version": engine} if engine else ""))
    if told.board is not None and told.peer_lines:
        notes.append(
            _("Peers: %(set)s, %(count)s with a number")
            % {"set": told.board.round.peer_set.name.pick(language()), "count": told.board.known_count}
        )
    definition = this_round.definition
    return Source(
        name=name,
        url=url,
        as_of=this_round.values_until,
        rule_set=f"{this_round.index_code}@{this_round.rule_set}",
        snapshot=definition.version if definition is not None else "",
        notes=notes,
    )


def story_row(line: StoryLine) -> StoryRow:
    """One story with its addresses."""
    return StoryRow(
        line,
        story_address(line.index, line.unit.code, line.round.period),
        reverse("stories:path", args=[line.index, line.unit.code]),
        _list_total(line.figure),
        ", ".join(words.track_words(track) for track in line.tracks),
    )


def _list_total(figure: Figure) -> str:
    total = words.total_words(figure)
    if figure.points is None or figure.maximum is None:
        return total
    return f"{total} / {write_number(figure.maximum, language())}"
