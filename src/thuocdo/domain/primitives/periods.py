"""The spans of time that values and scores are for.

A period is a month, quarter, half or year with a cut-off. The calendar cut-off is the first of the month; the
reporting one of Decree 09/2019/NĐ-CP (art. 12) begins on the 15th of the month before and ends on the 14th.
Which of them holds is a property of the kind of report.

>>> november = Period.parse("2026-11")
>>> november.start, november.end
(datetime.date(2026, 11, 1), datetime.date(2026, 11, 30))
>>> reported = Period.parse("2026-11", cut_off=CutOff(15))
>>> reported.code, reported.start.isoformat(), reported.end.isoformat()
('2026-11@15', '2026-10-15', '2026-11-14')
>>> [period.code for period in november.ancestors]
['2026-Q4', '2026-H2', '2026']
>>> str(november.next().parent), november.parent.label("en")
('Quý IV/2026', 'Q4 2026')
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import total_ordering

from thuocdo.domain.primitives.errors import PeriodError
from thuocdo.domain.primitives.period_forms import read_period
from thuocdo.domain.primitives.period_kinds import (
    CALENDAR,
    KIND_WORDS,
    LONGER,
    MONTH_NAMES,
    SHORTER,
    CutOff,
    PeriodKind,
)
from thuocdo.domain.primitives.texts import Text

FIRST_YEAR, LAST_YEAR = 1900, 2999
_ROMAN = ("I", "II", "III", "IV")


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One period, the `number`th of its kind in `year`. What ends first sorts first, then the shorter."""

    kind: PeriodKind
    year: int
    number: int = 1
    cut_off: CutOff = CALENDAR

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise _out_of_range("năm", "year", self.year, FIRST_YEAR, LAST_YEAR)
        if not 1 <= self.number <= self.kind.per_year:
            raise _out_of_range(*KIND_WORDS[self.kind], self.number, 1, self.kind.per_year)

    @classmethod
    def parse(cls, text: str, cut_off: CutOff = CALENDAR) -> Period:
        """The period a person or a file wrote; a cut-off in the text ("2026-11@15") wins over `cut_off`.

        >>> [Period.parse(text).code for text in ("11/2026", "Quý IV/2026", "6 tháng đầu năm 2026")]
        ['2026-11', '2026-Q4', '2026-H1']
        """
        kind, year, number, written = read_period(text)
        return cls(kind, year, number, CutOff.parse(written) if written else cut_off)

    @classmethod
    def containing(cls, day: dt.date, kind: PeriodKind, cut_off: CutOff = CALENDAR) -> Period:
        """The period of this kind that `day` falls in.

        >>> Period.containing(dt.date(2026, 12, 15), PeriodKind.YEAR, CutOff(15)).code
        '2027@15'
        """
        months = day.year * 12 + day.month - 1
        if not cut_off.is_calendar and day.day >= cut_off.first_day:
            months += 1
        return cls(kind, months // 12, months % 12 // kind.months + 1, cut_off)

    @property
    def code(self) -> str:
        """The stable form: "2026-11", "2026-Q4", "2026-H2", "2026"; "@15" follows in reporting periods."""
        suffix = "" if self.cut_off.is_calendar else f"@{self.cut_off.first_day}"
        return f"{self.year}{_CODE_TAILS[self.kind].format(self.number)}{suffix}"

    @property
    def start(self) -> dt.date:
        """The first day."""
        month = self._first_month
        if self.cut_off.is_calendar:
            return dt.date(self.year, month, 1)
        year, month = (self.year - 1, 12) if month == 1 else (self.year, month - 1)
        return dt.date(year, month, self.cut_off.first_day)

    @property
    def end(self) -> dt.date:
        """The last day."""
        months = self.year * 12 + self._first_month - 1 + self.kind.months
        if not self.cut_off.is_calendar:
            months -= 1
        return dt.date(months // 12, months % 12 + 1, self.cut_off.first_day) - dt.timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days it has, both ends counted."""
        return (self.end - self.start).days + 1

    @property
    def months(self) -> tuple[Period, ...]:
        """Its months, with the same cut-off."""
        return self.parts(PeriodKind.MONTH)

    @property
    def parent(self) -> Period | None:
        """The next longer period around it: month, quarter, half, year; a year has none."""
        longer = LONGER.get(self.kind)
        return None if longer is None else self.within(longer)

    @property
    def ancestors(self) -> tuple[Period, ...]:
        """All longer periods around it, the shortest first."""
        parent = self.parent
        return () if parent is None else (parent, *parent.ancestors)

    @property
    def children(self) -> tuple[Period, ...]:
        """The next shorter periods it is made of; a month has none."""
        shorter = SHORTER.get(self.kind)
        return () if shorter is None else self.parts(shorter)

    def within(self, kind: PeriodKind) -> Period:
        """The period of `kind`, not shorter than this one, that it lies in."""
        if kind.months < self.kind.months:
            raise PeriodError(
                Text(
                    f"{self.label()} dài hơn một {KIND_WORDS[kind][0]} nên không nằm trong đó.",
                    f"{self.label('en')} is longer than a {KIND_WORDS[kind][1]} and cannot lie in one.",
                )
            )
        return replace(self, kind=kind, number=(self._first_month - 1) // kind.months + 1)

    def parts(self, kind: PeriodKind) -> tuple[Period, ...]:
        """The periods of `kind` it is made of; itself for its own kind, none for a longer one."""
        count = self.kind.months // kind.months
        first = (self._first_month - 1) // kind.months + 1
        return tuple(replace(self, kind=kind, number=first + i) for i in range(count))

    def shift(self, steps: int) -> Period:
        """The period `steps` later (or earlier) of the same kind and cut-off."""
        index = self.year * self.kind.per_year + self.number - 1 + steps
        year, number = divmod(index, self.kind.per_year)
        return replace(self, year=year, number=number + 1)

    def next(self) -> Period:
        """The period right after."""
        return self.shift(1)

    def previous(self) -> Period:
        """The period right before."""
        return self.shift(-1)

    def a_year_before(self) -> Period:
        """The same period of the year before."""
        return replace(self, year=self.year - 1)

    def contains(self, day: dt.date) -> bool:
        """Whether `day` lies in it."""
        return self.start <= day <= self.end

    def covers(self, other: Period) -> bool:
        """Whether every day of `other` lies in it."""
        return self.start <= other.start and other.end <= self.end

    def label(self, language: str = "vi") -> str:
        """How an office writes it: "Tháng 11/2026", "Quý IV/2026", "6 tháng cuối năm 2026", "Năm 2026"."""
        name = _name(self).pick(language)
        if self.cut_off.is_calendar:
            return name
        return f"{name} ({self.start:%d/%m/%Y} – {self.end:%d/%m/%Y})"

    def __str__(self) -> str:
        return self.label()

    def __lt__(self, other: Period) -> bool:
        return self._sort_key < other._sort_key

    @property
    def _first_month(self) -> int:
        return (self.number - 1) * self.kind.months + 1

    @property
    def _sort_key(self) -> tuple[dt.date, int]:
        return self.end, -self.start.toordinal()


def periods_between(first: Period, last: Period) -> Iterator[Period]:
    """Every period from `first` to `last`, both included; none when `last` is earlier.

    >>> [period.code for period in periods_between(Period.parse("2025-Q4"), Period.parse("2026-Q2"))]
    ['2025-Q4', '2026-Q1', '2026-Q2']
    """
    if (first.kind, first.cut_off) != (last.kind, last.cut_off):
        raise PeriodError(
            Text(
                f"{first} và {last} không cùng loại kỳ. Chọn hai kỳ cùng loại, cùng ngày chốt.",
                f"{first.label('en')} and {last.label('en')} differ in kind. Choose two of one kind.",
            )
        )
    while first <= last:
        yield first
        first = first.next()


def _out_of_range(vi: str, en: str, number: int, lowest: int, highest: int) -> PeriodError:
    return PeriodError(
        Text(
            f"Không có {vi} {number}. Dùng số từ {lowest} đến {highest}.",
            f"There is no {en} {number}. Use a number from {lowest} to {highest}.",
        )
    )


_CODE_TAILS = {
    PeriodKind.MONTH: "-{:02d}",
    PeriodKind.QUARTER: "-Q{}",
    PeriodKind.HALF: "-H{}",
    PeriodKind.YEAR: "",
}


def _name(period: Period) -> Text:
    year, number = period.year, period.number
    match period.kind:
        case PeriodKind.MONTH:
            return Text(f"Tháng {number}/{year}", f"{MONTH_NAMES[number - 1]} {year}")
        case PeriodKind.QUARTER:
            return Text(f"Quý {_ROMAN[number - 1]}/{year}", f"Q{number} {year}")
        case PeriodKind.HALF if number == 1:
            return Text(f"6 tháng đầu năm {year}", f"First half of {year}")
        case PeriodKind.HALF:
            return Text(f"6 tháng cuối năm {year}", f"Second half of {year}")
        case PeriodKind.YEAR:
            return Text(f"Năm {year}", f"Year {year}")
