"""The pictures of a story and of a path."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuocdo.apps.foundation.ui import charts
from thuocdo.apps.foundation.ui.components import ChartTable
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.apps.publication.stories.queries.paths import PathStory
from thuocdo.apps.publication.stories.queries.stories import YearStory
from thuocdo.apps.publication.stories.words import (
    path_finding,
    path_title,
    period_words,
    rank_words,
    waterfall_title,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its finding and its table."""

    option: charts.Option
    title: str
    table: ChartTable
    note: str = ""
    height: int = 320


def waterfall(told: YearStory) -> Picture | None:
    """From last year's total to this year's, group by group; nothing where the rules changed in between."""
    story, before = told.story, told.before
    if story.comparison is None or story.is_break or before is None or not story.comparison.waterfall:
        return None
    bars = story.comparison.waterfall
    steps = [
        charts.Step(_("not told by group") if bar.kind == "rest" else bar.title.pick(language()), bar.change)
        for bar in bars[1:-1]
    ]
    start = (period_words(before.round), bars[0].end)
    end = (period_words(told.now.round), bars[-1].end)
    title = waterfall_title(story, bars)
    option = charts.waterfall(steps, start=start, end=end, summary=title, unit=_("points"))
    rows: list[tuple[object, ...]] = [start, *((step.name, step.change) for step in steps), end]
    height = 60 + 25 * len(rows)
    return Picture(option, title, ChartTable([_("Step"), _("Points")], rows), height=height)


def path_picture(story: PathStory) -> Picture | None:
    """Every unit over the years, a visible break where the rules change, the unit's ranks at its points."""
    periods = [point.period for point in story.own.points]
    if len(periods) < 2 or not story.own.known:
        return None
    lines = [
        charts.Line(
            path.name.pick(language()),
            [point.value for point in path.points],
            "subject" if place == 0 else None,
            [rank_words(point) for point in path.points] if place == 0 else (),
        )
        for place, path in enumerate(story.paths)
    ]
    breaks = [
        charts.Break(one.before, f"{_short(story, one.old)}\n→ {_short(story, one.new)}")
        for one in story.breaks
    ]
    note = _("Ranks stand at the points; the line is not joined where the rules changed")
    digits = story.digits
    option = charts.line(lines, periods, summary=path_finding(story), digits=digits, breaks=breaks)
    headers = [_("Unit"), *periods]
    rows = [(path.name, *(point.value for point in path.points)) for path in story.paths]
    return Picture(option, path_title(story), ChartTable(headers, rows, digits=digits), note=note, height=400)


def _short(story: PathStory, rule_set: str) -> str:
    """The number of the decision without the year and the issuer: 922."""
    return story.rule_name(rule_set).split("/")[0]
