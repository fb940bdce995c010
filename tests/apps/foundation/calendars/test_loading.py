from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from thuocdo.apps.foundation.audit.models import AuditEntry
from thuocdo.apps.foundation.calendars import queries
from thuocdo.apps.foundation.calendars.actions import Change, change_text, load_calendars, take_shipped
from thuocdo.apps.foundation.calendars.errors import NoCalendarError
from thuocdo.apps.foundation.calendars.models import Calendar, CalendarRevision, Origin
from thuocdo.domain.calendars.loading import load_calendar
from thuocdo.domain.primitives.errors import DataFileError

EDIT = "# mended by the office\n"


def load(world, shipped=None):
    return load_calendars(
        shipped=shipped or queries.shipped_texts(), unit=world.hue, by=None, now=timezone.now()
    )


def edit(world, file="2026.yaml"):
    text = EDIT + queries.newest_texts()[file]
    change = Change(by=world.administrator, at=timezone.now(), expected=1, reason="thử")
    return change_text(file=file, text=text, change=change)


def newer(file="2026.yaml"):
    shipped = queries.shipped_texts()
    return shipped | {file: shipped[file] + b"# newer\n"}


def test_before_the_first_load_there_is_no_calendar(db):
    with pytest.raises(NoCalendarError, match="load_calendars"):
        queries.current_calendar()


def test_the_stored_calendar_is_the_shipped_one_byte_for_byte(office):
    assert queries.current_calendar() == load_calendar()
    stored = {row.file: bytes(row.content) for row in CalendarRevision.objects.all()}
    assert stored == queries.shipped_texts()


def test_the_calendar_is_parsed_once_per_version(office, django_assert_num_queries):
    first = queries.current_calendar()
    with django_assert_num_queries(1):
        assert queries.current_calendar() is first


def test_loading_again_stores_nothing(office):
    report = load(office)
    assert (report.stored, report.held_back) == ((), ())
    assert CalendarRevision.objects.count() == len(queries.shipped_texts())
    assert AuditEntry.objects.filter(verb="calendars.loaded").count() == 1


def test_a_newer_shipped_text_comes_in_where_nobody_edited(office):
    report = load(office, newer())
    assert report.stored == ("2026.yaml",)
    assert queries.newest_number("2026.yaml") == 2


def test_a_newer_shipped_text_never_covers_an_edit(office):
    edit(office)
    report = load(office, newer())
    assert report.held_back == ("2026.yaml",)
    assert queries.newest_texts()["2026.yaml"].startswith(EDIT)
    assert queries.newer_shipped_files(newer()) == ["2026.yaml"]


def test_an_edit_of_the_known_shipped_text_is_not_called_old(office):
    edit(office)
    assert queries.newer_shipped_files() == []
    assert load(office).held_back == ()


def test_the_office_may_take_the_shipped_text_after_all(office):
    edit(office)
    content = newer()["2026.yaml"]
    change = Change(by=office.administrator, at=timezone.now(), expected=2, reason="dùng bản mới")
    stored = take_shipped(file="2026.yaml", content=content, change=change)
    assert (stored.number, stored.origin, bytes(stored.content)) == (3, Origin.SHIPPED, content)
    assert queries.newer_shipped_files(newer()) == []


def test_a_bad_shipped_file_loads_nothing(world):
    shipped = queries.shipped_texts() | {"2026.yaml": b"year: 2025\ndays_off: {}\n"}
    with pytest.raises(DataFileError) as caught:
        load(world, shipped)
    assert len(caught.value.findings) == 2
    assert not Calendar.objects.exists()


def test_there_is_only_one_calendar(office):
    with pytest.raises(DatabaseError), transaction.atomic():
        Calendar.objects.create(unit=office.da_nang)


@pytest.mark.parametrize("change", [lambda rows: rows.update(reason="x"), lambda rows: rows.delete()])
def test_a_revision_is_never_changed(office, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change(CalendarRevision.objects.all())


def test_a_revision_cannot_lie_about_its_version(office):
    with pytest.raises(DatabaseError), transaction.atomic():
        CalendarRevision.objects.create(
            calendar=Calendar.objects.get(),
            file="2028.yaml",
            number=1,
            version="0" * 64,
            content=b"year: 2028\n",
            origin=Origin.OFFICE,
            stored_at=timezone.now(),
        )


def test_the_command_tells_what_it_did_and_what_it_left(office, capsys, monkeypatch, settings):
    settings.ROOT_UNIT = "hue"
    edit(office)
    shipped = newer()
    monkeypatch.setattr(
        "thuocdo.apps.foundation.calendars.management.commands.load_calendars.shipped_texts",
        lambda _: shipped,
    )
    call_command("load_calendars")
    said = capsys.readouterr().out
    assert "0 tệp mới" in said
    assert "2026.yaml" in said
    assert Calendar.objects.get().unit == office.hue


def test_the_command_needs_units_first(db):
    with pytest.raises(CommandError, match="load_units"):
        call_command("load_calendars")


def test_a_deadline_follows_the_edit_of_the_office(office):
    from thuocdo.domain.calendars.working_days import add_working_days

    day = dt.date(2026, 3, 2)
    assert add_working_days(queries.current_calendar(), day, 1) == dt.date(2026, 3, 3)
    text = queries.newest_texts()["2026.yaml"].replace(
        "days_off:\n", 'days_off:\n  - {date: 2026-03-03, name: "X", kind: holiday}\n'
    )
    change = Change(by=office.administrator, at=timezone.now(), expected=1, reason="thử")
    change_text(file="2026.yaml", text=text, change=change)
    assert add_working_days(queries.current_calendar(), day, 1) == dt.date(2026, 3, 4)


def test_the_calendar_goes_to_the_unit_that_is_served_now(office):
    load_calendars(shipped=queries.shipped_texts(), unit=office.unit("vn"), by=None, now=timezone.now())
    assert Calendar.objects.get().unit.code == "vn"
    entry = AuditEntry.objects.get(verb="calendars.handed_over")
    assert (entry.before, entry.after) == ({"unit": "hue"}, {"unit": "vn"})
