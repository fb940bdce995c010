"""Files that people handed in."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from thuocdo.apps.foundation.accounts.permissions import Guard, ScopedQuerySet
from thuocdo.apps.foundation.org_units.models import OrgUnit


def random_name(upload: Upload, filename: str) -> str:  # noqa: ARG001 - Django's signature
    """Where the bytes are kept: nothing of the claimed name, and nothing to guess."""
    token = secrets.token_hex(16)
    return f"{token[:2]}/{token}"


class Upload(models.Model):
    """One file, as it came in; it is never overwritten."""

    file = models.FileField(upload_to=random_name, max_length=120)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    declared_type = models.CharField(max_length=120, blank=True)
    media_type = models.CharField(max_length=120)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploads"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")

    guard = Guard("upload", unit="unit", owner="uploaded_by")
    objects = ScopedQuerySet["Upload"].as_manager()

    class Meta:
        ordering: ClassVar = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("evidence:download", args=[self.pk])

    @property
    def audit_unit_code(self) -> str:
        return self.unit.code
