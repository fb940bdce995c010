"""Server time of the pages leaders open, and as a ratio to a plain view that runs the same number of SELECTs.

The demonstration's rounds are built in a test database of their own, which is dropped afterwards.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings_test")

import django

from measuring import Measurement, best_of, report

if TYPE_CHECKING:
    from django.test import Client


@dataclass(frozen=True)
class Page:
    """A page, what must stand on it so that nothing empty is measured, and the seconds it may take."""

    name: str
    address: str
    said: str
    times: int
    most_seconds: float


PAGES = (
    Page("scoreboard of 63 units", "/scoreboards/dti-2022-63/", "data-row-link", 63, 0.1),
    Page("story of a year", "/stories/dti-province/hue/2023/", "774,45", 1, 0.15),
    Page("path of a province over the years", "/paths/dti-province/hue/", "0,7951", 1, 0.15),
    Page("what changed between two rule sets", "/indices/dti-province/diff/", "1726", 1, 0.2),
)


def measure(page: Page, client: Client) -> Measurement:
    """The page against as many SELECTs in a plain view; the limit is what its seconds are as a ratio."""
    from django.db import connection
    from django.http import HttpResponse
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext

    client.get(page.address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page.address)
    assert answer.status_code == 200, page.address
    assert answer.content.decode().count(page.said) >= page.times, page.address
    queries = len(asked)

    def plain(_: object) -> HttpResponse:
        with connection.cursor() as cursor:
            for _number in range(queries):
                cursor.execute("SELECT 1")
                cursor.fetchall()
        return HttpResponse("ok")

    request = RequestFactory().get(page.address)
    plain_seconds = best_of(lambda: plain(request))
    return Measurement(
        f"{page.name}, {queries} queries",
        best_of(lambda: client.get(page.address)),
        "as many SELECTs",
        plain_seconds,
        at_most=page.most_seconds / plain_seconds,
    )


def measure_all() -> list[Measurement]:
    """Every page, as the standing agency sees it, over the demonstration's data."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client

    call_command("demo", stdout=StringIO())
    client = Client()
    person = get_user_model().objects.get(username="thuongtruc")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return [measure(page, client) for page in PAGES]


def main() -> int:
    """Build, measure, report."""
    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        measured = measure_all()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()
    return report(*measured)


if __name__ == "__main__":
    sys.exit(main())
