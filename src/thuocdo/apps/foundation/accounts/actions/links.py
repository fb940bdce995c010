"""One-time links: invitation, new password, demonstration sign-in. They need no e-mail; somebody hands them over."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from thuocdo.apps.foundation.accounts.errors import LinkInvalidError
from thuocdo.apps.foundation.accounts.models import OneTimeLink, User
from thuocdo.apps.foundation.audit import actions as audit

LOOPBACK = frozenset({"127.0.0.1", "::1"})


@transaction.atomic
def issue_link(*, person: User, purpose: OneTimeLink.Purpose, by: User | None) -> str:
    """Make a link and give its secret part; earlier open links of the person stop working.

    Only the hash is stored: whoever reads the database cannot sign in with it.
    """
    now = timezone.now()
    hours = settings.DEMO_LINK_HOURS if purpose == OneTimeLink.Purpose.DEMO else settings.ONE_TIME_LINK_HOURS
    person.links.filter(used_at=None, revoked_at=None).update(revoked_at=now)
    token = secrets.token_urlsafe(32)
    link = OneTimeLink.objects.create(
        user=person,
        purpose=purpose,
        token_hash=_hash(token),
        created_by_name=by.get_username() if by else "",
        expires_at=now + timedelta(hours=hours),
    )
    after = {"purpose": str(purpose), "expires_at": link.expires_at}
    audit.record("accounts.link_issued", person, by=by, after=after)
    return token


def open_link(*, token: str, now: datetime) -> OneTimeLink:
    """The link that belongs to the secret, if it still lets somebody in; it is not used up by looking."""
    link = OneTimeLink.objects.select_related("user", "user__unit").filter(token_hash=_hash(token)).first()
    if link is None or not link.is_open(now):
        raise LinkInvalidError
    return link


@transaction.atomic
def set_password_by_link(*, token: str, password: str, now: datetime) -> User:
    """Use an invitation or reset up: the person has the new password and is signed out everywhere."""
    link = _use_up(token, now, {OneTimeLink.Purpose.INVITATION, OneTimeLink.Purpose.RESET})
    person = link.user
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record("accounts.password_set", person, by=person, after={"purpose": link.purpose})
    return person


def sign_in_by_demo_link(*, request: HttpRequest, token: str, now: datetime) -> User:
    """Use a demonstration link up: works only where such links are allowed, and only from this machine."""
    if not settings.DEMO_SIGN_IN_LINKS or request.META.get("REMOTE_ADDR") not in LOOPBACK:
        raise LinkInvalidError
    with transaction.atomic():
        link = _use_up(token, now, {OneTimeLink.Purpose.DEMO})
    login(request, link.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return link.user


def _use_up(token: str, now: datetime, purposes: set[OneTimeLink.Purpose]) -> OneTimeLink:
    links = OneTimeLink.objects.select_for_update(of=("self",)).select_related("user", "user__unit")
    link = links.filter(token_hash=_hash(token)).first()
    if link is None or not link.is_open(now) or link.purpose not in purposes:
        raise LinkInvalidError
    link.used_at = now
    link.save(update_fields=["used_at"])
    audit.record("accounts.link_used", link.user, by=link.user, after={"purpose": link.purpose})
    return link


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
