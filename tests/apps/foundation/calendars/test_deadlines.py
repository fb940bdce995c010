from __future__ import annotations

import datetime as dt

import pytest

from thuocdo.apps.foundation.calendars.reckoning import Unit, reckon
from thuocdo.domain.calendars.loading import load_calendar


def told(event, amount, unit):
    return reckon(load_calendar(), dt.datetime.fromisoformat(event), amount, unit)


@pytest.mark.parametrize(
    ("event", "amount", "unit", "due"),
    [
        ("2026-08-28", 1, Unit.WORKING_DAYS, "2026-09-03"),
        ("2026-01-31", 1, Unit.MONTHS, "2026-03-02"),
        ("2026-11-20", 2, Unit.WEEKS, "2026-12-04"),
        ("2026-11-20T16:00", 2, Unit.WORKING_HOURS, "2026-11-23T08:00"),
    ],
)
def test_the_end_is_that_of_the_domain(event, amount, unit, due):
    assert told(event, amount, unit).due == dt.datetime.fromisoformat(due)


def test_holidays_on_the_way_are_counted_and_named():
    found = told("2026-08-28", 1, Unit.WORKING_DAYS)
    assert "bỏ qua 2 ngày nghỉ hằng tuần và 3 ngày nghỉ" in found.steps[1].vi
    assert [row.day.day for row in found.passed] == [31, 1, 2]
    assert found.unverified == found.passed


def test_a_made_up_saturday_is_said_to_count():
    assert "tính 1 ngày làm bù" in told("2026-08-21", 1, Unit.WORKING_DAYS).steps[1].vi


def test_nothing_is_said_of_what_was_not_on_the_way():
    assert told("2026-09-07", 2, Unit.WORKING_DAYS).steps[1].vi == "Đếm 2 ngày làm việc đến hết 09/09/2026."
    assert "hằng tuần" not in told("2026-08-31", 1, Unit.WORKING_DAYS).steps[1].vi


def test_an_end_on_a_day_off_says_why_it_moves():
    assert told("2026-01-31", 1, Unit.MONTHS).steps[-1].vi == (
        "28/02/2026 là ngày nghỉ (ngày nghỉ hằng tuần) nên hạn chuyển sang 02/03/2026."
    )


def test_hours_outside_opening_times_count_from_the_next_opening():
    assert "tính từ 13:30 20/11/2026" in told("2026-11-20T12:00", 1, Unit.WORKING_HOURS).steps[1].vi


def test_the_page_answers_in_the_language_of_the_reader(office, client_of):
    page = client_of(office.nobody).get("/calendar/deadline/?event=2026-08-28&amount=1&unit=working-days")
    assert "03/09/2026" in page.content.decode()
    assert "không tính; bắt đầu từ ngày tiếp theo" in page.content.decode()


def test_a_day_outside_the_years_names_the_missing_file(office, client_of):
    page = client_of(office.nobody).get("/calendar/deadline/?event=2040-01-04&amount=1&unit=working-days")
    assert "2040.yaml" in page.content.decode()


def test_an_unreadable_question_is_told_at_its_field(office, client_of):
    page = client_of(office.nobody).get("/calendar/deadline/?event=x&amount=-1&unit=moons")
    assert page.status_code == 200
    assert len(page.context["form"].errors) == 3
