from __future__ import annotations

import datetime as dt

from thuocdo.domain.scoring.catalogue.following import Force, after, before, breaks, is_same_until


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def force(name: str, start: str = "", end: str = "") -> Force:
    return Force(name, day(start), day(end))


FIRST, SECOND = force("1", "", "2025-12-31"), force("2", "2026-01-01")


def test_dates_that_meet_have_no_break() -> None:
    assert list(breaks([SECOND, FIRST])) == []


def test_days_with_two_rule_sets_are_named() -> None:
    (found,) = breaks([force("1", "", "2026-02-28"), SECOND])
    assert (found.kind, found.first_day, found.last_day) == ("overlap", day("2026-01-01"), day("2026-02-28"))
    (open_end,) = breaks([force("1"), SECOND])
    assert open_end.last_day is None


def test_days_with_none_are_named() -> None:
    (found,) = breaks([force("1", "", "2025-11-30"), SECOND])
    assert (found.kind, found.first_day, found.last_day) == ("gap", day("2025-12-01"), day("2025-12-31"))


def test_neighbours_are_found_by_their_first_day() -> None:
    forces = [SECOND, FIRST]
    assert before(forces, dt.date(2026, 1, 1)) == FIRST
    assert before(forces, dt.date(2026, 1, 2)) == SECOND
    assert after(forces, dt.date(2026, 1, 1)) == SECOND
    assert after(forces, dt.date(2026, 1, 2)) is None


def test_the_past_is_compared_without_what_lies_ahead() -> None:
    today = dt.date(2026, 6, 1)
    assert is_same_until(today, SECOND, force("2", "2026-01-01", "2026-05-31"))
    assert not is_same_until(today, SECOND, force("2", "2026-01-01", "2026-05-30"))
    assert not is_same_until(today, SECOND, force("2", "2026-01-02"))
    assert is_same_until(today, force("3", "2026-07-01"), force("3", "2026-08-01"))
