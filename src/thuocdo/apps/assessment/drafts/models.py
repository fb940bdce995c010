"""Drafts: one text per index under preparation; every edit is one more revision, and nothing is written over."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.foundation.accounts.permissions import Guard, ScopedQuerySet
from thuocdo.apps.foundation.audit.models import append_only, version_is_the_hash
from thuocdo.apps.foundation.evidence.models import Upload
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.primitives.texts import Text


class DraftState(models.TextChoices):
    """Whether somebody still works on it."""

    OPEN = "open", _("Being prepared")
    IN_FORCE = "in_force", _("Signed and in force")
    DROPPED = "dropped", _("Given up")


class Draft(models.Model):
    """A rule set under preparation. Its words and rules stand in its revisions; here is only what lists show.

    `remarks` are what the reader of the paper had to say about it: severity, code, place, message, fix.
    """

    index_code = models.CharField(max_length=80)
    rule_set = models.CharField(max_length=80)
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=DraftState, default=DraftState.OPEN)
    paper = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="+")
    before = models.ForeignKey(IndexDefinition, models.PROTECT, null=True, blank=True, related_name="+")
    result = models.ForeignKey(IndexDefinition, models.PROTECT, null=True, blank=True, related_name="drafts")
    remarks = models.JSONField(default=list, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    guard = Guard("draft", unit="unit")
    objects = ScopedQuerySet["Draft"].as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="draft_in_force_has_a_result",
                condition=Q(state="in_force", result__isnull=False)
                | (~Q(state="in_force") & Q(result__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index_code}@{self.rule_set}"

    def get_absolute_url(self) -> str:
        return reverse("drafts:draft", args=[self.pk])

    @property
    def title(self) -> Text:
        """The name in both languages."""
        return Text(self.title_vi, self.title_en)

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed."""
        return self.state == DraftState.OPEN

    @property
    def audit_unit_code(self) -> str:
        return self.unit.code


class Deed(models.TextChoices):
    """What made a revision; its `subject` names the row, the number or the file."""

    READ = "read", _("read from the paper")
    BEGUN = "begun", _("begun from the rule set")
    TAKEN = "taken", _("taken from the text")
    MENDED = "mended", _("row mended and confirmed")
    CONFIRMED = "confirmed", _("row confirmed")
    CONFIRMED_MANY = "confirmed_many", _("rows confirmed together")
    HEAD = "head", _("head changed")
    TEXT = "text", _("text changed by hand")
    RESTORED = "restored", _("went back to revision")


class DraftRevision(models.Model):
    """The whole text after one edit, with how many of its rows are settled."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=64)
    content = models.BinaryField()
    deed = models.CharField(max_length=14, choices=Deed)
    subject = models.CharField(max_length=300, blank=True)
    row_count = models.PositiveIntegerField()
    settled_count = models.PositiveIntegerField()
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    stored_at = models.DateTimeField()

    guard = Guard("draft", unit="draft__unit")
    objects = ScopedQuerySet["DraftRevision"].as_manager()

    class Meta:
        ordering: ClassVar = ["draft_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="draft_revision_once", fields=["draft", "number"]),
        ]
        triggers: ClassVar = [append_only(), version_is_the_hash()]

    def __str__(self) -> str:
        return f"{self.draft_id} #{self.number}"

    @property
    def is_intact(self) -> bool:
        """Whether the stored bytes still give the version."""
        return hashlib.sha256(bytes(self.content)).hexdigest() == self.version
