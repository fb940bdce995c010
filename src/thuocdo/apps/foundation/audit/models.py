"""The audit log, and the base of everything that two people may edit at once."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F
from django.utils import timezone

from thuocdo.apps.foundation.audit.errors import StaleObjectError


def append_only() -> pgtrigger.Protect:
    """A trigger by which the database itself refuses to change or take away what was written."""
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


def version_is_the_hash() -> pgtrigger.Trigger:
    """A trigger that refuses a row whose `version` is not the SHA-256 of its `content`."""
    return pgtrigger.Trigger(
        name="version_is_the_hash",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=(
            "IF NEW.version <> encode(sha256(NEW.content), 'hex') THEN "
            "RAISE EXCEPTION 'version is not the sha256 of content'; END IF; RETURN NEW;"
        ),
    )


class Actor(Protocol):
    """Whoever does something: a person with a key and a name."""

    pk: Any  # Any: Django's own type of a primary key

    def get_username(self) -> str:
        """The name to write down."""
        ...


class AuditEntry(models.Model):
    """One thing somebody did. Names are copied, so that the entry outlives whom and what it names."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor_id = models.BigIntegerField(null=True, editable=False)
    actor_name = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)
    object_label = models.CharField(max_length=300)
    unit_code = models.CharField(max_length=120, blank=True)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    reason = models.TextField(blank=True)
    origin = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["object_type", "object_id", "-at"], name="audit_by_object"),
            models.Index(fields=["-at"], name="audit_by_time"),
            models.Index(fields=["unit_code", "-at"], name="audit_by_unit"),
        ]
        triggers: ClassVar = [append_only()]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.verb} {self.object_label}"

    @property
    def changes(self) -> list[tuple[str, object, object]]:
        """Field, before, after, for the fields that differ."""
        before, after = self.before or {}, self.after or {}
        names = [*before, *(name for name in after if name not in before)]
        return [(n, before.get(n), after.get(n)) for n in names if before.get(n) != after.get(n)]


class Versioned(models.Model):
    """A row that notices when it was changed after a form was opened (optimistic locking).

    Put `version` into the form as a hidden field and call `save_versioned(expected=…, by=…)`.
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by_name = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True

    def save_versioned(self, *, expected: int, by: Actor | None, fields: list[str]) -> None:
        """Save `fields` if the row is still at version `expected`; else raise StaleObjectError."""
        now = timezone.now()
        name = by.get_username() if by else ""
        values = {field: getattr(self, field) for field in fields}
        updated = (
            type(self)
            ._base_manager.filter(pk=self.pk, version=expected)
            .update(**values, version=F("version") + 1, changed_at=now, changed_by_name=name)
        )
        if not updated:
            current = type(self)._base_manager.filter(pk=self.pk).first()
            raise StaleObjectError(
                str(self), current.changed_by_name if current else "", current.changed_at if current else None
            )
        self.version, self.changed_at, self.changed_by_name = expected + 1, now, name
