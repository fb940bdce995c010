from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from thuocdo.apps.foundation.ui import menu, search
from thuocdo.apps.foundation.ui.menu import MenuEntry, may_use, menu_for
from thuocdo.apps.foundation.ui.vendor import icons

pytestmark = pytest.mark.django_db


def request_of(*permissions: str, signed_in: bool = True, path: str = "/"):
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(is_authenticated=signed_in, has_perm=lambda name: name in permissions)
    return request


@pytest.fixture
def only_entries(monkeypatch):
    def put(*entries: MenuEntry) -> None:
        monkeypatch.setattr(menu, "_entries", {})
        menu.register(*entries)

    return put


def test_the_rail_shows_only_what_a_person_may_use(only_entries):
    only_entries(
        MenuEntry(menu.ASSESS, "Bảng điểm", "ui:gallery", "scores.view"),
        MenuEntry(menu.ADMINISTER, "Tìm", "ui:search", lambda request: request.path == "/admin/"),
    )
    assert [shown.section.code for shown in menu_for(request_of("scores.view"))] == ["assess"]
    assert [shown.section.code for shown in menu_for(request_of(path="/admin/"))] == ["administer"]
    assert menu_for(request_of(signed_in=False)) == []


def test_an_entry_whose_page_does_not_exist_is_not_shown(only_entries):
    only_entries(MenuEntry(menu.ASSESS, "Chưa có", "nowhere:at-all"))
    assert menu_for(request_of()) == []


def test_sections_follow_the_road_and_entries_their_order(only_entries):
    only_entries(
        MenuEntry(menu.PUBLISH, "Sau", "ui:search", order=2),
        MenuEntry(menu.MEASURE, "Trước", "ui:gallery"),
    )
    assert [shown.section.code for shown in menu_for(request_of())] == ["measure", "publish"]


def test_the_longest_matching_address_is_the_active_one(only_entries):
    only_entries(MenuEntry(menu.ASSESS, "Bảng điểm", "ui:gallery", is_public=True))
    shown = menu_for(request_of(path=reverse("ui:gallery_row", args=["hue"])))
    assert shown[0].entries[0].is_active


def test_a_page_lights_the_entry_it_belongs_to_and_never_the_overview(only_entries):
    only_entries(
        MenuEntry(menu.MINE, "Tổng quan", "scorecards:home", is_public=True),
        MenuEntry(menu.ASSESS, "Bảng điểm", "scorecards:rounds", is_public=True, also=("/scorecards/",)),
    )
    lit = {
        path: [
            entry.label
            for section in menu_for(request_of(path=path))
            for entry in section.entries
            if entry.is_active
        ]
        for path in ("/", "/scorecards/a/hue/", "/scoreboards/a/", "/elsewhere/")
    }
    assert lit == {
        "/": ["Tổng quan"],
        "/scorecards/a/hue/": ["Bảng điểm"],
        "/scoreboards/a/": ["Bảng điểm"],
        "/elsewhere/": [],
    }


def test_a_public_entry_needs_no_person():
    assert may_use(request_of(signed_in=False), MenuEntry(menu.PUBLISH, "x", "ui:search", is_public=True))


@pytest.mark.parametrize("words", ["bang diem", "BẢNG", "ảng"])
def test_pages_are_found_without_accents(only_entries, words):
    only_entries(MenuEntry(menu.ASSESS, "Bảng điểm", "ui:gallery"))
    assert [hit.title for hit in search.find_pages(request_of(), words)] == ["Bảng điểm"]


def test_every_provider_is_asked_and_held_to_its_share(monkeypatch):
    monkeypatch.setattr(search, "_providers", {})
    hit = search.SearchHit("Huế", "/", "Đơn vị")
    search.register_provider("many", lambda *_: [hit] * 50)
    search.register_provider("one", lambda *_: [hit])
    assert len(search.find_everything(request_of(), "hue")) == search.HITS_PER_PROVIDER + 1
    assert search.find_everything(request_of(), "   ") == []


def test_search_gives_a_list_to_the_palette_and_a_page_without_scripts(client: Client):
    page = client.get("/search/", {"q": "<b>"})
    part = client.get(
        "/search/", {"q": "<b>"}, headers={"HX-Request": "true", "HX-Target": "palette-results"}
    )
    assert b"<html" in page.content
    assert b"<html" not in part.content
    assert b"<b>" not in part.content


def test_the_theme_is_kept_and_put_into_the_page(client: Client):
    client.post("/theme/", {"theme": "dark", "next": "/gallery/"})
    assert b'data-bs-theme="dark"' in client.get("/gallery/").content


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_the_theme_leads_nowhere_else(client: Client, target):
    assert client.post("/theme/", {"theme": "dark", "next": target}).headers["Location"] == "/"


def test_an_unknown_theme_is_not_kept(client: Client):
    assert "theme" not in client.post("/theme/", {"theme": "<script>"}).cookies


def test_the_language_changes_on_the_same_page(client: Client):
    assert "Thành phần giao diện" in client.get("/gallery/").content.decode()
    response = client.post("/language/", {"language": "en", "next": "/gallery/?unit=hue"})
    assert response.headers["Location"] == "/gallery/?unit=hue"
    page = client.get("/gallery/").content.decode()
    assert "Every part of the kit" in page
    assert '<html lang="en"' in page


def test_the_title_stands_in_the_head_and_on_the_page(client: Client):
    page = client.get("/gallery/").content.decode()
    assert "<title>Thành phần giao diện · Thước Đo</title>" in page
    assert "<h1>Thành phần giao diện</h1>" in page


def test_the_gallery_has_nothing_inline(client: Client):
    page = client.get("/gallery/").content.decode()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", page)
    scripts = re.findall(r"<script([^>]*)>", page)
    assert scripts
    assert all("src=" in script or 'type="application/json"' in script for script in scripts)


def test_the_panel_gets_the_page_without_the_frame(client: Client):
    part = client.get("/gallery/row/hue/", headers={"HX-Request": "true"}).content.decode()
    assert 'id="page"' in part
    assert 'id="rail"' not in part


def test_the_rail_carries_the_context_of_the_address(client: Client):
    page = client.get("/gallery/?unit=hue&period=2026-10&page=2").content.decode()
    assert 'class="td-brand" href="/?unit=hue&amp;period=2026-10"' in page


def test_every_icon_that_is_used_exists():
    from pathlib import Path

    root = Path(menu.__file__).parents[2]
    used = {
        name
        for file in root.rglob("*.html")
        for name in re.findall(r'{% icon "([\w-]+)" %}', file.read_text())
    } | {section.icon for section in menu.SECTIONS}
    assert used <= set(icons())


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_pages_of_errors_say_what_to_do_next(code, rf):
    from django.template.loader import render_to_string

    html = render_to_string(
        f"{code}.html", {} if code == "500" else None, None if code == "500" else rf.get("/")
    )
    assert "<h1>" in html
    assert "Về trang đầu" in html
    assert not re.search(r"\sstyle=|<style", html)


def test_our_scripts_and_styles_are_small():
    from pathlib import Path

    static = Path(menu.__file__).parent / "static"
    assert sum(file.stat().st_size for file in static.rglob("*.*")) < 150_000


def test_an_entry_says_how_much_waits_there(only_entries):
    only_entries(MenuEntry(menu.MINE, "Thông báo", "ui:search", badge=lambda request: len(request.path)))
    assert menu_for(request_of(path="/abc"))[0].entries[0].badge == 4


def test_an_english_browser_gets_vietnamese_until_somebody_chooses(client: Client) -> None:
    address = reverse("account_login")
    assert b'<html lang="vi"' in client.get(address, headers={"accept-language": "en"}).content
    client.cookies["django_language"] = "en"
    assert b'<html lang="en"' in client.get(address, headers={"accept-language": "vi"}).content
