from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser_pages import Visit
from tests.drafts import paper

pytestmark = pytest.mark.browser
VisitOf = Callable[..., Visit]


def begin(one: Visit, folder: Path, rule_set: str) -> str:
    """Load the paper and make the draft; gives its address."""
    file = folder / "so-nganh.docx"
    file.write_bytes(paper())
    page = one.open("/drafts/new/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Đọc bảng").click()
    expect(page.locator(".td-finding")).to_contain_text("Đọc được 6 dòng")
    page.get_by_label("Mã phiên bản quy tắc này").fill(rule_set)
    # Another test may have signed a paper of this title, which would settle the rows.
    page.get_by_label("Nối tiếp").select_option("")
    return page.url


FIGURES: dict[str, int | str] = {
    "hop_ban_chi_dao_chuyen_doi_so": 4,
    "co_ke_hoach": "có",
    "so_ho_so_nop_truc_tuyen": 60,
    "tong_so_ho_so": 100,
    "diem_tham_dinh": 80,
}


def filled(form: Path) -> Path:
    """The form as an officer fills it in: a figure beside every code."""
    book = openpyxl.load_workbook(form)
    for row in book.worksheets[0].iter_rows(min_col=2, max_col=5):
        name = str(row[0].value)
        if name in FIGURES:
            row[3].value = FIGURES[name]
    book.save(form)
    return form


def make(page: Page) -> str:
    page.get_by_role("button", name="Tạo bản thảo").click()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".td-finding")).to_contain_text("Đã chốt")
    return re.sub(r"https?://[^/]+", "", page.url)


def test_a_decision_is_loaded_mended_tried_signed_and_asked_for_in_a_form(
    visit: VisitOf, tmp_path: Path
) -> None:
    one = visit("thuongtruc")
    begin(one, tmp_path, "2026-01-10-15")
    page = one.page
    assert one.barriers() == []
    one.shoot("draft-paper")
    address = make(page)
    assert one.barriers() == []
    one.shoot("draft-review")

    # The row of prose stands on top; its rule is chosen, tried and saved in the panel.
    page.locator("#row-2\\.2").get_by_role("link", name="Sửa").click()
    expect(page.locator("#panel")).to_contain_text("Theo ý kiến của tổ thẩm định")
    assert one.barriers() == []
    one.shoot("draft-panel")
    page.get_by_label("Cách xác định và tính điểm", exact=True).select_option("given")
    expect(page.get_by_label("Giá trị được cho")).to_be_visible()
    page.get_by_label("Giá trị được cho").fill("diem_tham_dinh")
    page.get_by_label("Trên thang").fill("100")
    page.get_by_role("button", name="Lưu và xác nhận dòng này").click()
    expect(page.locator(".td-errors")).to_contain_text("diem_tham_dinh")
    page.get_by_label("Là gì").fill("Điểm của tổ thẩm định")
    page.get_by_label("Loại giá trị").select_option("points")
    page.get_by_label("diem tham dinh").fill("80")
    page.get_by_role("button", name="Tính thử điểm").click()
    expect(page.locator("#trial")).to_contain_text("24")
    assert one.barriers() == []
    one.shoot("draft-row")
    page.get_by_role("button", name="Lưu và xác nhận dòng này").click()
    expect(page.locator(".td-message").first).to_contain_text("Sửa và xác nhận dòng")

    # What is likely is confirmed after a page that lists it.
    page.get_by_role("link", name=re.compile("Xác nhận 1 dòng khá chắc")).click()
    assert one.barriers() == []
    page.get_by_role("button", name="Xác nhận các dòng đã chọn").click()
    expect(page.locator(".td-finding")).to_contain_text("Đã chốt 4/4 dòng")

    for tab, name in (
        ("Kiểm tra và tổng", "checks"),
        ("Thử trên số liệu năm trước", "preview"),
        ("Lịch sử", "history"),
    ):
        page.locator(".td-tabs").get_by_role("link", name=tab).click()
        page.wait_for_load_state("networkidle")
        assert one.barriers() == []
        one.shoot(f"draft-{name}")

    page.locator(".td-tabs").get_by_role("link", name="Ký ban hành").click()
    expect(page.locator(".td-finding")).to_contain_text("Mọi dòng đã chốt")
    page.get_by_label("Cơ quan ban hành").fill("UBND thành phố Huế")
    assert one.barriers() == []
    page.get_by_role("button", name="Ban hành phiên bản quy tắc").click()
    expect(page.locator(".td-finding")).to_contain_text("có hiệu lực từ")
    assert one.barriers() == []
    one.shoot("draft-signed")
    page.get_by_role("link", name="Mở đợt đánh giá theo phiên bản này").click()
    page.get_by_label("Nhóm so sánh").select_option(index=1)
    page.get_by_label("Kỳ", exact=False).first.fill("2026")
    page.get_by_role("button", name="Mở đợt này").click()
    expect(page.locator("h1")).to_contain_text("Quản lý đợt")
    page = one.open("/scoreboards/so-nganh-2026/inputs/")
    with page.expect_download() as waiting:
        page.locator(".td-actions button[type=submit]").click()
    waiting.value.save_as(tmp_path / "bieu.xlsx")
    page.locator("input[type=file]").set_input_files(filled(tmp_path / "bieu.xlsx"))
    page.get_by_role("button", name="Xem trước biểu").click()
    page.get_by_role("button", name="Nạp 5 giá trị").click()
    expect(page.locator(".td-message").first).to_contain_text("Đã nạp 5 giá trị")
    # 4 meetings: 20; a plan: 10; 60 of 100 online, full from 80%: 30; 80 of 100 from the appraisers, of 30: 24.
    page = one.open("/scorecards/so-nganh-2026/hue/?track=self")
    expect(page.locator("main")).to_contain_text("84,00")

    # A correction of the signed text reaches the open round where somebody takes it over.
    page = one.open("/indices/so-nganh/correct/?rule_set=2026-01-10-15")
    words = page.get_by_label("Văn bản định nghĩa (YAML)")
    words.fill(words.input_value().replace("Có kế hoạch chuyển đổi số", "Có kế hoạch chuyển đổi số năm"))
    page.get_by_label("Lý do", exact=False).first.fill("Tên chỉ số thiếu chữ")
    page.get_by_role("button", name=re.compile("đính chính", re.IGNORECASE)).click()
    page = one.open("/rounds/so-nganh-2026/manage/")
    expect(page.locator("main")).to_contain_text("đính chính")
    assert one.barriers() == []
    one.shoot("round-behind-its-text")
    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    one.shoot("round-behind-its-text-phone")
    taking = page.locator(".td-message form")
    taking.get_by_role("textbox").fill("Theo đính chính")
    taking.get_by_role("button").click()
    expect(page.locator(".td-note")).to_contain_text("bản trước")
    assert one.barriers() == []
    one.shoot("round-scores-by-an-earlier-text")
    # A refused form answers 422, which the browser tells of; nothing else may be complained about.
    one.complaints = [told for told in one.complaints if "422 (Unprocessable" not in told]
    assert address.startswith("/drafts/")


def test_rows_are_walked_and_confirmed_by_keyboard(visit: VisitOf, tmp_path: Path) -> None:
    one = visit("thuongtruc")
    begin(one, tmp_path, "2026-02-keys")
    make(one.page)
    one.page.keyboard.press("j")
    expect(one.page.locator("#row-2\\.2 [data-row-open]")).to_be_focused()
    one.page.keyboard.press("j")
    expect(one.page.locator("#row-1\\.1 [data-row-open]")).to_be_focused()
    one.page.keyboard.press("c")
    expect(one.page.locator(".td-message").first).to_contain_text("Xác nhận dòng: 1.1")


def test_a_row_is_mended_without_scripts(visit: VisitOf, tmp_path: Path) -> None:
    one = visit("thuongtruc", has_scripts=False)
    begin(one, tmp_path, "2026-02-plain")
    make(one.page)
    page = one.page
    page.locator("#row-2\\.2").get_by_role("link", name="Sửa").click()
    page.get_by_label("Cách xác định và tính điểm", exact=True).select_option("yes_no")
    page.get_by_role("button", name="Hiện các ô").click()
    page.get_by_label("Điều kiện").fill("co_ke_hoach")
    page.get_by_role("button", name="Lưu và xác nhận dòng này").click()
    expect(page.locator(".td-message").first).to_contain_text("Sửa và xác nhận dòng")


@pytest.mark.parametrize(
    "look", [{"language": "en", "theme": "dark"}, {"width": 360}], ids=["en-dark", "vi-phone"]
)
def test_the_review_reads_well_in_the_dark_and_on_a_phone(
    visit: VisitOf, tmp_path: Path, look: dict[str, object]
) -> None:
    begun = visit("thuongtruc")
    begin(begun, tmp_path, f"2026-03-{len(look)}-{'dark' if 'theme' in look else 'phone'}")
    address = make(begun.page)
    one = visit("thuongtruc", **look)
    for path in ("", "?order=paper", "rows/2.2/", "confirm/", "checks/", "sign/", "history/"):
        one.open(address + path)
        assert one.barriers() == [], path
        assert one.overflow() <= 0, path
    one.shoot(f"draft-review-{'dark' if 'theme' in look else 'phone'}")
