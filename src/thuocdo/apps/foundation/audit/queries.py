"""Reading the audit log."""

from __future__ import annotations

from django.db import models

from thuocdo.apps.foundation.audit.models import AuditEntry
from thuocdo.apps.foundation.audit.wording import (
    change_lines,
    describe_fields,
    describe_values,
    describe_verbs,
    known_verbs,
    verb_label,
)

__all__ = [
    "change_lines",
    "describe_fields",
    "describe_values",
    "describe_verbs",
    "history_of",
    "known_verbs",
    "verb_label",
]


def history_of(obj: models.Model, *, limit: int = 100) -> list[AuditEntry]:
    """What happened to `obj`, newest first. Whoever may see the object may see its history."""
    entries = AuditEntry.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))
    return list(entries[:limit])
