"""`{% load audit %}`: the history panel beside an object, and the words for what it holds."""

from __future__ import annotations

from django import template
from django.db import models

from thuocdo.apps.foundation.audit.models import AuditEntry
from thuocdo.apps.foundation.audit.queries import change_lines, history_of, verb_label

register = template.Library()
register.filter("verb_label", verb_label)
register.filter("change_lines", change_lines)


@register.inclusion_tag("audit/_history.html")
def history(obj: models.Model) -> dict[str, list[AuditEntry]]:
    """The panel of what happened to `obj`."""
    return {"entries": history_of(obj)}
