"""Where an action comes from: the address of a request, or the name of a command or job."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_origin: ContextVar[str] = ContextVar("origin", default="")


def current_origin() -> str:
    """The origin of what runs now; empty when nobody declared one."""
    return _origin.get()


@contextmanager
def acting_from(origin: str) -> Iterator[None]:
    """Everything recorded inside comes from `origin`."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def client_ip(request: HttpRequest) -> str:
    """The address of the reader, believed only as far as the declared proxies go."""
    remote = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.TRUSTED_PROXY_COUNT:
        return remote
    # Each trusted proxy appends the address it saw: count from the right, the left part can be invented.
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return chain[-settings.TRUSTED_PROXY_COUNT] if len(chain) >= settings.TRUSTED_PROXY_COUNT else remote


class OriginMiddleware:
    """Notes the address of each request for the audit log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_from(client_ip(request)):
            return self.get_response(request)
