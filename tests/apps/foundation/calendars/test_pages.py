from __future__ import annotations

import datetime as dt
import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.audit.models import AuditEntry
from thuocdo.apps.foundation.calendars import queries
from thuocdo.apps.foundation.calendars.models import CalendarRevision
from thuocdo.domain.calendars.loading import parse_calendar
from thuocdo.domain.primitives.errors import DataFileError

ADD = "/calendar/2026/days/add/"
TREE_DAY = {
    "opened": 1,
    "day": "2026-03-03",
    "name_vi": "Ngày trồng cây",
    "name_en": "Tree day",
    "kind": "holiday",
    "document": "QĐ 12/QĐ-UBND ngày 01/02/2026",
    "certainty": "sourced",
    "note": "",
    "reason": "Theo quyết định của thành phố",
}


@pytest.fixture
def manager(office, client_of):
    return client_of(office.inside[Role.STANDING_AGENCY])


def test_a_year_says_its_days_in_words(office, client_of):
    page = client_of(office.nobody).get("/calendar/2026/").content.decode()
    assert "Quốc khánh" in page
    assert "chưa kiểm chứng" in page
    assert "làm bù cho ngày 31/08/2026" in page
    assert "Năm 2026 có 249 ngày làm việc" in page
    assert "/calendar/2026/days/add/" not in page


def test_a_year_takes_as_many_queries_with_more_rows(office, manager):
    counts = []
    for address in ("/calendar/2024/", "/calendar/2026/"):
        manager.get(address)
        with CaptureQueriesContext(connection) as asked:
            manager.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 14


def test_the_history_takes_as_many_queries_with_more_rows(office, manager):
    manager.get("/calendar/history/")
    with CaptureQueriesContext(connection) as before:
        manager.get("/calendar/history/")
    manager.post(ADD, TREE_DAY)
    with CaptureQueriesContext(connection) as after:
        manager.get("/calendar/history/")
    assert len(after) == len(before)


def test_a_year_without_file_is_not_found(office, client_of):
    assert client_of(office.nobody).get("/calendar/2031/").status_code == 404


def test_a_day_off_is_added_with_reason_and_document(office, manager):
    answer = manager.post(ADD, TREE_DAY, follow=True)
    assert answer.redirect_chain[-1][0] == "/calendar/2026/"
    stored = CalendarRevision.objects.get(file="2026.yaml", number=2)
    assert (stored.reason, stored.document) == (TREE_DAY["reason"], TREE_DAY["document"])
    assert stored.stored_by == office.inside[Role.STANDING_AGENCY]
    row = queries.current_calendar().days_off[dt.date(2026, 3, 3)]
    assert (row.name.vi, row.provenance.reference) == ("Ngày trồng cây", TREE_DAY["document"])
    entry = AuditEntry.objects.get(verb="calendars.changed")
    assert entry.after["revision"] == 2
    assert TREE_DAY["reason"] in entry.reason


def test_a_row_is_changed_and_taken_out_again(office, manager):
    manager.post(ADD, TREE_DAY)
    manager.post("/calendar/days/2026-03-03/edit/", {**TREE_DAY, "opened": 2, "name_vi": "Tết trồng cây"})
    assert queries.current_calendar().days_off[dt.date(2026, 3, 3)].name.vi == "Tết trồng cây"
    manager.post("/calendar/days/2026-03-03/remove/", {"opened": 3, "reason": "bãi bỏ", "document": ""})
    assert dt.date(2026, 3, 3) not in queries.current_calendar().days_off
    assert queries.newest_number("2026.yaml") == 4


def test_a_swapped_saturday_is_added_and_worked(office, manager):
    swap = {k: TREE_DAY[k] for k in ("opened", "document", "certainty", "note", "reason")}
    manager.post("/calendar/2026/swaps/add/", {**swap, "day": "2026-04-28", "worked": "2026-05-09"})
    assert queries.current_calendar().is_working_day(dt.date(2026, 5, 9))
    assert not queries.current_calendar().is_working_day(dt.date(2026, 4, 28))


def test_the_form_of_a_swap_starts_with_what_stands(office, manager):
    page = manager.get("/calendar/days/2026-08-31/edit/").content.decode()
    assert 'value="2026-08-22"' in page
    assert "python-holidays" in page


def test_a_stale_form_saves_nothing_and_names_who_was_faster(office, manager, client_of):
    client_of(office.administrator).post(ADD, TREE_DAY)
    answer = manager.post(ADD, {**TREE_DAY, "day": "2026-03-04"})
    assert answer.status_code == 200
    assert str(office.administrator) in answer.content.decode()
    assert queries.newest_number("2026.yaml") == 2


def test_every_finding_is_shown_and_nothing_saved(office, manager):
    swap = {k: TREE_DAY[k] for k in ("opened", "document", "certainty", "note", "reason")}
    page = manager.post("/calendar/2026/swaps/add/", {**swap, "day": "2026-05-02", "worked": "2026-04-26"})
    text = page.content.decode()
    assert "2026-05-02 phải là ngày trong tuần" in text
    assert "2026-04-26 đã là ngày nghỉ" in text
    assert queries.newest_number("2026.yaml") == 1


def test_a_row_that_claims_a_document_must_name_it(office, manager):
    page = manager.post(ADD, {**TREE_DAY, "document": ""}).content.decode()
    assert "Hãy ghi số và ngày" in page
    assert queries.newest_number("2026.yaml") == 1


def test_a_change_without_reason_is_refused(office, manager):
    assert manager.post(ADD, {**TREE_DAY, "reason": ""}).status_code == 200
    assert queries.newest_number("2026.yaml") == 1


@pytest.mark.parametrize(
    "text",
    [
        "year: 2026\n  days_off: [",
        "year: 2026\nholidays: []\nyear: 2026\n",
        "year: 2026\ndays_off:\n  - {date: 2026-01-01, name: X}\n  - {date: 2026-01-01, name: Y}\n",
        "year: 2027\ndays_off:\n  - {date: mai, kind: party}\n",
    ],
)
def test_a_bad_text_is_told_whole_with_its_lines(office, manager, text):
    with pytest.raises(DataFileError) as caught:
        parse_calendar({**queries.newest_texts(), "2026.yaml": text})
    page = manager.post("/calendar/texts/2026.yaml/edit/", {"opened": 1, "text": text, "reason": "thử"})
    shown = html.unescape(page.content.decode())
    for found in caught.value.findings:
        assert f"2026.yaml, dòng {found.line}" in shown
        assert found.text.vi in shown
    assert queries.newest_number("2026.yaml") == 1


def test_the_text_is_stored_with_the_line_ends_of_files(office, manager):
    text = queries.newest_texts()["calendar.yaml"].replace("13:30", "13:00").replace("\n", "\r\n")
    manager.post("/calendar/texts/calendar.yaml/edit/", {"opened": 1, "text": text, "reason": "giờ mùa đông"})
    assert b"\r" not in bytes(CalendarRevision.objects.get(file="calendar.yaml", number=2).content)
    assert queries.current_calendar().hours.seconds == 8.5 * 3600


def test_a_year_is_added_from_the_draft(office, manager):
    last = queries.current_calendar().last_year
    draft = manager.get("/calendar/years/add/").context["form"].initial["text"]
    assert f"year: {last + 1}" in draft
    manager.post("/calendar/years/add/", {"opened": 0, "year": last + 1, "text": draft, "reason": "năm mới"})
    assert queries.current_calendar().last_year == last + 1


def test_a_year_with_a_gap_before_it_is_refused(office, manager):
    year = queries.current_calendar().last_year + 2
    answer = manager.post(
        "/calendar/years/add/", {"opened": 0, "year": year, "text": f"year: {year}\n", "reason": "thử"}
    )
    assert f"Thiếu năm {year - 1}" in answer.content.decode()


def test_the_export_gives_the_stored_bytes(office, client_of):
    answer = client_of(office.nobody).get("/calendar/texts/2026.yaml/")
    assert answer.content == queries.shipped_texts()["2026.yaml"]
    assert "2026.yaml" in answer["Content-Disposition"]
    assert client_of(office.nobody).get("/calendar/texts/..%2Fsecret/").status_code == 404


def test_a_revision_shows_what_it_changed(office, manager):
    manager.post(ADD, TREE_DAY)
    stored = CalendarRevision.objects.get(number=2)
    lines = manager.get(stored.get_absolute_url()).context["lines"]
    assert [line.text.strip()[:20] for line in lines if line.sign == "+"] == [
        'document-1: "QĐ 12/Q',
        "- {date: 2026-03-03,",
    ]
    assert not [line for line in lines if line.sign == "-"]


def test_an_earlier_text_is_put_back_as_a_new_revision(office, manager):
    manager.post(ADD, TREE_DAY)
    first = CalendarRevision.objects.get(file="2026.yaml", number=1)
    manager.post(f"/calendar/history/{first.pk}/restore/", {"opened": 2})
    newest = CalendarRevision.objects.get(file="2026.yaml", number=3)
    assert newest.version == first.version
    assert dt.date(2026, 3, 3) not in queries.current_calendar().days_off


def test_putting_back_what_somebody_has_replaced_meanwhile_is_refused(office, manager):
    manager.post(ADD, TREE_DAY)
    first = CalendarRevision.objects.get(file="2026.yaml", number=1)
    manager.post(f"/calendar/history/{first.pk}/restore/", {"opened": 1})
    assert queries.newest_number("2026.yaml") == 2


@pytest.mark.parametrize("role", [Role.OFFICER, Role.UNIT_HEAD, Role.APPRAISER, Role.LEADER, Role.AUDITOR])
def test_others_of_the_office_read_but_do_not_edit(office, client_of, role):
    client = client_of(office.inside[role])
    assert client.get("/calendar/2026/").status_code == 200
    assert client.post(ADD, TREE_DAY).status_code == 403
    assert queries.newest_number("2026.yaml") == 1


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.STANDING_AGENCY])
def test_the_same_roles_elsewhere_do_not_edit(office, client_of, role):
    client = client_of(office.outside[role])
    first = CalendarRevision.objects.get(file="2026.yaml")
    assert client.post(ADD, TREE_DAY).status_code == 403
    assert client.post("/calendar/texts/2026.yaml/edit/", {"opened": 1, "text": "x"}).status_code == 403
    assert client.post(f"/calendar/history/{first.pk}/restore/", {"opened": 1}).status_code == 403
    assert "days/add" not in client.get("/calendar/2026/").content.decode()
    assert queries.newest_number("2026.yaml") == 1


def test_the_page_before_the_first_load_says_what_to_do(world, client_of):
    page = client_of(world.administrator).get("/calendar/")
    assert page.status_code == 200
    assert "load_calendars" in page.content.decode()


def test_a_year_is_exported_as_a_sheet(office, client_of):
    answer = client_of(office.nobody).get("/calendar/2026/?export=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 15 + 2
    assert any("Quốc khánh" in line and "02/09/2026" in line for line in lines)
