"""Whose number a score is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Track(models.TextChoices):
    """Whose number it is; they stand side by side and none stands for another."""

    SELF = "self", _("Self-score")
    COUNCIL = "council", _("Council")
    OFFICIAL = "official", _("Published")
    UNKNOWN = "unknown", _("Not known whether self-scored or appraised")


COMPUTED_TRACKS = (Track.SELF, Track.UNKNOWN)
"""What numbers computed here can be: the unit's own account, or one of which nobody knows whose it is."""
