"""The seven roles; each is held for a unit and for a time."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OFFICER = "officer", _("Officer")
    UNIT_HEAD = "unit_head", _("Unit head")
    APPRAISER = "appraiser", _("Appraiser")
    STANDING_AGENCY = "standing_agency", _("Standing agency")
    LEADER = "leader", _("Leader")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


class Reach(models.TextChoices):
    """How far a permission goes from the unit for which the role is held."""

    NOTHING = "nothing", _("nothing")
    OWN = "own", _("one's own")
    UNIT = "unit", _("the unit itself")
    SUBTREE = "subtree", _("the unit and all below it")
    EVERYWHERE = "everywhere", _("everywhere")
