from __future__ import annotations

import os

import pytest


@pytest.fixture(scope="session")
def applications() -> None:
    """Django with all our applications, for the few tests here that look at them; no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings_test")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
