"""Recording values: every correction is a new revision, what did not change is not written again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db import transaction

from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.measurement.values.errors import UnknownElementError, WrongValueError
from thuocdo.apps.measurement.values.models import NUMBER_DECIMALS, DataElement, SourceKind, State, Value
from thuocdo.apps.measurement.values.queries import last_revisions, newest_of_day
from thuocdo.domain.primitives.texts import Text

_WITHOUT_NUMBER = frozenset({State.NOT_APPLICABLE, State.NOT_AVAILABLE, State.MISSING})


@dataclass(frozen=True, slots=True)
class NewValue:
    """One value on its way in; `element` is the code of a data element."""

    element: str
    unit: OrgUnit
    number: Decimal | None = None
    state: State = State.GIVEN
    choice: str = ""
    reason: str = ""
    source: str = ""


@transaction.atomic
def record_values(
    *,
    period: str,
    entries: Sequence[NewValue],
    source_kind: SourceKind,
    observed_on: dt.date,
    by: User | None,
    now: dt.datetime,
) -> list[Value]:
    """Write the entries that say something new about the day as new revisions; all or, on an error, none."""
    elements = _lock_elements({entry.element for entry in entries})
    for entry in entries:
        _check(entry)
    units = {entry.unit.pk for entry in entries}
    asked = [element.pk for element in elements.values()]
    of_day = newest_of_day(period=period, elements=asked, units=units, observed_on=observed_on)
    known = {(value.element_id, value.unit_id): value for value in of_day}
    last = last_revisions(period=period, elements=asked, units=units)
    fresh = []
    for entry in entries:
        key = (elements[entry.element].pk, entry.unit.pk)
        value = Value(
            element=elements[entry.element],
            unit=entry.unit,
            period=period,
            revision=last.get(key, 0) + 1,
            state=entry.state,
            number=Decimal(0) if entry.state == State.ZERO else entry.number,
            choice=entry.choice,
            reason=entry.reason,
            source_kind=source_kind,
            source=entry.source,
            observed_on=observed_on,
            by=by,
            at=now,
        )
        if key not in known or not _says_the_same(known[key], value):
            fresh.append(value)
            known[key], last[key] = value, value.revision
    written = Value.objects.bulk_create(fresh, batch_size=2000)
    _record_per_unit(written, by=by, period=period, source_kind=source_kind)
    return written


def _lock_elements(codes: set[str]) -> dict[str, DataElement]:
    """The elements by code, locked so that two writers never make the same revision."""
    found = DataElement.objects.select_for_update().filter(code__in=codes).order_by("pk")
    elements = {element.code: element for element in found}
    if missing := codes - elements.keys():
        raise UnknownElementError(missing)
    return elements


def _check(entry: NewValue) -> None:
    where = f"{entry.element}, {entry.unit}"
    has_content = entry.number is not None or bool(entry.choice)
    if entry.state in _WITHOUT_NUMBER and has_content:
        raise WrongValueError(
            where,
            Text(
                "trạng thái này không kèm số. Bỏ số hoặc chọn “có giá trị”.",
                "this state carries no number. Take the number out or choose “given”.",
            ),
        )
    if entry.state == State.GIVEN and not has_content:
        raise WrongValueError(
            where,
            Text(
                "chưa có số. Nhập số hoặc chọn trạng thái khác.", "has no number. Give one or another state."
            ),
        )
    if entry.state == State.ZERO and entry.number not in (None, Decimal(0)):
        raise WrongValueError(
            where, Text("trạng thái “bằng không” đi với số 0.", "the state “zero” goes with 0.")
        )
    if entry.number is not None and decimals_of(entry.number) > NUMBER_DECIMALS:
        raise WrongValueError(
            where,
            Text(
                f"có hơn {NUMBER_DECIMALS} chữ số thập phân. Làm tròn ở nguồn rồi nhập lại.",
                f"has more than {NUMBER_DECIMALS} decimals. Round it at the source and enter it again.",
            ),
        )


def decimals_of(number: Decimal) -> int:
    """How many decimals the number needs.

    >>> decimals_of(Decimal("1.250")), decimals_of(Decimal("1E3"))
    (2, 0)
    """
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def decimal_of(number: Fraction) -> Decimal | None:
    """The fraction as a decimal, None where it has no finite one.

    >>> decimal_of(Fraction(1, 8)), decimal_of(Fraction(1, 3))
    (Decimal('0.125'), None)
    """
    result = Decimal(number.numerator) / Decimal(number.denominator)
    return result if Fraction(result) == number else None


def _says_the_same(before: Value, after: Value) -> bool:
    names = ("state", "number", "choice", "reason", "source_kind", "source", "observed_on")
    return all(getattr(before, name) == getattr(after, name) for name in names)


def _record_per_unit(
    written: Sequence[Value], *, by: User | None, period: str, source_kind: SourceKind
) -> None:
    by_unit: dict[int, list[Value]] = {}
    for value in written:
        by_unit.setdefault(value.unit_id, []).append(value)
    for values in by_unit.values():
        audit.record(
            "values.recorded",
            values[0].unit,
            by=by,
            after={"period": period, "source_kind": str(source_kind), "count": len(values)},
        )
