"""Where a story and its numbers are to be found."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from thuocdo.apps.publication.stories.queries.accounts import Account, choice_of


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
