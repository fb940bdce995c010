"""A million deadlines by the rank table, against numpy business days, which know no make-up Saturdays."""

from __future__ import annotations

import sys

import numpy as np

from measuring import Measurement, best_of, report
from thuocdo.domain.calendars.deadlines import TermUnit
from thuocdo.domain.calendars.loading import load_calendar
from thuocdo.domain.calendars.vectors import CalendarTable

ROWS = 1_000_000
PLAIN = "numpy busday_offset"


def main() -> int:
    """Measure every column form on the same million rows."""
    calendar = load_calendar()
    table = CalendarTable(calendar)
    random = np.random.default_rng(1)
    span = (np.datetime64("2026-12-31") - np.datetime64("2020-01-01")).astype(int)
    events = np.datetime64("2020-01-01") + random.integers(0, span, ROWS).astype("timedelta64[D]")
    amounts = random.integers(1, 31, ROWS)
    moments = events.astype("datetime64[s]") + random.integers(0, 86_400, ROWS).astype("timedelta64[s]")
    ends = table.add_working_days(events, amounts)
    plain = np.busdaycalendar(holidays=np.array(sorted(calendar.days_off), "datetime64[D]"))

    offset = best_of(lambda: np.busday_offset(events, amounts, roll="backward", busdaycal=plain))
    count = best_of(lambda: np.busday_count(events, ends, busdaycal=plain))
    due = {
        unit: best_of(lambda unit=unit: table.due_dates(events, amounts, unit))  # type: ignore[misc]  # a lambda with a default has no type
        for unit in (TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS)
    }
    months = best_of(lambda: table.due_dates(events, amounts % 12, TermUnit.MONTHS))
    between = best_of(lambda: table.working_days_between(events, ends))
    hours = best_of(lambda: table.add_working_time(moments, 8 * 3600))
    built = best_of(lambda: CalendarTable(calendar))
    return report(
        Measurement("1M due dates in working days", due[TermUnit.WORKING_DAYS], PLAIN, offset, at_most=0.5),
        Measurement("1M due dates in calendar days", due[TermUnit.CALENDAR_DAYS], PLAIN, offset, at_most=0.8),
        Measurement("1M due dates in months", months, PLAIN, offset),
        Measurement("1M times 8 working hours", hours, PLAIN, offset),
        Measurement("1M counts of working days", between, "numpy busday_count", count, at_most=0.5),
        Measurement("building the table of 9 years", built, PLAIN, offset),
    )


if __name__ == "__main__":
    sys.exit(main())
