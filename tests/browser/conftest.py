"""A real browser against the demonstration's data: one server and one database for all journeys of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser_pages import Visit, session_of
from tests.left_out import find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.plugin import DjangoDbBlocker

PEOPLE = ("lanhdao", "thuongtruc", "canbo", "kiemtoan")
RESULTS = Path(__file__).resolve().parents[2] / "test-results"


@pytest.fixture(scope="session")
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database, also in a run in which no other test asked for one."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        is_there = str(connection.settings_dict["NAME"]).startswith("test_")
        made = None if is_there else setup_databases(verbosity=0, interactive=False, aliases={"default"})
        yield
        if made is not None:
            teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def site(database: None) -> Iterator[str]:
    """The address of a server with the demonstration loaded; the database is emptied afterwards."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.management import call_command
    from django.test.testcases import LiveServerThread

    call_command("demo", stdout=StringIO())
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()
    call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="session")
def sessions(site: str) -> dict[str, str]:
    """The people of the demonstration, signed in; made before the browser, whose loop keeps the database out."""
    return {who: session_of(who) for who in PEOPLE}


@pytest.fixture(scope="session")
def browser(sessions: dict[str, str]) -> Iterator[Browser]:
    """Debian's Chromium; closed before the server is."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def visit(site: str, sessions: dict[str, str], browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Somebody of the demonstration in front of a browser; whatever the pages complained about fails the test."""
    visits: list[Visit] = []

    def begin(who: str = "thuongtruc", **options: object) -> Visit:
        one = Visit.begin(browser, site, sessions[who], RESULTS, **options)
        visits.append(one)
        return one

    yield begin
    complaints = [complaint for one in visits for complaint in one.end()]
    assert not complaints, "\n".join(complaints)
