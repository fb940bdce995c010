"""The same arithmetic on whole numpy columns, by a table of ranks: a million deadlines in a few milliseconds.

`rank[i]` is the number of working days before day `i`, `positions[k]` the `k`th working day. Missing dates
(NaT) stay missing; a date outside the loaded years is the same error as for one date.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thuocdo.domain.calendars.deadlines import TermUnit
from thuocdo.domain.calendars.errors import TermError
from thuocdo.domain.calendars.working_calendar import SECONDS_PER_DAY, EndOnDayOff, FirstDay, WorkingCalendar
from thuocdo.domain.primitives.texts import Text

Dates = NDArray[np.datetime64]
# numpy's integer arrays come in several widths and none of them matters to a caller.
Index = NDArray[np.integer[Any]]
Counts = Index | int
Known = NDArray[np.bool_]
DAYS_OF = {TermUnit.CALENDAR_DAYS: 1, TermUnit.WEEKS: 7}


class CalendarTable:
    """A calendar as arrays; build it once and use it for every column."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.calendar = calendar
        self.origin = np.datetime64(calendar.first_day, "D")
        self.is_open = np.fromiter((calendar.is_working_day(day) for day in calendar.days()), dtype=bool)
        self.rank = np.concatenate(([0], np.cumsum(self.is_open))).astype(np.int32)
        self.positions = np.flatnonzero(self.is_open).astype(np.int32)
        starts = [
            dt.date(y, m, 1) for y in range(calendar.first_year, calendar.last_year + 1) for m in range(1, 13)
        ]
        self.month_starts = np.array([(day - calendar.first_day).days for day in starts], np.int32)
        self.month_lengths = np.diff(np.append(self.month_starts, self.is_open.size)).astype(np.int32)
        self.month_of = np.repeat(np.arange(len(starts), dtype=np.int32), self.month_lengths)

    def are_working_days(self, days: Dates) -> NDArray[np.bool_]:
        """Which days are worked; missing dates are not."""
        index, known = self._index(days)
        return self.is_open[index] & known

    def add_working_days(self, days: Dates, counts: Counts) -> Dates:
        """Column form of `working_days.add_working_days`."""
        index, known = self._index(days)
        counts = np.asarray(counts)
        ordinal = self.rank[index + (counts > 0)] + counts - (counts > 0)
        return self._dates(self._nth(ordinal, known), known)

    def working_days_between(self, starts: Dates, ends: Dates) -> NDArray[np.int64]:
        """Column form of `working_days.working_days_between`; every date must be known."""
        first, first_known = self._index(starts)
        last, last_known = self._index(ends)
        if not (first_known.all() and last_known.all()):
            raise TermError(
                Text(
                    "Có ngày trống trong cột cần đếm. Lọc trước khi đếm.",
                    "The columns to count between hold missing dates. Filter them first.",
                )
            )
        return (self.rank[last + 1] - self.rank[first + 1]).astype(np.int64)

    def due_dates(self, events: Dates, amounts: Counts, unit: TermUnit) -> Dates:
        """Column form of `deadlines.due_date` for terms of one unit."""
        amounts = np.asarray(amounts)
        if (amounts < 0).any():
            raise TermError(
                Text(
                    "Có thời hạn âm. Dùng số không âm.",
                    "A term is negative. Use numbers that are not negative.",
                )
            )
        index, known = self._index(events)
        is_included = self.calendar.deadlines.first_day == FirstDay.INCLUDED
        if unit == TermUnit.WORKING_DAYS:
            ordinal = self.rank[index if is_included else index + 1] + np.maximum(amounts, 1) - 1
            ends = self._nth(ordinal, known)
        else:
            start = self._inside(index - 1, known) if is_included else index
            ends = self._settled(self._after(start, amounts, unit, known), known)
        has_term = amounts > 0
        if not has_term.all():
            ends = np.where(has_term, ends, self._settled(index, known))
        return self._dates(ends, known)

    def settle_ends(self, days: Dates) -> Dates:
        """Column form of `deadlines.settle_end`."""
        index, known = self._index(days)
        return self._dates(self._settled(index, known), known)

    def add_working_time(self, moments: Dates, seconds: Counts) -> Dates:
        """Column form of `working_hours.add_working_time`, to the second."""
        index, clock, known = self._split(moments)
        seconds = np.asarray(seconds)
        if (seconds < 0).any():
            raise TermError(
                Text(
                    "Có thời gian âm. Dùng số không âm.",
                    "A time is negative. Use numbers that are not negative.",
                )
            )
        length = self.calendar.hours.seconds
        moves = (seconds > 0).astype(np.int64)
        total = self.rank[index].astype(np.int64) * length + self._worked(index, clock) + seconds - moves
        ordinal = total // length
        worked = total - ordinal * length
        days = self._dates(self._nth(ordinal, known), known)
        ends: Dates = days.astype("datetime64[s]") + self._clock(worked, moves).astype("timedelta64[s]")
        return ends

    def working_seconds_between(self, starts: Dates, ends: Dates) -> NDArray[np.int64]:
        """Column form of `working_hours.working_seconds_between`; every moment must be known."""
        return self._total(ends) - self._total(starts)

    def _total(self, moments: Dates) -> NDArray[np.int64]:
        index, clock, known = self._split(moments)
        if not known.all():
            raise TermError(
                Text(
                    "Có thời điểm trống trong cột cần đếm. Lọc trước khi đếm.",
                    "The columns to count between hold missing moments. Filter them first.",
                )
            )
        return self.rank[index].astype(np.int64) * self.calendar.hours.seconds + self._worked(index, clock)

    def _worked(self, index: Index, clock: NDArray[np.int64]) -> NDArray[np.int64]:
        worked = np.zeros_like(clock)
        for start, end in self.calendar.hours.spans:
            worked += np.clip(clock - start, 0, end - start)
        worked *= self.is_open[index]
        return worked

    def _clock(self, worked: NDArray[np.int64], moves: NDArray[np.int64]) -> NDArray[np.int64]:
        clock = np.empty_like(worked)
        done = 0
        for start, end in self.calendar.hours.spans:
            clock = np.where(worked >= done, start + worked - done, clock)
            done += end - start
        return clock + moves

    def _settled(self, index: Index, known: Known) -> Index:
        match self.calendar.deadlines.end_on_day_off:
            case EndOnDayOff.NEXT_WORKING_DAY:
                return self._nth(self.rank[index], known)
            case EndOnDayOff.PREVIOUS_WORKING_DAY:
                return self._nth(self.rank[index + 1] - 1, known)
            case EndOnDayOff.STAYS:
                return index

    def _after(self, index: Index, amounts: Index, unit: TermUnit, known: Known) -> Index:
        """Places of the days `amounts` calendar units later."""
        if unit in DAYS_OF:
            return self._inside(index + amounts * DAYS_OF[unit], known)
        months = self.month_of[index] + amounts * (12 if unit == TermUnit.YEARS else 1)
        if months.size and months[known].max(initial=0) >= self.month_lengths.size:
            raise self.calendar.missing(self.calendar.last_year + 1)
        months = np.where(known, months, 0)
        day = index - self.month_starts[self.month_of[index]]
        return self._inside(
            self.month_starts[months] + np.minimum(day, self.month_lengths[months] - 1), known
        )

    def _index(self, days: Dates) -> tuple[Index, Known]:
        """Place of each day in the tables, with 0 for missing ones, and which are known."""
        days = np.asarray(days, "datetime64[D]")
        known = ~np.isnat(days)
        return self._inside((days - self.origin).astype(np.int64), known), known

    def _inside(self, index: Index, known: Known) -> Index:
        """The places, with 0 for missing days; a place outside the years is an error."""
        if not known.all():
            index = np.where(known, index, 0)
        if index.size and (index.min() < 0 or index.max() >= self.is_open.size):
            offset = index.min() if index.min() < 0 else index.max()
            raise self.calendar.missing((self.calendar.first_day + dt.timedelta(days=int(offset))).year)
        return index

    def _split(self, moments: Dates) -> tuple[Index, NDArray[np.int64], Known]:
        moments = np.asarray(moments, "datetime64[s]")
        known = ~np.isnat(moments)
        elapsed = (moments - self.origin.astype("datetime64[s]")).astype(np.int64)
        # numpy divides by a constant much faster than it does divmod or casts seconds to days.
        days = elapsed // SECONDS_PER_DAY
        clock = elapsed - days * SECONDS_PER_DAY
        return self._inside(days, known), clock if known.all() else np.where(known, clock, 0), known

    def _nth(self, ordinal: Index, known: Known) -> Index:
        if not known.all():
            ordinal = np.where(known, ordinal, 0)
        if ordinal.size and (ordinal.min() < 0 or ordinal.max() >= self.positions.size):
            year = self.calendar.first_year - 1 if ordinal.min() < 0 else self.calendar.last_year + 1
            raise self.calendar.missing(year)
        found: Index = self.positions[ordinal]
        return found

    def _dates(self, index: Index, known: Known) -> Dates:
        days: Dates = self.origin + index.astype("timedelta64[D]")
        if not known.all():
            days[~known] = np.datetime64("NaT")
        return days
