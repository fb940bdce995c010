"""From a term to the day it ends on, by the rule the calendar declares (Civil Code 2015, art. 147 and 148).

>>> from thuocdo.domain.calendars.loading import load_calendar
>>> last_of_january = dt.date(2026, 1, 31)
>>> due_date(load_calendar(), last_of_january, Term(1, TermUnit.MONTHS))  # 28 February is a Saturday
datetime.date(2026, 3, 2)
"""

from __future__ import annotations

import calendar as gregorian
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from thuocdo.domain.calendars.errors import TermError
from thuocdo.domain.calendars.working_calendar import ONE_DAY, EndOnDayOff, FirstDay, WorkingCalendar
from thuocdo.domain.calendars.working_days import roll_back, roll_forward
from thuocdo.domain.primitives.texts import Text


class TermUnit(StrEnum):
    """What a term is counted in."""

    WORKING_DAYS = "working-days"
    CALENDAR_DAYS = "calendar-days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Term:
    """So many days, weeks, months or years."""

    amount: int
    unit: TermUnit = TermUnit.WORKING_DAYS

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise TermError(
                Text(
                    f"Thời hạn {self.amount} không hợp lệ. Dùng số không âm.",
                    f"A term of {self.amount} means nothing. Use a number that is not negative.",
                )
            )


def due_date(calendar: WorkingCalendar, event: dt.date, term: Term) -> dt.date:
    """The last day of `term` that begins with `event`; the term ends with that day."""
    if term.amount == 0:
        return settle_end(calendar, event)
    calendar.require(event)
    start = event - ONE_DAY if calendar.deadlines.first_day == FirstDay.INCLUDED else event
    if term.unit == TermUnit.WORKING_DAYS:
        return _after_working_days(calendar, start, term.amount)
    calendar.require(start)
    return settle_end(calendar, _after_calendar(start, term))


def settle_end(calendar: WorkingCalendar, day: dt.date) -> dt.date:
    """Where a deadline on `day` really ends, when that day is off."""
    calendar.require(day)
    match calendar.deadlines.end_on_day_off:
        case EndOnDayOff.NEXT_WORKING_DAY:
            return roll_forward(calendar, day)
        case EndOnDayOff.PREVIOUS_WORKING_DAY:
            return roll_back(calendar, day)
        case EndOnDayOff.STAYS:
            return day


def _after_working_days(calendar: WorkingCalendar, start: dt.date, amount: int) -> dt.date:
    day = start
    for _ in range(amount):
        day += ONE_DAY
        day = roll_forward(calendar, day)
    return day


def _after_calendar(start: dt.date, term: Term) -> dt.date:
    if term.unit == TermUnit.CALENDAR_DAYS:
        return start + dt.timedelta(days=term.amount)
    if term.unit == TermUnit.WEEKS:
        return start + dt.timedelta(weeks=term.amount)
    return add_months(start, term.amount * (12 if term.unit == TermUnit.YEARS else 1))


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later, or the last day of that month where it is shorter.

    >>> add_months(dt.date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))
