"""From a story to the tabs, tiles, counts and source lines that the page draws."""

from __future__ import annotations

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
from thuocdo.apps.publication.stories.presentation.addresses import card_address, story_address, why_address
from thuocdo.apps.publication.stories.queries.lists import StoryLine
from thuocdo.apps.publication.stories.queries.stories import PeerLine, YearStory
from thuocdo.domain.scoring.story import Standing


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
    is_reason: bool = False  # `url` explains the number, so it opens beside the page


@dataclass(frozen=True, slots=True)
class Counted:
    """How many indicators, of one kind."""

    label: str
    count: int
    tone: str = ""


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
        is_reason=True,
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
    said = words.announced(told.published_on) if told.published_on is not None else ""
    return [Stat(_("Rank"), rank, said=said, note=peers)] if rank else []


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
