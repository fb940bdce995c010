"""Counting working days, one date at a time.

The day of the event is not counted: one working day after a Friday is the next Monday.
"""

from __future__ import annotations

import datetime as dt

from thuocdo.domain.calendars.working_calendar import ONE_DAY, WorkingCalendar


def roll_forward(calendar: WorkingCalendar, day: dt.date) -> dt.date:
    """The first working day on or after `day`."""
    while not calendar.is_working_day(day):
        day += ONE_DAY
    return day


def roll_back(calendar: WorkingCalendar, day: dt.date) -> dt.date:
    """The last working day on or before `day`."""
    while not calendar.is_working_day(day):
        day -= ONE_DAY
    return day


def add_working_days(calendar: WorkingCalendar, day: dt.date, count: int) -> dt.date:
    """The `count`th working day after `day` (before it when negative); 0 rolls a day off forward."""
    if count == 0:
        return roll_forward(calendar, day)
    step = ONE_DAY if count > 0 else -ONE_DAY
    calendar.require(day)
    for _ in range(abs(count)):
        day += step
        while not calendar.is_working_day(day):
            day += step
    return day


def working_days_between(calendar: WorkingCalendar, start: dt.date, end: dt.date) -> int:
    """Working days after `start` up to and with `end`; negative when `end` is earlier.

    It undoes `add_working_days` for positive counts.
    """
    if end < start:
        return -working_days_between(calendar, end, start)
    calendar.require(start)
    calendar.require(end)
    return sum(calendar.is_working_day(start + dt.timedelta(n)) for n in range(1, (end - start).days + 1))
