"""What can be wrong when counting days.

    CalendarError
    ├── MissingYearError   the date lies outside the loaded years
    └── TermError          a term that cannot be counted

Unusable files raise `DataFileError` of the primitives, with every finding at once.
"""

from __future__ import annotations

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class CalendarError(ThuocDoError):
    """Base of every error about calendars."""

    code = "calendars.error"


class MissingYearError(CalendarError):
    """The calendar has no file for the year that is needed."""

    code = "calendars.year-missing"

    def __init__(self, calendar: str, year: int, first: int, last: int) -> None:
        super().__init__(
            Text(
                f"Lịch «{calendar}» chỉ có các năm {first}–{last}, cần năm {year}. "
                f"Thêm tệp calendars/{calendar}/{year}.yaml.",
                f"Calendar '{calendar}' has the years {first}–{last} only, {year} is needed. "
                f"Add the file calendars/{calendar}/{year}.yaml.",
            )
        )
        self.calendar, self.year = calendar, year


class TermError(CalendarError):
    """A term with an amount that means nothing."""

    code = "calendars.term"
