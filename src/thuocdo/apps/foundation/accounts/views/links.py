from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from thuocdo.apps.foundation.accounts import actions
from thuocdo.apps.foundation.accounts.errors import LinkInvalidError
from thuocdo.apps.foundation.accounts.forms import NewPasswordForm
from thuocdo.apps.foundation.accounts.models import OneTimeLink
from thuocdo.apps.foundation.accounts.permissions import for_anybody


@for_anybody
@never_cache
@sensitive_post_parameters("password", "again")
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Looking uses nothing up, since programs look at links too; the button does."""
    try:
        found = actions.open_link(token=token, now=timezone.now())
        if found.purpose == OneTimeLink.Purpose.DEMO:
            return _sign_in(request, found, token)
        return _choose_password(request, found, token)
    except LinkInvalidError as error:
        return render(request, "accounts/link_invalid.html", {"error": error.text}, status=410)


def _sign_in(request: HttpRequest, found: OneTimeLink, token: str) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/link_sign_in.html", {"person": found.user})
    actions.sign_in_by_demo_link(request=request, token=token, now=timezone.now())
    return redirect(settings.LOGIN_REDIRECT_URL)


def _choose_password(request: HttpRequest, found: OneTimeLink, token: str) -> HttpResponse:
    form = NewPasswordForm(request.POST or None, person=found.user)
    if request.method == "POST" and form.is_valid():
        actions.set_password_by_link(token=token, password=form.cleaned_data["password"], now=timezone.now())
        messages.success(request, _("The password is set. Sign in with it now."))
        return redirect("account_login")
    return render(request, "accounts/link_password.html", {"form": form, "person": found.user})
