from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from django.test import Client

from tests.drafts import RATIO, TEXT, make_draft, sent_row
from tests.world import World
from thuocdo.apps.assessment.drafts.queries.texts import newest_revision, open_text
from thuocdo.apps.foundation.accounts.models import User

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def test_a_row_is_mended_by_fields(world: World, agency: Client) -> None:
    draft = make_draft(world)
    answer = agency.post(draft.get_absolute_url() + "rows/2.2/", sent_row("2.2", **RATIO))
    assert answer.status_code == 302, answer.content.decode()
    site = open_text(newest_revision(draft).version).site("2.2")
    assert site is not None
    assert site.node.points == 10
    assert open_text(newest_revision(draft).version).plain(site)["rule"] == {
        "kind": "ratio", "of": "on_time", "to": "dossiers", "full_at": "80%",
    }  # fmt: skip


def test_a_new_figure_must_be_named_before_the_row_is_saved(world: World, agency: Client) -> None:
    draft = make_draft(world)
    address = draft.get_absolute_url() + "rows/2.2/"
    fields = sent_row("2.2", **{**RATIO, "rule-of": "open_sets"})
    asked = agency.post(address, fields)
    assert asked.status_code == 422
    assert "open_sets" in asked.content.decode()
    named = {"input-open_sets-title": "Bộ dữ liệu mở", "input-open_sets-type": "count"}
    assert agency.post(address, fields | named).status_code == 302
    inputs = open_text(newest_revision(draft).version).definition.inputs
    assert inputs["open_sets"].title.vi == "Bộ dữ liệu mở"


def test_what_was_typed_stays_when_a_row_is_refused(world: World, agency: Client) -> None:
    address = make_draft(world).get_absolute_url() + "rows/2.2/"
    answer = agency.post(address, sent_row("2.2", **{**RATIO, "rule-full_at": "tám mươi"}))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="tám mươi"' in shown
    assert "80%" in shown


def test_the_fields_of_another_kind_are_shown_without_saving(world: World, agency: Client) -> None:
    draft = make_draft(world)
    answer = agency.post(draft.get_absolute_url() + "rows/2.2/", sent_row("2.2", kind="bands", show="1"))
    assert answer.status_code == 200
    assert 'name="rule-left_0"' in answer.content.decode()
    assert newest_revision(draft).number == 1


def test_a_rule_is_tried_through_the_engine(world: World, agency: Client) -> None:
    draft = make_draft(world)
    tried = {"try": "1", "try-on_time": "60", "try-dossiers": "100"}
    answer = agency.post(draft.get_absolute_url() + "rows/2.2/", sent_row("2.2", **RATIO, **tried))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "7,5" in shown[shown.index('id="trial"') :]
    assert newest_revision(draft).number == 1


def test_a_trial_with_a_figure_missing_says_which(world: World, agency: Client) -> None:
    address = make_draft(world).get_absolute_url() + "rows/2.2/"
    shown = agency.post(
        address, sent_row("2.2", **RATIO, **{"try": "1", "try-on_time": "60"})
    ).content.decode()
    assert "Hồ sơ" in shown[shown.index('id="trial"') :]
    assert "Chưa tính được điểm" in shown


def test_an_unsure_row_opens_with_its_proposal_in_the_fields(world: World, agency: Client) -> None:
    shown = page(agency, make_draft(world).get_absolute_url() + "rows/2.1/")
    assert 'value="satisfied"' in shown
    assert 'value="90%"' in shown


def test_parts_of_a_row_show_the_words_of_the_row(world: World, agency: Client) -> None:
    parts = """        how: "a) có kế hoạch 3 điểm; b) có báo cáo 2 điểm"
        parts:
          - code: "2.2.a"
            title: Có kế hoạch
            points: 3
            rule: {kind: unknown}
            reading: {certainty: unsure, place: "Bảng 1, dòng 7", proposal: {kind: yes_no, of: meetings}}
          - code: "2.2.b"
            title: Có báo cáo
            points: 2
            rule: {kind: unknown}
            reading: {certainty: unsure, place: "Bảng 1, dòng 7", proposal: {kind: yes_no, of: meetings}}
"""
    start, end = (
        TEXT.index("        rule: {kind: unknown}\n        reading: {certainty: unread"),
        TEXT.index("inputs:"),
    )
    draft = make_draft(world, TEXT[:start] + parts + TEXT[end:])
    shown = page(agency, draft.get_absolute_url() + "?only=unsure")
    assert shown.count("a) có kế hoạch 3 điểm; b) có báo cáo 2 điểm") == 2
    assert "Có kế hoạch" in shown
    assert "Có báo cáo" in shown
    agency.post(draft.get_absolute_url() + "rows/2.2.b/confirm/", {"opened": "1"})
    site = open_text(newest_revision(draft).version).site("2.2.b")
    assert site is not None
    assert site.node.rule is not None
    assert site.node.rule.kind == "yes_no"


def test_a_clash_is_told_and_what_was_typed_stays(world: World, agency: Client, client_of: ClientOf) -> None:
    draft = make_draft(world)
    address = draft.get_absolute_url() + "rows/2.2/"
    client_of(world.administrator).post(address, sent_row("2.2", **RATIO))
    mine = sent_row("của tôi", **(RATIO | {"rule-full_at": "70%"}))
    told = agency.post(address, mine)
    shown = told.content.decode()
    assert told.status_code == 422
    assert "Khánh" in shown
    assert 'value="Dòng của tôi"' in shown
    assert 'name="opened" value="2"' in shown
    assert agency.post(address, mine | {"opened": "2"}).status_code == 302


def test_agencies_and_evidence_are_mended_beside_the_rule(world: World, agency: Client) -> None:
    draft = make_draft(world)
    duties = {
        "responsible": "Sở Khoa học và Công nghệ",
        "data_from": "survey",
        "evidence": "Ảnh chụp\r\nBiên bản",
    }
    agency.post(draft.get_absolute_url() + "rows/2.2/", sent_row("2.2", **RATIO, **duties))
    site = open_text(newest_revision(draft).version).site("2.2")
    assert site is not None
    assert (site.node.responsible.vi, site.node.data_from) == ("Sở Khoa học và Công nghệ", "survey")
    assert [one.vi for one in site.node.evidence] == ["Ảnh chụp", "Biên bản"]


def test_a_group_is_renamed_and_its_points_mended(world: World, agency: Client) -> None:
    draft = make_draft(world)
    fields = {"opened": "1", "title_vi": "Tiến độ giải quyết", "title_en": "Time", "points": "26"}
    assert agency.post(draft.get_absolute_url() + "rows/time/", fields).status_code == 302
    site = open_text(newest_revision(draft).version).site("time")
    assert site is not None
    assert (site.node.title.en, site.node.points) == ("Time", Fraction(26))
    assert site.node.responsible.vi == "Văn phòng"
