"""Index definitions: the text as it was written, byte for byte, and its hash as its version."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.foundation.accounts.permissions import Guard, ScopedQuerySet
from thuocdo.apps.foundation.audit.models import append_only, version_is_the_hash
from thuocdo.apps.measurement.values.models import DataElement
from thuocdo.domain.primitives.texts import Text


class DefinitionStatus(models.TextChoices):
    """What the definition says of itself."""

    IN_FORCE = "in_force", _("In force")
    DRAFT = "draft", _("Draft")
    ILLUSTRATIVE = "illustrative", _("Illustrative")
    REPLACED = "replaced", _("Replaced")


FOLLOWING = (DefinitionStatus.IN_FORCE, DefinitionStatus.REPLACED)
"""The rule sets that follow each other in a series; drafts and illustrative ones stand beside it."""


class RuleSetState(models.TextChoices):
    """What a rule set is on a day: its dates decide, not its text alone."""

    DRAFT = "draft", _("Draft")
    ILLUSTRATIVE = "illustrative", _("Illustrative")
    COMING = "coming", _("Not in force yet")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")


class IndexDefinitionQuerySet(ScopedQuerySet["IndexDefinition"]):
    def newest(self) -> IndexDefinitionQuerySet:
        """The newest text of each rule set; older texts stay for the scores that cite them."""
        # A sub-query, since filters after DISTINCT ON would run before it.
        newest = self.model._default_manager.order_by("code", "rule_set", "-number").distinct(
            "code", "rule_set"
        )
        return self.filter(pk__in=newest.values("pk"))

    def on(self, day: dt.date) -> IndexDefinitionQuerySet:
        """Those whose legal force covers `day`; illustrative ones too, which say so themselves, but no draft."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        not_over = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        # A text that calls itself replaced and names no last day was in force until nobody knows when.
        open_end = Q(status=DefinitionStatus.REPLACED, valid_to__isnull=True)
        return self.filter(begun, not_over).exclude(open_end).exclude(status=DefinitionStatus.DRAFT)


class IndexDefinition(models.Model):
    """One text of one rule set. Never changed: another text is another row with the next number."""

    code = models.CharField(max_length=80)
    rule_set = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField()
    path = models.CharField(max_length=300, blank=True)
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    aliases = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    series = models.CharField(max_length=80)
    levels = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    legal_number = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=12, choices=DefinitionStatus)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    stored_at = models.DateTimeField()

    guard = Guard("index")
    objects = IndexDefinitionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["code", "-valid_from", "rule_set", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="definition_number_once", fields=["code", "rule_set", "number"]),
            models.CheckConstraint(
                name="definition_ends_after_it_begins",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        triggers: ClassVar = [append_only(), version_is_the_hash()]

    def __str__(self) -> str:
        return f"{self.code}@{self.rule_set}"

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("indices:index", args=[self.code]) + f"?rule_set={self.rule_set}"

    @property
    def title(self) -> Text:
        """The name in both languages."""
        return Text(self.title_vi, self.title_en)

    @property
    def reference(self) -> str:
        """How people and the command line name it."""
        return f"{self.code}@{self.rule_set}"

    @property
    def text_reference(self) -> str:
        """The name of this very text: index, rule set and number."""
        return f"{self.reference} #{self.number}"

    @property
    def is_intact(self) -> bool:
        """Whether the stored bytes still give the version."""
        return hashlib.sha256(bytes(self.content)).hexdigest() == self.version

    def state_on(self, day: dt.date) -> RuleSetState:
        """What the rule set is on `day`, if this is its newest text."""
        if self.status == DefinitionStatus.DRAFT:
            return RuleSetState.DRAFT
        if self.status == DefinitionStatus.ILLUSTRATIVE:
            return RuleSetState.ILLUSTRATIVE
        if self.valid_from is not None and day < self.valid_from:
            return RuleSetState.COMING
        is_over = day > self.valid_to if self.valid_to else self.status == DefinitionStatus.REPLACED
        return RuleSetState.SUPERSEDED if is_over else RuleSetState.IN_FORCE


class Step(models.TextChoices):
    """What was done to a rule set by storing a text of it."""

    DRAFT = "draft", _("Drafted")
    IN_FORCE = "in_force", _("Put in force")
    SUPERSEDED = "superseded", _("Given its last day")
    CORRECTED = "corrected", _("Corrected")


class RuleSetStep(models.Model):
    """One step in the life of a rule set: what, by whom, when, by which decision and why. Never changed."""

    definition = models.ForeignKey(IndexDefinition, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=Step)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    decision = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["definition_id", "at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="rule_set_step_once", fields=["definition", "step"]),
        ]
        triggers: ClassVar = [append_only()]

    def __str__(self) -> str:
        return f"{self.definition_id} {self.step}"


class InputLink(models.Model):
    """Which data element feeds an input of an index; every rule set of the index reads the same one."""

    index_code = models.CharField(max_length=80)
    input = models.CharField(max_length=120)
    element = models.ForeignKey(DataElement, models.PROTECT, related_name="input_links")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="input_linked_once", fields=["index_code", "input"]),
        ]

    def __str__(self) -> str:
        return f"{self.index_code}.{self.input} ← {self.element_id}"
