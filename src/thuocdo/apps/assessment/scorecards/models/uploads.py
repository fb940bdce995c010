"""Input forms handed in for a round: looked at first, loaded as a whole after somebody confirmed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.scorecards.models.rounds import Round
from thuocdo.apps.foundation.accounts.permissions import Guard, ScopedQuerySet
from thuocdo.apps.foundation.evidence.models import Upload
from thuocdo.apps.foundation.org_units.models import OrgUnit


class UploadState(models.TextChoices):
    """How far a form has come."""

    CHECKED = "checked", _("waiting for confirmation")
    REFUSED = "refused", _("has problems, nothing loaded")
    LOADED = "loaded", _("loaded")


class InputUpload(models.Model):
    """One form for one round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="input_uploads")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=UploadState)
    problem_count = models.PositiveIntegerField(default=0)
    value_count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    loaded_at = models.DateTimeField(null=True, blank=True)

    guard = Guard("input_form", unit="unit", owner="by")
    objects = ScopedQuerySet["InputUpload"].as_manager()

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.upload} → {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("scorecards:input_form", args=[self.round.code, self.pk])

    @property
    def audit_unit_code(self) -> str:
        return self.unit.code
