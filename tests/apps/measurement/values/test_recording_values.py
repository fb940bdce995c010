from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from thuocdo.apps.foundation.audit.models import AuditEntry
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.measurement.values.actions import NewValue, decimals_of, record_values
from thuocdo.apps.measurement.values.errors import UnknownElementError, WrongValueError
from thuocdo.apps.measurement.values.models import DataElement, SourceKind, State, Value
from thuocdo.apps.measurement.values.queries import current_values, revisions_of

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 10, 1, 8, 0, tzinfo=dt.UTC)
SEPTEMBER, OCTOBER = dt.date(2026, 9, 30), dt.date(2026, 10, 10)


@pytest.fixture
def hue() -> OrgUnit:
    return OrgUnit.objects.create(code="hue", name_vi="Huế", kind="province", folded="hue", sort_key="hue")


@pytest.fixture
def dossiers() -> DataElement:
    return DataElement.objects.create(code="dossiers", title_vi="Hồ sơ", kind="count")


def give(
    unit: OrgUnit,
    number: str | None,
    *,
    state: State = State.GIVEN,
    on: dt.date = SEPTEMBER,
    element: str = "dossiers",
) -> list[Value]:
    entry = NewValue(element, unit, None if number is None else Decimal(number), state)
    return record_values(
        period="2026", entries=[entry], source_kind=SourceKind.MANUAL, observed_on=on, by=None, now=NOW
    )


def test_a_correction_is_a_new_revision(hue: OrgUnit, dossiers: DataElement) -> None:
    give(hue, "10")
    give(hue, "12")
    assert [
        (value.revision, value.number)
        for value in revisions_of(element=dossiers, unit_id=hue.pk, period="2026")
    ] == [
        (2, Decimal(12)),
        (1, Decimal(10)),
    ]


def test_the_same_value_again_is_not_written(hue: OrgUnit, dossiers: DataElement) -> None:
    assert len(give(hue, "10")) == 1
    assert give(hue, "10.0") == []


def test_the_value_in_force_is_the_newest_observed_by_the_day(hue: OrgUnit, dossiers: DataElement) -> None:
    give(hue, "10", on=SEPTEMBER)
    give(hue, "15", on=OCTOBER)
    keys = {"period": "2026", "elements": [dossiers.pk], "units": [hue.pk]}
    assert [value.number for value in current_values(**keys)] == [Decimal(15)]
    assert [value.number for value in current_values(**keys, until=SEPTEMBER)] == [Decimal(10)]


def test_a_late_correction_of_an_earlier_day_does_not_become_the_value_of_today(
    hue: OrgUnit, dossiers: DataElement
) -> None:
    give(hue, "10", on=SEPTEMBER)
    give(hue, "15", on=OCTOBER)
    give(hue, "11", on=SEPTEMBER)
    keys = {"period": "2026", "elements": [dossiers.pk], "units": [hue.pk]}
    assert [value.number for value in current_values(**keys)] == [Decimal(15)]
    assert [value.number for value in current_values(**keys, until=SEPTEMBER)] == [Decimal(11)]


@pytest.mark.parametrize(
    ("state", "number"),
    [(State.MISSING, "3"), (State.NOT_APPLICABLE, "0"), (State.GIVEN, None), (State.ZERO, "1")],
)
def test_state_and_number_may_not_contradict_each_other(
    hue: OrgUnit, dossiers: DataElement, state: State, number: str | None
) -> None:
    with pytest.raises(WrongValueError):
        give(hue, number, state=state)


def test_zero_is_kept_as_a_number(hue: OrgUnit, dossiers: DataElement) -> None:
    assert give(hue, None, state=State.ZERO)[0].number == 0


def test_more_decimals_than_can_be_kept_are_refused_not_rounded(hue: OrgUnit, dossiers: DataElement) -> None:
    with pytest.raises(WrongValueError, match="15"):
        give(hue, "0.1234567890123456")


def test_nothing_is_written_when_one_entry_is_wrong(hue: OrgUnit, dossiers: DataElement) -> None:
    entries = [NewValue("dossiers", hue, Decimal(1)), NewValue("unheard-of", hue, Decimal(2))]
    with pytest.raises(UnknownElementError, match="unheard-of"):
        record_values(
            period="2026",
            entries=entries,
            source_kind=SourceKind.MANUAL,
            observed_on=SEPTEMBER,
            by=None,
            now=NOW,
        )
    assert not Value.objects.exists()


def test_every_unit_gets_one_line_in_the_audit_log(hue: OrgUnit, dossiers: DataElement) -> None:
    give(hue, "10")
    entry = AuditEntry.objects.get(verb="values.recorded")
    assert (entry.object_id, entry.after) == (
        str(hue.pk),
        {"period": "2026", "source_kind": "manual", "count": 1},
    )


def test_the_database_keeps_values_from_being_changed_or_deleted(hue: OrgUnit, dossiers: DataElement) -> None:
    (value,) = give(hue, "10")
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
        Value.objects.filter(pk=value.pk).update(number=11)
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
        Value.objects.filter(pk=value.pk).delete()


@pytest.mark.parametrize(
    ("state", "number", "choice"),
    [
        (State.MISSING, Decimal(1), ""),
        (State.GIVEN, None, ""),
        (State.GIVEN, Decimal(1), "a"),
        (State.ZERO, Decimal(2), ""),
        (State.NOT_AVAILABLE, None, "a"),
    ],
)
def test_the_database_refuses_a_number_that_contradicts_its_state(
    hue: OrgUnit, dossiers: DataElement, state: State, number: Decimal | None, choice: str
) -> None:
    with pytest.raises(IntegrityError, match="value_number_iff_given"):
        Value.objects.create(
            element=dossiers, unit=hue, period="2026", revision=1, state=state, number=number, choice=choice,
            source_kind=SourceKind.MANUAL, observed_on=SEPTEMBER, at=NOW,
        )  # fmt: skip


def test_decimals_are_counted_without_trailing_zeros() -> None:
    assert [decimals_of(Decimal(text)) for text in ("1.250", "3", "1E2", "0.1000")] == [2, 0, 0, 1]
