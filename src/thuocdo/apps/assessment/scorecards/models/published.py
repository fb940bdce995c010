"""Results that others published, as they published them, and whether they can be computed again here."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.scorecards.models.rounds import PeerSet
from thuocdo.apps.foundation.accounts.permissions import Guard, ScopedQuerySet
from thuocdo.apps.foundation.evidence.models import Upload
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.primitives.texts import Text


class Check(models.TextChoices):
    """What computing it again gave."""

    AGREES = "agrees", _("recomputed, agrees")
    DIFFERS = "differs", _("recomputed, differs")
    NOT_RECOMPUTABLE = "not_recomputable", _("published, not recomputable")
    DERIVED = "derived", _("derived by the published rule")


class DataSet(models.Model):
    """One publication: a table of results by one index, with where it is from."""

    code = models.SlugField(max_length=80, unique=True)
    index_code = models.CharField(max_length=80)
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=500)
    as_of = models.DateField()
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    loaded_at = models.DateTimeField()

    guard = Guard("published")
    objects = ScopedQuerySet["DataSet"].as_manager()

    class Meta:
        ordering: ClassVar = ["-as_of", "code"]

    def __str__(self) -> str:
        return self.title_vi

    def get_absolute_url(self) -> str:
        return reverse("scorecards:data_set", args=[self.code])

    @property
    def title(self) -> Text:
        """The title in both languages."""
        return Text(self.title_vi, self.title_en)


class PublishedResult(models.Model):
    """One published number or rank. `unit` is empty for the nation and for averages, which `subject` names."""

    data_set = models.ForeignKey(DataSet, models.PROTECT, null=True, blank=True, related_name="results")
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
