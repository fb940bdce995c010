from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from thuocdo.apps.foundation.ui.search import find_everything
from thuocdo.apps.foundation.ui.templatetags._frame import THEMES

if TYPE_CHECKING:
    from django.http import HttpRequest

A_YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep light, dark or auto in a cookie; the browser's own script does the same without asking."""
    response = redirect(_next(request))
    theme = request.POST.get("theme", "auto")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    return response


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The hits of every provider: a list under the search box, or a page of its own without scripts."""
    words = request.GET.get("q", "")
    is_palette = request.headers.get("HX-Target") == "palette-results"
    template = "ui/_search_hits.html" if is_palette else "ui/search.html"
    return render(request, template, {"words": words, "hits": find_everything(request, words)})


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next", "/")
    is_safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_safe else "/"
