"""A year as twelve months of days, each day with its mark and its reason, and the rows behind it as a table."""

from __future__ import annotations

import calendar as gregorian
import datetime as dt
from dataclasses import dataclass

from thuocdo.domain.calendars.working_calendar import DayOff, DayOffKind, Swap, WorkingCalendar
from thuocdo.domain.primitives.provenance import CERTAINTY_LABELS, Provenance
from thuocdo.domain.primitives.texts import Text

WORKING, WEEKEND = "working", "weekend"
HOLIDAY, IN_LIEU, SWAPPED, MADE_UP = "holiday", "in-lieu", "swapped", "made-up"
MARKS: dict[str, tuple[str, Text]] = {
    HOLIDAY: ("full", Text("ngày nghỉ lễ, tết", "public holiday")),
    IN_LIEU: ("half", Text("nghỉ bù", "day off in lieu")),
    SWAPPED: ("diamond", Text("nghỉ hoán đổi", "day off, swapped")),
    MADE_UP: ("square", Text("làm bù", "worked instead")),
    WEEKEND: ("", Text("nghỉ hằng tuần", "weekend")),
    WORKING: ("", Text("ngày làm việc", "working day")),
}
_KINDS = {DayOffKind.HOLIDAY: HOLIDAY, DayOffKind.IN_LIEU: IN_LIEU, DayOffKind.SWAPPED: SWAPPED}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the calendar: a day off, or a day of the weekend that is worked."""

    day: dt.date
    mark: str
    name: Text
    provenance: Provenance
    entry_day: dt.date
    """The day off under which the row stands in the text: for a made-up day that of its swap."""

    @property
    def shape(self) -> str:
        """The shape drawn for it."""
        return MARKS[self.mark][0]

    @property
    def kind(self) -> Text:
        """What it is, in words."""
        return MARKS[self.mark][1]

    @property
    def is_firm(self) -> bool:
        """Whether it was checked against its document."""
        return self.provenance.is_firm

    @property
    def certainty(self) -> Text:
        """How sure it is, in words."""
        return CERTAINTY_LABELS[self.provenance.certainty]


@dataclass(frozen=True, slots=True)
class Cell:
    """One day in its week."""

    day: dt.date
    mark: str
    row: Row | None = None
    is_today: bool = False

    @property
    def shape(self) -> str:
        """The shape drawn for it, none for ordinary days."""
        return MARKS[self.mark][0]

    @property
    def said(self) -> Text:
        """What it is, in words, for the tip and for readers."""
        kind = MARKS[self.mark][1]
        if self.row is None:
            return kind
        return Text(f"{kind.vi}: {self.row.name.vi}", f"{kind.pick('en')}: {self.row.name.pick('en')}")


@dataclass(frozen=True, slots=True)
class Month:
    """A month of weeks from Monday; None where a week reaches into another month."""

    first: dt.date
    weeks: tuple[tuple[Cell | None, ...], ...]
    rows: tuple[Row, ...]
    working_days: int


def rows_of(calendar: WorkingCalendar, year: int) -> list[Row]:
    """Every day off and every made-up day of a year, by date."""
    rows = [_off(day_off) for day, day_off in calendar.days_off.items() if day.year == year]
    rows += [_made_up(swap) for swap in calendar.swaps if swap.worked.year == year]
    return sorted(rows, key=lambda row: (row.day, row.mark))


def months_of(calendar: WorkingCalendar, year: int, *, today: dt.date) -> list[Month]:
    """The twelve months of a year."""
    rows = {row.day: row for row in rows_of(calendar, year)}
    return [_month(calendar, year, month, rows, today) for month in range(1, 13)]


def row_of_day(calendar: WorkingCalendar, day: dt.date) -> Row | None:
    """The row that says something of a day, None for an ordinary one."""
    return next((row for row in rows_of(calendar, day.year) if row.day == day), None)


def swap_of(calendar: WorkingCalendar, day: dt.date) -> Swap | None:
    """The swap that takes `day` off."""
    return next((swap for swap in calendar.swaps if swap.day_off == day), None)


def _off(day_off: DayOff) -> Row:
    return Row(day_off.day, _KINDS[day_off.kind], day_off.name, day_off.provenance, day_off.day)


def _made_up(swap: Swap) -> Row:
    off = swap.day_off
    name = Text(f"làm bù cho ngày {off:%d/%m/%Y}", f"worked instead of {off:%Y-%m-%d}")
    return Row(swap.worked, MADE_UP, name, swap.provenance, off)


def _month(
    calendar: WorkingCalendar, year: int, month: int, rows: dict[dt.date, Row], today: dt.date
) -> Month:
    weeks = tuple(
        tuple(_cell(calendar, day, rows, today) if day.month == month else None for day in week)
        for week in gregorian.Calendar().monthdatescalendar(year, month)
    )
    days = [cell.day for week in weeks for cell in week if cell is not None]
    return Month(
        first=days[0],
        weeks=weeks,
        rows=tuple(rows[day] for day in days if day in rows),
        working_days=sum(calendar.is_working_day(day) for day in days),
    )


def _cell(calendar: WorkingCalendar, day: dt.date, rows: dict[dt.date, Row], today: dt.date) -> Cell:
    row = rows.get(day)
    mark = row.mark if row else WORKING if calendar.is_working_day(day) else WEEKEND
    return Cell(day, mark, row, is_today=day == today)
