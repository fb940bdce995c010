"""`{% load drafts %}`: how surely a row was read, as a mark of shape, colour and word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from urllib.parse import urlencode

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.drafts.models import Draft, DraftState
from thuocdo.apps.assessment.drafts.queries.rows import DraftRow
from thuocdo.apps.foundation.ui import marks
from thuocdo.apps.foundation.ui.templatetags._numbers import pick
from thuocdo.domain.primitives.findings import SEVERITY_LABELS, Severity

register = template.Library()

_CERTAINTIES = {
    "unread": marks.Status("bad", "alert", _("not read")),
    "unsure": marks.Status("warn", "diamond", _("unsure")),
    "likely": marks.Status("info", "half", _("likely")),
    "sure": marks.Status("good", "full", _("sure")),
    "confirmed": marks.Status("good", "square", _("confirmed")),
    "written": marks.Status("plain", "ring", _("written by hand")),
}
_STATES = {DraftState.OPEN: "running", DraftState.IN_FORCE: "in_force", DraftState.DROPPED: "cancelled"}
_SEVERITIES = {"error": ("bad", "alert"), "warning": ("warn", "diamond"), "note": ("plain", "ring")}


@register.simple_tag
def certainty(code: str) -> SafeString:
    """How surely a row was read."""
    status = _CERTAINTIES[code]
    return format_html(
        '<span class="td-chip td-tone-{}">{}{}</span>', status.tone, marks.shape(status.shape), status.label
    )


@register.simple_tag
def certainty_word(code: str) -> str:
    """The same as a word."""
    return str(_CERTAINTIES[code].label)


@register.simple_tag
def state_of(state: str) -> SafeString:
    """Whether a draft is open, in force or given up."""
    known = DraftState(state)
    return marks.status_chip(_STATES[known], known.label)


@register.simple_tag
def severity_of(code: str) -> SafeString:
    """How grave a finding is."""
    tone, shape = _SEVERITIES[code]
    label = pick(SEVERITY_LABELS[cast("Severity", code)])
    return format_html('<span class="td-chip td-tone-{}">{}{}</span>', tone, marks.shape(shape), label)


@register.filter
def after(rows: Sequence[DraftRow], place: int) -> DraftRow | None:
    """The row that comes next and waits to be settled."""
    return next((row for row in rows[place:] if row.is_row and not row.is_settled), None)


@register.filter
def plain_fields(form: BaseForm) -> list[BoundField]:
    """The fields of a rule that are no part of a pair."""
    return [field for field in form if not field.name.startswith(("left_", "right_"))]


@register.simple_tag
def row_address(draft: Draft, code: str, back: str) -> str:
    """The address of a row, with the way back to this view of the list."""
    address = reverse("drafts:row", args=[draft.pk, code])
    return f"{address}?{urlencode({'back': back})}" if back else address
