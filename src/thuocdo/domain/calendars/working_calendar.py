"""One office's calendar: which days are worked, at which hours, and how deadlines end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from thuocdo.domain.calendars.errors import MissingYearError
from thuocdo.domain.primitives.provenance import Certainty, Provenance
from thuocdo.domain.primitives.texts import Text

SECONDS_PER_DAY = 86_400
ONE_DAY = dt.timedelta(days=1)
UNKNOWN_SOURCE = Provenance(Certainty.UNKNOWN)


class DayOffKind(StrEnum):
    """Why a day is not worked."""

    HOLIDAY = "holiday"
    IN_LIEU = "in-lieu"
    SWAPPED = "swapped"


class Weekday(StrEnum):
    """The days of the week, Monday first as in Python."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEKDAYS = tuple(Weekday)


class FirstDay(StrEnum):
    """Whether the day of the event counts (Civil Code 2015, art. 147)."""

    EXCLUDED = "excluded"
    INCLUDED = "included"


class EndOnDayOff(StrEnum):
    """Where a deadline goes that would end on a day off (Civil Code 2015, art. 148)."""

    NEXT_WORKING_DAY = "next-working-day"
    PREVIOUS_WORKING_DAY = "previous-working-day"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class DayOff:
    """One day off, with its reason and source."""

    day: dt.date
    name: Text
    kind: DayOffKind
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Swap:
    """A weekday taken off against a day of the weekend that is worked."""

    day_off: dt.date
    worked: dt.date
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """How terms begin and end."""

    first_day: FirstDay = FirstDay.EXCLUDED
    end_on_day_off: EndOnDayOff = EndOnDayOff.NEXT_WORKING_DAY
    provenance: Provenance = UNKNOWN_SOURCE


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The spans of a working day, in seconds after midnight.

    >>> WorkingHours(((7 * 3600, 11 * 3600 + 1800), (13 * 3600 + 1800, 17 * 3600))).seconds // 3600
    8
    """

    spans: tuple[tuple[int, int], ...]

    @property
    def seconds(self) -> int:
        """How long a working day is."""
        return sum(end - start for start, end in self.spans)

    def worked_before(self, clock: int) -> int:
        """Working seconds of the day before `clock`."""
        return sum(min(max(clock - start, 0), end - start) for start, end in self.spans)

    def clock_after(self, worked: int) -> int:
        """The clock when `worked` seconds (at least one) of the day have just been worked."""
        for start, end in self.spans:
            if worked <= end - start:
                return start + worked
            worked -= end - start
        return self.spans[-1][1]

    def clock_at(self, worked: int) -> int:
        """The clock when the second after `worked` seconds begins: 13:30, not 11:30."""
        for start, end in self.spans:
            if worked < end - start:
                return start + worked
            worked -= end - start
        return self.spans[-1][1]


@dataclass(frozen=True)
class WorkingCalendar:
    """The days of consecutive years; `version` is the hash of the files it was read from."""

    code: str
    name: Text
    first_year: int
    last_year: int
    weekend: frozenset[int]
    hours: WorkingHours
    deadlines: DeadlineRule
    days_off: Mapping[dt.date, DayOff]
    swaps: tuple[Swap, ...]
    provenance: Provenance = UNKNOWN_SOURCE
    version: str = ""

    @property
    def first_day(self) -> dt.date:
        """The first day it knows."""
        return dt.date(self.first_year, 1, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day it knows."""
        return dt.date(self.last_year, 12, 31)

    @cached_property
    def made_up_days(self) -> frozenset[dt.date]:
        """Days of the weekend that are worked."""
        return frozenset(swap.worked for swap in self.swaps)

    def is_working_day(self, day: dt.date) -> bool:
        """Whether people work on `day`."""
        self.require(day)
        if day in self.made_up_days:
            return True
        return day.weekday() not in self.weekend and day not in self.days_off

    def reason_off(self, day: dt.date) -> Text | None:
        """Why `day` is not worked, or None when it is."""
        if self.is_working_day(day):
            return None
        found = self.days_off.get(day)
        return found.name if found else Text("ngày nghỉ hằng tuần", "weekend")

    def unverified(self, year: int) -> tuple[DayOff, ...]:
        """The days off of a year that somebody should still check against the document."""
        self.require(dt.date(year, 1, 1))
        found = (day_off for day, day_off in sorted(self.days_off.items()) if day.year == year)
        return tuple(day_off for day_off in found if not day_off.provenance.is_firm)

    def require(self, day: dt.date) -> None:
        """Refuse a day outside the loaded years, naming the file that is missing."""
        if not self.first_year <= day.year <= self.last_year:
            raise self.missing(day.year)

    def missing(self, year: int) -> MissingYearError:
        """The error that says which year has no file."""
        return MissingYearError(self.code, year, self.first_year, self.last_year)

    def days(self) -> Iterator[dt.date]:
        """Every day it knows, in order."""
        day = self.first_day
        while day <= self.last_day:
            yield day
            day += ONE_DAY
