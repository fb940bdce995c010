"""Counting working hours, one moment at a time; moments are local wall-clock time without a zone.

What comes after closing time, in the lunch break or on a day off counts from the next opening.
"""

from __future__ import annotations

import datetime as dt

from thuocdo.domain.calendars.errors import TermError
from thuocdo.domain.calendars.working_calendar import ONE_DAY, SECONDS_PER_DAY, WorkingCalendar
from thuocdo.domain.calendars.working_days import add_working_days, roll_forward
from thuocdo.domain.primitives.texts import Text


def add_working_time(calendar: WorkingCalendar, moment: dt.datetime, seconds: int) -> dt.datetime:
    """The moment when `seconds` of working time after `moment` have passed; 0 gives the next working moment.

    A full day ends at closing time, not at the next opening: 8 hours from 07:00 end at 17:00.
    """
    if seconds < 0:
        raise TermError(
            Text(
                f"Không cộng được {seconds} giây làm việc. Dùng số không âm.",
                f"{seconds} working seconds cannot be added. Use a number that is not negative.",
            )
        )
    day, worked = _position(calendar, moment)
    total = worked + seconds
    length = calendar.hours.seconds
    if seconds == 0:
        days, rest = divmod(total, length)
        return _at(_later(calendar, day, days), calendar.hours.clock_at(rest))
    days, rest = divmod(total - 1, length)
    return _at(_later(calendar, day, days), calendar.hours.clock_after(rest + 1))


def add_working_hours(calendar: WorkingCalendar, moment: dt.datetime, hours: int) -> dt.datetime:
    """The moment when `hours` of working time after `moment` have passed."""
    return add_working_time(calendar, moment, hours * 3600)


def working_seconds_between(calendar: WorkingCalendar, start: dt.datetime, end: dt.datetime) -> int:
    """Working time from `start` to `end` in seconds; negative when `end` is earlier."""
    if end < start:
        return -working_seconds_between(calendar, end, start)
    if start.date() == end.date():
        return _worked_on(calendar, end) - _worked_on(calendar, start)
    total = _worked_on(calendar, end) - _worked_on(calendar, start)
    day = start.date()
    while day < end.date():
        total += calendar.hours.seconds * calendar.is_working_day(day)
        day += ONE_DAY
    return total


def _clock(moment: dt.datetime) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _worked_on(calendar: WorkingCalendar, moment: dt.datetime) -> int:
    """Working seconds of its own day before `moment`."""
    return calendar.hours.worked_before(_clock(moment)) if calendar.is_working_day(moment.date()) else 0


def _position(calendar: WorkingCalendar, moment: dt.datetime) -> tuple[dt.date, int]:
    return roll_forward(calendar, moment.date()), _worked_on(calendar, moment)


def _later(calendar: WorkingCalendar, day: dt.date, count: int) -> dt.date:
    return add_working_days(calendar, day, count) if count else day


def _at(day: dt.date, clock: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(
        days=clock // SECONDS_PER_DAY, seconds=clock % SECONDS_PER_DAY
    )
