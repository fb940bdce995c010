"""Reading the store of values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from thuocdo.apps.measurement.values.models import DataElement, Value


def current_values(
    *,
    period: str,
    elements: Iterable[int],
    units: Iterable[int],
    until: dt.date | None = None,
) -> QuerySet[Value]:
    """The newest revision of each element and unit in `period`; with `until` the newest observed by that day."""
    found = Value.objects.filter(period=period, element_id__in=list(elements), unit_id__in=list(units))
    if until is not None:
        found = found.filter(observed_on__lte=until)
    return found.order_by("element_id", "unit_id", "-revision").distinct("element_id", "unit_id")


def revisions_of(*, element: DataElement, unit_id: int, period: str) -> QuerySet[Value]:
    """Every revision of one value, newest first."""
    found = Value.objects.filter(element=element, unit_id=unit_id, period=period)
    return found.select_related("by").order_by("-revision")
