"""The one place where permission is decided: the table, applied below every query, and what views and actions ask.

A view names what it needs with `@guarded("job", "view")` and loads with `get_permitted_or_404`; it decides nothing.
How far a role reaches is worked out in `scoping.py`, which the models stand on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest

from thuocdo.apps.foundation.access import for_anybody, for_members, guarded
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.scoping import (
    Extent,
    Grant,
    Guard,
    PermissionTable,
    Person,
    ScopedQuerySet,
    extent_of,
    may,
    table,
)
from thuocdo.apps.foundation.org_units.models import OrgUnitQuerySet

if TYPE_CHECKING:  # Django lets it be imported only once all models are there
    from django.contrib.auth.models import AnonymousUser

__all__ = [
    "Extent",
    "Grant",
    "Guard",
    "MemberRequest",
    "PermissionTable",
    "Person",
    "ScopedQuerySet",
    "extent_of",
    "for_anybody",
    "for_members",
    "get_permitted_or_404",
    "guarded",
    "may",
    "require",
    "table",
    "units_for",
]

M = TypeVar("M", bound=models.Model)


def require(user: User | AnonymousUser, kind: str, verb: str, obj: models.Model | None = None) -> None:
    """Stop with "forbidden" unless `may`."""
    if not may(user, kind, verb, obj):
        raise PermissionDenied(f"{kind}.{verb}")


def units_for(user: User | AnonymousUser, kind: str, verb: str) -> OrgUnitQuerySet:
    """The units in which `user` may do `verb`, for choices in forms."""
    return extent_of(user, kind, verb).units()


def get_permitted_or_404(
    rows: ScopedQuerySet[M], user: User | AnonymousUser, verb: str = "view", **lookup: object
) -> M:
    """The one row, or 404 when the person may not even know of it, or 403 when seeing is all they may do."""
    found = rows.for_user(user, "view").filter(**lookup).first()
    if found is None:
        raise Http404
    if verb != "view" and not rows.for_user(user, verb).filter(pk=found.pk).exists():
        raise PermissionDenied(verb)
    return found


class MemberRequest(HttpRequest):
    """The request of somebody signed in."""

    user: User  # narrowed by the sign-in that every guarded view requires
