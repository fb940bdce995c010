"""`{% load org_units %}`: the words for levels, hierarchies and changes of units."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from thuocdo.domain.org_units.units import CHANGE_LABELS, HIERARCHIES, LEVEL_LABELS, ChangeKind, Level
from thuocdo.domain.primitives.provenance import CERTAINTY_LABELS, Certainty

register = template.Library()


@register.filter
def level_label(level: str) -> str:
    """The words for a level."""
    return LEVEL_LABELS[Level(level)].pick(get_language() or "vi")


@register.filter
def hierarchy_label(hierarchy: str) -> str:
    """The words for a hierarchy."""
    return HIERARCHIES[hierarchy].pick(get_language() or "vi")


@register.filter
def change_label(kind: str) -> str:
    """The words for what became of a unit."""
    return CHANGE_LABELS[ChangeKind(kind)].pick(get_language() or "vi")


@register.filter
def certainty_label(certainty: str) -> str:
    """How sure a row is, in words; an empty one says that nobody has said."""
    return CERTAINTY_LABELS[Certainty(certainty or Certainty.UNKNOWN)].pick(get_language() or "vi")
