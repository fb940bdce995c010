"""Results that others published, as they published them, and whether they can be computed again here."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.scorecards.models.rounds import PeerSet
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.primitives.texts import Text


class Check(models.TextChoices):
    """What computing it again gave."""

    AGREES = "agrees", _("recomputed, agrees")
    DIFFERS = "differs", _("recomputed, differs")
    NOT_RECOMPUTABLE = "not_recomputable", _("published, not recomputable")
    DERIVED = "derived", _("derived by the published rule")


class PublishedResult(models.Model):
    """One published number or rank. `unit` is empty for the nation and for averages, which `subject` names."""

    index_code = models.CharField(max_length=80)
    rule_set = models.CharField(max_length=80, blank=True)
    period = models.CharField(max_length=20)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, blank=True, related_name="published_results")
    subject = models.CharField(max_length=200)
    node = models.CharField(max_length=80)
    peer_set = models.ForeignKey(PeerSet, models.PROTECT, null=True, blank=True, related_name="+")
    value = models.DecimalField(max_digits=24, decimal_places=10, null=True, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=500)
    check_result = models.CharField(max_length=16, choices=Check, default=Check.NOT_RECOMPUTABLE)
    recomputed = models.DecimalField(max_digits=24, decimal_places=10, null=True, blank=True)
    reason_vi = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["index_code", "period", "node", "subject"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="published_once",
                fields=["index_code", "period", "subject", "node", "peer_set", "published_on", "source"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="published_says_something", condition=Q(value__isnull=False) | Q(rank__isnull=False)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["index_code", "period", "unit"], name="published_by_unit")]

    def __str__(self) -> str:
        return f"{self.index_code} {self.period} {self.subject} {self.node}"

    @property
    def reason(self) -> Text:
        """Why it cannot be computed again, in both languages."""
        return Text(self.reason_vi, self.reason_en)
