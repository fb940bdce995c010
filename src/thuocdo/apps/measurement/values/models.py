"""Data elements and values. A value is never changed: a correction is a new revision."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.foundation.audit.models import append_only
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.primitives.texts import Text

NUMBER_DIGITS, NUMBER_DECIMALS = 38, 15


class ElementKind(models.TextChoices):
    """What a value of the element is; the words are those of an index's inputs."""

    COUNT = "count", _("Count")
    NUMBER = "number", _("Number")
    PERCENT = "percent", _("Share")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("Choice")
    POINTS = "points", _("Points")
    MONEY = "money", _("Money")


class State(models.TextChoices):
    """Why a value holds what it holds; only given and zero carry a number."""

    GIVEN = "given", _("given")
    ZERO = "zero", _("zero")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    NOT_AVAILABLE = "not_available", _("not available")
    MISSING = "missing", _("missing")


class SourceKind(models.TextChoices):
    """Where a value came from."""

    MANUAL = "manual", _("entered by hand")
    UPLOAD = "upload", _("input form")
    ANNEX = "annex", _("annex")
    DOSSIERS = "dossiers", _("counted from dossiers")
    PUBLISHED = "published", _("published by others")
    ILLUSTRATIVE = "illustrative", _("illustrative")


class DataElement(models.Model):
    """What is counted: one kind of number that units give for periods."""

    code = models.CharField(max_length=120, unique=True)
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    help_vi = models.TextField(blank=True)
    help_en = models.TextField(blank=True)
    unit_of_measure_vi = models.CharField(max_length=80, blank=True)
    unit_of_measure_en = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=10, choices=ElementKind, default=ElementKind.NUMBER)
    numerator = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    denominator = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="element_rate_has_both_terms",
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title_vi}"

    @property
    def title(self) -> Text:
        """The name in both languages."""
        return Text(self.title_vi, self.title_en)

    @property
    def unit_of_measure(self) -> Text:
        """The unit of measure in both languages."""
        return Text(self.unit_of_measure_vi, self.unit_of_measure_en)


class Value(models.Model):
    """One revision of one data element for one unit and period; the last observed is the value in force.

    `observed_on` is the day the source stated it: figures of an open period are stated again and again,
    and a round takes what was stated up to its own day.
    """

    element = models.ForeignKey(DataElement, models.PROTECT, related_name="values")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="values")
    period = models.CharField(max_length=20)
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=15, choices=State)
    number = models.DecimalField(
        max_digits=NUMBER_DIGITS, decimal_places=NUMBER_DECIMALS, null=True, blank=True
    )
    choice = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    source_kind = models.CharField(max_length=12, choices=SourceKind)
    source = models.CharField(max_length=500, blank=True)
    observed_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["element_id", "unit_id", "period", "-revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="value_revision_once", fields=["element", "unit", "period", "revision"]
            ),
            models.CheckConstraint(
                name="value_number_iff_given",
                condition=(
                    Q(state=State.GIVEN, number__isnull=False, choice="")
                    | (Q(state=State.GIVEN, number__isnull=True) & ~Q(choice=""))
                    | Q(state=State.ZERO, number=0, choice="")
                    | Q(
                        state__in=[State.NOT_APPLICABLE, State.NOT_AVAILABLE, State.MISSING],
                        number__isnull=True,
                        choice="",
                    )
                ),
            ),
            models.CheckConstraint(name="value_revision_from_one", condition=Q(revision__gte=1)),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["period", "element", "unit", "-observed_on", "-revision"], name="value_current"
            ),
            models.Index(fields=["unit", "period"], name="value_by_unit"),
        ]
        triggers: ClassVar = [append_only()]

    def __str__(self) -> str:
        return f"{self.element_id} {self.unit_id} {self.period} r{self.revision}: {self.shown}"

    @property
    def shown(self) -> str:
        """The number, the choice or the word of the state."""
        if self.number is not None:
            return f"{self.number.normalize():f}"
        return self.choice or str(self.get_state_display())
