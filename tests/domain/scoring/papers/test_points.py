from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.domain.scoring.papers.points import points_manner, read_points
from thuocdo.domain.scoring.sheets.number_words import DecimalMark


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10", "10"),
        ("10.", "10"),
        ("10đ", "10"),
        ("10 Đ", "10"),
        ("10 điểm", "10"),
        ("10 điê\u0309m", "10"),
        ("10\u00a0điểm.", "10"),
        ("１０", "10"),
        ("10.0", "10"),
        ("10,5", "21/2"),
        ("0,25 điểm", "1/4"),
        ("Tối đa 10", "10"),
        ("Tối đa: 10 điểm", "10"),
        ("Điểm tối đa: 10", "10"),
        ("≤ 10", "10"),
        ("10*", "10"),
        ("10 (*)", "10"),
        ("10¹", "10"),
        ("1/2*10", "5"),
        ("1/2 x 10 điểm", "5"),
        ("1/2 × 10", "5"),
        ("50% * 10", "5"),
        ("2x5", "10"),
        ("5 + 5", "10"),
        ("0-10", "10"),
        ("từ 0 đến 10 điểm", "10"),
        ("+5", "5"),
        ("Cộng tối đa 5 điểm", "5"),
        ("Điểm thưởng: 5", "5"),
        ("-2", "-2"),
        ("− 2", "-2"),
        ("Trừ 2 điểm", "-2"),
        ("10\n- 6\n- 4", "10"),
    ],
)
def test_points_that_say_one_thing_are_sure(text: str, value: str) -> None:
    reading = read_points(text)
    assert (reading.value, reading.is_sure) == (Fraction(value), True)


@pytest.mark.parametrize(
    "text", ["", "-", "–", "không chấm", "Không chấm điểm", "Không tính điểm", "Thu thập số liệu"]
)
def test_a_cell_that_gives_no_points_surely_gives_none(text: str) -> None:
    reading = read_points(text)
    assert (reading.value, reading.is_sure) == (None, True)
    assert reading.reason.en


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.000", "1000"),
        ("5-10", "10"),
        ("1/2", "1/2"),
        ("10%", None),
        ("mười", None),
        ("10 điểm/tiêu chí", "10"),
        ("10 (trong đó 5)", None),
        ("20\n15\n10", "20"),
        ("5\n5", "5"),
        ("x", None),
        ("3/0", None),
    ],
)
def test_points_that_may_say_two_things_are_not_sure(text: str, value: str | None) -> None:
    reading = read_points(text)
    assert (reading.value, reading.is_sure) == (None if value is None else Fraction(value), False)
    assert reading.reason.vi
    assert reading.reason.en


def test_a_column_settles_what_a_point_means() -> None:
    assert points_manner(["10,5", "1.000", "7 điểm"]) is DecimalMark.COMMA
    reading = read_points("1.000 điểm", points_manner(["10,5", "1.000 điểm"]))
    assert (reading.value, reading.is_sure) == (Fraction(1000), True)
    assert points_manner(["10", "1.000"]) is None


def test_a_doubt_names_the_words_as_printed() -> None:
    assert "«1.000 Điểm»" in read_points("1.000 Điểm").reason.vi


@given(st.integers(0, 99_999), st.sampled_from(["", "đ", " điểm", " Điểm"]), st.sampled_from(["", "Tối đa "]))
def test_whole_numbers_are_always_sure(number: int, unit: str, before: str) -> None:
    reading = read_points(f"{before}{number}{unit}")
    assert (reading.value, reading.is_sure) == (Fraction(number), True)


@given(st.text(max_size=30))
def test_nothing_a_cell_can_hold_breaks_the_reader(text: str) -> None:
    reading = read_points(text)
    assert reading.is_sure or reading.reason.vi
