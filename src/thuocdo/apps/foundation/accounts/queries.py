"""Reading people and the audit log for screens; what a person may see is decided by the permission table."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from thuocdo.apps.foundation.accounts.models import User, UserQuerySet
from thuocdo.apps.foundation.accounts.permissions import extent_of
from thuocdo.apps.foundation.audit.models import AuditEntry
from thuocdo.domain.org_units.names import folded


def people_for(
    user: User | AnonymousUser, *, text: str = "", role: str = "", state: str = "active"
) -> UserQuerySet:
    """The people somebody may list, in Vietnamese order, with units and roles of today."""
    people: UserQuerySet = User.objects.for_user(user, "list").with_units()
    if text:
        people = people.matching(folded(text))
    if role:
        people = people.filter(assignments__role=role).distinct()
    if state in {"active", "left"}:
        people = people.filter(is_active=state == "active")
    return people


def audit_entries_for(
    user: User | AnonymousUser, *, text: str = "", verb: str = "", unit_code: str = ""
) -> QuerySet[AuditEntry]:
    """The part of the audit log that concerns units in somebody's reach, newest first."""
    extent = extent_of(user, "audit_entry", "view")
    if extent.is_empty:
        return AuditEntry.objects.none()
    entries = AuditEntry.objects.filter(unit_code__in=extent.units().values("code"))
    if text:
        entries = entries.filter(object_label__icontains=text) | entries.filter(actor_name__icontains=text)
    if verb:
        entries = entries.filter(verb=verb)
    return entries.filter(unit_code=unit_code) if unit_code else entries
