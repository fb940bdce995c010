"""Search over everything: each app registers a provider that looks through its own things.

A provider gets the request and the words and returns only what the person may see, matched without accents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from thuocdo.apps.foundation.ui.menu import menu_for
from thuocdo.domain.org_units.names import folded

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise

HITS_PER_PROVIDER = 8


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One line of the result: what it is called, where it is, what kind of thing, one more fact."""

    title: StrOrPromise
    url: str
    kind: StrOrPromise
    note: StrOrPromise = ""


Provider = Callable[["HttpRequest", str], Iterable[SearchHit]]

_providers: dict[str, Provider] = {}


def register_provider(name: str, provider: Provider) -> None:
    """Let search look through one more kind of thing; the same name again replaces the earlier provider."""
    _providers[name] = provider


def find_everything(request: HttpRequest, words: str) -> list[SearchHit]:
    """The first hits of every provider, in the order they were registered."""
    words = " ".join(words.split())
    if not words:
        return []
    return [
        hit for provider in _providers.values() for hit in islice(provider(request, words), HITS_PER_PROVIDER)
    ]


def fold(text: str) -> str:
    """`text` in small letters without accents, so that "hue" finds "Huế" and "dong" finds "Đông"."""
    return folded(text)


def find_pages(request: HttpRequest, words: str) -> Iterable[SearchHit]:
    """The pages of the rail whose name holds the words."""
    wanted = fold(words)
    for shown in menu_for(request):
        for entry in shown.entries:
            if wanted in fold(str(entry.label)):
                yield SearchHit(entry.label, entry.url, shown.section.label)
