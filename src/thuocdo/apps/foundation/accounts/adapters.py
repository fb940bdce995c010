"""How sign-in behaves: nobody signs up by themselves, and an outside identity must match a known person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from thuocdo.apps.foundation.accounts.models import User


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Accounts are made by administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's signature
        """Never."""
        return False


class KnownPeopleOnlyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the same
    """OpenID Connect signs in people who have an account with the same verified e-mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 - Any: untyped library
        """Never: the identity provider does not decide who works here."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:  # Any: untyped library
        """Join a first sign-in from outside to the account with that address."""
        if sociallogin.is_existing:
            return
        verified = [address.email for address in sociallogin.email_addresses if address.verified]
        user = User.objects.filter(is_active=True, email__iexact=verified[0]).first() if verified else None
        if user is not None:
            sociallogin.connect(request, user)


def attempted_username(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """What somebody typed as user name or e-mail, for the count of failures."""
    given = credentials or {}
    typed = given.get("username") or given.get("email") or given.get("login") or request.POST.get("login", "")
    return typed.strip().lower()
