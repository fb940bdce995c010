"""Jobs as people see them; the queue itself is the library's."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.foundation.accounts.permissions import Guard, ScopedQuerySet
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.primitives.texts import Text


class Job(models.Model):
    """One piece of work with its progress and result."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(max_length=80)
    args = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    key = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.QUEUED)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    message_vi = models.CharField(max_length=1000, blank=True)
    message_en = models.CharField(max_length=1000, blank=True)
    result_link = models.CharField(max_length=500, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="jobs"
    )
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, related_name="+")
    queue_id = models.BigIntegerField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_cancel_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    guard = Guard("job", unit="unit", owner="started_by")
    objects = ScopedQuerySet["Job"].as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["started_by", "-created_at"], name="job_by_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state__in=["queued", "running"]) & ~Q(key=""),
                name="one_open_job_per_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", args=[self.pk])

    @property
    def audit_unit_code(self) -> str:
        return self.unit.code if self.unit else ""

    @property
    def message(self) -> Text:
        return Text(self.message_vi, self.message_en)

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}

    @property
    def is_cancellable(self) -> bool:
        return self.is_open and not self.is_cancel_requested

    @property
    def percent(self) -> int | None:
        """How much is done, or None where the whole is not known."""
        return 100 * self.progress_done // self.progress_total if self.progress_total else None

    @property
    def time_left(self) -> timedelta | None:
        """An estimate from the pace so far."""
        if (
            self.state != self.State.RUNNING
            or not self.progress_done
            or not self.progress_total
            or not self.started_at
        ):
            return None
        pace = (timezone.now() - self.started_at) / self.progress_done
        return pace * (self.progress_total - self.progress_done)
