from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.domain.org_units.names import folded, natural_key, nearest, sort_key, tidy, words

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ "
texts = st.text(VIETNAMESE + VIETNAMESE.upper(), max_size=20)


@pytest.mark.parametrize("letter", ["Đ", "đ", "Ð", "ð", "Ɖ", "ɖ"])
def test_every_look_alike_of_crossed_d_folds_to_d(letter: str) -> None:
    assert folded(f"{letter}à Nẵng") == "da nang"


@given(texts)
def test_folding_ignores_normal_form_case_and_spaces(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(text) == folded(f"  {text.upper()}  ")


@given(texts)
def test_folded_text_is_plain_and_stays_itself(text: str) -> None:
    assert folded(text).isascii()
    assert folded(folded(text)) == folded(text)


@given(texts, texts, texts)
def test_sorting_ignores_normal_form_and_is_consistent(a: str, b: str, c: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", a)) == sort_key(a)
    ordered = sorted([a, b, c], key=sort_key)
    assert (
        sorted(set(ordered), key=sort_key) == sorted(ordered, key=sort_key)
        or len(set(map(sort_key, ordered))) < 3
    )


def test_letters_come_in_dictionary_order() -> None:
    letters = ["a", "ă", "â", "b", "d", "đ", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "v", "y"]
    assert sorted(set(letters), key=sort_key) == letters


def test_tones_come_in_dictionary_order() -> None:
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(set(tones), key=sort_key) == tones


def test_letters_decide_before_tones() -> None:
    assert sorted(["má lên", "mà xuống"], key=sort_key) == ["má lên", "mà xuống"]
    assert sorted(["Hòa Bình", "Hoa Lư"], key=sort_key) == ["Hòa Bình", "Hoa Lư"]


def test_provinces_sort_as_an_office_sorts_them() -> None:
    provinces = [
        "An Giang",
        "Bà Rịa - Vũng Tàu",
        "Bạc Liêu",
        "Bắc Giang",
        "Bắc Kạn",
        "Bến Tre",
        "Đà Nẵng",
        "Đắk Lắk",
        "Đồng Nai",
        "Hà Nội",
    ]
    assert sorted(set(provinces), key=sort_key) == provinces


def test_shorter_words_come_before_longer_ones() -> None:
    assert sorted(["An Giangg", "An Giang", "Anh"], key=sort_key) == ["An Giang", "An Giangg", "Anh"]


def test_numbers_in_names_count_as_numbers() -> None:
    names = [f"Xã A Lưới {n}" for n in (1, 2, 5, 10)]
    assert sorted(set(names), key=natural_key) == names


def test_words_drop_every_dash() -> None:
    assert words("Bà Rịa – Vũng Tàu") == words("ba ria-vung tau") == "ba ria vung tau"


def test_tidy_joins_double_spaces() -> None:
    assert tidy("Phường  An   Cựu ") == "Phường An Cựu"


def test_nearest_forgives_accents_and_slips() -> None:
    names = ["Phường Phú Bài", "Phường Phú Xuân", "Xã Phú Vang", "Xã Khe Tre"]
    assert nearest("Phuong Phu Bay", names)[0] == "Phường Phú Bài"


def test_nearest_finds_a_part_of_a_name() -> None:
    assert nearest("Khe Tre", ["Xã Khe Tre", "Xã Nam Đông"]) == ["Xã Khe Tre"]


def test_nearest_gives_nothing_when_nothing_is_near() -> None:
    assert nearest("zzzz", ["Hà Nội", "Huế"]) == []
