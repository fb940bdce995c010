"""`{% load indices %}`: the state of a definition as a chip, and the words for levels of units."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from thuocdo.apps.assessment.indices.models import DefinitionStatus
from thuocdo.apps.foundation.ui import marks

register = template.Library()

_CHIPS = {
    DefinitionStatus.IN_FORCE: "in_force",
    DefinitionStatus.DRAFT: "draft",
    DefinitionStatus.ILLUSTRATIVE: "waiting",
    DefinitionStatus.REPLACED: "ended",
}

_LEVELS = {
    "nation": gettext_lazy("nation"),
    "country": gettext_lazy("nation"),
    "ministry": gettext_lazy("ministry"),
    "province": gettext_lazy("province"),
    "department": gettext_lazy("department"),
    "agency": gettext_lazy("department"),
    "district": gettext_lazy("district"),
    "commune": gettext_lazy("commune"),
    "ward": gettext_lazy("ward"),
}


@register.simple_tag
def status_of(status: str) -> SafeString:
    """The chip of what a definition says of itself."""
    known = DefinitionStatus(status)
    return marks.status_chip(_CHIPS[known], known.label)


@register.simple_tag
def level_word(level: str) -> str:
    """The word for a level of units; an office's own level stands as it is written."""
    return str(_LEVELS.get(level, level))
