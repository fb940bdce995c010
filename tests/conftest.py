"""Shared by all tests. Django starts only for tests outside the pure parts; domain tests run without it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PURE = frozenset({"domain", "architecture", "cli", "tooling"})
pytest_plugins = ["tests.left_out"]

# Set in the first process, so that the workers of one run agree on it.
os.environ.setdefault("THUOCDO_TEST_RUN", str(os.getpid()))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> None:
    """Set Django up before the first test file that may need it is imported."""
    if file_path.match("test_*.py") and not _is_pure(file_path):
        _start_django()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser journeys last: a browser that lives for the whole run leaves a loop in which the database is barred."""
    items.sort(key=_place_in_the_run)


def _place_in_the_run(item: pytest.Item) -> int:
    if item.path.is_relative_to(TESTS / "browser"):
        # The journey of a draft ends in a round of its own, which a leader's home would show from then on.
        return 3 if item.path.name == "test_drafts.py" else 2
    return 1 if item.get_closest_marker("browser") else 0


@pytest.fixture(autouse=True)
def _language_of_the_site() -> None:
    """No test inherits the language that the one before it switched to."""
    if "django" in sys.modules:
        from django.utils import translation

        translation.deactivate()


def _is_pure(file_path: Path) -> bool:
    """Whether the file's top folder under tests/ promises to work without Django."""
    return not file_path.is_relative_to(TESTS) or file_path.relative_to(TESTS).parts[0] in PURE


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings_test")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
