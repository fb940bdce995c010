"""A round, and the named set of units that its ranks are taken within."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.scorecards.models.tracks import COMPUTED_TRACKS, Track
from thuocdo.apps.foundation.accounts.permissions import Guard, ScopedQuerySet
from thuocdo.apps.foundation.audit.models import Versioned
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.texts import Text


class PeerSet(models.Model):
    """Units a rank is taken within, as they were on a day: the 63 provinces are not the 34."""

    code = models.SlugField(max_length=80, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    at = models.DateField()
    units = models.ManyToManyField(OrgUnit, through="PeerSetMember", related_name="peer_sets")

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name_vi

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_vi, self.name_en)


class PeerSetMember(models.Model):
    """One unit of a peer set, by its short name on that day, with its place on the tile map where it has one."""

    peer_set = models.ForeignKey(PeerSet, models.CASCADE, related_name="members")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    name_vi = models.CharField(max_length=200, blank=True)
    tile_column = models.SmallIntegerField(null=True, blank=True)
    tile_row = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="peer_once_in_set", fields=["peer_set", "unit"]),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} ∈ {self.peer_set_id}"


class RoundQuerySet(ScopedQuerySet["Round"]):
    def with_context(self) -> RoundQuerySet:
        """With the definition and the peer set, which every screen of a round names."""
        return self.select_related("definition", "peer_set").defer("definition__content")


class Round(Versioned):
    """Rule set × level × period × peer set: what is judged, for whom, when, against whom.

    The peer set may change until the round is scored.

    `definition` is empty where only results published under rules that nobody loaded are known; the index and
    rule set are named all the same, and `labels` name the nodes. Values observed after `values_until` do not count.
    What is computed here stands on `computed_track`: whose account the values are.
    """

    code = models.SlugField(max_length=80, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    definition = models.ForeignKey(
        IndexDefinition, models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    index_code = models.CharField(max_length=80)
    rule_set = models.CharField(max_length=80)
    level = models.CharField(max_length=40)
    period = models.CharField(max_length=20)
    peer_set = models.ForeignKey(PeerSet, models.PROTECT, related_name="rounds")
    values_until = models.DateField(null=True, blank=True)
    computed_track = models.CharField(
        max_length=8, choices=[(one.value, one.label) for one in COMPUTED_TRACKS], default=Track.SELF
    )
    is_illustrative = models.BooleanField(default=False)
    source = models.CharField(max_length=500, blank=True)
    note_vi = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    labels = models.JSONField(default=dict, blank=True)
    opened_at = models.DateTimeField()
    is_published = models.BooleanField(default=False)

    guard = Guard("round")
    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-period", "-values_until", "index_code", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="round_once",
                fields=["index_code", "rule_set", "level", "period", "peer_set", "values_until"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name_vi

    def get_absolute_url(self) -> str:
        return reverse("scorecards:scoreboard", args=[self.code])

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_vi, self.name_en)

    @property
    def note(self) -> Text:
        """What readers must know, in both languages."""
        return Text(self.note_vi, self.note_en)

    def label(self, node: str) -> Text:
        """The title of a node where no definition is there to say it."""
        known = self.labels.get(node)
        return Text(**known) if known else Text(node)

    @property
    def period_text(self) -> Text:
        """The period in words."""
        try:
            period = Period.parse(self.period)
        except ThuocDoError:
            return Text(self.period)
        return Text(period.label("vi"), period.label("en"))
