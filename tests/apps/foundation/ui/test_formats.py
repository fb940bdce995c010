from __future__ import annotations

from datetime import date, datetime

import pytest
from django import forms
from django.utils import formats, translation


@pytest.mark.parametrize("language", ["vi", "en"])
def test_dates_put_the_day_first_and_weeks_start_on_monday(language):
    with translation.override(language):
        assert formats.date_format(date(2026, 9, 2)) == "02/09/2026"
        assert formats.date_format(datetime(2026, 9, 2, 14, 5), "DATETIME_FORMAT") == "14:05 02/09/2026"
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


def test_a_day_is_read_day_first():
    with translation.override("vi"):
        assert forms.DateField().clean("03/02/2026") == date(2026, 2, 3)


def test_a_decimal_comma_is_read():
    with translation.override("vi"):
        assert str(forms.DecimalField(localize=True).clean("1.234,5")) == "1234.5"


def test_numbers_of_the_framework_are_grouped_too():
    with translation.override("vi"):
        assert formats.number_format(1234.5, 2, force_grouping=True) == "1.234,50"
