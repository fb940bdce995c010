"""Reading the store of values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max, QuerySet

from thuocdo.apps.measurement.values.models import DataElement, Value


def current_values(
    *,
    period: str,
    elements: Iterable[int],
    units: Iterable[int],
    until: dt.date | None = None,
) -> QuerySet[Value]:
    """The value in force of each element and unit: the last observed (by the day `until`), in its newest revision."""
    found = Value.objects.filter(period=period, element_id__in=list(elements), unit_id__in=list(units))
    if until is not None:
        found = found.filter(observed_on__lte=until)
    return found.order_by("element_id", "unit_id", "-observed_on", "-revision").distinct(
        "element_id", "unit_id"
    )


def revisions_of(*, element: DataElement, unit_id: int, period: str) -> QuerySet[Value]:
    """Every revision of one value, newest first."""
    found = Value.objects.filter(element=element, unit_id=unit_id, period=period)
    return found.select_related("by").order_by("-revision")


def newest_of_day(
    *, period: str, elements: Iterable[int], units: Iterable[int], observed_on: dt.date
) -> QuerySet[Value]:
    """The newest revision that was observed on one day, of each element and unit."""
    found = Value.objects.filter(
        period=period, element_id__in=list(elements), unit_id__in=list(units), observed_on=observed_on
    )
    return found.order_by("element_id", "unit_id", "-revision").distinct("element_id", "unit_id")


def last_revisions(
    *, period: str, elements: Iterable[int], units: Iterable[int]
) -> dict[tuple[int, int], int]:
    """The last revision number of each element and unit, whenever it was observed."""
    found = Value.objects.filter(period=period, element_id__in=list(elements), unit_id__in=list(units))
    rows = found.order_by().values_list("element_id", "unit_id").annotate(last=Max("revision"))
    return {(element_id, unit_id): last for element_id, unit_id, last in rows}
