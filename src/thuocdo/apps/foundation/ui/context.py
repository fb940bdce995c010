"""What a screen is about (unit, period, rule set), kept in the address: any screen can be sent as a link.

A view passes `context_choices` to its template; the top bar shows them, the rail carries them along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict
    from django_stubs_ext import StrOrPromise

CONTEXT_NAMES = ("unit", "period", "rule_set")


@dataclass(frozen=True, slots=True)
class ContextChoice:
    """One select of the top bar; `name` is the word in the address."""

    name: str
    label: StrOrPromise
    value: str
    options: Sequence[tuple[str, StrOrPromise]]


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the breadcrumbs; the last one has no address."""

    label: StrOrPromise
    url: str = ""


def carried_query(request: HttpRequest) -> str:
    """The unit, period and rule set of this address as a query string, or nothing."""
    pairs = [(name, request.GET[name]) for name in CONTEXT_NAMES if request.GET.get(name)]
    return "?" + urlencode(pairs) if pairs else ""


def replaced_query(query: QueryDict, **changes: str | None) -> str:
    """The query string with some words changed; None takes a word out."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = value
    return "?" + changed.urlencode()


def is_part(request: HttpRequest) -> bool:
    """Whether only the page itself is wanted, without the frame: the right-hand panel asks for it."""
    is_partial = request.headers.get("HX-Request") == "true"
    return is_partial and request.headers.get("HX-History-Restore-Request") != "true"
