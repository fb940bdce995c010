"""The cast, and clients that are somebody. Django may not be ready when this file is read: import inside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which the person has signed in."""
    from django.test import Client

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture(autouse=True)
def nothing_left_over(settings: Any, tmp_path: Path) -> None:
    """Counts of wrong passwords and uploaded files do not outlive a test."""
    from django.core.cache import cache

    cache.clear()
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
