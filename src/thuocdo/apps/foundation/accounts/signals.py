"""Sign-ins into the audit log: signals of libraries, so there is no action to do it in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit


def connect() -> None:
    """Listen; called once when the application starts."""
    user_logged_in.connect(_record_sign_in, dispatch_uid="accounts.signed_in")


def _record_sign_in(sender: type[User], request: HttpRequest, user: User, **kwargs: Any) -> None:  # noqa: ARG001 - Any: Django's signature
    audit.record("accounts.signed_in", user, by=user)
