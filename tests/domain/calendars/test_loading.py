from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from thuocdo.domain.calendars.loading import load_calendar, parse_calendar
from thuocdo.domain.calendars.seeding import draft_year
from thuocdo.domain.calendars.working_calendar import DayOffKind
from thuocdo.domain.primitives.errors import DataFileError
from thuocdo.domain.primitives.findings import Finding

HEAD = """
code: test
name: Lịch thử
weekend: [saturday, sunday]
hours: ["07:00-11:30", "13:30-17:00"]
deadlines: {day_of_event: excluded, end_on_day_off: next-working-day}
"""


def findings_of(year: str = "year: 2026\n", head: str = HEAD, **others: str) -> tuple[Finding, ...]:
    texts = {"calendar.yaml": head, "2026.yaml": year} | {
        f"{name[1:]}.yaml": text for name, text in others.items()
    }
    with pytest.raises(DataFileError) as caught:
        parse_calendar(texts)
    return caught.value.findings


def a_day(rest: str) -> str:
    return f"year: 2026\ndays_off:\n  - {{name: Nghỉ, {rest}}}\n"


def a_swap(rest: str) -> str:
    return f"year: 2026\nswaps:\n  - {{{rest}}}\n"


@pytest.mark.parametrize(
    ("year", "reason"),
    [
        ("year: 2027\n", "'year' is 2027"),
        (a_day("date: 2025-12-31"), "must lie in 2026"),
        (a_day("date: soon"), "YYYY-MM-DD"),
        (a_day("date: 2026-01-01, colour: red"), "Key 'colour'"),
        (a_day("date: 2026-01-01, source: rumour"), "Source 'rumour'"),
        (a_day("date: 2026-01-01") + "  - {name: Nghỉ, date: 2026-01-01}\n", "stands twice"),
        (a_swap("day_off: 2026-01-03, worked: 2026-01-10"), "must be a weekday"),
        (a_swap("day_off: 2026-01-02, worked: 2026-01-09"), "a day of the weekend"),
        (a_swap("day_off: 2026-01-02"), "'day_off' and 'worked' are needed"),
        (a_swap("day_off: 2025-01-02, worked: 2025-01-11"), "at least one of them in 2026"),
        (
            a_day("date: 2026-01-10") + "swaps: [{day_off: 2026-01-02, worked: 2026-01-10}]\n",
            "is a day off or made up already",
        ),
    ],
)
def test_one_wrong_thing_in_a_year_is_one_clear_finding(year: str, reason: str) -> None:
    found = findings_of(year)
    assert reason in " ".join(finding.text.en for finding in found)
    assert {finding.file for finding in found} == {"2026.yaml"}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("saturday", "saturnday", "no weekday 'saturnday'"),
        ('"13:30-17:00"', '"11:00-17:00"', "without overlap"),
        ('"13:30-17:00"', '"afternoon"', "must look like 07:00-11:30"),
        ('hours: ["07:00-11:30", "13:30-17:00"]', "", "'hours' are missing"),
        ("next-working-day", "never", "must be one of: next-working-day"),
        (
            "deadlines: {day_of_event: excluded, end_on_day_off: next-working-day}",
            "",
            "'deadlines' is missing",
        ),
    ],
)
def test_one_wrong_thing_in_the_head_is_one_clear_finding(old: str, new: str, reason: str) -> None:
    assert reason in " ".join(finding.text.en for finding in findings_of(head=HEAD.replace(old, new)))


def test_a_year_missing_between_is_named() -> None:
    found = findings_of(_2028="year: 2028\n")
    assert [(f.file, f.text.en) for f in found] == [("2027.yaml", "Year 2027 is missing between. Add it.")]


def test_a_file_that_is_no_year_is_refused() -> None:
    assert findings_of(_notes="year: 2026\n")[0].text.en.startswith("The file name must be a year")


def test_no_year_at_all_is_refused() -> None:
    with pytest.raises(DataFileError, match="Chưa có tệp năm nào"):
        parse_calendar({"calendar.yaml": HEAD})


def test_the_shipped_calendar_has_2019_to_2027() -> None:
    calendar = load_calendar()
    assert (calendar.first_year, calendar.last_year, calendar.hours.seconds) == (2019, 2027, 8 * 3600)


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    texts = {"calendar.yaml": HEAD, "2026.yaml": "year: 2026\n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert load_calendar(tmp_path).version == parse_calendar(texts).version
    assert parse_calendar(texts | {"2026.yaml": "year: 2026\n#\n"}).version != parse_calendar(texts).version


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        ("2018-12-31", "2019-01-05"),
        ("2024-04-29", "2024-05-04"),
        ("2025-05-02", "2025-04-26"),
        ("2026-01-02", "2026-01-10"),
        ("2026-08-31", "2026-08-22"),
    ],
)
def test_swapped_days_are_off_and_their_saturdays_worked(off: str, worked: str) -> None:
    calendar = load_calendar()
    saturday = dt.date.fromisoformat(worked)
    assert calendar.is_working_day(saturday)
    assert calendar.days_off[dt.date.fromisoformat(off)].kind == DayOffKind.SWAPPED


def test_tet_2026_is_nine_days_without_work() -> None:
    calendar = load_calendar()
    days = [dt.date(2026, 2, day) for day in range(13, 24)]
    assert [calendar.is_working_day(day) for day in days] == [True, *[False] * 9, True]


def test_every_day_off_states_source_and_certainty() -> None:
    assert all(
        day.provenance.reference and day.provenance.certainty for day in load_calendar().days_off.values()
    )


def test_the_reason_of_a_day_off_is_told() -> None:
    calendar = load_calendar()
    reasons = [calendar.reason_off(dt.date(2026, *day)) for day in ((9, 2), (11, 22), (8, 31), (11, 23))]
    assert [str(reason) for reason in reasons] == [
        "Quốc khánh", "ngày nghỉ hằng tuần", "nghỉ hoán đổi, làm bù ngày 22/08/2026", "None",
    ]  # fmt: skip


@pytest.mark.parametrize("year", [2024, 2026, 2028])
def test_a_drafted_year_loads(year: int) -> None:
    calendar = parse_calendar({"calendar.yaml": HEAD, f"{year}.yaml": draft_year(year)})
    assert not calendar.is_working_day(dt.date(year, 9, 2))
    assert len(calendar.days_off) >= 11


def test_what_is_from_memory_is_listed_for_checking() -> None:
    calendar = load_calendar()
    assert len(calendar.unverified(2026)) == 15
    assert calendar.deadlines.provenance.reference.endswith("Điều 147 và Điều 148")
    assert (calendar.deadlines.provenance.is_firm, calendar.provenance.is_firm) == (False, True)
