"""The rule sets of one series follow each other: which stands before and after, and where two do not meet.

>>> first = Force("1", None, datetime.date(2026, 6, 30))
>>> second = Force("2", datetime.date(2026, 8, 1), None)
>>> [(break_.kind, break_.first_day, break_.last_day) for break_ in breaks([first, second])]
[('gap', datetime.date(2026, 7, 1), datetime.date(2026, 7, 31))]
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Force:
    """From when to when a rule set is in force, both days included; None is open on that side."""

    rule_set: str
    start: datetime.date | None
    end: datetime.date | None

    @property
    def order(self) -> tuple[datetime.date, str]:
        """The place in the series."""
        return self.start or datetime.date.min, self.rule_set


@dataclass(frozen=True, slots=True)
class Break:
    """Two neighbours that do not meet: days with no rule set or with two; no last day where both have no end."""

    kind: Literal["gap", "overlap"]
    earlier: Force
    later: Force
    first_day: datetime.date
    last_day: datetime.date | None


def breaks(forces: Iterable[Force]) -> Iterator[Break]:
    """Every place where the dates of two neighbours do not meet, the oldest first."""
    for earlier, later in pairwise(sorted(forces, key=lambda force: force.order)):
        begins = later.start or datetime.date.min
        if earlier.end is None or earlier.end >= begins:
            ends = [force.end for force in (earlier, later) if force.end is not None]
            yield Break("overlap", earlier, later, begins, min(ends, default=None))
        elif earlier.end + DAY < begins:
            yield Break("gap", earlier, later, earlier.end + DAY, begins - DAY)


def before(forces: Iterable[Force], day: datetime.date) -> Force | None:
    """The last rule set that begins before `day`."""
    earlier = [force for force in forces if (force.start or datetime.date.min) < day]
    return max(earlier, key=lambda force: force.order, default=None)


def after(forces: Iterable[Force], day: datetime.date) -> Force | None:
    """The first rule set that begins on `day` or later."""
    later = [force for force in forces if (force.start or datetime.date.min) >= day]
    return min(later, key=lambda force: force.order, default=None)


def is_same_until(day: datetime.date, one: Force, other: Force) -> bool:
    """Whether two spans cover the same days before `day`."""
    return _clipped(one, day) == _clipped(other, day)


def _clipped(force: Force, day: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    start = force.start or datetime.date.min
    end = min(force.end or datetime.date.max, day - DAY)
    return (start, end) if start <= end else None
