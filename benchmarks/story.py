"""The year's story on one page: server time, and as a ratio to a plain view that runs the same number of SELECTs.

The demonstration's rounds are built in a test database of their own, which is dropped afterwards.
"""

from __future__ import annotations

import os
import sys
from io import StringIO

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings_test")

import django

from measuring import Measurement, best_of, report

ADDRESS = "/stories/dti-province/hue/2023/"
SAID = "774,45"
MOST_SECONDS = 0.15


def measure() -> Measurement:
    """The page against as many SELECTs in a plain view; the limit is what 150 ms are as a ratio."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection
    from django.http import HttpResponse
    from django.test import Client, RequestFactory
    from django.test.utils import CaptureQueriesContext

    call_command("demo", stdout=StringIO())
    client = Client()
    person = get_user_model().objects.get(username="lanhdao")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert SAID in answer.content.decode()
    queries = len(asked)

    def plain(_: object) -> HttpResponse:
        with connection.cursor() as cursor:
            for _number in range(queries):
                cursor.execute("SELECT 1")
                cursor.fetchall()
        return HttpResponse("ok")

    request = RequestFactory().get(ADDRESS)
    plain_seconds = best_of(lambda: plain(request))
    return Measurement(
        f"story of a year, {queries} queries",
        best_of(lambda: client.get(ADDRESS)),
        "as many SELECTs",
        plain_seconds,
        at_most=MOST_SECONDS / plain_seconds,
    )


def main() -> int:
    """Build, measure, report."""
    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        measured = measure()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()
    return report(measured)


if __name__ == "__main__":
    sys.exit(main())
