"""The ways people write a period, tried one after the other.

>>> read_period("tháng 2 năm 2026")
(<PeriodKind.MONTH: 'month'>, 2026, 2, '')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from thuocdo.domain.primitives.errors import PeriodError
from thuocdo.domain.primitives.period_kinds import MONTH_NAMES, PeriodKind
from thuocdo.domain.primitives.texts import Text

ACCEPTED = (
    "2026-11, 2026-Q4, 2026-H2, 2026, 11/2026, Tháng 11/2026, Quý IV/2026, 6 tháng đầu năm 2026, Năm 2026"
)

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_HALVES = {"đầu": 1, "cuối": 2, "first": 1, "second": 2}


def _number(text: str) -> int:
    return _ROMAN.get(text) or _HALVES.get(text) or int(text)


Reader = Callable[[re.Match[str]], tuple[PeriodKind, int, int]]


def _reads(kind: PeriodKind) -> Reader:
    return lambda match: (kind, int(match["year"]), _number(match["number"]))


_YEAR = r"(?P<year>\d{4})"
_JOIN = r"(?:\s*[/.-]\s*|\s+năm\s+|\s+)"
_FORMS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(rf"{_YEAR}-(?P<number>\d\d)"), _reads(PeriodKind.MONTH)),
    (re.compile(rf"{_YEAR}-?q(?P<number>[1-4])"), _reads(PeriodKind.QUARTER)),
    (re.compile(rf"{_YEAR}-?h(?P<number>[12])"), _reads(PeriodKind.HALF)),
    (re.compile(rf"(?:năm\s+|year\s+)?{_YEAR}"), lambda match: (PeriodKind.YEAR, int(match["year"]), 1)),
    (re.compile(rf"(?:tháng\s+)?(?P<number>\d\d?){_JOIN}{_YEAR}"), _reads(PeriodKind.MONTH)),
    (re.compile(rf"(?:quý\s*|q)(?P<number>[1-4]|iv|i{{1,3}}){_JOIN}{_YEAR}"), _reads(PeriodKind.QUARTER)),
    (re.compile(rf"(?:6|sáu)\s+tháng\s+(?P<number>đầu|cuối)\s+năm\s+{_YEAR}"), _reads(PeriodKind.HALF)),
    (re.compile(rf"(?P<number>first|second)\s+half\s+of\s+{_YEAR}"), _reads(PeriodKind.HALF)),
)
_MONTHS = [name.lower() for name in MONTH_NAMES]
_NAMED_MONTH = re.compile(rf"(?P<name>{'|'.join(_MONTHS)})\s+{_YEAR}")
_SHAPE = re.compile(r"(?P<name>[^@(]+?)\s*(?:@(?P<cut_off>\d+)|\((?P<first_day>\d+)/[^)]*\))?")


def read_period(text: str) -> tuple[PeriodKind, int, int, str]:
    """Kind, year, number and the written cut-off ("" when there is none) of a period in any accepted form."""
    tidy = " ".join(unicodedata.normalize("NFC", text).lower().split())
    shape = _SHAPE.fullmatch(tidy)
    if shape is None:
        raise _unreadable(text)
    found = _read_name(shape["name"])
    if found is None:
        raise _unreadable(text)
    return *found, shape["cut_off"] or shape["first_day"] or ""


def _read_name(name: str) -> tuple[PeriodKind, int, int] | None:
    for pattern, reader in _FORMS:
        if match := pattern.fullmatch(name):
            return reader(match)
    if match := _NAMED_MONTH.fullmatch(name):
        return PeriodKind.MONTH, int(match["year"]), _MONTHS.index(match["name"]) + 1
    return None


def _unreadable(text: str) -> PeriodError:
    return PeriodError(
        Text(
            f"Không hiểu kỳ «{text}». Viết theo một trong các dạng: {ACCEPTED}.",
            f"Period '{text}' is not understood. Write it in one of these forms: {ACCEPTED}.",
        )
    )
