"""For some roles a second factor comes before everything else."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.apps.foundation.accounts.models import User


class RequireSecondFactorMiddleware:
    """Sends people with a role of MFA_REQUIRED_ROLES to the set-up until they have a second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_set_up(request):
            messages.warning(
                request,
                _("Your role needs a second step at sign-in. Set it up here; then everything opens."),
            )
            return redirect("mfa_index")
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest) -> bool:
        required = set(settings.MFA_REQUIRED_ROLES)
        if not required or not isinstance(request.user, User) or self._is_on_the_way(request.path):
            return False
        return any(held.role in required for held in request.user.holdings()) and not is_mfa_enabled(
            request.user
        )

    @staticmethod
    def _is_on_the_way(path: str) -> bool:
        """Pages needed to set it up, to sign out and to change the language."""
        names = ("mfa_index", "account_logout", "account_reauthenticate", "ui:language", "ui:theme")
        return path.startswith(tuple(reverse(name) for name in names))
