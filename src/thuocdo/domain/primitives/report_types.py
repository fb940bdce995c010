"""What decides the periods of a report: how long they are and where they are cut."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thuocdo.domain.primitives.errors import PeriodError
from thuocdo.domain.primitives.period_kinds import CALENDAR, KIND_WORDS, CutOff, PeriodKind
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.texts import Text


@dataclass(frozen=True, slots=True)
class ReportType:
    """A kind of report, which decides how long its periods are and where they are cut.

    >>> monthly = ReportType("project06-monthly", Text("Báo cáo tháng"), PeriodKind.MONTH, CutOff(15))
    >>> monthly.period_of(dt.date(2026, 11, 20)).code
    '2026-12@15'
    """

    code: str
    name: Text
    kind: PeriodKind
    cut_off: CutOff = CALENDAR

    def period_of(self, day: dt.date) -> Period:
        """The period of this report that `day` falls in."""
        return Period.containing(day, self.kind, self.cut_off)

    def period(self, text: str) -> Period:
        """The period written as `text`; refused when it is not of this report's kind."""
        period = Period.parse(text, self.cut_off)
        if (period.kind, period.cut_off) != (self.kind, self.cut_off):
            raise PeriodError(
                Text(
                    f"«{text}» không phải kỳ của {self.name.vi}. "
                    f"Báo cáo này theo {KIND_WORDS[self.kind][0]}, {self.cut_off.label('vi')}.",
                    f"'{text}' is not a period of {self.name.pick('en')}. It is reported by the "
                    f"{KIND_WORDS[self.kind][1]}, {self.cut_off.label('en')}.",
                )
            )
        return period
