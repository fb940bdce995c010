from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rounds import NOW, make_round, scored_round
from tests.world import World
from thuocdo.apps.assessment.indices.actions import store_definition
from thuocdo.apps.assessment.indices.queries import parsed
from thuocdo.apps.assessment.scorecards.actions import Peer, define_peer_set, open_round, score_round
from thuocdo.apps.assessment.scorecards.models import InputSheet, Round, Score, Scoring
from thuocdo.apps.assessment.scorecards.queries.explanation import explanation_of, table_of
from thuocdo.apps.assessment.scorecards.queries.intake import sheet_of_scoring
from thuocdo.apps.assessment.scorecards.queries.unit_classes import classes_in_round
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.org_units.actions import classify, end_class
from thuocdo.apps.foundation.org_units.models import UnitClass
from thuocdo.apps.measurement.values.actions import NewValue, record_values
from thuocdo.apps.measurement.values.models import SourceKind, State
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue import find
from thuocdo.domain.scoring.catalogue.cases import case_files, read_cases, sheet_of
from thuocdo.domain.scoring.sheets import read_inputs

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
SET, CASE = find("dti-department"), "Đơn vị không có thủ tục hành chính"
UNIT, TAG = "hue.so-khcn", "no_public_services"
BEGIN, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
ADD = f"/units/{UNIT}/classes/add/"


@pytest.fixture
def departments(world: World) -> Round:
    """The department set for the two departments; one gave the figures of the worked case, the other none."""
    assert SET.path is not None
    stored = store_definition(content=SET.path.read_bytes(), path="dti-department", by=None, now=NOW)
    peers = [Peer(world.unit(code), code) for code in (UNIT, "hue.so-yt")]
    opened = open_round(
        code="so-2026",
        name=Text("Các sở 2026"),
        index_code=stored.code,
        rule_set=stored.rule_set,
        definition=stored,
        level="department",
        period="2026",
        peer_set=define_peer_set(code="so", name=Text("2 sở"), at=BEGIN, peers=peers),
        by=None,
        now=NOW,
    )
    give_the_worked_case(world)
    return opened


def give_the_worked_case(world: World) -> None:
    case = next(
        case for path in case_files(SET) for case, _ in read_cases(path)[0] if case.name.startswith(CASE)
    )
    entries = []
    for name, column in sheet_of(case, SET.definition).columns.items():
        choice = column.choices.get(0, "")
        number = None if choice else column.fraction(0)
        entries.append(
            NewValue(
                f"dti-department.{name}",
                world.department,
                None if number is None else Decimal(number.numerator) / number.denominator,
                State(column.state(0).word),
                choice,
            )
        )
    record_values(
        period="2026", entries=entries, source_kind=SourceKind.MANUAL, observed_on=LAST, by=None, now=NOW
    )


def said(world: World, **more: dt.date) -> UnitClass:
    span = {"valid_from": BEGIN} | more
    return classify(unit=world.department, unit_class=TAG, document="12/QĐ-UBND", by=None, now=NOW, **span)


def points(scoring: Scoring, unit: str = UNIT) -> dict[str, Decimal | None]:
    return {one.node: one.points for one in Score.objects.filter(scoring=scoring, unit__code=unit)}


def test_a_department_without_public_services_is_scored_on_what_applies(
    world: World, departments: Round, client_of: ClientOf
) -> None:
    client = client_of(world.inside[Role.STANDING_AGENCY])
    sent = {"unit_class": TAG, "valid_from": "2026-01-01", "document": "12/QĐ-UBND"}
    assert client.post(ADD, sent).status_code == 302
    assert client.post("/scoreboards/so-2026/score/").status_code == 302
    found = points(Scoring.objects.get())
    assert (found["total"], found["5"], found["6"]) == (Decimal("77.5"), Decimal("34.2"), Decimal("11.2"))
    assert found["5.1"] is found["6.3"] is None
    assert points(Scoring.objects.get(), "hue.so-yt")["total"] is None
    why = client.get(f"/scorecards/so-2026/{UNIT}/why/5.1/").content.decode()
    assert "(lý do: đơn vị thuộc nhóm no_public_services)" in why


def test_without_the_class_the_same_figures_leave_the_total_unknown(departments: Round) -> None:
    scoring = score_round(round=departments, by=None, now=NOW)
    assert points(scoring)["total"] is None
    assert not InputSheet.objects.exclude(classes=[]).exists()


@pytest.mark.parametrize(
    ("begin", "end", "counts"),
    [
        (BEGIN, LAST, True),
        (LAST, LAST, True),
        (BEGIN, dt.date(2026, 12, 30), False),
        (dt.date(2027, 1, 1), dt.date(2027, 12, 31), False),
    ],
)
def test_the_class_of_the_last_day_of_the_period_counts(
    world: World, departments: Round, begin: dt.date, end: dt.date, counts: bool
) -> None:
    said(world, valid_from=begin, valid_to=end)
    assert (points(score_round(round=departments, by=None, now=NOW))["total"] is not None) is counts


def test_a_class_changed_later_leaves_scores_and_derivations_alone(world: World, departments: Round) -> None:
    held = said(world)
    first = score_round(round=departments, by=None, now=NOW)
    end_class(held=held, valid_to=BEGIN, document="30/QĐ-UBND", expected=1, by=None)
    table_of.cache_clear()
    told = explanation_of(
        departments, unit_code=UNIT, unit_id=world.department.pk, node="5.1", track=departments.computed_track
    )
    assert told is not None
    assert told.derivation is not None
    assert "no_public_services" in told.derivation.policies[0].text.vi
    assert table_of(first.pk).published_decimal(UNIT) == Decimal("77.5")
    second = score_round(round=departments, by=None, now=NOW)
    assert second.number == 2
    assert points(second)["total"] is None
    assert points(first)["total"] == Decimal("77.5")
    table_of.cache_clear()
    assert table_of(first.pk).published_decimal(UNIT) == Decimal("77.5")


def test_a_class_makes_a_new_scoring_only_where_the_rules_read_it(world: World, departments: Round) -> None:
    first = score_round(round=departments, by=None, now=NOW)
    UnitClass.objects.create(unit=world.department, code="urban", valid_from=BEGIN, document="1", set_at=NOW)
    assert score_round(round=departments, by=None, now=NOW) == first
    said(world)
    assert score_round(round=departments, by=None, now=NOW).number == 2


def test_every_class_is_kept_for_texts_that_read_another(world: World, departments: Round) -> None:
    UnitClass.objects.create(unit=world.department, code="urban", valid_from=BEGIN, document="1", set_at=NOW)
    said(world)
    scoring = score_round(round=departments, by=None, now=NOW)
    assert departments.definition is not None
    sheet = sheet_of_scoring(scoring, parsed(departments.definition))
    assert {unit.code: unit.classes for unit in sheet.units} == {
        UNIT: (TAG, "urban"),
        "hue.so-yt": (),
    }


def test_the_page_of_the_round_says_who_is_in_which_class(
    world: World, departments: Round, client_of: ClientOf
) -> None:
    (none,) = classes_in_round(departments)
    assert (none.unit_class, none.units) == (TAG, ())
    said(world)
    (found,) = classes_in_round(departments)
    assert [unit.code for unit in found.units] == [UNIT]
    assert found.indicators == ("5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "6.3")
    shown = client_of(world.inside[Role.STANDING_AGENCY]).get("/rounds/so-2026/manage/").content.decode()
    assert "Nhóm đơn vị mà quy tắc đọc" in shown
    assert "1 đơn vị" in shown
    assert f'href="/units/{UNIT}/"' in shown


def test_a_round_whose_rules_read_no_class_says_nothing_and_asks_nothing(
    world: World, client_of: ClientOf
) -> None:
    opened = make_round(world)
    client = client_of(world.inside[Role.STANDING_AGENCY])
    assert "Nhóm đơn vị mà quy tắc đọc" not in client.get(f"/rounds/{opened.code}/manage/").content.decode()
    classes_in_round(opened)
    with CaptureQueriesContext(connection) as asked:
        assert classes_in_round(opened) == []
    assert len(asked) == 0


def test_a_frozen_sheet_asks_for_classes_only_where_rules_read_them(world: World, departments: Round) -> None:
    _, plain = scored_round(world)
    reading = score_round(round=departments, by=None, now=NOW)
    counts = []
    for scoring in (plain, reading):
        one = Scoring.objects.select_related("definition", "round__peer_set").get(pk=scoring.pk)
        assert one.definition is not None
        definition = parsed(one.definition)
        with CaptureQueriesContext(connection) as asked:
            sheet_of_scoring(one, definition)
        counts.append(len(asked))
    assert counts == [2, 3]


def test_a_form_of_the_unit_carries_its_classes_to_the_command_line(
    world: World, departments: Round, client_of: ClientOf
) -> None:
    said(world)
    client = client_of(world.officer)
    got = client.get(f"/indices/dti-department/form/?unit={UNIT}&period={departments.period}")
    read = read_inputs(got.content, SET.definition, name="form.xlsx")
    (unit,) = read.sheets["2026"].units
    assert (unit.code, unit.classes) == (UNIT, (TAG,))
    earlier = client.get(f"/indices/dti-department/form/?unit={UNIT}&period=2025")
    (unit,) = read_inputs(earlier.content, SET.definition, name="form.xlsx").sheets["2025"].units
    assert unit.classes == ()
