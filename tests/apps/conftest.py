"""The cast, and clients that are somebody. Django may not be ready when this file is read: import inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from tests.world import World
    from thuocdo.apps.foundation.accounts.models import User


@pytest.fixture
def world(db: None) -> World:
    """The named cast, in the database."""
    from tests.world import build_world

    return build_world()


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """Counts of wrong passwords do not outlive a test."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which the person has signed in."""
    from django.test import Client

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
