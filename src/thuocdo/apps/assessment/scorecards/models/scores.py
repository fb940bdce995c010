"""Scorings: the inputs taken, frozen with their sources, and the scores made of them. All append-only."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, cast

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.scorecards.models.rounds import Round
from thuocdo.apps.assessment.scorecards.models.tracks import Track
from thuocdo.apps.foundation.accounts.permissions import Guard, Person, ScopedQuerySet, extent_of
from thuocdo.apps.foundation.audit.models import append_only
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.measurement.values.models import NUMBER_DECIMALS, NUMBER_DIGITS, State, Value

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

POINTS_DIGITS, POINTS_DECIMALS = 24, 10


class ScoreState(models.TextChoices):
    """Why a node has a number, a range, or nothing."""

    KNOWN = "known", _("scored")
    BLOCKED = "blocked", _("blocked")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    EXCLUDED = "excluded", _("left out, the others stretched")


class Scoring(models.Model):
    """One act of scoring a round on a track: who, when, by which text and engine. The newest is in force."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="scorings")
    track = models.CharField(max_length=8, choices=Track)
    number = models.PositiveIntegerField()
    definition = models.ForeignKey(
        IndexDefinition, models.PROTECT, null=True, blank=True, related_name="scorings"
    )
    engine_version = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["round_id", "track", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="scoring_number_once", fields=["round", "track", "number"]),
        ]
        triggers: ClassVar = [append_only()]

    def __str__(self) -> str:
        return f"{self.round_id} {self.track} {self.number}"


class InputSheet(models.Model):
    """The inputs of one unit as a scoring took them, and the unit classes it had on the last day of the period."""

    scoring = models.ForeignKey(Scoring, models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    classes = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="sheet_once", fields=["scoring", "unit"])]
        triggers: ClassVar = [append_only()]

    def __str__(self) -> str:
        return f"{self.scoring_id} {self.unit_id}"


class SheetValue(models.Model):
    """One input of a sheet, copied with the revision it came from: later corrections leave it alone."""

    sheet = models.ForeignKey(InputSheet, models.PROTECT, related_name="values")
    input = models.CharField(max_length=120)
    value = models.ForeignKey(Value, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=15, choices=State)
    number = models.DecimalField(
        max_digits=NUMBER_DIGITS, decimal_places=NUMBER_DECIMALS, null=True, blank=True
    )
    choice = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="input_once_on_sheet", fields=["sheet", "input"]),
            models.CheckConstraint(
                name="sheet_number_iff_given",
                condition=Q(state__in=[State.GIVEN, State.ZERO])
                | Q(
                    number__isnull=True,
                    choice="",
                    state__in=[State.NOT_APPLICABLE, State.NOT_AVAILABLE, State.MISSING],
                ),
            ),
        ]
        triggers: ClassVar = [append_only()]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.input}"


class ScoreQuerySet(ScopedQuerySet["Score"]):
    def for_user(self, user: Person | AnonymousUser, verb: str = "view") -> Self:
        """Scores within reach; those of a published round are read by everybody signed in."""
        guard = self.model.guard
        condition = extent_of(user, guard.kind, verb).holds(guard, cast("Person", user))
        if verb == "view" and user.is_authenticated:
            published = Q(scoring__round__is_published=True)
            return self.filter(published if condition is None else published | condition)
        return self.none() if condition is None else self.filter(condition)

    def in_force(self, round_id: int, track: str) -> Self:
        """The newest score of each unit and node of a round on a track."""
        found = self.filter(scoring__round_id=round_id, scoring__track=track)
        return found.order_by("unit_id", "node", "-scoring__number").distinct("unit_id", "node")


class Score(models.Model):
    """The result of one node for one unit in one scoring.

    `points` of `maximum` where known, else the range `low`–`high`. `value` is the number people quote where that
    is not points: an index between 0 and 1, a pillar, a share. `derivation` is stored for numbers that no rule
    made here (published, merged, decided); that of a computed score is made again from its sheet when asked for.
    """

    scoring = models.ForeignKey(Scoring, models.PROTECT, related_name="scores")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="scores")
    node = models.CharField(max_length=80)
    depth = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=14, choices=ScoreState)
    points = models.DecimalField(
        max_digits=POINTS_DIGITS, decimal_places=POINTS_DECIMALS, null=True, blank=True
    )
    maximum = models.DecimalField(
        max_digits=POINTS_DIGITS, decimal_places=POINTS_DECIMALS, null=True, blank=True
    )
    low = models.DecimalField(max_digits=POINTS_DIGITS, decimal_places=POINTS_DECIMALS, null=True, blank=True)
    high = models.DecimalField(
        max_digits=POINTS_DIGITS, decimal_places=POINTS_DECIMALS, null=True, blank=True
    )
    value = models.DecimalField(
        max_digits=POINTS_DIGITS, decimal_places=POINTS_DECIMALS, null=True, blank=True
    )
    value_low = models.DecimalField(
        max_digits=POINTS_DIGITS, decimal_places=POINTS_DECIMALS, null=True, blank=True
    )
    value_high = models.DecimalField(
        max_digits=POINTS_DIGITS, decimal_places=POINTS_DECIMALS, null=True, blank=True
    )
    rank = models.PositiveIntegerField(null=True, blank=True)
    class_code = models.CharField(max_length=40, blank=True)
    derivation = models.JSONField(null=True, blank=True)

    guard = Guard("score", unit="unit")
    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["scoring_id", "unit_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="score_once", fields=["scoring", "unit", "node"]),
            models.CheckConstraint(
                name="score_number_iff_known",
                condition=(Q(state="known") & (Q(points__isnull=False) | Q(value__isnull=False)))
                | Q(state="not_applicable")
                | Q(state__in=["blocked", "excluded"], points__isnull=True, value__isnull=True),
            ),
            models.CheckConstraint(
                name="score_range_in_order",
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["scoring", "depth"], name="score_by_depth")]
        triggers: ClassVar = [append_only()]

    def __str__(self) -> str:
        return f"{self.scoring_id} {self.unit_id} {self.node}: {self.points}"
