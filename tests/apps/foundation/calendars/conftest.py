from __future__ import annotations

import pytest


@pytest.fixture
def office(world):
    """The cast, with the shipped calendar as that of Huế."""
    from django.utils import timezone

    from thuocdo.apps.foundation.calendars.actions import load_calendars
    from thuocdo.apps.foundation.calendars.queries import shipped_texts

    load_calendars(shipped=shipped_texts(), unit=world.hue, by=None, now=timezone.now())
    return world
