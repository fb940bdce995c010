from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from tests.world import World
from thuocdo.apps.assessment.indices import queries
from thuocdo.apps.assessment.indices.actions import (
    correct_rule_set,
    export_definition,
    load_catalogues,
    put_in_force,
    store_definition,
)
from thuocdo.apps.assessment.indices.errors import (
    DatesDoNotMeetError,
    DatesTakenError,
    DecisionDateError,
    DecisionMissingError,
    DefinitionRefusedError,
    NameTakenError,
    NotACorrectionError,
    NothingCorrectedError,
    PastForceError,
    ReasonMissingError,
    RuleSetTakenError,
    UnusableNameError,
)
from thuocdo.apps.assessment.indices.models import IndexDefinition, RuleSetState, RuleSetStep, Step
from thuocdo.apps.foundation.audit.errors import StaleObjectError
from thuocdo.apps.foundation.audit.models import AuditEntry
from thuocdo.domain.scoring.catalogue.following import Force, breaks

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 10, 1, 8, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 10, 1)
DRAFT = """# Read from the paper, row by row\r
schema: 1
index: local
rule_set: "{name}"
title: {{vi: Bộ thử, en: Trial}}
status: draft  # until signed
points: 10
indicators:
  - {{code: "1", title: Tỷ lệ, points: 10, rule: {{kind: ratio, of: done, to: all}}}}
inputs:
  done: {{title: Đã xong, type: count}}
  all: {{title: Tất cả, type: count}}
"""
DECISION = {"legal_number": "405/QĐ-UBND", "legal_date": dt.date(2026, 9, 20), "issuer": "UBND thành phố Huế"}


def draft(name: str = "1", more: str = "") -> bytes:
    return (DRAFT.format(name=name) + more).encode()


def sign(
    world: World, name: str = "1", *, start: str = "2026-01-01", content: bytes = b"", **options: object
) -> IndexDefinition:
    signed: Mapping[str, object] = {**DECISION, "valid_from": dt.date.fromisoformat(start), **options}
    return put_in_force(content=content or draft(name), by=world.administrator, now=NOW, **signed)  # type: ignore[arg-type]


def newest(name: str) -> IndexDefinition:
    return IndexDefinition.objects.filter(rule_set=name).newest().get()


def text_of(stored: IndexDefinition) -> str:
    return export_definition(definition=stored).decode()


def correct(
    world: World, stored: IndexDefinition, old: str, new: str, reason: str = "Sai sót"
) -> IndexDefinition:
    assert old in text_of(stored)
    content = text_of(stored).replace(old, new).encode()
    return correct_rule_set(
        definition=stored, content=content, reason=reason, by=world.administrator, now=NOW
    )


def test_a_signed_draft_is_in_force_and_only_its_head_was_written(world: World) -> None:
    stored = sign(world)
    assert text_of(stored) == DRAFT.format(name="1").replace(
        "status: draft  # until signed\n",
        "status: in_force  # until signed\r\n"
        "legal: {number: 405/QĐ-UBND, date: 2026-09-20, issuer: UBND thành phố Huế}\r\n"
        "valid: {from: 2026-01-01}\n",
    )
    assert stored.state_on(TODAY) == RuleSetState.IN_FORCE
    assert (stored.legal_number, stored.valid_from) == ("405/QĐ-UBND", dt.date(2026, 1, 1))


def test_who_signed_and_who_drafted_is_kept(world: World) -> None:
    stored = sign(world, drafted_by=world.officer, drafted_at=NOW - dt.timedelta(days=2), reason="Thay bộ cũ")
    steps = {step.step: step for step in stored.steps.all()}
    assert (steps[Step.DRAFT].by, steps[Step.IN_FORCE].by) == (world.officer, world.administrator)
    assert steps[Step.IN_FORCE].decision == "405/QĐ-UBND (20/09/2026), UBND thành phố Huế"
    entry = AuditEntry.objects.get(verb="indices.in_force")
    assert (entry.actor_name, entry.reason) == (world.administrator.username, "Thay bộ cũ")


def test_the_rule_set_before_gets_its_last_day_and_keeps_every_other_byte(world: World) -> None:
    first = sign(world)
    sign(world, "2", start="2026-07-01")
    closed = newest("1")
    assert (closed.number, closed.valid_to, closed.status) == (2, dt.date(2026, 6, 30), "replaced")
    assert text_of(closed) == text_of(first).replace("in_force  #", "replaced  #").replace(
        "{from: 2026-01-01}", "{from: 2026-01-01, to: 2026-06-30}"
    )
    assert closed.steps.get().step == Step.SUPERSEDED


def test_one_rule_set_of_a_series_is_in_force_on_every_day(world: World) -> None:
    sign(world)
    sign(world, "2", start="2026-07-01")
    sign(world, "3", start="2027-01-01")
    for day, name in (
        ("2026-01-01", "1"),
        ("2026-06-30", "1"),
        ("2026-07-01", "2"),
        ("2026-12-31", "2"),
        ("2027-01-01", "3"),
    ):
        assert [one.rule_set for one in queries.definitions_in_force(dt.date.fromisoformat(day))] == [name]


def test_a_rule_set_may_be_signed_for_a_later_day(world: World) -> None:
    sign(world)
    coming = sign(world, "2", start="2027-01-01")
    assert coming.state_on(TODAY) == RuleSetState.COMING
    assert newest("1").state_on(TODAY) == RuleSetState.IN_FORCE
    assert newest("1").state_on(dt.date(2027, 1, 1)) == RuleSetState.SUPERSEDED
    assert queries.find_definition("local").rule_set == "1"


def test_a_rule_set_signed_in_between_ends_before_the_next(world: World) -> None:
    sign(world)
    sign(world, "3", start="2027-01-01")
    between = sign(world, "2", start="2026-11-01")
    assert (newest("1").valid_to, between.valid_to) == (dt.date(2026, 10, 31), dt.date(2026, 12, 31))
    spans = [Force(one.rule_set, one.valid_from, one.valid_to) for one in queries.rule_sets_of("local")]
    assert list(breaks(spans)) == []


def test_series_stand_beside_each_other(world: World) -> None:
    sign(world)
    sign(world, "w", content=draft("w", "series: written\n"), start="2026-05-01")
    assert newest("1").valid_to is None


@pytest.mark.parametrize(
    ("lines", "start", "error"),
    [
        ("valid: {from: 2026-01-01, to: 2026-05-31}\n", "2026-07-01", DatesDoNotMeetError),
        ("valid: {from: 2026-01-01}\n", "2026-01-01", DatesTakenError),
    ],
)
def test_dates_that_do_not_meet_are_refused(
    world: World, lines: str, start: str, error: type[Exception]
) -> None:
    old = draft("1", lines).replace(b"status: draft", b"status: in_force")
    store_definition(content=old, path="x", by=None, now=NOW)
    with pytest.raises(error), transaction.atomic():
        sign(world, "2", start=start)
    assert IndexDefinition.objects.count() == 1


def test_a_rule_set_that_says_its_end_meets_the_next(world: World) -> None:
    sign(world, "2", start="2027-01-01")
    ends_early = draft("1", "valid: {to: 2026-11-30}\n")
    with pytest.raises(DatesDoNotMeetError) as refused:
        sign(world, "1", content=ends_early, start="2026-01-01")
    assert "01/12/2026 đến 31/12/2026" in refused.value.message()


def test_errors_keep_a_draft_from_being_signed(world: World) -> None:
    with pytest.raises(DefinitionRefusedError, match="thiếu 2"):
        sign(world, content=draft().replace(b"\npoints: 10", b"\npoints: 12"))
    assert not IndexDefinition.objects.exists()


def test_a_reading_that_nobody_confirmed_keeps_a_draft_from_being_signed(world: World) -> None:
    unsure = draft().replace(b"to: all}}", b"to: all}, reading: {certainty: likely}}")
    with pytest.raises(DefinitionRefusedError, match="xác nhận"):
        sign(world, content=unsure)
    assert sign(world, content=unsure.replace(b"likely", b"confirmed")).status == "in_force"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"legal_number": " "}, DecisionMissingError),
        ({"issuer": ""}, DecisionMissingError),
        ({"legal_date": None}, DecisionMissingError),
        ({"legal_date": dt.date(2026, 10, 2)}, DecisionDateError),
    ],
)
def test_a_decision_has_number_date_and_issuer(
    world: World, given: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        sign(world, **given)  # type: ignore[arg-type]  # what a form may send


def test_the_name_of_a_rule_set_is_used_once(world: World) -> None:
    sign(world)
    with pytest.raises(RuleSetTakenError):
        sign(world, start="2026-07-01", content=draft().replace(b"# Read", b"# Again read"))


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("index: local", "index: bộ-chỉ-số", UnusableNameError),
        ("index: local", "index: local.v2", UnusableNameError),
        ('rule_set: "1"', f'rule_set: "{"r" * 81}"', UnusableNameError),
        ("vi: Bộ thử", f"vi: {'dài ' * 80}", UnusableNameError),
        ("schema: 1", "schema: 1\naliases: [other]", NameTakenError),
        ("schema: 1", "schema: 1\naliases: [o]", NameTakenError),
        ("index: local", "index: o", NameTakenError),
    ],
)
def test_names_fit_and_lead_to_one_index(world: World, old: str, new: str, error: type[Exception]) -> None:
    other = draft().replace(b"index: local", b"index: other\naliases: [o]")
    store_definition(content=other, path="", by=None, now=NOW)
    with pytest.raises(error):
        sign(world, content=draft().decode().replace(old, new).encode())


def test_a_stored_draft_comes_into_force_under_its_name(world: World) -> None:
    store_definition(content=draft(), path="", by=None, now=NOW)
    assert queries.definitions_in_force(TODAY).count() == 0
    assert sign(world).number == 2


def test_a_correction_is_another_text_of_the_same_rule_set(world: World) -> None:
    first = sign(world)
    second = correct(world, first, "Tỷ lệ", "Tỷ lệ hồ sơ", "Ghi thiếu chữ")
    assert (second.number, second.rule_set, second.status) == (2, "1", "in_force")
    assert list(queries.definitions_in_force(TODAY)) == [second]
    assert "Tỷ lệ," in text_of(first)
    step = second.steps.get()
    assert (step.step, step.reason, step.by) == (Step.CORRECTED, "Ghi thiếu chữ", world.administrator)


def test_a_correction_can_be_taken_back(world: World) -> None:
    first = sign(world)
    second = correct(world, first, "Tỷ lệ", "Tỉ lệ")
    third = correct(world, second, "Tỉ lệ", "Tỷ lệ", "Chữ cũ đúng")
    assert (third.number, third.version) == (3, first.version)
    assert list(queries.newest_definitions()) == [third]


def test_a_text_that_somebody_corrected_meanwhile_is_not_written_over(world: World) -> None:
    first = sign(world)
    correct(world, first, "Tỷ lệ", "Tỉ lệ")
    with pytest.raises(StaleObjectError):
        correct(world, first, "Tỷ lệ", "Tỷ số")


@pytest.mark.parametrize(
    ("old", "new", "reason", "error"),
    [
        ("Tỷ lệ", "Tỉ lệ", " ", ReasonMissingError),
        ("Tỷ lệ", "Tỷ lệ", "vì sao", NothingCorrectedError),
        ("status: in_force", "status: draft", "vì sao", NothingCorrectedError),
        ('rule_set: "1"', 'rule_set: "9"', "vì sao", NotACorrectionError),
        ("index: local", "index: other", "vì sao", NotACorrectionError),
        ("status:", "series: written\nstatus:", "vì sao", NotACorrectionError),
        ("\npoints: 10", "\npoints: 11", "vì sao", DefinitionRefusedError),
        ("from: 2026-01-01", "from: 2026-02-01", "vì sao", PastForceError),
        ("from: 2026-01-01", "from: 2026-01-01, to: 2026-09-29", "vì sao", PastForceError),
    ],
)
def test_a_correction_that_is_none_is_refused(
    world: World, old: str, new: str, reason: str, error: type[Exception]
) -> None:
    first = sign(world)
    with pytest.raises(error):
        correct(world, first, old, new, reason)


def test_a_coming_rule_set_may_be_moved_and_the_one_before_follows(world: World) -> None:
    sign(world)
    for start, last in (("2027-03-01", dt.date(2027, 2, 28)), ("2026-12-01", dt.date(2026, 11, 30))):
        coming = sign(world, "2", start="2027-01-01") if last.year == 2027 else newest("2")
        correct(world, coming, f"from: {coming.valid_from}", f"from: {start}")
        assert newest("1").valid_to == last


def test_a_correction_may_not_open_a_gap_ahead(world: World) -> None:
    sign(world)
    sign(world, "2", start="2027-01-01")
    for end in ("2026-11-30", "2027-02-01"):
        with pytest.raises(DatesDoNotMeetError), transaction.atomic():
            correct(world, newest("1"), "to: 2026-12-31", f"to: {end}")


def test_a_rule_set_in_force_may_be_given_an_end_ahead(world: World) -> None:
    first = sign(world)
    assert correct(world, first, "2026-01-01}", "2026-01-01, to: 2027-12-31}").valid_to == dt.date(
        2027, 12, 31
    )


def test_an_illustrative_set_is_corrected_without_a_look_at_dates(world: World) -> None:
    sign(world)
    shown = draft("show").replace(b"status: draft", b"status: illustrative")
    stored = store_definition(content=shown, path="", by=None, now=NOW)
    assert correct(world, stored, "Tỷ lệ", "Tỉ lệ").status == "illustrative"


def test_steps_are_never_changed(world: World) -> None:
    sign(world)
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
        RuleSetStep.objects.update(reason="khác")


def test_a_shipped_text_does_not_break_into_a_series_that_the_office_decides(
    world: World, tmp_path: Path
) -> None:
    sign(world)
    for name, more in (("2", "valid: {from: 2026-02-01}\n"), ("w", "series: written\n")):
        folder = tmp_path / "local" / name
        folder.mkdir(parents=True)
        text = draft(name, more).replace(b"status: draft", b"status: in_force")
        (folder / "index.yaml").write_bytes(text)
    report = load_catalogues(root=tmp_path, by=None, now=NOW)
    assert ([one.rule_set for one in report.stored], report.held_back) == (["w"], ("local/2/index.yaml",))


def test_what_was_shipped_is_known_again_after_the_office_closed_it(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "local" / "1"
    folder.mkdir(parents=True)
    (folder / "index.yaml").write_bytes(draft().replace(b"status: draft", b"status: in_force"))
    load_catalogues(root=tmp_path, by=None, now=NOW)
    sign(world, "2", start="2026-07-01")
    report = load_catalogues(root=tmp_path, by=None, now=NOW)
    assert (report.stored, report.held_back) == ((), ())
    assert newest("1").valid_to == dt.date(2026, 6, 30)


def test_a_bare_code_means_a_rule_set_that_has_been_in_force(world: World) -> None:
    shown = draft("show", "valid: {from: 2026-05-01}\n").replace(b"status: draft", b"status: illustrative")
    store_definition(content=shown, path="", by=None, now=NOW)
    store_definition(content=draft("next", "valid: {from: 2026-08-01}\n"), path="", by=None, now=NOW)
    assert queries.find_definition("local").rule_set == "show"
    sign(world)
    assert queries.find_definition("local").rule_set == "1"


def test_a_shipped_draft_does_not_take_the_place_of_what_was_made_of_it(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "local" / "1"
    folder.mkdir(parents=True)
    (folder / "index.yaml").write_bytes(draft())
    load_catalogues(root=tmp_path, by=None, now=NOW)
    sign(world)
    (folder / "index.yaml").write_bytes(draft("1", "note: mended\n"))
    report = load_catalogues(root=tmp_path, by=None, now=NOW)
    assert (report.stored, report.held_back) == ((), ("local/1/index.yaml",))
    assert newest("1").status == "in_force"
