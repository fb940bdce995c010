from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser_pages import Visit

pytestmark = pytest.mark.browser
VisitOf = Callable[..., Visit]


def test_a_leader_finds_out_why_a_number_is_what_it_is(visit: VisitOf) -> None:
    one = visit("lanhdao")
    page = one.open("/")
    expect(page.locator(".td-finding")).to_contain_text("hạng 10/34")
    page.get_by_role("link", name="766 cấp tỉnh, lũy kế đến 10/10/2026", exact=True).click()
    page.get_by_role("link", name="Tính tại đây").click()
    page.locator("tbody tr.is-subject [data-row-link]").click()
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Huế")
    panel.get_by_role("link", name="Số hóa hồ sơ").click()
    expect(panel).to_contain_text("Căn cứ")
    expect(panel).to_contain_text("Số hóa hồ sơ")
    one.shoot("panel")
    assert one.barriers() == []
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_a_table_is_sorted_filtered_and_walked_by_keyboard(visit: VisitOf) -> None:
    page = visit("lanhdao").open("/scoreboards/dti-2022-63/")
    page.locator("thead").get_by_role("link", name="Hoạt động xã hội số").click()
    page.wait_for_load_state("networkidle")
    assert "sort=" in page.url
    page.get_by_label("Đơn vị", exact=True).fill("da nang")
    page.get_by_role("button", name="Lọc", exact=True).click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("tbody [data-row-link]")).to_have_count(1)
    page.goto(page.url.split("?")[0])
    links = page.locator("tbody [data-row-link]")
    links.first.focus()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()


def test_a_board_is_taken_away_as_a_workbook(visit: VisitOf, tmp_path: Path) -> None:
    page = visit("lanhdao").open("/scoreboards/766-2026-10-10/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="XLSX").click()
    import openpyxl

    waiting.value.save_as(tmp_path / "board.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "board.xlsx").active
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "Huế" in cells
    assert 64.09 in cells


def test_a_form_with_errors_is_told_cell_by_cell_and_a_good_one_is_loaded_after_confirmation(
    visit: VisitOf, tmp_path: Path
) -> None:
    one = visit("thuongtruc")
    form = tmp_path / "hue.csv"
    page = one.open("/scoreboards/766-2026-09-30/inputs/")
    form.write_text("unit,period,input,value\nhue,2026,petitions_on_time,bốn mươi\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(form)
    page.get_by_role("button", name="Xem trước biểu").click()
    expect(page.locator(".td-finding")).to_contain_text("1 lỗi; chưa nạp gì")
    assert one.barriers() == []
    one.shoot("form-with-problems")
    one.open("/scoreboards/766-2026-09-30/inputs/")
    form.write_text("unit,period,input,value\nhue,2026,petitions_on_time,80\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(form)
    page.get_by_role("button", name="Xem trước biểu").click()
    expect(page.locator("main")).to_contain_text("bản sửa mới")
    one.shoot("form-preview")
    page.get_by_role("button", name="Nạp 1 giá trị").click()
    expect(page.locator(".td-message").first).to_contain_text("Đã nạp 1 giá trị")
    page = one.open("/scorecards/766-2026-09-30/hue/why/5.2/?track=self")
    expect(page.locator("main")).to_contain_text("80 / 99")


def test_why_is_a_page_of_its_own_without_scripts(visit: VisitOf) -> None:
    page = visit("lanhdao", has_scripts=False).open("/scoreboards/766-2026-10-10/")
    page.locator("tbody tr.is-subject [data-row-link]").click()
    page.get_by_role("link", name="Vì sao có số này?").click()
    expect(page.locator("h1")).to_contain_text("Vì sao?")
    expect(page.locator("main")).to_contain_text("64,09")


def test_the_language_changes_and_the_page_stays(visit: VisitOf) -> None:
    page = visit("lanhdao").open("/scoreboards/766-2026-10-10/")
    page.get_by_role("button", name="EN").click()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".td-finding")).to_contain_text("rank 10/34")
    assert "/scoreboards/766-2026-10-10/" in page.url


def test_units_are_named_as_a_peer_set_and_a_round_is_opened_for_them(visit: VisitOf) -> None:
    one = visit("thuongtruc")
    page = one.open("/rounds/peer-sets/?level=province&at=2019-06-30")
    page.get_by_label("Hà Nội", exact=True).uncheck()
    page.get_by_label("Tên tiếng Việt").fill("62 tỉnh trừ Hà Nội")
    page.get_by_role("button", name="Lưu nhóm so sánh này").click()
    expect(page.get_by_label("Nhóm so sánh")).to_contain_text("62 tỉnh trừ Hà Nội (62)")
    page.get_by_label("Bộ chỉ số và quy tắc").select_option(index=1)
    page.get_by_label("Kỳ", exact=False).first.fill("2019")
    page.get_by_role("button", name="Mở đợt này").click()
    expect(page.locator("h1")).to_contain_text("Quản lý đợt")
    expect(page.locator("main")).to_contain_text("62 đơn vị")
    expect(page.locator("main")).to_contain_text("đã mở đợt đánh giá")
    assert one.barriers() == []
    one.shoot("round-opened")
