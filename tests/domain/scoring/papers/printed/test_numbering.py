from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.domain.scoring.papers.printed.numbering import (
    as_date,
    clean_number,
    follows,
    mended,
    split_title,
)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("4.9", "4.9"),
        ("4.9.", "4.9"),
        ("4.9)", "4.9"),
        ("(4.9)", "4.9"),
        ("4. 9", "4.9"),
        ("4,9", "4.9"),
        ("４.９", "4.9"),
        ("4.22.11", "4.22.11"),
        ("1.", "1"),
        ("I", "I"),
        ("II.", "II"),
        ("XXIV", "XXIV"),
        ("A", "A"),
        ("Đ", "Đ"),
        ("a)", "a"),
        ("Mục I", "I"),
        ("Phần A.", "A"),
        ("Tiêu chí 1.2", "1.2"),
        ("TC1.2", "TC1.2"),
        ("1.1a", "1.1a"),
        ("-", "-"),
        ("", ""),
        ("Tổng cộng", ""),
        ("abc", ""),
        ("10 điểm", ""),
    ],
)
def test_numbers_lose_only_the_signs_around_them(printed: str, number: str) -> None:
    assert clean_number(printed) == number


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("4.9. Tỷ lệ hồ sơ", "4.9", "Tỷ lệ hồ sơ"),
        ("4.9 Tỷ lệ hồ sơ", "4.9", "Tỷ lệ hồ sơ"),
        ("1. Nhận thức số", "1", "Nhận thức số"),
        ("1) Nhận thức số", "1", "Nhận thức số"),
        ("II. Thể chế số", "II", "Thể chế số"),
        ("A. Nền tảng", "A", "Nền tảng"),
        ("a) Họp", "a", "Họp"),
        ("Tiêu chí 1.2: Họp", "1.2", "Họp"),
        ("Nhóm I - Nhận thức", "I", "Nhận thức"),
        ("5 dịch vụ công", "", "5 dịch vụ công"),
        ("1.000 hồ sơ trở lên", "", "1.000 hồ sơ trở lên"),
        ("Có kế hoạch", "", "Có kế hoạch"),
        ("a là số hồ sơ", "", "a là số hồ sơ"),
        ("Chỉ số hài lòng", "", "Chỉ số hài lòng"),
        ("", "", ""),
    ],
)
def test_a_number_in_front_of_a_title_is_split_off(text: str, number: str, title: str) -> None:
    assert split_title(text) == (number, title)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("4.9", "4.10", True),
        ("4.9", "4.9.1", True),
        ("4.9", "4.9.1.1", True),
        ("4.22.11", "4.23", True),
        ("4.9", "4.1", False),
        ("4.9", "5.1", False),
        ("II", "III", False),
        ("4.9", "4.9", False),
    ],
)
def test_what_comes_next(before: str, after: str, expected: bool) -> None:
    assert follows(before, after) is expected


def test_a_spreadsheet_that_drops_noughts_is_mended_all_along() -> None:
    true = [f"4.{place}" for place in range(1, 32)]
    spoilt = [number.rstrip("0") for number in true]
    assert mended(spoilt) == {9: "4.10", 19: "4.20", 29: "4.30"}


def test_deeper_rows_between_do_not_hide_the_order() -> None:
    assert mended(["4.9", "4.9.1", "4.9.2", "4.1", "4.1.1"])[3] == "4.10"


def test_a_table_that_begins_anew_is_not_mended() -> None:
    assert mended(["4.1", "4.2", "4.9", "4.1", "4.2"]) == {}
    assert mended(["1", "2", "1"]) == {}


def test_a_date_can_be_two_numbers() -> None:
    assert as_date("04/09/2026") == ("4.9", "9.4")
    assert as_date("4.9") is None


@given(st.lists(st.integers(1, 40), min_size=1, max_size=4), st.sampled_from(["", ".", ")", " ."]))
def test_every_printed_number_is_found_again(parts: list[int], after: str) -> None:
    number = ".".join(map(str, parts))
    assert clean_number(number + after) == number
