"""How long a period is and on which day of the month it is cut."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from thuocdo.domain.primitives.errors import PeriodError
from thuocdo.domain.primitives.texts import Text


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months one such period has."""
        return _MONTHS[self]

    @property
    def per_year(self) -> int:
        """How many such periods make a year."""
        return 12 // _MONTHS[self]


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}
LONGER = {
    PeriodKind.MONTH: PeriodKind.QUARTER,
    PeriodKind.QUARTER: PeriodKind.HALF,
    PeriodKind.HALF: PeriodKind.YEAR,
}
SHORTER = {longer: shorter for shorter, longer in LONGER.items()}


@dataclass(frozen=True, slots=True, order=True)
class CutOff:
    """The day of the month on which a period begins; 1 is the calendar, 15 means "15th to 14th".

    >>> CutOff(15).label("vi")
    'từ ngày 15 tháng trước đến ngày 14'
    >>> CutOff.parse("calendar") == CutOff.parse(None) == CutOff()
    True
    """

    first_day: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.first_day <= 28:
            raise PeriodError(
                Text(
                    f"Ngày chốt {self.first_day} không có trong mọi tháng. Dùng ngày từ 1 đến 28.",
                    f"Cut-off day {self.first_day} is not in every month. Use a day from 1 to 28.",
                )
            )

    @classmethod
    def parse(cls, text: str | None) -> CutOff:
        """The cut-off written as "calendar", "15" or nothing."""
        if not text or text == "calendar":
            return cls()
        if text.isdecimal():
            return cls(int(text))
        raise PeriodError(
            Text(
                f"Không hiểu ngày chốt «{text}». Viết «calendar» hoặc một ngày từ 1 đến 28, ví dụ «15».",
                f"Cut-off '{text}' is not understood. Write 'calendar' or a day from 1 to 28, such as '15'.",
            )
        )

    @property
    def is_calendar(self) -> bool:
        """Whether periods are plain calendar periods."""
        return self.first_day == 1

    @property
    def code(self) -> str:
        """What `parse` reads back."""
        return "calendar" if self.is_calendar else str(self.first_day)

    def label(self, language: str = "vi") -> str:
        """The cut-off in words."""
        if self.is_calendar:
            return Text("tháng dương lịch", "calendar months").pick(language)
        first, last = self.first_day, self.first_day - 1
        return Text(
            f"từ ngày {first} tháng trước đến ngày {last}",
            f"from day {first} of the month before to day {last}",
        ).pick(language)


CALENDAR = CutOff()

KIND_WORDS: dict[PeriodKind, tuple[str, str]] = {
    PeriodKind.MONTH: ("tháng", "month"),
    PeriodKind.QUARTER: ("quý", "quarter"),
    PeriodKind.HALF: ("nửa năm", "half-year"),
    PeriodKind.YEAR: ("năm", "year"),
}

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
