from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # Django may not be ready when this file is read
    from django.test import Client

    from tests.world import World
    from thuocdo.apps.foundation.accounts.models import User


@pytest.fixture(autouse=True)
def hue_is_served(settings: Any) -> None:
    settings.ROOT_UNIT = "hue"


@pytest.fixture
def agency(world: World, client_of: Callable[[User], Client]) -> Client:
    from thuocdo.apps.foundation.accounts.roles import Role

    return client_of(world.inside[Role.STANDING_AGENCY])
