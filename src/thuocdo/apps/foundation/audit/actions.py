"""Writing the audit log.

audit.record("accounts.role_granted", person, by=administrator, after={"role": "officer"})
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from thuocdo.apps.foundation.audit.models import Actor, AuditEntry
from thuocdo.apps.foundation.audit.origin import current_origin

Values = Mapping[str, Any]  # Any: whatever JSON or Django's encoder can write


def record(
    verb: str,
    obj: models.Model,
    *,
    by: Actor | None,
    before: Values | None = None,
    after: Values | None = None,
    reason: str = "",
    unit_code: str | None = None,
) -> AuditEntry:
    """Write down that `by` (None: the system itself) did `verb` to `obj`."""
    return AuditEntry.objects.create(
        actor_id=by.pk if by else None,
        actor_name=by.get_username() if by else "",
        verb=verb,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_label=str(obj)[:300],
        unit_code=getattr(obj, "audit_unit_code", "") if unit_code is None else unit_code,
        before=dict(before) if before is not None else None,
        after=dict(after) if after is not None else None,
        reason=reason,
        origin=current_origin()[:100],
    )


def values_of(obj: models.Model, *fields: str) -> dict[str, Any]:  # Any: the fields' own types
    """The named fields as plain values, for `before` and `after`."""
    return {field.name: field.value_from_object(obj) for field in obj._meta.fields if field.name in fields}
