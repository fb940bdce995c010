"""Roles are granted and ended, never edited: the past stays as it was."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from thuocdo.apps.foundation.accounts.errors import LastAdministratorError, OwnRoleError, RoleOverlapError
from thuocdo.apps.foundation.accounts.models import RoleAssignment, User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.org_units.models import OrgUnit


@transaction.atomic
def grant_role(
    *,
    person: User,
    role: Role,
    unit: OrgUnit,
    valid_from: date,
    by: User | None,
    valid_to: date | None = None,
    reason: str = "",
) -> RoleAssignment:
    """Let a person act in a role for a unit and all that the role reaches from there."""
    if by is not None and person.pk == by.pk:
        raise OwnRoleError
    # The lock on the person keeps two grants from both finding no overlap.
    User.objects.select_for_update().get(pk=person.pk)
    same = RoleAssignment.objects.filter(user=person, role=role, unit=unit)
    overlapping = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from))
    if valid_to is not None:
        overlapping = overlapping.filter(valid_from__lte=valid_to)
    if overlapping.exists():
        raise RoleOverlapError(str(person), str(role.label), str(unit))
    assignment = RoleAssignment(
        user=person, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to, granted_by=by
    )
    assignment.full_clean()
    assignment.save()
    person.forget_holdings()
    audit.record("accounts.role_granted", person, by=by, after=_told(assignment), reason=reason)
    return assignment


@transaction.atomic
def end_role(*, assignment: RoleAssignment, on: date, by: User, reason: str = "") -> RoleAssignment:
    """The last day of a role; a role that has not begun yet is taken back."""
    person = assignment.user
    if person.pk == by.pk:
        raise OwnRoleError
    if assignment.role == Role.ADMINISTRATOR:
        refuse_losing_last_administrator(person, on)
    before = _told(assignment)
    if assignment.valid_from > on:
        assignment.delete()
        after: dict[str, object] = {}
    else:
        assignment.valid_to = on
        assignment.save_versioned(expected=assignment.version, by=by, fields=["valid_to"])
        after = _told(assignment)
    person.forget_holdings()
    audit.record("accounts.role_ended", person, by=by, before=before, after=after, reason=reason)
    return assignment


def refuse_losing_last_administrator(person: User, on: date) -> None:
    """Raise LastAdministratorError when nobody else could administer the day after `on`."""
    held = RoleAssignment.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True).in_force(
        on + timedelta(days=1)
    )
    if held.filter(user=person).exists() and not held.exclude(user=person).exists():
        raise LastAdministratorError(str(person))


def _told(assignment: RoleAssignment) -> dict[str, object]:
    return {
        "role": assignment.role,
        "unit": assignment.unit.code,
        "valid_from": assignment.valid_from,
        "valid_to": assignment.valid_to,
    }
