"""Units as the definitions say, flattened for queries: rows, dated links, successions, and who is under whom when.

Beside them the unit classes, which no definition of units knows: people of this installation set them.
"""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from thuocdo.apps.foundation.audit.models import Versioned


def _in_force(on: date, prefix: str = "") -> Q:
    """Rows whose validity contains the day; an open end is not an end."""
    begun = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": on})
    not_over = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": on})
    return begun & not_over


class Dated(models.Model):
    """Valid from a day to a day, both included; an empty end is open."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class OrgUnitQuerySet(models.QuerySet["OrgUnit"]):
    def at(self, on: date) -> Self:
        """The units that exist on a day."""
        return self.filter(_in_force(on))

    def under(self, unit: OrgUnit, on: date, *, hierarchy: str | None = None) -> Self:
        """`unit` and everything it answers for on a day, with the archive of units it succeeded."""
        return self.filter(pk__in=UnitClosure.objects.reach([unit.pk], on, hierarchy=hierarchy))

    def matching(self, folded_text: str) -> Self:
        """Units whose name or code holds the text, both without accents."""
        return self.filter(Q(folded__contains=folded_text) | Q(code__icontains=folded_text))

    def nearest_first(self, folded_text: str) -> Self:
        """Whoever is called just so first, then names that hold the text as whole words, then the rest."""
        words = rf"\y{re.escape(folded_text)}\y"
        nearness = models.Case(
            models.When(code=folded_text.replace(" ", "-"), then=0),
            models.When(folded__regex=words, then=1),
            default=2,
        )
        return self.order_by(nearness, "sort_key")


class OrgUnit(Dated):
    """One body for as long as it kept its identity; the code is stable and never used again.

    Name, kind and level are the latest ones; `versions` has those of other days.
    """

    code = models.CharField(max_length=120, unique=True)
    national_code = models.CharField(max_length=20, blank=True)
    name_vi = models.CharField(max_length=255)
    name_en = models.CharField(max_length=255, blank=True)
    label = models.CharField(max_length=300)
    kind = models.CharField(max_length=40)
    level = models.CharField(max_length=40, db_index=True)
    folded = models.TextField()
    sort_key = models.CharField(max_length=600, db_index=True)

    objects = OrgUnitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["sort_key", "code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="org_unit_ends_after_it_begins",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return self.label or self.name_vi

    def get_absolute_url(self) -> str:
        return reverse("org_units:unit", args=[self.code])

    @property
    def audit_unit_code(self) -> str:
        return self.code

    def name(self, language: str) -> str:
        """The latest name in a language, in Vietnamese where there is no other."""
        return self.name_en if language == "en" and self.name_en else self.name_vi


class UnitVersion(Dated):
    """What a unit was called and was by law for a time."""

    unit = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="versions")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=40)
    source = models.TextField(blank=True)
    certainty = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering: ClassVar = [F("valid_from").asc(nulls_first=True)]

    def __str__(self) -> str:
        return self.name


class UnitLink(Dated):
    """`child` stands directly under `parent` in one hierarchy for a time."""

    hierarchy = models.CharField(max_length=40)
    parent = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="links_down")
    child = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="links_up")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["hierarchy", "child"], name="unit_link_up")]

    def __str__(self) -> str:
        return f"{self.child} ⊂ {self.parent} ({self.hierarchy})"


class UnitSuccession(models.Model):
    """What became of a unit: each successor with the kind of change, or a change without successor."""

    unit = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, null=True, related_name="predecessions")
    kind = models.CharField(max_length=40)
    ended_on = models.DateField(null=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.unit} → {self.successor or '∅'} ({self.kind})"


class UnitClosureQuerySet(models.QuerySet["UnitClosure"]):
    def reach(
        self, unit_ids: list[int], on: date, *, hierarchy: str | None = None
    ) -> models.QuerySet[UnitClosure, int]:
        """Keys of everything under the units on a day, for use in `__in`."""
        rows = self.filter(_in_force(on), ancestor_id__in=unit_ids)
        if hierarchy is not None:
            rows = rows.filter(Q(hierarchy=hierarchy) | Q(depth=0))
        return rows.values_list("descendant_id", flat=True)


class UnitClosure(Dated):
    """`descendant` is under `ancestor` (depth 0: itself) for a time.

    A row stays open after the descendant ended in place, and a successor holds the rows of its predecessors:
    whoever answers for a unit today answers for the archive it took over.
    """

    hierarchy = models.CharField(max_length=40)
    ancestor = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="closure_down")
    descendant = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="closure_up")
    depth = models.PositiveSmallIntegerField()
    is_inherited = models.BooleanField(default=False)

    objects = UnitClosureQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["ancestor", "valid_from", "valid_to"], name="closure_down"),
            models.Index(fields=["descendant"], name="closure_up"),
        ]

    def __str__(self) -> str:
        return f"{self.descendant_id} ⊂ {self.ancestor_id} @{self.depth}"


class UnitClassQuerySet(models.QuerySet["UnitClass"]):
    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(_in_force(day))

    def meeting(self, begin: date, end: date | None) -> Self:
        """Those that hold on any day of a span; no end is an open one."""
        met = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=begin))
        return met if end is None else met.filter(valid_from__lte=end)


@pghistory.track()
class UnitClass(Versioned):
    """A unit belongs to a class (no_public_services, urban …) from a day to a day, both included, by a document.

    Ended, never edited: what was scored while it held keeps its own copy.
    """

    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="classes")
    code = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=300)
    set_by_name = models.CharField(max_length=200, blank=True)
    set_at = models.DateTimeField()

    objects = UnitClassQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["code", "-valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="unit_class_begins_once", fields=["unit", "code", "valid_from"]),
            models.CheckConstraint(
                name="unit_class_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="unit_class_names_its_document", condition=~Q(document="")),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.code}"

    @property
    def audit_unit_code(self) -> str:
        return self.unit.code
