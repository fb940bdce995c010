"""Reading the audit log."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise

from thuocdo.apps.foundation.audit.models import AuditEntry

_VERB_LABELS: dict[str, str | Promise] = {}


def describe_verbs(labels: dict[str, str | Promise]) -> None:
    """Give verbs their words for people; called by each application when it starts."""
    _VERB_LABELS.update(labels)


def verb_label(verb: str) -> str:
    """The words for `verb`, or the verb itself where nobody gave any."""
    return str(_VERB_LABELS.get(verb, verb))


def known_verbs() -> dict[str, str | Promise]:
    """Every described verb, for filters."""
    return dict(_VERB_LABELS)


def history_of(obj: models.Model, *, limit: int = 100) -> list[AuditEntry]:
    """What happened to `obj`, newest first. Whoever may see the object may see its history."""
    entries = AuditEntry.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))
    return list(entries[:limit])
