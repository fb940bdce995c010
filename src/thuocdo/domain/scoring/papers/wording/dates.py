"""Levels by the day something was done: whether the days meet.

>>> on_dates(["Ban hành trước 01/02", "từ 01/02 đến 28/02", "sau 28/02"])
[]
>>> [doubt.text.vi for doubt in on_dates(["trước ngày 31/01", "sau ngày 28/02"])]
['Không nói từ 31/01 đến trước 29/02.']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from thuocdo.domain.scoring.papers.wording.material import Doubt, likely

_DAY = r"(?:ngày )?(\d{1,2})/(\d{1,2})(?:/(\d{4}))?"
_BETWEEN = re.compile(rf"\btừ {_DAY} (?:đến|tới)(?P<before> trước)?(?: hết)? {_DAY}", re.IGNORECASE)
_BEFORE = re.compile(rf"\btrước(?P<until> hoặc trong)? {_DAY}", re.IGNORECASE)
_UNTIL = re.compile(
    rf"\b(?:chậm nhất|không muộn hơn|đến hết|trong hạn|muộn nhất)(?: là)? {_DAY}", re.IGNORECASE
)
_AFTER = re.compile(rf"\bsau {_DAY}", re.IGNORECASE)
_FROM = re.compile(rf"\btừ {_DAY}(?: trở đi| trở về sau)", re.IGNORECASE)
_LEAP = 2024  # a year in which every printed day exists
_ONE_DAY = timedelta(days=1)
_ANY_DATE = re.compile(r"\b\d{1,2}/\d{1,2}\b")


@dataclass(frozen=True, slots=True)
class _Days:
    """From one day to another, both included; None is open."""

    first: date | None
    last: date | None


def on_dates(texts: Sequence[str]) -> list[Doubt] | None:
    """What the days of the levels leave open; None when they are not levels by dates."""
    dated = [text for text in texts if _ANY_DATE.search(text)]
    if len(dated) < 2 or len(dated) < len(texts):
        return None
    found = [_days(text) for text in dated]
    known = [days for days in found if days is not None]
    if len(known) < len(found):
        return None
    known.sort(key=lambda days: days.first or date.min)
    return [doubt for left, right in pairwise(known) if (doubt := _between(left, right)) is not None]


def _between(left: _Days, right: _Days) -> Doubt | None:
    if left.last is None or right.first is None:
        return likely("Các mốc ngày chồng lên nhau.", "The days of the levels overlap.")
    if left.last + _ONE_DAY == right.first:
        return None
    if left.last >= right.first:
        shown = f"{right.first:%d/%m}"
        return likely(f"Ngày {shown} thuộc hai mức.", f"{shown} belongs to two levels.")
    day = left.last + _ONE_DAY
    # One day between two levels ("trước 31/01", "sau 31/01") is for whoever chooses the level.
    if day + _ONE_DAY == right.first or (left.last.month, left.last.day, right.first.day) == (2, 28, 1):
        return None
    return likely(
        f"Không nói từ {day:%d/%m} đến trước {right.first:%d/%m}.",
        f"Nothing is said from {day:%d/%m} to before {right.first:%d/%m}.",
    )


def _days(text: str) -> _Days | None:
    try:
        return _read(text)
    except ValueError:
        return None


def _read(text: str) -> _Days | None:
    if match := _BETWEEN.search(text):
        low, high = match.group(1, 2, 3), match.group(5, 6, 7)
        last = _day(*high)
        return _Days(_day(*low), last - _ONE_DAY if match["before"] else last)
    if match := _BEFORE.search(text):
        day = _day(*match.group(2, 3, 4))
        return _Days(None, day if match["until"] else day - _ONE_DAY)
    if match := _UNTIL.search(text):
        return _Days(None, _day(*match.group(1, 2, 3)))
    if match := _AFTER.search(text):
        return _Days(_day(*match.group(1, 2, 3)) + _ONE_DAY, None)
    if match := _FROM.search(text):
        return _Days(_day(*match.group(1, 2, 3)), None)
    return None


def _day(day: str, month: str, year: str | None) -> date:
    return date(int(year) if year else _LEAP, int(month), int(day))
