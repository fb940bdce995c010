"""Setting a target, changing it and taking it back; each is a revision that stays."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from thuocdo.apps.assessment.indices.queries import find_definition, parsed
from thuocdo.apps.assessment.targets.errors import NothingToWithdrawError, TargetBeyondScaleError
from thuocdo.apps.assessment.targets.models import Target
from thuocdo.apps.assessment.targets.queries import points_per_unit, quoted_maximum
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.primitives.periods import Period


@transaction.atomic
def set_target(
    *,
    index_code: str,
    unit: OrgUnit,
    period: str,
    value: Decimal | None,
    document_number: str,
    document_date: dt.date,
    by: User | None,
    now: dt.datetime,
    reason: str = "",
) -> Target:
    """Keep what a document says the unit is to reach; no value withdraws it, the same words again change nothing."""
    definition = parsed(find_definition(index_code))
    code = Period.parse(period).code
    highest = quoted_maximum(definition)
    if value is not None and (value < 0 or (highest is not None and value > highest)):
        raise TargetBeyondScaleError(definition.title, value, highest or Decimal("Infinity"))
    OrgUnit.objects.select_for_update().get(pk=unit.pk)
    newest = Target.objects.filter(index_code=definition.index, unit=unit, period=code).first()
    if value is None and (newest is None or newest.value is None):
        raise NothingToWithdrawError(definition.index, unit.name_vi, code)
    said = (value, document_number, document_date)
    if newest is not None and (newest.value, newest.document_number, newest.document_date) == said:
        return newest
    target = Target.objects.create(
        index_code=definition.index,
        unit=unit,
        period=code,
        number=newest.number + 1 if newest is not None else 1,
        value=value,
        points_per_unit=points_per_unit(definition),
        document_number=document_number,
        document_date=document_date,
        reason=reason,
        by=by,
        at=now,
    )
    audit.record(
        "targets.withdrawn" if value is None else "targets.set",
        target,
        by=by,
        before={"value": newest.value} if newest is not None else None,
        after={"value": value, "document": document_number},
        reason=reason,
    )
    return target
