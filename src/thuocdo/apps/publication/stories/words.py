"""What a story says in sentences, in the language of the reader."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuocdo.apps.assessment.scorecards.models import Round, Track
from thuocdo.apps.assessment.scorecards.queries.scoreboard import Figure
from thuocdo.apps.foundation.ui.formatting import write_number
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.apps.publication.stories.queries.accounts import Account
from thuocdo.apps.publication.stories.queries.paths import PathStory
from thuocdo.apps.publication.stories.queries.stories import Beside, YearStory
from thuocdo.domain.scoring.compare import WaterfallStep
from thuocdo.domain.scoring.story import ChainEnd, Loss, Story
from thuocdo.domain.scoring.story_path import PathPoint


def points(number: Decimal | None, *, signed: bool = False, digits: int = 2) -> str:
    """Points with two decimals."""
    return "–" if number is None else write_number(number, language(), digits=digits, signed=signed)


def period_words(this_round: Round) -> str:
    """The period inside a sentence: a year is its number alone."""
    if this_round.period.isdigit():
        return this_round.period
    return this_round.period_text.pick(language())


def track_words(track: str) -> str:
    """Whose number it is, inside a sentence; one that nobody labelled is said to be so."""
    known = {
        str(Track.SELF): _("self-scored"),
        str(Track.COUNCIL): _("appraised by the council"),
        str(Track.OFFICIAL): _("published"),
    }
    return known.get(track) or _("not known whether self-scored or appraised")


def whose(account: Account) -> str:
    """Whose number an account is, inside a sentence."""
    return _("computed here from published figures") if account.is_recomputed else track_words(account.track)


def account_words(account: Account) -> str:
    """An account on a tab: whose numbers, and that they are made for demonstration where they are."""
    said = whose(account)
    if account.round.is_illustrative:
        return _("%(track)s (illustrative)") % {"track": said}
    return said


def finding(told: YearStory) -> str:
    """The year in one line: the total, its change, how many rose and fell, where most is lost."""
    parts = [_total_part(told) + _change_part(told)]
    story = told.story
    if story.comparison is not None and not story.is_break and told.is_counted:
        parts.append(
            ngettext(
                "%(rose)s indicator rose, %(fell)s fell",
                "%(rose)s indicators rose, %(fell)s fell",
                len(story.risen),
            )
            % {"rose": len(story.risen), "fell": len(story.fallen)}
        )
    if loss := most_lost(story.lost_by_group):
        parts.append(
            _("most lost in %(where)s: %(points)s points")
            % {"where": loss.title.pick(language()), "points": points(loss.lost)}
        )
    return "; ".join(parts) + "."


def most_lost(losses: tuple[Loss, ...]) -> Loss | None:
    """The place where most was lost; None where nothing was."""
    first = next((loss for loss in losses if loss.key), None)
    return first if first is not None and first.lost > 0 else None


def loss_title(losses: tuple[Loss, ...]) -> str:
    """The finding of one table of losses."""
    loss = most_lost(losses)
    if loss is None:
        return _("Nothing is known to be lost")
    return _("Most lost: %(where)s, %(lost)s of %(maximum)s points") % {
        "where": loss.title.pick(language()),
        "lost": points(loss.lost),
        "maximum": write_number(loss.maximum, language()),
    }


def waterfall_title(story: Story, bars: tuple[WaterfallStep, ...]) -> str:
    """The finding of the picture of groups."""
    steps = [bar for bar in bars if bar.kind == "change" and bar.change]
    change = story.change or Decimal(0)
    verb = _("Up") if change > 0 else _("Down") if change < 0 else _("Unchanged")
    said = _("%(verb)s %(change)s points") % {"verb": verb, "change": points(abs(change))}
    if not steps:
        return said
    most = max(steps, key=lambda bar: abs(bar.change))
    return _("%(said)s, the most in %(group)s: %(step)s") % {
        "said": said,
        "group": most.title.pick(language()),
        "step": points(most.change, signed=True),
    }


def beside_sentence(beside: Beside) -> str:
    """What separates this number from the published one: how much, which track, when, by whom."""
    values = {
        "period": period_words(beside.account.round),
        "published": points(beside.official.total.points),
        "day": date_format(beside.published_on, "d/m/Y")
        if beside.published_on
        else _("on a day nobody noted"),
        "gap": points(abs(beside.gap or Decimal(0))),
        "track": whose(beside.account),
    }
    if beside.gap is None:
        return _("The published result cannot be put in points, so the two are not set against each other.")
    if not beside.gap:
        return _("It equals the published %(published)s points (%(day)s).") % values
    if beside.gap > 0:
        said = _("%(gap)s points above the published %(published)s (%(day)s)") % values
    else:
        said = _("%(gap)s points below the published %(published)s (%(day)s)") % values
    return _("%(said)s: this one is %(track)s, that one was published under %(issuer)s.") % {
        "said": said,
        "track": values["track"],
        "issuer": issuer_of(beside.official),
    }


def announced(day: dt.date) -> str:
    """The day a result was announced."""
    return _("announced on %(day)s") % {"day": date_format(day, "d/m/Y")}


def gap_words(gap: Decimal) -> str:
    """A distance between two numbers of one year, which is no rise and no fall."""
    if not gap:
        return _("this one is equal")
    values = {"gap": points(abs(gap))}
    return _("this one is %(gap)s higher") % values if gap > 0 else _("this one is %(gap)s lower") % values


def issuer_of(account: Account) -> str:
    """Under which decision a result stands and who issued it."""
    definition = account.definition
    if definition is None:
        return account.round.rule_set
    legal = definition.legal
    return ", ".join(part for part in (legal.number, legal.issuer) if part) or account.round.rule_set


def sustained_finding(story: Story) -> str:
    """How much is held at its maximum, and for how long."""
    held = len(story.sustained)
    full = sum(one.years > 0 for one in story.holdings)
    said = ngettext("%(full)s indicator at its maximum", "%(full)s indicators at their maximum", full) % {
        "full": full
    }
    if len(story.chain_years) < 2:
        return said
    said = _("%(said)s, %(held)s of them also the year before") % {"said": said, "held": held}
    longest = max((one.years for one in story.sustained), default=0)
    if longest > 2:
        said = _("%(said)s, the longest for %(years)s years in a row") % {"said": said, "years": longest}
    return said


def chain_note(story: Story) -> str:
    """How far back the years could be counted, and why no further."""
    years = ", ".join(reversed(story.chain_years))
    ends = {
        ChainEnd.BEGINNING: _("no earlier year is scored here by indicator"),
        ChainEnd.RULES: _("before that other rules were in force, and a chain ends at a change of rules"),
        ChainEnd.GAP: _("the year before that has no scores"),
    }
    return _("Years counted: %(years)s; %(end)s.") % {"years": years, "end": ends[story.chain_end]}


def total_words(figure: Figure) -> str:
    """The total in points, the range it lies in, or the value people quote."""
    if figure.points is not None:
        return points(figure.points)
    if figure.value is not None:
        return write_number(figure.value, language(), digits=4)
    if figure.low is None or figure.high is None:
        return "–"
    return f"{points(figure.low)} – {points(figure.high)}"


def quoted_words(account: Account) -> str:
    """The number people quote, beside another one that is not in points."""
    value = account.total.value
    return total_words(account.total) if value is None else write_number(value, language(), digits=4)


def _total_part(told: YearStory) -> str:
    total = told.now.total
    values = {
        "unit": told.name.pick(language()),
        "total": total_words(total),
        "track": whose(told.now),
    }
    if total.points is not None:
        return _("%(unit)s: %(total)s points, %(track)s") % values
    if total.value is not None:
        return _("%(unit)s: %(total)s, %(track)s") % values
    if total.low is not None and total.high is not None:
        return _("%(unit)s: the total lies between %(total)s points, %(track)s") % values
    return _("%(unit)s: the total is not known, %(track)s") % values


def _change_part(told: YearStory) -> str:
    story, before = told.story, told.before
    if before is None:
        return ""
    period = period_words(before.round)
    if story.is_break:
        return _(", not strictly comparable with %(period)s since the rules changed") % {"period": period}
    change = story.change
    if change is None:
        return _(", the change since %(period)s is not known") % {"period": period}
    values = {"change": points(abs(change)), "period": period}
    if change > 0:
        return _(", up %(change)s on %(period)s") % values
    return _(", down %(change)s on %(period)s") % values if change else _(", as in %(period)s") % values


def path_finding(story: PathStory) -> str:
    """The path in one line: under every rule set from where to where, never across a change of rules."""
    parts = [part for part in (_segment(story, rule_set) for rule_set in _rule_sets(story)) if part]
    said = _("%(unit)s: %(parts)s.") % {"unit": story.own.name.pick(language()), "parts": "; ".join(parts)}
    if len(parts) < 2:
        return said
    return _("%(said)s The rules changed in between, so these are separate series.") % {"said": said}


def path_title(story: PathStory) -> str:
    """The finding of the picture: what changed within the latest rule set that has two years, else the last number."""
    known = story.own.known
    for rule_set in reversed(_rule_sets(story)):
        years = [one for one in known if one.rule_set == rule_set]
        if len(years) < 2 or years[0].value is None or years[-1].value is None:
            continue
        change = years[-1].value - years[0].value
        values = {
            "change": write_number(abs(change), language(), digits=story.digits),
            "first": years[0].period,
            "last": years[-1].period,
            "rules": story.rule_name(rule_set),
        }
        if change > 0:
            return _("Up %(change)s from %(first)s to %(last)s under %(rules)s") % values
        if change < 0:
            return _("Down %(change)s from %(first)s to %(last)s under %(rules)s") % values
        return _("The same in %(first)s and %(last)s under %(rules)s") % values
    last = known[-1]
    return _("%(years)s under %(rules)s") % {
        "years": _year_words(last, story.digits),
        "rules": story.rule_name(last.rule_set),
    }


def rank_words(point: PathPoint) -> str:
    """Every rank with the size of its peer set: 5/63 · 2/34."""
    return " · ".join(f"{rank.rank}/{rank.size}" for rank in point.ranks)


def _rule_sets(story: PathStory) -> list[str]:
    return list(dict.fromkeys(point.rule_set for point in story.own.points))


def _segment(story: PathStory, rule_set: str) -> str:
    told = [
        one for one in story.own.points if one.rule_set == rule_set and (one.value is not None or one.ranks)
    ]
    known = [one for one in told if one.value is not None] or told
    if not known:
        return ""
    years = [
        _year_words(one, story.digits) for one in (known[:1] if len(known) == 1 else [known[0], known[-1]])
    ]
    return _("%(years)s under %(rules)s") % {"years": " → ".join(years), "rules": story.rule_name(rule_set)}


def _year_words(point: PathPoint, digits: int) -> str:
    ranks = rank_words(point)
    if point.value is None:
        return _("rank %(rank)s in %(period)s (value not found)") % {"rank": ranks, "period": point.period}
    value = write_number(point.value, language(), digits=digits)
    if not ranks:
        return f"{value} ({point.period})"
    return _("%(value)s (%(period)s, rank %(rank)s)") % {
        "value": value,
        "period": point.period,
        "rank": ranks,
    }
