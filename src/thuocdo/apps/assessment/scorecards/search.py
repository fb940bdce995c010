"""What the search box finds among rounds and scorecards."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.apps.assessment.scorecards.models import PeerSetMember, Round
from thuocdo.apps.foundation.ui.search import SearchHit, fold
from thuocdo.apps.foundation.ui.templatetags._numbers import language

MOST_ROUNDS = 50


def find_rounds_and_cards(request: HttpRequest, words: str) -> Iterable[SearchHit]:
    """Rounds by name, and the newest published scorecards of units by name, without accents."""
    wanted = fold(words)
    rounds = list(Round.objects.with_context().for_user(request.user)[:MOST_ROUNDS])
    for one in rounds:
        if wanted in fold(f"{one.name_vi} {one.name_en} {one.code}"):
            yield SearchHit(one.name.pick(language()), one.get_absolute_url(), _("Scoreboard"))
    published = {one.peer_set_id: one for one in reversed(rounds) if one.is_published}
    named = Q(unit__folded__contains=wanted) | Q(unit__code__icontains=wanted)
    for member in PeerSetMember.objects.filter(named, peer_set__in=published).select_related("unit"):
        one = published[member.peer_set_id]
        address = reverse("scorecards:scorecard", args=[one.code, member.unit.code])
        yield SearchHit(
            member.name_vi or member.unit.name_vi, address, _("Scorecard"), one.name.pick(language())
        )
