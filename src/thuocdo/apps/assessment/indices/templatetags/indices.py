"""`{% load indices %}`: the state of a rule set as a chip, changes in words, and the words for levels of units."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.tables import CHIPS, address_of
from thuocdo.apps.foundation.ui import marks
from thuocdo.apps.foundation.ui.templatetags._components import panel_link
from thuocdo.apps.foundation.ui.templatetags._numbers import pick
from thuocdo.domain.scoring.differences import KIND_LABELS, ChangeKind, DefinitionChange

register = template.Library()

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
def state_of(stored: IndexDefinition) -> SafeString:
    """The chip of what a rule set is today."""
    state = stored.state_on(timezone.localdate())
    return marks.status_chip(CHIPS[state], state.label)


@register.simple_tag
def kind_of(change: DefinitionChange) -> str:
    """The kind of a change in words."""
    return pick(KIND_LABELS[change.kind])


@register.simple_tag
def node_link(change: DefinitionChange, old: IndexDefinition, new: IndexDefinition) -> SafeString:
    """The changed row by its title, which opens it as it stands in the text that has it."""
    stored = old if change.kind is ChangeKind.DROPPED else new
    page = reverse("indices:node", args=[stored.code, change.code])
    return panel_link(f"{page}?{address_of(stored).partition('?')[2]}", change.title)


@register.simple_tag
def level_word(level: str) -> str:
    """The word for a level of units; an office's own level stands as it is written."""
    return str(_LEVELS.get(level, level))
