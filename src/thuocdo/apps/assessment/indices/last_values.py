"""What a unit gave for an index in the period before, for the form of the next."""

from __future__ import annotations

from fractions import Fraction

from thuocdo.apps.assessment.indices.models import InputLink
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.permissions import units_for
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.measurement.values.models import Value
from thuocdo.apps.measurement.values.queries import current_values
from thuocdo.domain.primitives.errors import PeriodError
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow, ValueState
from thuocdo.domain.scoring.sheet import Value as SheetValue


def last_sheet(definition: Definition, *, unit: OrgUnit, period: str, user: User) -> InputSheet | None:
    """The values in force of the latest earlier period of the same kind, whichever round took them.

    None where there are none, or where the figures of the unit are not for this person's eyes.
    """
    if not units_for(user, "input_form", "view").filter(pk=unit.pk).exists():
        return None
    links = InputLink.objects.filter(index_code=definition.index, input__in=list(definition.inputs))
    names = {link.element_id: link.input for link in links}
    known = Value.objects.filter(unit=unit, element__in=names).order_by()
    before = _latest_before(set(known.values_list("period", flat=True).distinct()), period)
    if before is None:
        return None
    values = current_values(period=before, elements=names, units=[unit.pk])
    cells = [(unit.code, names[value.element_id], _plain(value)) for value in values]
    return InputSheet.from_values(before, cells, [UnitRow(unit.code)])


def _latest_before(known: set[str], period: str) -> str | None:
    """The latest of the periods that end before this one begins and are as long; without a period, of all."""
    periods = {one: name for name in known if (one := _parsed(name)) is not None}
    if period:
        asked = _parsed(period)
        periods = {
            one: name
            for one, name in periods.items()
            if asked is not None and one.kind == asked.kind and one.end < asked.start
        }
    return periods[max(periods)] if periods else None


def _parsed(period: str) -> Period | None:
    try:
        return Period.parse(period)
    except PeriodError:
        return None


def _plain(value: Value) -> SheetValue:
    return SheetValue(
        number=None if value.number is None else Fraction(value.number),
        state=ValueState[value.state.upper()],
        choice=value.choice,
    )
