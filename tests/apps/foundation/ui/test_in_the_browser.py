from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.left_out import find_chromium
from thuocdo.apps.foundation.ui.vendor import vendor_path

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, PHONE = (1280, 800), (360, 740)


@pytest.fixture
def gallery(live_server) -> Callable:
    """Opens the gallery in a Chromium and hands out the page with the complaints it makes."""
    from playwright.sync_api import sync_playwright

    @contextmanager
    def open_gallery(size=WIDE, theme="light", address="/gallery/", **options) -> Iterator:
        with sync_playwright() as player:
            browser = player.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
            context = browser.new_context(
                viewport={"width": size[0], "height": size[1]}, locale="vi", **options
            )
            context.add_cookies([{"name": "theme", "value": theme, "url": live_server.url}])
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

    return open_gallery


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_it_keeps_the_strict_policy_and_the_accessibility_rules(gallery, size, theme):
    with gallery(size, theme) as page:
        page.wait_for_selector(".td-chart.is-live")
        page.evaluate(vendor_path("axe/axe.min.js").read_text(encoding="utf-8"))
        rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = page.evaluate("(rules) => axe.run({runOnly: rules})", rules)
        assert [
            (rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found["violations"]
        ] == []
        assert len(found["passes"]) > 30
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert page.complaints == []


def test_all_charts_come_alive_and_follow_the_theme(gallery):
    with gallery() as page:
        page.wait_for_function("document.querySelectorAll('.td-chart.is-live').length === 7")
        before = page.locator(".td-chart-live svg").first.inner_html()
        page.click("[data-theme-switch] button[value=dark]")
        page.wait_for_timeout(600)
        assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
        assert page.locator(".td-chart-live svg").first.inner_html() != before
        assert page.complaints == []


def test_without_scripts_charts_panel_and_theme_still_work(gallery):
    with gallery(java_script_enabled=False) as page:
        assert page.locator(".td-chart-still svg").first.is_visible()
        page.click("[data-theme-switch] button[value=dark]")
        assert page.locator("html").get_attribute("data-bs-theme") == "dark"
        page.click("[data-row-link] >> nth=0")
        assert page.locator("h1").inner_text() == "Huế"


def test_a_row_opens_in_the_panel_which_gives_the_focus_back(gallery):
    with gallery() as page:
        page.focus("[data-row-link] >> nth=0")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector("#panel:not([hidden]) h1")
        assert page.locator("#panel h1").inner_text() == "Đà Nẵng"
        assert page.evaluate("document.activeElement.id") == "panel"
        assert page.locator("[data-panel-page]").get_attribute("href").endswith("/gallery/row/da-nang/")
        page.wait_for_selector("#panel .td-chart.is-live")
        page.keyboard.press("Escape")
        assert page.locator("#panel").is_hidden()
        assert page.evaluate("document.activeElement.textContent") == "Đà Nẵng"
        assert page.complaints == []


def test_keys_search_and_the_list_of_keys(gallery):
    with gallery() as page:
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "palette-input"
        page.keyboard.type("khong co trang nay")
        page.wait_for_selector(".td-hits-none")
        page.keyboard.press("Escape")
        assert page.locator(".td-hits-none").count() == 0
        page.keyboard.press("?")
        assert page.locator("#keys").is_visible()
        page.keyboard.press("Escape")
        assert page.locator("#keys").is_hidden()
        page.keyboard.press("Control+k")
        assert page.evaluate("document.activeElement.id") == "palette-input"


def test_the_table_is_copied_as_a_spreadsheet_takes_it(gallery):
    with gallery(permissions=["clipboard-read", "clipboard-write"]) as page:
        page.click("[data-table-copy]")
        page.wait_for_timeout(200)
        lines = page.evaluate("navigator.clipboard.readText()").splitlines()
        assert lines[0].split("\t")[:3] == ["Đơn vị", "Hạng", "Điểm trên 100"]
        assert lines[1].split("\t")[:4] == ["Huế", "10", "63,71", "1,2"]


def test_the_context_of_the_address_is_kept_by_its_selects(gallery):
    with gallery(address="/gallery/?sort=-total&unit=hue") as page:
        page.select_option("select[name=unit]", "da-nang")
        page.wait_for_url("**unit=da-nang**")
        assert "sort=-total" in page.url


def test_the_rail_opens_and_closes_on_a_phone(gallery):
    with gallery(PHONE) as page:
        page.click(".td-rail-open")
        assert page.locator("#rail").is_visible()
        page.keyboard.press("Escape")
        page.wait_for_timeout(100)
        assert not page.locator("#rail").is_visible()


def test_paper_is_white_and_without_the_frame(gallery):
    with gallery(theme="dark") as page:
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.locator(".td-top").is_hidden()
        assert (
            page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--td-ink').trim()")
            == "#1d1a23"
        )
