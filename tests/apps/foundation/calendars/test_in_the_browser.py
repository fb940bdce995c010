from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.test import Client

from tests.left_out import find_chromium
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.calendars.models import CalendarRevision
from thuocdo.apps.foundation.ui.vendor import vendor_path

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, PHONE = (1280, 800), (360, 740)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def browse(live_server, office):
    """Opens a page as the standing agency of the office, and hands it out with the complaints it makes."""
    from playwright.sync_api import sync_playwright

    client = Client()
    client.force_login(
        office.inside[Role.STANDING_AGENCY], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    session = client.cookies["sessionid"].value

    @contextmanager
    def open_page(address, size=WIDE, theme="light"):
        with sync_playwright() as player:
            browser = player.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
            context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="vi")
            cookies = {"theme": theme, "sessionid": session}
            context.add_cookies(
                [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
            )
            page = context.new_page()
            page.complaints = []
            page.on(
                "console",
                lambda said: said.type in ("error", "warning") and page.complaints.append(said.text),
            )
            page.on("pageerror", lambda error: page.complaints.append(str(error)))
            page.goto(live_server.url + address)
            page.wait_for_load_state("networkidle")
            yield page
            browser.close()

    return open_page


@pytest.mark.parametrize(
    ("size", "theme"), [(WIDE, "dark"), (PHONE, "light")], ids=["wide-dark", "phone-light"]
)
@pytest.mark.parametrize(
    "address",
    [
        "/calendar/2026/",
        "/calendar/2026/days/add/",
        "/calendar/texts/2026.yaml/edit/",
        "/calendar/history/",
        "/calendar/deadline/?event=2026-08-21&amount=10&unit=working-days",
        "/units/tree/?root=vn",
    ],
)
def test_pages_keep_the_strict_policy_and_the_accessibility_rules(browse, address, size, theme):
    with browse(address, size, theme) as page:
        page.evaluate(vendor_path("axe/axe.min.js").read_text(encoding="utf-8"))
        found = page.evaluate("(rules) => axe.run({runOnly: rules})", RULES)
        violations = [
            (rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found["violations"]
        ]
        assert violations == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert page.complaints == []


def test_a_marked_day_opens_beside_the_year(browse):
    with browse("/calendar/2026/") as page:
        page.click(".cal-holiday a >> nth=0")
        page.wait_for_selector("#panel h1")
        assert page.locator("#panel h1").inner_text() == "01/01/2026"
        page.keyboard.press("Escape")
        assert page.locator("#panel").is_hidden()


def test_a_day_off_is_added_by_hand(browse):
    with browse("/calendar/2026/days/add/") as page:
        page.fill("[name=day]", "2026-03-03")
        page.fill("[name=name_vi]", "Ngày trồng cây")
        page.fill("[name=document]", "QĐ 12")
        page.fill("[name=reason]", "Theo quyết định")
        page.click("form.td-form button.btn-primary")
        page.wait_for_url("**/calendar/2026/")
        assert page.locator(".cal-rows", has_text="Ngày trồng cây").count() == 1
        assert page.complaints == []
    # The player keeps an event loop running, in which the database is out of reach.
    assert CalendarRevision.objects.filter(number=2).exists()
