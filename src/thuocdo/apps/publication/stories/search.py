"""What the search box finds among stories, and the ways from a scorecard to them."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.apps.assessment.scorecards.models import Score
from thuocdo.apps.assessment.scorecards.queries.scoreboard import TOTAL
from thuocdo.apps.foundation.accounts.permissions import may
from thuocdo.apps.foundation.ui.related import RelatedPage, Subject
from thuocdo.apps.foundation.ui.search import SearchHit, fold
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.apps.publication.stories.queries.lists import stories_of, units_with_stories

MOST_UNITS = 3
MOST_YEARS = 2


def find_stories(request: HttpRequest, words: str) -> Iterable[SearchHit]:
    """The latest years of the units whose name holds the words, and the path of each index."""
    if not request.user.is_authenticated:
        return
    wanted = fold(words)
    units = [one for one in units_with_stories(request.user) if wanted in fold(f"{one.name_vi} {one.label}")]
    for unit in units[:MOST_UNITS]:
        lines = stories_of(request.user, unit)
        name = unit.label or unit.name_vi
        for line in lines[:MOST_YEARS]:
            address = reverse("stories:story", args=[line.index, unit.code, line.round.period])
            period = line.round.period_text.pick(language())
            yield SearchHit(f"{name}, {period}", address, _("The year's story"), line.title.pick(language()))
        for index, title in {line.index: line.title for line in lines}.items():
            address = reverse("stories:path", args=[index, unit.code])
            yield SearchHit(name, address, _("Path over the years"), title.pick(language()))


def pages_of(request: HttpRequest, subject: Subject) -> Iterable[RelatedPage]:
    """The story of the year and the path over the years, where this person finds something there; one query."""
    if not may(request.user, "round", "view"):
        return
    totals = Score.objects.for_user(request.user).filter(
        node=TOTAL, unit__code=subject.unit, scoring__round__index_code=subject.index
    )
    kinds = set(totals.values_list("scoring__round__period", "scoring__round__is_illustrative").distinct())
    if any(period == subject.period for period, _made_up in kinds):
        story = reverse("stories:story", args=[subject.index, subject.unit, subject.period])
        yield RelatedPage(_("The year's story"), story, "book")
    if not all(made_up for _period, made_up in kinds):
        path = reverse("stories:path", args=[subject.index, subject.unit])
        yield RelatedPage(_("Path over the years"), path, "graph-up")
