"""What libraries do to accounts, into the audit log: they send signals, so there is no action to do it in."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in
from django.db.models import Q
from django.dispatch import Signal

from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit

VERBS: tuple[tuple[Signal, str], ...] = (
    (user_logged_in, "accounts.signed_in"),
    (password_changed, "accounts.password_set"),
    (password_reset, "accounts.password_set"),
    (password_set, "accounts.password_set"),
    (authenticator_added, "accounts.second_factor_added"),
    (authenticator_reset, "accounts.second_factor_added"),
    (authenticator_removed, "accounts.second_factor_removed"),
)


def connect() -> None:
    """Listen; called once when the application starts."""
    for signal, verb in VERBS:
        signal.connect(_recorder(verb), dispatch_uid=f"accounts {verb}", weak=False)
    user_locked_out.connect(_record_lockout, dispatch_uid="accounts locked out")


def _recorder(verb: str) -> Any:  # Any: Django's type of a receiver
    def record(user: User, **kwargs: Any) -> None:  # noqa: ARG001 - Any: the signals' own arguments
        audit.record(verb, user, by=user)

    return record


def _record_lockout(username: str, **kwargs: Any) -> None:  # noqa: ARG001 - Any: the signal's own arguments
    """Somebody guessed too often; a name that nobody has leaves no entry."""
    known = User.objects.filter(Q(username__iexact=username) | Q(email__iexact=username)).first()
    if known is not None:
        audit.record("accounts.locked_out", known, by=None)
