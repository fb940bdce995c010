"""The texts of the calendar, byte for byte; an edit is one more revision, and nothing is ever written over."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.foundation.accounts.permissions import Guard, ScopedQuerySet
from thuocdo.apps.foundation.audit.models import append_only, version_is_the_hash
from thuocdo.apps.foundation.org_units.models import OrgUnit

HEAD = "calendar.yaml"


class Calendar(models.Model):
    """The one calendar of the installation, and the unit whose calendar it is."""

    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")

    guard = Guard("calendar", unit="unit")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Value(1), name="only_one_calendar")]

    def __str__(self) -> str:
        return str(_("Working calendar"))

    def get_absolute_url(self) -> str:
        return reverse("calendars:calendar")

    @property
    def audit_unit_code(self) -> str:
        return self.unit.code


class Origin(models.TextChoices):
    """Where a text comes from."""

    SHIPPED = "shipped", _("Shipped with Thước Đo")
    OFFICE = "office", _("Edited by the office")


class CalendarRevisionQuerySet(ScopedQuerySet["CalendarRevision"]):
    def newest(self) -> CalendarRevisionQuerySet:
        """The last revision of every file."""
        return self.order_by("file", "-number").distinct("file")


class CalendarRevision(models.Model):
    """One text of one file (the base calendar or a year) from the moment it was stored."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="revisions")
    file = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=64)
    content = models.BinaryField()
    origin = models.CharField(max_length=8, choices=Origin)
    reason = models.TextField(blank=True)
    document = models.CharField(max_length=300, blank=True)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    stored_at = models.DateTimeField()

    guard = Guard("calendar", unit="calendar__unit")
    objects = CalendarRevisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-stored_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="calendar_revision_once", fields=["calendar", "file", "number"]),
        ]
        triggers: ClassVar = [append_only(), version_is_the_hash()]

    def __str__(self) -> str:
        return f"{self.file} #{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("calendars:revision", args=[self.pk])

    @property
    def text(self) -> str:
        """The stored bytes as text."""
        return bytes(self.content).decode("utf-8")

    @property
    def is_intact(self) -> bool:
        """Whether the stored bytes still give the version."""
        return hashlib.sha256(bytes(self.content)).hexdigest() == self.version

    @property
    def who(self) -> str:
        """Who stored it; nobody when the system loaded it."""
        return str(self.stored_by) if self.stored_by else ""
