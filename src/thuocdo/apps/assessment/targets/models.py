"""Targets: a value to reach by a period. Never changed: another value is a new revision, and so is a withdrawal."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from thuocdo.apps.foundation.accounts.permissions import Guard, ScopedQuerySet
from thuocdo.apps.foundation.audit.models import append_only
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.texts import Text


class TargetQuerySet(ScopedQuerySet["Target"]):
    def newest(self) -> Self:
        """The last word on every index, unit and period; one that was withdrawn has no value."""
        newest = self.model._default_manager.order_by("index_code", "unit_id", "period", "-number").distinct(
            "index_code", "unit_id", "period"
        )
        return self.filter(pk__in=newest.values("pk"))

    def standing(self) -> Self:
        """Those in force."""
        return self.newest().filter(value__isnull=False)


class Target(models.Model):
    """One revision: the number people quote of the index that the unit is to reach, and the document that sets it.

    `value` is on the scale of the index's published number (0 to 1 for the DTI), and empty where the target was
    withdrawn. `points_per_unit` keeps that scale: a later rule set on another one does not change what was meant.
    """

    index_code = models.CharField(max_length=80)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="targets")
    period = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=10, null=True, blank=True)
    points_per_unit = models.DecimalField(max_digits=24, decimal_places=10)
    document_number = models.CharField(max_length=120)
    document_date = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    guard = Guard("target", unit="unit")
    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-period", "index_code", "unit_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="target_number_once", fields=["index_code", "unit", "period", "number"]
            ),
            models.CheckConstraint(name="target_names_its_document", condition=~Q(document_number="")),
            models.CheckConstraint(
                name="target_is_not_negative", condition=Q(value__isnull=True) | Q(value__gte=0)
            ),
        ]
        triggers: ClassVar = [append_only()]

    def __str__(self) -> str:
        return f"{self.index_code} {self.period} {self.unit_id}: {self.value}"

    @property
    def points(self) -> Decimal | None:
        """The target in points; None where it was withdrawn."""
        return None if self.value is None else self.value * self.points_per_unit

    @property
    def audit_unit_code(self) -> str:
        return self.unit.code

    @property
    def period_text(self) -> Text:
        """The period in words."""
        try:
            period = Period.parse(self.period)
        except ThuocDoError:
            return Text(self.period)
        return Text(period.label("vi"), period.label("en"))
