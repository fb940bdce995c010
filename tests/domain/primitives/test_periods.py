from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.domain.primitives.errors import PeriodError
from thuocdo.domain.primitives.period_kinds import CALENDAR, CutOff, PeriodKind
from thuocdo.domain.primitives.periods import Period, periods_between
from thuocdo.domain.primitives.report_types import ReportType
from thuocdo.domain.primitives.texts import Text

MID_MONTH = CutOff(15)
cut_offs = st.integers(1, 28).map(CutOff)
kinds = st.sampled_from(PeriodKind)
days = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    return Period.containing(draw(days), draw(kinds), draw(cut_offs))


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2026-11", "2026-10-15", "2026-11-14"),
        ("2026-01", "2025-12-15", "2026-01-14"),
        ("2026-Q1", "2025-12-15", "2026-03-14"),
        ("2026-Q4", "2026-09-15", "2026-12-14"),
        ("2026-H1", "2025-12-15", "2026-06-14"),
        ("2026-H2", "2026-06-15", "2026-12-14"),
        ("2026", "2025-12-15", "2026-12-14"),
    ],
)
def test_decree_09_cuts_every_kind_of_period_on_the_15th(code: str, start: str, end: str) -> None:
    period = Period.parse(code, MID_MONTH)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_calendar_periods_are_whole_months(code: str, start: str, end: str) -> None:
    period = Period.parse(code)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


@given(days, kinds, cut_offs)
def test_a_day_lies_in_exactly_the_period_that_contains_it(
    day: dt.date, kind: PeriodKind, cut: CutOff
) -> None:
    period = Period.containing(day, kind, cut)
    assert period.contains(day)
    assert not period.next().contains(day)
    assert not period.previous().contains(day)


@given(periods())
def test_periods_of_a_kind_follow_one_another_without_gap(period: Period) -> None:
    assert period.next().start == period.end + dt.timedelta(days=1)
    assert period.next().previous() == period


@given(periods())
def test_code_and_labels_read_back(period: Period) -> None:
    assert Period.parse(period.code) == period
    assert Period.parse(period.label("vi")) == period
    assert Period.parse(period.label("en")) == period


@given(periods())
def test_children_tile_their_parent(period: Period) -> None:
    children = period.children
    assert (period.kind == PeriodKind.MONTH) == (not children)
    if children:
        assert (children[0].start, children[-1].end) == (period.start, period.end)
        assert sum(child.days for child in children) == period.days
        assert all(child.parent == period for child in children)


@given(periods())
def test_months_make_up_the_period(period: Period) -> None:
    assert len(period.months) == period.kind.months
    assert sum(month.days for month in period.months) == period.days


@given(st.lists(periods(), max_size=8))
def test_order_is_total_and_by_what_ends_first(some: list[Period]) -> None:
    ordered = sorted(some)
    assert [period.end for period in ordered] == sorted(period.end for period in some)
    assert all(a == b or a < b for a, b in pairwise(ordered))


def test_shorter_periods_come_before_the_longer_they_complete() -> None:
    codes = ["2026", "2026-H2", "2026-12", "2026-11", "2026-Q4"]
    ordered = sorted(Period.parse(code) for code in codes)
    assert [period.code for period in ordered] == ["2026-11", "2026-12", "2026-Q4", "2026-H2", "2026"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026-11", "2026-11"),
        ("11/2026", "2026-11"),
        ("Tháng 02 năm 2026", "2026-02"),
        ("November 2026", "2026-11"),
        ("quý 4/2026", "2026-Q4"),
        ("Q4 2026", "2026-Q4"),
        ("Quy\u0301 IV/2026", "2026-Q4"),
        ("sáu tháng cuối năm 2026", "2026-H2"),
        (" Năm   2026 ", "2026"),
        ("2026-11@15", "2026-11@15"),
    ],
)
def test_written_forms_are_read(written: str, code: str) -> None:
    assert Period.parse(written).code == code


@pytest.mark.parametrize(
    "written", ["", "2026-13", "2026-Q5", "0/2026", "26-11", "quý V/2026", "1899", "2026-11@29", "mai"]
)
def test_other_forms_are_refused_with_what_to_do(written: str) -> None:
    with pytest.raises(PeriodError) as caught:
        Period.parse(written)
    assert caught.value.message("en").rstrip(".").split(". ")[-1].startswith(("Write", "Use"))


def test_the_refusal_lists_the_accepted_forms() -> None:
    with pytest.raises(PeriodError, match=r"«tuần 3».*2026-Q4.*Quý IV/2026"):
        Period.parse("tuần 3")


def test_the_same_month_with_another_cut_off_is_another_period() -> None:
    assert Period.parse("2026-11") != Period.parse("2026-11", MID_MONTH)


def test_within_refuses_a_shorter_kind() -> None:
    with pytest.raises(PeriodError, match="dài hơn"):
        Period.parse("2026-Q4").within(PeriodKind.MONTH)


def test_covers_needs_every_day() -> None:
    quarter = Period.parse("2026-Q4")
    assert quarter.covers(Period.parse("2026-11"))
    assert not quarter.covers(Period.parse("2026-10", MID_MONTH))


def test_a_year_before_keeps_kind_and_cut_off() -> None:
    assert Period.parse("2026-Q4@15").a_year_before().code == "2025-Q4@15"


def test_periods_between_are_inclusive_and_empty_backwards() -> None:
    first, last = Period.parse("2025-11"), Period.parse("2026-02")
    assert [p.code for p in periods_between(first, last)] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert list(periods_between(last, first)) == []


def test_periods_between_refuses_mixed_kinds() -> None:
    with pytest.raises(PeriodError, match="không cùng loại"):
        list(periods_between(Period.parse("2026-11"), Period.parse("2026-Q4")))


def test_a_report_type_decides_the_cut_off() -> None:
    monthly = ReportType("monthly", Text("Báo cáo tháng", "Monthly report"), PeriodKind.MONTH, MID_MONTH)
    statistics = ReportType("statistics", Text("Thống kê tháng"), PeriodKind.MONTH)
    day = dt.date(2026, 11, 20)
    assert (monthly.period_of(day).code, statistics.period_of(day).code) == ("2026-12@15", "2026-11")


def test_a_report_type_refuses_a_period_of_another_kind() -> None:
    monthly = ReportType("monthly", Text("Báo cáo tháng", "Monthly report"), PeriodKind.MONTH, MID_MONTH)
    with pytest.raises(PeriodError, match="không phải kỳ"):
        monthly.period("2026-Q4")


@pytest.mark.parametrize("text", ["0", "29", "mid", "-1"])
def test_a_cut_off_must_be_a_day_every_month_has(text: str) -> None:
    with pytest.raises(PeriodError, match=r"1 đến 28"):
        CutOff.parse(text)


def test_cut_off_codes_read_back() -> None:
    assert [CutOff.parse(cut.code) for cut in (CALENDAR, MID_MONTH)] == [CALENDAR, MID_MONTH]
