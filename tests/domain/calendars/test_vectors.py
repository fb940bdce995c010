"""The column forms against the plain ones, value by value."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.domain.calendars.deadlines import Term, TermUnit, due_date, settle_end
from thuocdo.domain.calendars.errors import MissingYearError, TermError
from thuocdo.domain.calendars.loading import load_calendar, parse_calendar
from thuocdo.domain.calendars.vectors import CalendarTable
from thuocdo.domain.calendars.working_calendar import EndOnDayOff, FirstDay, WorkingCalendar
from thuocdo.domain.calendars.working_days import add_working_days, working_days_between
from thuocdo.domain.calendars.working_hours import add_working_time, working_seconds_between

CALENDAR = load_calendar()
TABLE = CalendarTable(CALENDAR)
HEAD = """
code: test
name: Lịch thử
weekend: [sunday]
hours: ["08:00-12:00", "13:00-16:45"]
deadlines: {{day_of_event: {}, end_on_day_off: {}}}
"""
YEARS = {
    "2025.yaml": "year: 2025\ndays_off: [{date: 2025-12-31, name: Nghỉ}]\n",
    "2026.yaml": "year: 2026\nswaps: [{day_off: 2026-01-02, worked: 2026-01-04}]\n",
}
OTHERS = [
    parse_calendar({"calendar.yaml": HEAD.format(first.value, end.value), **YEARS})
    for first in FirstDay
    for end in EndOnDayOff
]
TABLES = [TABLE, *map(CalendarTable, OTHERS)]

tables = st.sampled_from(TABLES)
days = st.dates(dt.date(2025, 2, 1), dt.date(2026, 9, 30))
moments = st.datetimes(dt.datetime(2025, 2, 1), dt.datetime(2026, 9, 30)).map(
    lambda m: m.replace(microsecond=0)
)
pairs = st.lists(st.tuples(days, st.integers(-20, 20)), min_size=1, max_size=20)


def column(values: list[Any], unit: str = "D") -> np.ndarray[Any, np.dtype[np.datetime64]]:
    return np.array(values, f"datetime64[{unit}]")


@settings(deadline=None)
@given(tables, pairs)
def test_adding_working_days_is_the_same_for_a_column(
    table: CalendarTable, rows: list[tuple[dt.date, int]]
) -> None:
    found = table.add_working_days(column([day for day, _ in rows]), np.array([n for _, n in rows]))
    assert found.tolist() == [add_working_days(table.calendar, day, n) for day, n in rows]


@settings(deadline=None)
@given(tables, st.lists(st.tuples(days, days), min_size=1, max_size=20))
def test_counting_working_days_is_the_same_for_a_column(
    table: CalendarTable, rows: list[tuple[dt.date, dt.date]]
) -> None:
    found = table.working_days_between(column([a for a, _ in rows]), column([b for _, b in rows]))
    assert found.tolist() == [working_days_between(table.calendar, a, b) for a, b in rows]


@settings(deadline=None)
@given(
    tables,
    st.sampled_from([u for u in TermUnit if u != TermUnit.YEARS]),
    st.lists(st.tuples(days, st.integers(0, 2)), min_size=1, max_size=20),
)
def test_due_dates_are_the_same_for_a_column(
    table: CalendarTable, unit: TermUnit, rows: list[tuple[dt.date, int]]
) -> None:
    found = table.due_dates(column([day for day, _ in rows]), np.array([n for _, n in rows]), unit)
    assert found.tolist() == [due_date(table.calendar, day, Term(n, unit)) for day, n in rows]


@settings(deadline=None)
@given(tables, st.lists(days, min_size=1, max_size=20))
def test_settled_ends_are_the_same_for_a_column(table: CalendarTable, rows: list[dt.date]) -> None:
    assert table.settle_ends(column(rows)).tolist() == [settle_end(table.calendar, day) for day in rows]


@settings(deadline=None)
@given(tables, st.lists(st.tuples(moments, st.integers(0, 300_000)), min_size=1, max_size=20))
def test_adding_working_time_is_the_same_for_a_column(
    table: CalendarTable, rows: list[tuple[dt.datetime, int]]
) -> None:
    found = table.add_working_time(column([m for m, _ in rows], "s"), np.array([n for _, n in rows]))
    assert found.tolist() == [add_working_time(table.calendar, m, n) for m, n in rows]


@settings(deadline=None)
@given(tables, st.lists(st.tuples(moments, moments), min_size=1, max_size=20))
def test_measuring_working_time_is_the_same_for_a_column(
    table: CalendarTable, rows: list[tuple[dt.datetime, dt.datetime]]
) -> None:
    found = table.working_seconds_between(
        column([a for a, _ in rows], "s"), column([b for _, b in rows], "s")
    )
    assert found.tolist() == [working_seconds_between(table.calendar, a, b) for a, b in rows]


def test_years_are_counted_in_columns_too() -> None:
    leap_day = column([dt.date(2024, 2, 29)])
    assert TABLE.due_dates(leap_day, 1, TermUnit.YEARS).tolist() == [dt.date(2025, 2, 28)]


def test_missing_dates_stay_missing() -> None:
    rows = column(["2026-11-20", "NaT"])
    assert TABLE.add_working_days(rows, 1).tolist() == [dt.date(2026, 11, 23), None]
    assert TABLE.due_dates(rows, 1, TermUnit.MONTHS).tolist() == [dt.date(2026, 12, 21), None]
    assert TABLE.add_working_time(rows.astype("datetime64[s]"), 3600).tolist() == [
        dt.datetime(2026, 11, 20, 8),
        None,
    ]
    assert TABLE.are_working_days(rows).tolist() == [True, False]


def test_missing_dates_cannot_be_counted_between() -> None:
    with pytest.raises(TermError, match="ngày trống"):
        TABLE.working_days_between(column(["2026-11-20"]), column(["NaT"]))
    with pytest.raises(TermError, match="thời điểm trống"):
        TABLE.working_seconds_between(column(["2026-11-20"], "s"), column(["NaT"], "s"))


@pytest.mark.parametrize(
    ("day", "count", "year"),
    [("2018-06-01", 1, 2018), ("2028-02-01", 1, 2028), ("2027-12-31", 1, 2028), ("2019-01-02", -2, 2018)],
)
def test_a_date_outside_the_years_names_the_missing_file(day: str, count: int, year: int) -> None:
    with pytest.raises(MissingYearError, match=rf"calendars/vietnam/{year}\.yaml"):
        TABLE.add_working_days(column([day]), count)


@pytest.mark.parametrize("unit", [TermUnit.CALENDAR_DAYS, TermUnit.WEEKS, TermUnit.MONTHS, TermUnit.YEARS])
def test_a_term_that_leaves_the_years_is_refused(unit: TermUnit) -> None:
    with pytest.raises(MissingYearError, match=r"2028\.yaml"):
        TABLE.due_dates(column(["2027-12-30"]), 2, unit)


def test_negative_terms_and_times_are_refused() -> None:
    with pytest.raises(TermError):
        TABLE.due_dates(column(["2026-11-20"]), -1, TermUnit.WEEKS)
    with pytest.raises(TermError):
        TABLE.add_working_time(column(["2026-11-20"], "s"), -1)


def test_an_empty_column_gives_an_empty_column() -> None:
    assert TABLE.due_dates(column([]), np.array([], int), TermUnit.MONTHS).size == 0


def test_the_other_calendars_differ_from_the_shipped_one() -> None:
    assert all(
        isinstance(other, WorkingCalendar) and other.is_working_day(dt.date(2026, 1, 3)) for other in OTHERS
    )
