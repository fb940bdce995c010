"""What a view asks for, said where the view is written; the walk over all addresses (tests/security) reads it.

    @guarded("job", "view")     people who may view at least one job; the query decides which ones
    @for_members                everybody signed in
    @for_anybody                strangers too

It asks `request.user`, whose answers come from the one permission table in accounts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

V = TypeVar("V", bound=Callable[..., Any])  # Any: views differ in arguments and in kinds of response


@dataclass(frozen=True, slots=True)
class Access:
    """A permission of the table; without one, everybody signed in; or, if public, everybody."""

    kind: str = ""
    verb: str = ""
    is_public: bool = False


def guarded(kind: str, verb: str) -> Callable[[V], V]:
    """Only for people who may do `verb` to at least something of `kind`."""

    def decorate(view: V) -> V:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(f"{kind}.{verb}"):
                raise PermissionDenied(f"{kind}.{verb}")
            return cast("HttpResponse", view(request, *args, **kwargs))

        return declared(cast("V", wrapper), Access(kind, verb))

    return decorate


def for_members(view: V) -> V:
    """For everybody signed in."""
    return declared(view, Access())


def for_anybody(view: V) -> V:
    """For strangers too: sign-in and what comes before it."""
    return declared(login_not_required(view), Access(is_public=True))


def declared(view: V, access: Access) -> V:
    """The view with its access written on it."""
    view.access = access  # type: ignore[attr-defined]  # an attribute of our own on a function
    return view
