from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser_pages import Visit

pytestmark = pytest.mark.browser
VisitOf = Callable[..., Visit]
STORY = "/stories/dti-province/hue/2023/"
SCREENS = {
    "stories": "/stories/",
    "story": STORY,
    "story-published": f"{STORY}?account=dti-2023-63.official",
    "story-break": "/stories/dti-province/hue/2024/",
    "story-766": "/stories/service-quality-766/hue/2026/",
    "path": "/paths/dti-province/hue/",
    "path-merged": "/paths/dti-province/da-nang-2025/?with=hue",
    "targets": "/targets/",
    "set-target": "/targets/set/?index=dti-province&unit=hue&period=2023",
}
LOOKS = {
    "vi-light": {},
    "en-dark": {"language": "en", "theme": "dark"},
    "vi-phone": {"width": 360},
}
PAGE = re.compile(rb"/Type\s*/Page[^s]")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_the_story_is_accessible_fits_and_breaks_no_policy(
    visit: VisitOf, name: str, look: str
) -> None:
    one = visit(**LOOKS[look])
    one.open(SCREENS[name])
    one.shoot(f"{name}-{look}")
    assert one.barriers() == []
    assert one.overflow() <= 0


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_conferences_story_is_printed_on_two_pages(visit: VisitOf, language: str) -> None:
    one = visit("lanhdao", language=language)
    page = one.open(STORY)
    printed = page.pdf(prefer_css_page_size=True)
    one.results.mkdir(exist_ok=True)
    (one.results / f"story-{language}.pdf").write_bytes(printed)
    assert len(PAGE.findall(printed)) == 2


def test_the_conferences_story_says_what_was_reported(visit: VisitOf) -> None:
    page = visit("lanhdao").open(STORY)
    expect(page.locator(".td-finding")).to_have_text(
        "Thừa Thiên Huế 774,45 điểm tự chấm, tăng 76,90 so với 2022; 22 chỉ số tăng, 1 giảm; "
        "mất nhiều nhất ở Hoạt động xã hội số: 87,90 điểm."
    )
    expect(page.locator(".td-band")).to_contain_text("Dữ liệu minh hoạ")
    beside = page.locator(".st-beside")
    expect(beside).to_contain_text("Cao hơn 8,45 điểm so với số công bố 766,00 (07/02/2025)")
    expect(beside).to_contain_text("chưa rõ là tự chấm hay thẩm định")


def test_a_number_of_the_story_leads_to_its_reason_beside_the_page(visit: VisitOf) -> None:
    one = visit("lanhdao")
    page = one.open(STORY)
    page.locator(".st-rose tbody a").first.click()
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Căn cứ")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_another_province_is_set_beside_on_the_path(visit: VisitOf) -> None:
    one = visit("lanhdao")
    page = one.open("/paths/dti-province/hue/")
    page.get_by_label("Đặt cạnh, tối đa bốn").select_option("da-nang-2025")
    page.get_by_role("button", name="Đặt cạnh").click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("main")).to_contain_text("Như hiện nay: trung bình của các đơn vị đã nhập")
    expect(page.locator(".td-chip").first).to_contain_text("Đà Nẵng")
    assert one.barriers() == []
