"""People come, change, leave and return."""

from __future__ import annotations

from datetime import date

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from thuocdo.apps.foundation.accounts.actions.roles import refuse_losing_last_administrator
from thuocdo.apps.foundation.accounts.errors import OwnRoleError
from thuocdo.apps.foundation.accounts.models import OneTimeLink, User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.org_units.names import folded, sort_key

FIELDS = ("username", "email", "full_name", "phone", "unit")


@transaction.atomic
def create_person(
    *, username: str, full_name: str, unit: OrgUnit, by: User | None, email: str = "", phone: str = ""
) -> User:
    """Open an account without a password; an invitation lets the person choose one."""
    person = User(
        username=username.strip(), full_name=full_name, unit=unit, email=email.strip().lower(), phone=phone
    )
    _derive(person)
    person.set_unusable_password()
    person.full_clean()
    person.save()
    audit.record("accounts.created", person, by=by, after=_told(person))
    return person


@transaction.atomic
def change_person(*, person: User, expected_version: int, by: User, reason: str = "") -> User:
    """Save changed name, address, telephone or unit, unless somebody else was faster."""
    before = _told(User.objects.select_related("unit").get(pk=person.pk))
    _derive(person)
    person.full_clean()
    person.save_versioned(expected=expected_version, by=by, fields=[*FIELDS, "folded", "sort_key"])
    after = _told(person)
    audit.record("accounts.changed", person, by=by, before=before, after=after, reason=reason)
    return person


@transaction.atomic
def close_account(*, person: User, on: date, by: User, reason: str = "") -> User:
    """Somebody leaves: roles end, sessions and links stop working, history stays."""
    if person.pk == by.pk:
        raise OwnRoleError
    refuse_losing_last_administrator(person, on)
    person.assignments.in_force(on).update(valid_to=on, version=F("version") + 1)
    person.assignments.filter(valid_from__gt=on).delete()
    OneTimeLink.objects.filter(user=person, used_at=None, revoked_at=None).update(revoked_at=timezone.now())
    person.is_active, person.left_on = False, on
    person.save_versioned(expected=person.version, by=by, fields=["is_active", "left_on"])
    end_sessions(person=person)
    audit.record("accounts.left", person, by=by, after={"left_on": on}, reason=reason)
    return person


@transaction.atomic
def reopen_account(*, person: User, by: User, reason: str = "") -> User:
    """Somebody returns: the account works again, without any role until one is granted."""
    person.is_active, person.left_on = True, None
    person.save_versioned(expected=person.version, by=by, fields=["is_active", "left_on"])
    audit.record("accounts.returned", person, by=by, reason=reason)
    return person


@transaction.atomic
def remove_second_factors(*, person: User, by: User, reason: str = "") -> None:
    """Take away lost second factors, so that the person can set up new ones."""
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person=person)
    audit.record("accounts.second_factor_removed", person, by=by, reason=reason)


def end_sessions(*, person: User) -> None:
    """Sign the person out everywhere."""
    User.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    person.refresh_from_db(fields=["session_epoch"])
    person.forget_holdings()


def _told(person: User) -> dict[str, object]:
    return audit.values_of(person, *FIELDS) | {"unit": person.unit.code}


def _derive(person: User) -> None:
    person.full_name = " ".join(person.full_name.split())
    person.folded = folded(person.full_name)
    # Vietnamese names are listed by the given name, which comes last.
    words = person.full_name.split()
    person.sort_key = sort_key(" ".join([*words[-1:], *words[:-1]]))
