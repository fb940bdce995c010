from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.apps.foundation.ui.charts.render import write_in_charts
from thuocdo.apps.foundation.ui.formatting import write_number, write_plain, write_share


@pytest.mark.parametrize(
    ("number", "digits", "vietnamese", "english"),
    [
        (1234.56, 2, "1.234,56", "1,234.56"),
        (Decimal("0.575"), 2, "0,58", "0.58"),
        (1.005, 2, "1,01", "1.01"),
        (-0.004, 2, "0,00", "0.00"),
        (-1234567, 0, "−1.234.567", "−1,234,567"),
        (12, None, "12", "12"),
        (Decimal("12.50"), None, "12,5", "12.5"),
    ],
)
def test_it_writes_numbers_as_offices_do(number, digits, vietnamese, english):
    assert write_number(number, "vi", digits=digits) == vietnamese
    assert write_number(number, "en", digits=digits) == english


def test_it_shows_the_sign_of_a_change_but_none_of_zero():
    assert write_number(Decimal("1.2"), "vi", digits=2, signed=True) == "+1,20"
    assert write_number(Decimal("0.001"), "vi", digits=2, signed=True) == "+0,00".removeprefix("+")


def test_it_writes_shares_as_percentages():
    assert write_share(Decimal("0.9535"), "vi") == "95,4%"


def test_it_copies_numbers_without_grouping():
    assert write_plain(Decimal("-1234.5"), "vi") == "-1234,5"
    assert write_plain(Decimal("-1234.5"), "en") == "-1234.5"


@given(
    st.decimals(min_value=-(10**7), max_value=10**7, places=4),
    st.integers(0, 3),
    st.sampled_from(["vi", "en"]),
)
def test_charts_write_the_same_numbers_as_tables(number, digits, language):
    assert write_in_charts(float(number), language, digits) == write_number(
        float(number), language, digits=digits
    )


def test_charts_write_an_unknown_number_as_unknown():
    assert write_in_charts(None, "vi", 2) == "…"
