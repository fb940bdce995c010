"""What happens to every request before anything reads it: odd ones are refused, the language is settled."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware

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


class VietnameseFirstMiddleware(LocaleMiddleware):
    """Vietnamese until somebody chooses: in offices here many browsers are set to English that nobody chose."""

    def process_request(self, request: HttpRequest) -> None:
        """Leave the browser's own wish out; the cookie of the language switch decides."""
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)
