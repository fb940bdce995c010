from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.domain.calendars.deadlines import Term, TermUnit, due_date
from thuocdo.domain.calendars.errors import MissingYearError, TermError
from thuocdo.domain.calendars.loading import load_calendar, parse_calendar
from thuocdo.domain.calendars.working_calendar import WorkingCalendar
from thuocdo.domain.calendars.working_days import (
    add_working_days,
    roll_back,
    roll_forward,
    working_days_between,
)
from thuocdo.domain.calendars.working_hours import (
    add_working_hours,
    add_working_time,
    working_seconds_between,
)

CALENDAR = load_calendar()
days = st.dates(dt.date(2020, 1, 1), dt.date(2026, 6, 30))
moments = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2026, 6, 30)).map(
    lambda m: m.replace(microsecond=0)
)


def on(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def with_rule(first_day: str = "excluded", end: str = "next-working-day") -> WorkingCalendar:
    head = f"""
code: test
name: Lịch thử
weekend: [saturday, sunday]
hours: ["07:00-11:30", "13:30-17:00"]
deadlines: {{day_of_event: {first_day}, end_on_day_off: {end}}}
"""
    return parse_calendar({"calendar.yaml": head, "2026.yaml": "year: 2026\n"})


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-20", 1, "2026-11-23"),  # Friday to Monday
        ("2026-11-23", 1, "2026-11-25"),  # over Culture Day
        ("2026-08-21", 1, "2026-08-22"),  # the make-up Saturday
        ("2026-02-13", 1, "2026-02-23"),  # over Tết
        ("2026-11-22", 0, "2026-11-23"),
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-11-23", -1, "2026-11-20"),
        ("2026-01-05", -1, "2025-12-31"),
    ],
)
def test_working_days_are_counted_from_the_day_after(start: str, count: int, end: str) -> None:
    assert add_working_days(CALENDAR, on(start), count) == on(end)


@settings(deadline=None)
@given(days, st.integers(1, 60))
def test_counting_undoes_adding(day: dt.date, count: int) -> None:
    assert working_days_between(CALENDAR, day, add_working_days(CALENDAR, day, count)) == count


@settings(deadline=None)
@given(days, st.integers(0, 30), st.integers(1, 30))
def test_adding_in_two_steps_is_adding_at_once(day: dt.date, first: int, second: int) -> None:
    start = roll_forward(CALENDAR, day)
    halfway = add_working_days(CALENDAR, start, first)
    assert add_working_days(CALENDAR, halfway, second) == add_working_days(CALENDAR, start, first + second)


@settings(deadline=None)
@given(days, days)
def test_counting_backwards_is_the_negative(one: dt.date, other: dt.date) -> None:
    assert working_days_between(CALENDAR, one, other) == -working_days_between(CALENDAR, other, one)


@settings(deadline=None)
@given(days)
def test_rolling_stays_on_working_days(day: dt.date) -> None:
    assert roll_back(CALENDAR, day) <= day <= roll_forward(CALENDAR, day)
    assert CALENDAR.is_working_day(day) == (roll_back(CALENDAR, day) == day == roll_forward(CALENDAR, day))


@pytest.mark.parametrize(("start", "count"), [("2018-12-31", 1), ("2028-01-01", 0), ("2027-12-31", 1)])
def test_a_day_outside_the_years_names_the_missing_file(start: str, count: int) -> None:
    with pytest.raises(MissingYearError, match=r"calendars/vietnam/(2018|2028)\.yaml"):
        add_working_days(CALENDAR, on(start), count)


@pytest.mark.parametrize(
    ("event", "term", "end"),
    [
        ("2026-11-20", Term(3), "2026-11-26"),
        ("2026-11-20", Term(1, TermUnit.CALENDAR_DAYS), "2026-11-23"),  # ends on a Saturday
        ("2026-08-21", Term(1, TermUnit.CALENDAR_DAYS), "2026-08-22"),  # ends on a worked Saturday
        ("2026-11-10", Term(2, TermUnit.WEEKS), "2026-11-25"),  # ends on Culture Day
        ("2026-01-31", Term(1, TermUnit.MONTHS), "2026-03-02"),  # 28 February is a Saturday
        ("2024-02-29", Term(1, TermUnit.YEARS), "2025-02-28"),
        ("2026-11-22", Term(0, TermUnit.CALENDAR_DAYS), "2026-11-23"),
    ],
)
def test_terms_end_as_the_civil_code_says(event: str, term: Term, end: str) -> None:
    assert due_date(CALENDAR, on(event), term) == on(end)


@pytest.mark.parametrize(
    ("rule", "end"),
    [("next-working-day", "2026-11-23"), ("previous-working-day", "2026-11-20"), ("stays", "2026-11-21")],
)
def test_the_end_on_a_day_off_is_a_setting(rule: str, end: str) -> None:
    assert due_date(with_rule(end=rule), on("2026-11-20"), Term(1, TermUnit.CALENDAR_DAYS)) == on(end)


@pytest.mark.parametrize("unit", [TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS])
def test_counting_the_day_of_the_event_is_a_setting(unit: TermUnit) -> None:
    assert due_date(with_rule("included"), on("2026-11-23"), Term(2, unit)) == on("2026-11-24")


def test_a_negative_term_is_refused() -> None:
    with pytest.raises(TermError, match="không âm"):
        Term(-1)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-20 07:00", 8, "2026-11-20 17:00"),
        ("2026-11-20 09:00", 8, "2026-11-23 09:00"),
        ("2026-11-20 10:30", 1, "2026-11-20 11:30"),
        ("2026-11-20 11:00", 1, "2026-11-20 14:00"),  # over lunch
        ("2026-11-20 12:00", 1, "2026-11-20 14:30"),  # handed in at lunch
        ("2026-11-20 17:30", 1, "2026-11-23 08:00"),  # after closing time
        ("2026-11-21 10:00", 8, "2026-11-23 17:00"),  # on a Saturday
        ("2026-11-20 17:30", 0, "2026-11-23 07:00"),
        ("2026-11-20 11:30", 0, "2026-11-20 13:30"),
        ("2026-11-20 05:00", 16, "2026-11-23 17:00"),
    ],
)
def test_working_hours_pass_only_when_the_office_is_open(start: str, hours: int, end: str) -> None:
    assert add_working_hours(CALENDAR, at(start), hours) == at(end)


@settings(deadline=None)
@given(moments, st.integers(1, 400_000))
def test_measuring_undoes_adding_working_time(moment: dt.datetime, seconds: int) -> None:
    end = add_working_time(CALENDAR, moment, seconds)
    assert working_seconds_between(CALENDAR, moment, end) == seconds
    assert CALENDAR.is_working_day(end.date())


@settings(deadline=None)
@given(moments, moments)
def test_working_time_backwards_is_the_negative(one: dt.datetime, other: dt.datetime) -> None:
    assert working_seconds_between(CALENDAR, one, other) == -working_seconds_between(CALENDAR, other, one)


def test_negative_working_time_is_refused() -> None:
    with pytest.raises(TermError, match="không âm"):
        add_working_time(CALENDAR, at("2026-11-20 09:00"), -1)
