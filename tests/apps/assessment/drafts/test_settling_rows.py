from __future__ import annotations

from fractions import Fraction

import pytest
from django.db import ProgrammingError

from tests.drafts import NOW, TEXT, long_text, make_draft
from tests.world import World
from thuocdo.apps.assessment.drafts import actions
from thuocdo.apps.assessment.drafts.actions import Edit, RowChange
from thuocdo.apps.assessment.drafts.errors import (
    DraftClosedError,
    DraftRefusedError,
    NoRuleError,
    UnchangedError,
)
from thuocdo.apps.assessment.drafts.models import Draft, DraftRevision
from thuocdo.apps.assessment.drafts.queries.texts import content_of, newest_revision, open_text
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.audit.errors import StaleObjectError
from thuocdo.apps.foundation.audit.models import AuditEntry
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Node

pytestmark = pytest.mark.django_db


def edit(world: World, expected: int, role: Role = Role.STANDING_AGENCY) -> Edit:
    return Edit(by=world.inside[role], at=NOW, expected=expected)


def node(draft: Draft, code: str) -> Node:
    site = open_text(newest_revision(draft).version).site(code)
    assert site is not None
    return site.node


def text_of(draft: Draft) -> str:
    return content_of(newest_revision(draft).version).decode()


def test_a_draft_counts_how_many_rows_are_settled(world: World) -> None:
    first = newest_revision(make_draft(world))
    assert (first.number, first.settled_count, first.row_count) == (1, 1, 4)


def test_confirming_takes_the_doubt_away_and_leaves_every_other_line(world: World) -> None:
    draft = make_draft(world)
    before = text_of(draft).splitlines()
    actions.confirm_rows(draft=draft, codes=["1.2"], edit=edit(world, 1))
    after = text_of(draft).splitlines()
    gone, come = (
        [line for line in before if line not in after],
        [line for line in after if line not in before],
    )
    assert [line.strip()[:18] for line in gone] == ["{certainty: likely"]
    assert [line.strip() for line in come] == ['reading: {certainty: confirmed, place: "Bảng 1, dòng 4"}']


def test_confirming_an_unsure_row_makes_its_proposal_the_rule(world: World) -> None:
    draft = make_draft(world)
    actions.confirm_rows(draft=draft, codes=["2.1"], edit=edit(world, 1))
    settled = node(draft, "2.1")
    assert settled.rule is not None
    assert settled.rule.kind == "ratio"
    assert settled.reading is not None
    assert settled.reading.is_settled
    assert settled.reading.proposal is None


def test_a_row_without_any_rule_cannot_be_confirmed(world: World) -> None:
    draft = make_draft(world)
    with pytest.raises(NoRuleError, match=r"2\.2"):
        actions.confirm_rows(draft=draft, codes=["1.2", "2.2"], edit=edit(world, 1))
    assert newest_revision(draft).number == 1


def test_mending_writes_rule_points_title_and_new_inputs(world: World) -> None:
    draft = make_draft(world)
    change = RowChange(
        title=Text("Mức độ công khai dữ liệu"),
        points=Fraction(6),
        rule={"kind": "ratio", "of": "open_sets", "to": "sets"},
        inputs={"open_sets": {"title": "Bộ mở", "type": "count"}, "sets": {"title": "Bộ", "type": "count"}},
    )
    actions.mend_row(draft=draft, code="2.2", change=change, edit=edit(world, 1))
    mended = node(draft, "2.2")
    assert (mended.title.vi, mended.points) == ("Mức độ công khai dữ liệu", Fraction(6))
    assert mended.rule is not None
    assert mended.rule.kind == "ratio"
    assert mended.how.vi == "Theo đánh giá của tổ thẩm định"
    assert open_text(newest_revision(draft).version).definition.inputs["sets"].title.vi == "Bộ"


def test_a_rule_with_bands_out_of_order_is_refused_and_nothing_is_kept(world: World) -> None:
    draft = make_draft(world)
    bands = [{"from": 1, "points": 2}, {"from": 5, "points": 5}, {"points": 0}]
    change = RowChange(
        title=Text("x"), points=Fraction(5), rule={"kind": "bands", "of": "meetings", "bands": bands}
    )
    with pytest.raises(DraftRefusedError) as refused:
        actions.mend_row(draft=draft, code="2.2", change=change, edit=edit(world, 1))
    assert "giảm" in refused.value.message("vi")
    assert newest_revision(draft).number == 1


def test_an_edit_of_another_row_in_the_meantime_does_not_stand_in_the_way(world: World) -> None:
    draft = make_draft(world)
    actions.confirm_rows(draft=draft, codes=["1.2"], edit=edit(world, 1, Role.ADMINISTRATOR))
    actions.confirm_rows(draft=draft, codes=["2.1"], edit=edit(world, 1))
    assert newest_revision(draft).settled_count == 3


def test_an_edit_of_the_same_row_in_the_meantime_is_told(world: World) -> None:
    draft = make_draft(world)
    actions.confirm_rows(draft=draft, codes=["2.1"], edit=edit(world, 1, Role.ADMINISTRATOR))
    change = RowChange(title=Text("Khác"), points=Fraction(10))
    with pytest.raises(StaleObjectError, match="Khánh"):
        actions.mend_row(draft=draft, code="2.1", change=change, edit=edit(world, 1))


def test_going_back_is_a_revision_of_its_own(world: World) -> None:
    draft = make_draft(world)
    actions.confirm_rows(draft=draft, codes=["1.2"], edit=edit(world, 1))
    actions.restore(draft=draft, number=1, edit=edit(world, 2))
    assert newest_revision(draft).number == 3
    assert newest_revision(draft).version == DraftRevision.objects.get(draft=draft, number=1).version


def test_what_changes_nothing_is_not_kept(world: World) -> None:
    draft = make_draft(world)
    with pytest.raises(UnchangedError):
        actions.restore(draft=draft, number=1, edit=edit(world, 1))


def test_a_whole_text_that_is_no_definition_is_refused_with_its_lines(world: World) -> None:
    draft = make_draft(world)
    broken = TEXT.replace("points: 25", "points: hai lăm")
    with pytest.raises(DraftRefusedError) as refused:
        actions.change_text(draft=draft, text=broken, edit=edit(world, 1))
    assert [found.line for found in refused.value.findings] == [
        TEXT[: TEXT.index("points: 25")].count("\n") + 1
    ]


def test_the_head_is_changed_in_place(world: World) -> None:
    draft = make_draft(world)
    actions.change_head(
        draft=draft, changes={("title", "vi"): "Bộ mới", ("rule_set",): "2028"}, edit=edit(world, 1)
    )
    draft.refresh_from_db()
    assert (draft.title_vi, draft.rule_set) == ("Bộ mới", "2028")
    assert text_of(draft).startswith("# Read from a paper.\n")


def test_a_draft_given_up_cannot_be_changed(world: World) -> None:
    draft = make_draft(world)
    actions.drop(draft=draft, edit=edit(world, 1))
    with pytest.raises(DraftClosedError):
        actions.confirm_rows(draft=draft, codes=["1.2"], edit=edit(world, 1))


def test_fifty_rows_are_confirmed_in_one_revision(world: World) -> None:
    draft = make_draft(world, long_text(200))
    rows = [site.node for site in open_text(newest_revision(draft).version).subject.sites]
    likely = [one.code for one in rows if one.reading and one.reading.certainty == "likely"]
    actions.confirm_rows(draft=draft, codes=likely, edit=edit(world, 1))
    newest = newest_revision(draft)
    assert (newest.number, newest.settled_count, newest.row_count, len(likely)) == (2, 200, 200, 50)


def test_a_row_written_with_an_alias_is_still_confirmed(world: World) -> None:
    shared = TEXT.replace("evidence: [Trích xuất hệ thống]", "evidence: &proof [Trích xuất hệ thống]")
    draft = make_draft(world, shared.replace("evidence: [Biên bản họp]", "evidence: *proof"))
    actions.confirm_rows(draft=draft, codes=["1.2"], edit=edit(world, 1))
    assert node(draft, "1.2").evidence == (Text("Trích xuất hệ thống"),)
    assert "evidence: *proof" in text_of(draft)


def test_a_draft_belongs_to_whoever_keeps_it_where_the_root_is_out_of_reach(
    world: World, settings: pytest.FixtureRequest
) -> None:
    settings.ROOT_UNIT = "vn"  # type: ignore[attr-defined]  # pytest-django's settings
    assert make_draft(world).unit == world.hue


def test_a_text_with_windows_line_ends_keeps_them(world: World) -> None:
    draft = make_draft(world, TEXT.replace("\n", "\r\n"))
    actions.confirm_rows(draft=draft, codes=["1.2"], edit=edit(world, 1))
    sent = text_of(draft).replace("points: 25", "points: 26")
    actions.change_text(draft=draft, text=sent, edit=edit(world, 2))
    stored = content_of(newest_revision(draft).version)
    assert stored.count(b"\r\n") == stored.count(b"\n")


def test_every_edit_stands_in_the_audit_log(world: World) -> None:
    draft = make_draft(world)
    actions.confirm_rows(draft=draft, codes=["1.2"], edit=edit(world, 1))
    actions.drop(draft=draft, edit=edit(world, 2))
    verbs = (
        AuditEntry.objects.filter(object_type="drafts.draft").order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs) == ["drafts.begun", "drafts.changed", "drafts.dropped"]


def test_a_revision_is_never_changed(world: World) -> None:
    draft = make_draft(world)
    with pytest.raises(ProgrammingError, match="Cannot update"):
        DraftRevision.objects.filter(draft=draft).update(subject="khác")
