"""Small marks that never speak by colour alone: a drawn shape, a colour class and a word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_SHAPES = {
    "full": '<circle cx="6" cy="6" r="5"/>',
    "half": '<circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<path d="M6 1.5a4.5 4.5 0 0 0 0 9z"/>',
    "ring": '<circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" stroke-width="1.5"/>',
    "alert": '<path d="M6 .8 11.6 11H.4z"/>',
    "square": '<rect x="1.5" y="1.5" width="9" height="9" rx="1"/>',
    "up": '<path d="M6 2 11 10H1z"/>',
    "down": '<path d="M6 10 1 2h10z"/>',
    "same": '<path d="M1 3.5h10v1.7H1zM1 6.8h10v1.7H1z"/>',
    "diamond": '<path d="M6 .8 11.2 6 6 11.2.8 6z"/>',
}


def shape(name: str) -> SafeString:
    """One of the drawn shapes, hidden from readers since the word stands beside it."""
    drawing = mark_safe(_SHAPES[name])  # noqa: S308 -- a constant of this module
    return format_html('<svg class="td-shape" viewBox="0 0 12 12" aria-hidden="true">{}</svg>', drawing)


@dataclass(frozen=True, slots=True)
class Status:
    """What a state looks like: its tone (colour class), its shape and its word."""

    tone: str
    shape: str
    label: StrOrPromise


STATUSES: dict[str, Status] = {
    "met": Status("good", "full", gettext_lazy("Met")),
    "nearly": Status("warn", "half", gettext_lazy("Nearly met")),
    "unmet": Status("plain", "ring", gettext_lazy("Not met")),
    "overdue": Status("bad", "alert", gettext_lazy("Overdue")),
    "done": Status("good", "full", gettext_lazy("Done")),
    "running": Status("info", "half", gettext_lazy("In progress")),
    "waiting": Status("plain", "ring", gettext_lazy("Waiting")),
    "failed": Status("bad", "alert", gettext_lazy("Failed")),
    "cancelled": Status("plain", "square", gettext_lazy("Cancelled")),
    "draft": Status("plain", "ring", gettext_lazy("Draft")),
    "in_force": Status("good", "full", gettext_lazy("In force")),
    "ended": Status("plain", "square", gettext_lazy("Ended")),
    "blocked": Status("warn", "diamond", gettext_lazy("Blocked")),
}


def status_chip(code: str, label: StrOrPromise = "") -> SafeString:
    """The chip of a known state, with its own word or a better one."""
    status = STATUSES[code]
    return format_html(
        '<span class="td-chip td-tone-{}">{}{}</span>',
        status.tone,
        shape(status.shape),
        label or status.label,
    )


class ValueState(StrEnum):
    """The five states of a value; unknown is not zero."""

    GIVEN = "given"
    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"
    NOT_AVAILABLE = "not_available"
    MISSING = "missing"


STATE_SIGNS: dict[ValueState, tuple[str, StrOrPromise, StrOrPromise]] = {
    ValueState.ZERO: ("0", gettext_lazy("Zero"), gettext_lazy("counted, and there was none")),
    ValueState.NOT_APPLICABLE: (
        "×",
        gettext_lazy("Not applicable"),
        gettext_lazy("this does not concern the unit"),
    ),
    ValueState.NOT_AVAILABLE: (
        "…",
        gettext_lazy("Not yet known"),
        gettext_lazy("will come from its source later"),
    ),
    ValueState.MISSING: ("?", gettext_lazy("Missing"), gettext_lazy("was due and has not been given")),
}


def state_mark(state: str) -> SafeString:
    """The sign that stands where a number would, with its meaning for readers and as a tip."""
    sign, label, meaning = STATE_SIGNS[ValueState(str(state).replace("-", "_").replace(" ", "_"))]
    return format_html(
        '<span class="td-state td-state-{}" title="{}: {}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        str(state).replace("_", "-").replace(" ", "-"),
        label,
        meaning,
        sign,
        label,
    )


def change_words(sign: int) -> str:
    """The word that goes with a change: up, down or unchanged."""
    return gettext("up") if sign > 0 else gettext("down") if sign < 0 else gettext("unchanged")
