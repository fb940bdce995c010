from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.domain.scoring.sheets.number_words import DecimalMark, read_number, settle, write_number

F = Fraction


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,56", F("1234.56")),
        ("1,234.56", F("1234.56")),
        ("1.234.567", F(1234567)),
        ("1,234,567", F(1234567)),
        ("1 234 567", F(1234567)),
        ("1\u00a0234,5", F("1234.5")),
        ("0,85", F("0.85")),
        ("0.123", F("0.123")),
        ("0,123", F("0.123")),
        ("1234.567", F("1234.567")),
        ("12,5", F("12.5")),
        ("-7", F(-7)),
        ("\u22127,25", F("-7.25")),
        ("85%", F("0.85")),
        ("85,5 %", F("0.855")),
        ("(1/3)", F(1, 3)),
        ("007", F(7)),
    ],
)
def test_a_number_with_one_reading_is_read(text: str, number: Fraction) -> None:
    written = read_number(text)
    assert written is not None
    assert written.read(None) == number


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.500", "-999,000", "1.234%"])
def test_a_number_with_two_readings_is_not_guessed(text: str) -> None:
    written = read_number(text)
    assert written is not None
    assert written.is_ambiguous
    assert written.read(None) is None


def test_a_declared_mark_settles_an_ambiguous_number() -> None:
    written = read_number("1.234")
    assert written is not None
    assert (written.read(DecimalMark.COMMA), written.read(DecimalMark.POINT)) == (1234, F("1.234"))


def test_a_declared_mark_refuses_the_other_manner() -> None:
    written = read_number("0.85")
    assert written is not None
    assert written.read(DecimalMark.COMMA) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 hồ sơ",
        "1.23.4",
        "1..2",
        "12.34,5",
        "1,2,3",
        "1e5",
        "٣",
        "１２",
        ".",
        "%",
        "--1",
        "1/2",
        "(1/0)",
    ],
)
def test_what_is_no_number_is_no_number(text: str) -> None:
    assert read_number(text) is None


def test_unambiguous_numbers_of_a_file_settle_the_others() -> None:
    assert settle(["1.234", "0,5", "chữ"]) is DecimalMark.COMMA
    assert settle(["1.234", "0.5"]) is DecimalMark.POINT


def test_numbers_that_disagree_settle_nothing() -> None:
    assert settle(["1,5", "2.5", "1.234"]) is None


@given(st.fractions())
def test_a_written_number_has_one_reading_and_it_is_itself(number: Fraction) -> None:
    written = read_number(write_number(number))
    assert written is not None
    assert written.read(None) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_three_decimals_never_pass_for_thousands(number: Fraction) -> None:
    written = read_number(write_number(Fraction(number)))
    assert written is not None
    assert not written.is_ambiguous


@given(st.integers(1, 10**12), st.integers(0, 99))
def test_both_manners_of_one_number_agree(whole: int, cents: int) -> None:
    english = f"{whole:,}.{cents:02d}"
    vietnamese = english.translate(str.maketrans(",.", ".,"))
    first, second = read_number(english), read_number(vietnamese)
    assert first is not None
    assert second is not None
    assert first.read(None) == second.read(None) == Fraction(whole) + Fraction(cents, 100)
