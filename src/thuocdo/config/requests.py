"""Requests that no browser makes are refused before anything reads them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

NULL = "\0"


class RefuseNullCharactersMiddleware:
    """PostgreSQL holds no null character: in an address or a cookie it would break the first query it meets."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        words = (request.path_info, unquote(request.META.get("QUERY_STRING", "")), *request.COOKIES.values())
        if any(NULL in word for word in words):
            raise SuspiciousOperation("A null character in the address or in a cookie.")
        return self.get_response(request)
