"""A deadline with its reasons: where counting begins, what it passes over, why the end moves.

The days themselves come from the domain; here its answer is only told.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from thuocdo.apps.foundation.calendars.drawing import MADE_UP, WEEKEND, Row, rows_of
from thuocdo.domain.calendars.deadlines import Term, TermUnit, due_date
from thuocdo.domain.calendars.working_calendar import ONE_DAY, EndOnDayOff, FirstDay, WorkingCalendar
from thuocdo.domain.calendars.working_hours import add_working_hours
from thuocdo.domain.primitives.texts import Text


class Unit(StrEnum):
    """What the term on the screen is counted in."""

    WORKING_DAYS = TermUnit.WORKING_DAYS.value
    WORKING_HOURS = "working-hours"
    CALENDAR_DAYS = TermUnit.CALENDAR_DAYS.value
    WEEKS = TermUnit.WEEKS.value
    MONTHS = TermUnit.MONTHS.value
    YEARS = TermUnit.YEARS.value


UNIT_LABELS: dict[Unit, Text] = {
    Unit.WORKING_DAYS: Text("ngày làm việc", "working days"),
    Unit.WORKING_HOURS: Text("giờ làm việc", "working hours"),
    Unit.CALENDAR_DAYS: Text("ngày (kể cả ngày nghỉ)", "days (days off count)"),
    Unit.WEEKS: Text("tuần", "weeks"),
    Unit.MONTHS: Text("tháng", "months"),
    Unit.YEARS: Text("năm", "years"),
}


@dataclass(frozen=True, slots=True)
class Reckoning:
    """When a term ends and why; `unverified` are the rows on the way that nobody has checked yet."""

    due: dt.datetime
    has_clock: bool
    steps: tuple[Text, ...]
    passed: tuple[Row, ...]
    unverified: tuple[Row, ...]


def reckon(calendar: WorkingCalendar, event: dt.datetime, amount: int, unit: Unit) -> Reckoning:
    """The end of a term of `amount` units that begins with `event` (local wall-clock time)."""
    if unit == Unit.WORKING_HOURS:
        return _by_hours(calendar, event, amount)
    term = Term(amount, TermUnit(unit.value))
    due = due_date(calendar, event.date(), term)
    steps = [_beginning(calendar, event.date()), _counting(calendar, event.date(), due, term)]
    steps += _moved_end(calendar, event.date(), due, term)
    return _told(calendar, event.date(), dt.datetime.combine(due, dt.time()), steps, has_clock=False)


def _by_hours(calendar: WorkingCalendar, event: dt.datetime, amount: int) -> Reckoning:
    begins = add_working_hours(calendar, event, 0)
    due = add_working_hours(calendar, event, amount)
    hours = calendar.hours.seconds / 3600
    spans_vi = ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in calendar.hours.spans)
    steps = [
        Text(
            f"Một ngày làm việc có {hours:g} giờ ({spans_vi}).".replace(".5 giờ", ",5 giờ"),
            f"A working day has {hours:g} hours ({spans_vi}).",
        )
    ]
    if begins != event:
        steps.append(
            Text(
                f"{event:%H:%M %d/%m/%Y} ngoài giờ làm việc: tính từ {begins:%H:%M %d/%m/%Y}.",
                f"{event:%Y-%m-%d %H:%M} is outside working hours: counted from {begins:%Y-%m-%d %H:%M}.",
            )
        )
    steps.append(
        Text(
            f"Sau {amount} giờ làm việc là {due:%H:%M %d/%m/%Y}.",
            f"{amount} working hours later it is {due:%Y-%m-%d %H:%M}.",
        )
    )
    steps += _passing_over(calendar, event.date(), due.date())
    return _told(calendar, event.date(), due, steps, has_clock=True)


def _beginning(calendar: WorkingCalendar, event: dt.date) -> Text:
    if calendar.deadlines.first_day == FirstDay.INCLUDED:
        return Text(
            f"Ngày {event:%d/%m/%Y} được tính là ngày thứ nhất.", f"{event:%Y-%m-%d} is the first day."
        )
    return Text(
        f"Ngày {event:%d/%m/%Y} không tính; bắt đầu từ ngày tiếp theo.",
        f"{event:%Y-%m-%d} itself does not count; counting begins the day after.",
    )


def _counting(calendar: WorkingCalendar, event: dt.date, due: dt.date, term: Term) -> Text:
    label = UNIT_LABELS[Unit(term.unit.value)]
    if term.unit == TermUnit.WORKING_DAYS and term.amount:
        passed = _passing_over(calendar, event, due)
        vi = f"Đếm {term.amount} ngày làm việc đến hết {due:%d/%m/%Y}. {passed[0].vi if passed else ''}"
        en = f"{term.amount} working days run to the end of {due:%Y-%m-%d}. {passed[0].en if passed else ''}"
        return Text(vi.strip(), en.strip())
    end = _unmoved(calendar, event, term)
    return Text(
        f"Sau {term.amount} {label.vi} là {end:%d/%m/%Y}.",
        f"{term.amount} {label.en} later it is {end:%Y-%m-%d}.",
    )


def _unmoved(calendar: WorkingCalendar, event: dt.date, term: Term) -> dt.date:
    """Where the term would end if a day off at its end changed nothing."""
    stays = replace(calendar.deadlines, end_on_day_off=EndOnDayOff.STAYS)
    return due_date(replace(calendar, deadlines=stays), event, term)


def _moved_end(calendar: WorkingCalendar, event: dt.date, due: dt.date, term: Term) -> list[Text]:
    if term.unit == TermUnit.WORKING_DAYS and term.amount:
        return []
    end = _unmoved(calendar, event, term)
    reason = calendar.reason_off(end)
    if reason is None:
        return []
    if end == due:
        return [
            Text(
                f"{end:%d/%m/%Y} là ngày nghỉ ({reason.vi}); theo quy tắc của lịch, hạn vẫn giữ nguyên.",
                f"{end:%Y-%m-%d} is a day off ({reason.pick('en')}); by the calendar's rule the deadline stays.",
            )
        ]
    return [
        Text(
            f"{end:%d/%m/%Y} là ngày nghỉ ({reason.vi}) nên hạn chuyển sang {due:%d/%m/%Y}.",
            f"{end:%Y-%m-%d} is a day off ({reason.pick('en')}), so the deadline moves to {due:%Y-%m-%d}.",
        )
    ]


def _passing_over(calendar: WorkingCalendar, event: dt.date, due: dt.date) -> list[Text]:
    """One sentence on the days between that are not worked, and on those worked instead."""
    days = [event + ONE_DAY * n for n in range(1, (due - event).days + 1)]
    rows = {row.day: row for row in _on_the_way(calendar, event, due)}
    off = [day for day in days if not calendar.is_working_day(day)]
    special = sum(1 for day in off if day in rows)
    made_up = sum(1 for day in days if day in rows and rows[day].mark == MADE_UP)
    if not off and not made_up:
        return []
    weekend = len(off) - special
    vi = [f"{weekend} ngày nghỉ hằng tuần"] * bool(weekend)
    en = [f"{weekend} days of weekends"] * bool(weekend)
    vi += [f"{special} ngày nghỉ lễ, nghỉ bù, hoán đổi"] * bool(special)
    en += [f"{special} public holidays and other days off"] * bool(special)
    said_vi = [f"bỏ qua {' và '.join(vi)}"] * bool(vi) + [f"tính {made_up} ngày làm bù"] * bool(made_up)
    said_en = [f"passed over {' and '.join(en)}"] * bool(en) + [f"counted {made_up} made-up days"] * bool(
        made_up
    )
    return [Text(f"Trong thời hạn {'; '.join(said_vi)}.", f"On the way: {'; '.join(said_en)}.")]


def _on_the_way(calendar: WorkingCalendar, event: dt.date, due: dt.date) -> list[Row]:
    years = range(event.year, due.year + 1)
    return [row for year in years for row in rows_of(calendar, year) if event <= row.day <= due]


def _told(
    calendar: WorkingCalendar, event: dt.date, due: dt.datetime, steps: list[Text], *, has_clock: bool
) -> Reckoning:
    passed = [row for row in _on_the_way(calendar, event, due.date()) if row.mark != WEEKEND]
    return Reckoning(
        due=due,
        has_clock=has_clock,
        steps=tuple(steps),
        passed=tuple(passed),
        unverified=tuple(row for row in passed if not row.is_firm),
    )


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
