from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.drafts import RATIO, TEXT, long_text, make_draft, sent_row
from tests.rounds import make_round, scored_round, store_service_index
from tests.world import World
from thuocdo.apps.assessment.drafts.models import Draft, DraftState
from thuocdo.apps.assessment.drafts.queries.preview import preview_of
from thuocdo.apps.assessment.drafts.queries.texts import newest_revision, open_text
from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.scorecards.models import Round, Scoring, Track
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
CHANGING = ("rows/1.2/confirm/", "confirm/", "head/", "text/edit/", "drop/", "history/1/restore/", "sign/")
DECISION = {
    "number": "5/QĐ-UBND",
    "date": "2026-10-01",
    "issuer": "UBND thành phố Huế",
    "valid_from": "2027-01-01",
}


def sheet(content: bytes) -> list[tuple[object, ...]]:
    """The rows of the first page of a workbook."""
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


@pytest.mark.parametrize("role", [Role.STANDING_AGENCY, Role.ADMINISTRATOR, Role.APPRAISER, Role.AUDITOR])
def test_those_who_prepare_and_those_who_check_see_a_draft(
    world: World, client_of: ClientOf, role: Role
) -> None:
    draft = make_draft(world)
    assert "Bộ phục vụ 2027" in page(client_of(world.inside[role]), draft.get_absolute_url())
    page(client_of(world.outside[role]), draft.get_absolute_url(), 404)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.UNIT_HEAD, Role.LEADER])
def test_others_wait_until_it_is_in_force(world: World, client_of: ClientOf, role: Role) -> None:
    draft = make_draft(world)
    page(client_of(world.inside[role]), draft.get_absolute_url(), 403)
    page(client_of(world.nobody), draft.get_absolute_url(), 403)


@pytest.mark.parametrize("path", CHANGING)
def test_an_auditor_changes_nothing(world: World, client_of: ClientOf, path: str) -> None:
    draft = make_draft(world)
    answer = client_of(world.inside[Role.AUDITOR]).post(draft.get_absolute_url() + path, {"opened": "1"})
    assert answer.status_code == 403
    row = client_of(world.inside[Role.AUDITOR]).post(
        draft.get_absolute_url() + "rows/1.2/", sent_row("1.2", **RATIO)
    )
    assert row.status_code == 403
    assert newest_revision(draft).number == 1


def test_the_least_sure_rows_stand_on_top_with_the_words_of_the_paper(world: World, agency: Client) -> None:
    shown = page(agency, make_draft(world).get_absolute_url())
    places = [shown.index(f'id="row-{code}"') for code in ("2.2", "2.1", "1.2", "1.1")]
    assert places == sorted(places)
    assert "Theo đánh giá của tổ thẩm định" in shown
    assert "Đã chốt 1/4 dòng" in shown


def test_the_papers_order_shows_the_groups(world: World, agency: Client) -> None:
    shown = page(agency, make_draft(world).get_absolute_url() + "?order=paper")
    places = [shown.index(f'id="row-{code}"') for code in ("time", "1.1", "1.2", "mood", "2.1", "2.2")]
    assert places == sorted(places)


def test_rows_are_filtered_by_how_sure_they_are(world: World, agency: Client) -> None:
    address = make_draft(world).get_absolute_url()
    only = page(agency, address + "?only=likely")
    assert 'id="row-1.2"' in only
    assert 'id="row-2.1"' not in only
    assert 'id="row-1.1"' not in page(agency, address + "?only=open")


def test_a_paper_of_200_rows_takes_a_handful_of_queries(
    world: World, agency: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = make_draft(world, long_text(200)).get_absolute_url()
    agency.get(address)
    with django_assert_num_queries(7):
        agency.get(address)


def test_the_list_tells_how_far_each_draft_is(
    world: World, agency: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_draft(world)
    make_draft(world, TEXT.replace('"2027"', '"2028"'))
    shown = page(agency, "/drafts/")
    assert "1 / 4" in shown
    assert "service@2028" in shown
    with django_assert_num_queries(5):
        agency.get("/drafts/")
    assert "service@2028" not in page(agency, "/drafts/?state=dropped")


def test_my_drafts_are_those_i_worked_on(world: World, agency: Client, client_of: ClientOf) -> None:
    make_draft(world)
    assert "service@2027" in page(agency, "/drafts/mine/")
    assert "service@2027" not in page(client_of(world.administrator), "/drafts/mine/")


def test_confirming_goes_on_to_the_next_open_row(world: World, agency: Client) -> None:
    draft = make_draft(world)
    answer = agency.post(draft.get_absolute_url() + "rows/2.1/confirm/", {"opened": "1", "next": "1.2"})
    assert answer["Location"].endswith("at=1.2#row-1.2")
    assert newest_revision(draft).settled_count == 2


def test_likely_rows_are_confirmed_after_a_page_that_lists_them(world: World, agency: Client) -> None:
    draft = make_draft(world)
    shown = page(agency, draft.get_absolute_url() + "confirm/")
    assert 'value="1.2" checked' in shown
    agency.post(draft.get_absolute_url() + "confirm/", {"opened": "1", "codes": ["1.2", "1.1"]})
    assert newest_revision(draft).settled_count == 2


def test_proposals_are_ticked_one_by_one_and_become_the_rules(world: World, agency: Client) -> None:
    draft = make_draft(world)
    shown = page(agency, draft.get_absolute_url() + "confirm/")
    assert 'value="2.1">' in shown
    assert 'value="2.2"' not in shown  # nothing is proposed for it
    agency.post(draft.get_absolute_url() + "confirm/", {"opened": "1", "codes": ["2.1", "2.2"]})
    site = open_text(newest_revision(draft).version).site("2.1")
    assert site is not None
    assert site.node.rule is not None
    assert site.node.rule.kind == "ratio"
    assert newest_revision(draft).settled_count == 2


def test_the_readings_are_taken_away_as_a_workbook(world: World, agency: Client) -> None:
    draft = make_draft(world)
    answer = agency.get(draft.get_absolute_url() + "readings/")
    rows = [row for row in sheet(answer.content) if row[1] in ("1.1", "1.2", "2.1", "2.2")]
    assert [(row[0], row[1], row[4]) for row in rows] == [
        ("chưa đọc được", "2.2", 5), ("chưa chắc", "2.1", 10), ("khá chắc", "1.2", 10), ("chắc chắn", "1.1", 15),
    ]  # fmt: skip
    assert str(rows[1][6]).startswith("Đề nghị: ")
    assert rows[1][8] == "Đạt từ 90% được điểm tối đa, còn lại tính theo tỷ lệ"
    assert rows[1][9] == "Bảng 1, dòng 6"


def test_sums_that_do_not_agree_are_shown_with_their_difference(world: World, agency: Client) -> None:
    draft = make_draft(world, TEXT.replace("points: 25", "points: 30"))
    shown = page(agency, draft.get_absolute_url() + "checks/")
    assert "+5,00" in shown or "−5,00" in shown


def test_the_history_names_every_edit_and_goes_back(world: World, agency: Client) -> None:
    draft = make_draft(world)
    agency.post(draft.get_absolute_url() + "rows/1.2/confirm/", {"opened": "1"})
    shown = page(agency, draft.get_absolute_url() + "history/")
    assert "Xác nhận dòng: 1.2" in shown
    agency.post(draft.get_absolute_url() + "history/1/restore/", {"opened": "2"})
    assert newest_revision(draft).number == 3


def test_the_text_is_downloaded_as_it_was_at_any_revision(world: World, agency: Client) -> None:
    draft = make_draft(world)
    agency.post(draft.get_absolute_url() + "rows/1.2/confirm/", {"opened": "1"})
    assert agency.get(draft.get_absolute_url() + "text/?revision=1").content == TEXT.encode()
    assert b"confirmed" in agency.get(draft.get_absolute_url() + "text/").content


def test_a_draft_is_tried_on_the_figures_of_a_scored_round(world: World, agency: Client) -> None:
    scored_round(world)
    shown = page(agency, make_draft(world).get_absolute_url() + "preview/?of=hue")
    assert "21" in shown
    assert "Số cuộc họp" in shown[: shown.index("<table")]
    assert 'id="rows"' in shown


def test_figures_of_which_nobody_knows_whose_they_are_can_be_tried_too(world: World, agency: Client) -> None:
    opened = make_round(world)
    Round.objects.filter(pk=opened.pk).update(computed_track=Track.UNKNOWN)
    scored_round(world)
    assert not Scoring.objects.filter(track=Track.SELF).exists()
    shown = page(agency, make_draft(world).get_absolute_url() + "preview/?of=hue")
    assert "21" in shown[shown.index("<tbody") :]


def test_a_round_that_a_person_may_not_read_gives_no_totals(world: World, client_of: ClientOf) -> None:
    scored_round(world, is_published=False)
    draft = make_draft(world)
    shown = page(
        client_of(world.inside[Role.STANDING_AGENCY]), draft.get_absolute_url() + "preview/?of=da-nang"
    )
    assert "Huế" in shown
    assert "Đà Nẵng" not in shown[shown.index("<tbody") :]


def test_a_draft_is_compared_with_the_rule_set_in_force(world: World, agency: Client) -> None:
    store_service_index()
    shown = page(agency, make_draft(world).get_absolute_url() + "changes/")
    assert "Số cuộc họp" in shown
    assert "30 → 40" in shown


def test_the_changes_are_taken_away_as_a_workbook(world: World, agency: Client) -> None:
    store_service_index()
    draft = make_draft(world)
    path = draft.get_absolute_url() + "changes/"
    told = [row[4] for row in sheet(agency.get(path + "?export=xlsx").content)]
    kept = [row[4] for row in sheet(agency.get(path + "?export=xlsx&kind=added").content)]
    assert any(str(words).startswith("cách tính") for words in told) or "thêm mới, 10 điểm" in told
    assert len(kept) < len(told)


def test_the_next_rule_set_begins_from_the_one_in_force(world: World, agency: Client) -> None:
    stored = store_service_index()
    answer = agency.post("/drafts/new/", {"how": "next", "definition": stored.pk, "rule_set": "2028"})
    assert answer.status_code == 302, answer.content.decode()
    draft = Draft.objects.get()
    assert (draft.index_code, draft.rule_set, draft.before_id) == ("service", "2028", stored.pk)
    assert open_text(newest_revision(draft).version).definition.status == "draft"


def test_an_index_yaml_is_taken_as_it_is(world: World, agency: Client) -> None:
    answer = agency.post(
        "/drafts/new/", {"how": "paper", "paper": SimpleUploadedFile("index.yaml", TEXT.encode())}
    )
    assert answer.status_code == 302, answer.content.decode()
    assert newest_revision(Draft.objects.get()).settled_count == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("index.yaml", b"a: [1"), ("scan.pdf", b"%PDF-1.7"), ("paper.docx", b"no zip"), ("empty.csv", b"")],
)
def test_what_cannot_be_read_is_refused_with_a_reason(agency: Client, name: str, content: bytes) -> None:
    answer = agency.post("/drafts/new/", {"how": "paper", "paper": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert "td-errors" in answer.content.decode()
    assert not Draft.objects.exists()


def test_signing_lists_what_is_not_settled_with_a_link_to_its_row(world: World, agency: Client) -> None:
    draft = make_draft(world)
    shown = page(agency, draft.get_absolute_url() + "sign/")
    for code in ("1.2", "2.1", "2.2"):
        assert f'/rows/{code}/">{code}</a>' in shown
    decision = {"opened": "1", **DECISION}
    assert agency.post(draft.get_absolute_url() + "sign/", decision).status_code == 422
    assert not IndexDefinition.objects.exists()


def test_a_settled_draft_is_put_in_force_by_a_signed_decision(world: World, agency: Client) -> None:
    draft = make_draft(world)
    agency.post(draft.get_absolute_url() + "rows/2.2/", sent_row("2.2", **{**RATIO, "points": "5"}))
    for number, code in enumerate(("1.2", "2.1"), start=2):
        agency.post(draft.get_absolute_url() + f"rows/{code}/confirm/", {"opened": str(number)})
    decision = {"opened": "4", **DECISION}
    answer = agency.post(draft.get_absolute_url() + "sign/", decision, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    stored = IndexDefinition.objects.get()
    assert (stored.status, stored.legal_number, str(stored.valid_from)) == (
        "in_force",
        "5/QĐ-UBND",
        "2027-01-01",
    )
    draft.refresh_from_db()
    assert (draft.state, draft.result) == (DraftState.IN_FORCE, stored)
    shown = answer.content.decode()
    assert f"?definition={stored.pk}" in shown
    assert "/indices/service/form/" in shown


def test_the_last_change_is_undone_with_one_button(world: World, agency: Client) -> None:
    draft = make_draft(world)
    agency.post(draft.get_absolute_url() + "rows/1.2/confirm/", {"opened": "1"})
    fields = {"opened": "2", "undo": "1", "back": "only=open"}
    answer = agency.post(draft.get_absolute_url() + "history/1/restore/", fields)
    assert answer["Location"] == draft.get_absolute_url() + "?only=open"
    assert newest_revision(draft).settled_count == 1


def test_the_way_back_leads_nowhere_else(world: World, agency: Client) -> None:
    address = make_draft(world).get_absolute_url() + "rows/1.2/confirm/"
    answer = agency.post(address, {"opened": "1", "back": "x#//evil.example/"})
    assert "evil" not in answer["Location"]


def test_a_code_too_long_to_keep_is_told(agency: Client) -> None:
    text = TEXT.replace("index: service", f"index: {'s' * 90}")
    file = SimpleUploadedFile("index.yaml", text.encode())
    answer = agency.post("/drafts/new/", {"how": "paper", "paper": file})
    assert answer.status_code == 422
    assert "80" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "queries"), [("history/", 8), ("checks/", 6), ("rows/1.2/", 7), ("changes/", 7)]
)
def test_no_page_asks_more_for_more_rows(
    world: World, agency: Client, path: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft = make_draft(world)
    for number, code in enumerate(("1.2", "2.1"), start=1):
        agency.post(draft.get_absolute_url() + f"rows/{code}/confirm/", {"opened": str(number)})
    agency.get(draft.get_absolute_url() + path)
    with django_assert_num_queries(queries):
        agency.get(draft.get_absolute_url() + path)


def test_a_preview_takes_the_same_queries_for_any_number_of_units(
    world: World, agency: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scored_round(world)
    address = make_draft(world).get_absolute_url() + "preview/?of=hue"
    agency.get(address)
    with django_assert_num_queries(12):
        agency.get(address)


def test_a_draft_of_somebody_elses_city_cannot_be_changed(world: World, client_of: ClientOf) -> None:
    draft = make_draft(world)
    outsider = client_of(world.outside[Role.STANDING_AGENCY])
    for path in CHANGING:
        assert outsider.post(draft.get_absolute_url() + path, {"opened": "1"}).status_code == 404
    assert newest_revision(draft).number == 1


def test_the_next_rule_set_scores_last_years_figures_as_the_one_before_did(
    world: World, agency: Client
) -> None:
    opened, _ = scored_round(world)
    fields = {"how": "next", "definition": opened.definition_id, "rule_set": "2027"}
    agency.post("/drafts/new/", fields)
    draft = Draft.objects.get()
    found = preview_of(open_text(newest_revision(draft).version), opened, world.inside[Role.STANDING_AGENCY])
    by_code = {line.code: line for line in found.units}
    hue, da_nang = by_code["hue"], by_code["da-nang"]
    assert [hue.old, hue.new, hue.change] == [21, 21, 0]
    assert [da_nang.old, da_nang.new, da_nang.low, da_nang.high] == [None, None, 18, 28]
    assert found.missing == ()
