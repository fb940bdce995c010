"""From a folder of YAML to a calendar: `calendar.yaml` and one file per year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from thuocdo.domain.calendars.working_calendar import (
    WEEKDAYS,
    DayOff,
    DayOffKind,
    DeadlineRule,
    EndOnDayOff,
    FirstDay,
    Swap,
    Weekday,
    WorkingCalendar,
    WorkingHours,
)
from thuocdo.domain.primitives.errors import DataFileError
from thuocdo.domain.primitives.findings import Finding, Place
from thuocdo.domain.primitives.paths import catalogues_root
from thuocdo.domain.primitives.provenance import Certainty, Provenance
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_tables import Contents, Table, provenance_of, read_table, version_of

FOLDER = "calendars"
HEAD = "calendar.yaml"
_YEAR_FILE = re.compile(r"\d{4}\.yaml")
_SPAN = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


@lru_cache(maxsize=8)
def load_calendar(folder: Path | None = None) -> WorkingCalendar:
    """The calendar of one folder, by default the shipped one of Vietnam; read once per process."""
    place = folder or catalogues_root() / FOLDER / "vietnam"
    return parse_calendar({file.name: file.read_bytes() for file in sorted(place.glob("*.yaml"))})


def parse_calendar(texts: Contents) -> WorkingCalendar:
    """The calendar of the given YAML files, by name; raises `DataFileError` with all findings."""
    findings: list[Finding] = []
    head = read_table(texts.get(HEAD, ""), HEAD, findings)
    head.only("code", "name", "weekend", "hours", "deadlines", "certainty", "source")
    weekend = frozenset(_weekday(head, name) for name in head.texts("weekend"))
    hours = _read_hours(head)
    rule = _read_rule(head)
    days_off: dict[dt.date, DayOff] = {}
    swaps: list[Swap] = []
    years = sorted(name for name in texts if _YEAR_FILE.fullmatch(name))
    for name in years:
        _read_year(read_table(texts[name], name, findings), weekend, days_off, swaps)
    _check_names(texts, years, findings)
    if findings:
        raise DataFileError(findings)
    return WorkingCalendar(
        code=head.text("code"),
        name=head.bilingual("name"),
        first_year=int(years[0][:4]),
        last_year=int(years[-1][:4]),
        weekend=weekend,
        hours=hours,
        deadlines=rule,
        days_off=days_off,
        swaps=tuple(swaps),
        provenance=_stated(head),
        version=version_of(texts),
    )


def _check_names(texts: Contents, years: list[str], findings: list[Finding]) -> None:
    def note(file: str, vi: str, en: str) -> None:
        findings.append(Finding("error", "calendars.files", Place(file, 1), "", Text(vi, en)))

    if not years:
        note(
            HEAD,
            "Chưa có tệp năm nào. Thêm ví dụ 2026.yaml.",
            "There is no year. Add 2026.yaml, for example.",
        )
        return
    for name in texts:
        if name != HEAD and name not in years:
            note(
                name,
                "Tên tệp phải là một năm, ví dụ 2026.yaml.",
                "The file name must be a year, like 2026.yaml.",
            )
    for year in range(int(years[0][:4]), int(years[-1][:4])):
        if f"{year}.yaml" not in years:
            note(
                f"{year}.yaml",
                f"Thiếu năm {year} ở giữa. Thêm tệp.",
                f"Year {year} is missing between. Add it.",
            )


def _weekday(head: Table, name: str) -> int:
    if name in WEEKDAYS:
        return WEEKDAYS.index(Weekday(name))
    head.note(
        f"Không có thứ «{name}». Dùng: {', '.join(WEEKDAYS)}.",
        f"There is no weekday '{name}'. Use: {', '.join(WEEKDAYS)}.",
        at="weekend",
    )
    return 6


def _read_hours(head: Table) -> WorkingHours:
    spans: list[tuple[int, int]] = []
    for text in head.texts("hours"):
        match = _SPAN.fullmatch(text)
        numbers = [int(part) for part in match.groups()] if match else [0, 0, 0, 0]
        start, end = numbers[0] * 3600 + numbers[1] * 60, numbers[2] * 3600 + numbers[3] * 60
        if match is None or not (spans[-1][1] if spans else 0) <= start < end <= 24 * 3600:
            head.note(
                f"Giờ làm việc «{text}» phải dạng 07:00-11:30, tăng dần, không chồng nhau.",
                f"Working hours '{text}' must look like 07:00-11:30, in order, without overlap.",
                at="hours",
            )
        else:
            spans.append((start, end))
    if not spans:
        head.note("Thiếu giờ làm việc «hours».", "The working 'hours' are missing.", at="hours")
    return WorkingHours(tuple(spans))


def _read_rule(head: Table) -> DeadlineRule:
    table = head.table("deadlines")
    if table is None:
        head.note("Thiếu «deadlines». Thêm vào.", "'deadlines' is missing. Add it.")
        return DeadlineRule()
    table.only("day_of_event", "end_on_day_off", "certainty", "source")
    return DeadlineRule(
        table.choice("day_of_event", FirstDay), table.choice("end_on_day_off", EndOnDayOff), _stated(table)
    )


def _read_year(
    table: Table, weekend: frozenset[int], days_off: dict[dt.date, DayOff], swaps: list[Swap]
) -> None:
    table.only("year", "sources", "days_off", "swaps")
    year = table.whole("year")
    if f"{year}.yaml" != table.file:
        table.note(
            f"«year» là {year} nhưng tệp tên khác.", f"'year' is {year} but the file says other.", at="year"
        )
    sources = table.named_texts("sources")
    for row in table.tables("days_off"):
        _read_day_off(row, year, sources, days_off)
    for row in table.tables("swaps"):
        _read_swap(row, weekend, sources, days_off, swaps, year=year)


def _read_day_off(row: Table, year: int, sources: Mapping[str, str], days_off: dict[dt.date, DayOff]) -> None:
    row.only("date", "name", "kind", "certainty", "source", "note")
    day = row.date("date")
    if day is None or day.year != year:
        row.note(f"Ngày phải thuộc năm {year}.", f"The date must lie in {year}.", at="date")
        return
    kind = row.choice("kind", DayOffKind, default=DayOffKind.HOLIDAY)
    _add_day_off(row, DayOff(day, row.bilingual("name"), kind, provenance_of(row, sources)), days_off)


def _add_day_off(row: Table, day_off: DayOff, days_off: dict[dt.date, DayOff]) -> None:
    if day_off.day in days_off:
        row.note(f"Ngày {day_off.day} đã có. Giữ lại một.", f"{day_off.day} stands twice. Keep one.")
    days_off[day_off.day] = day_off


def _read_swap(
    row: Table,
    weekend: frozenset[int],
    sources: Mapping[str, str],
    days_off: dict[dt.date, DayOff],
    swaps: list[Swap],
    *,
    year: int,
) -> None:
    row.only("day_off", "worked", "certainty", "source", "note")
    off, worked = row.date("day_off"), row.date("worked")
    if off is None or worked is None or year not in (off.year, worked.year):
        row.note(
            f"Cần «day_off» và «worked», ít nhất một ngày thuộc năm {year}.",
            f"'day_off' and 'worked' are needed, at least one of them in {year}.",
        )
        return
    if off.weekday() in weekend or worked.weekday() not in weekend:
        row.note(
            f"{off} phải là ngày trong tuần, {worked} phải là ngày nghỉ cuối tuần.",
            f"{off} must be a weekday, {worked} a day of the weekend.",
        )
    if worked in days_off or any(swap.worked == worked for swap in swaps):
        row.note(f"{worked} đã là ngày nghỉ hoặc đã làm bù.", f"{worked} is a day off or made up already.")
    provenance = provenance_of(row, sources)
    name = Text(f"nghỉ hoán đổi, làm bù ngày {worked:%d/%m/%Y}", f"swapped with {worked:%Y-%m-%d}")
    swaps.append(Swap(off, worked, provenance))
    _add_day_off(row, DayOff(off, name, DayOffKind.SWAPPED, provenance), days_off)


def _stated(table: Table) -> Provenance:
    """Certainty and source where the source is a plain text."""
    certainty = table.choice("certainty", Certainty, default=Certainty.UNKNOWN)
    return Provenance(certainty, table.text("source", default=""))
