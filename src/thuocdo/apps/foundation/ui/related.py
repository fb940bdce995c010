"""Pages about the same thing in another app: an app above offers them, a screen below shows them unknowing.

related.register("stories", pages_of)  # from AppConfig.ready
related.related_pages(request, related.Subject("dti-province", "hue", "2023"))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Subject:
    """What a screen shows: an index, of one unit, in one period."""

    index: str
    unit: str
    period: str


@dataclass(frozen=True, slots=True)
class RelatedPage:
    """A page about the same thing; `icon` is a name of Bootstrap Icons."""

    label: StrOrPromise
    url: str
    icon: str


Provider = Callable[["HttpRequest", Subject], Iterable[RelatedPage]]

_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """Let an app offer its pages; the same name again replaces the earlier provider."""
    _providers[name] = provider


def related_pages(request: HttpRequest, subject: Subject) -> list[RelatedPage]:
    """The pages of every app that this person may open, in the order the apps were registered."""
    return [page for provider in _providers.values() for page in provider(request, subject)]
