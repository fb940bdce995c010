"""Filters the frame needs: script addresses, names of people, the tone of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from thuocdo.apps.foundation.ui import marks

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()

_MESSAGE_TONES = {"debug": "plain", "info": "info", "success": "good", "warning": "warn", "error": "bad"}
_MESSAGE_SHAPES = {"plain": "ring", "info": "diamond", "good": "full", "warn": "half", "bad": "alert"}


@register.filter
def script_names(names: str) -> list[str]:
    """The static names of our scripts, in the order they load."""
    return [f"ui/js/{name}.js" for name in names.split(",")]


@register.filter
def person_name(user: object) -> str:
    """The full name of a person, the sign-in name where there is none."""
    return str(getattr(user, "full_name", "") or user)


@register.filter
def initials(user: object) -> str:
    """Two letters for a person: of the middle or family name and of the given name, which stands last."""
    words = person_name(user).split()
    return "".join(word[0] for word in words[-2:]).upper() if words else ""


@register.filter
def message_tone(level_tag: str) -> str:
    return _MESSAGE_TONES.get(level_tag, "plain")


@register.filter
def message_shape(level_tag: str) -> SafeString:
    return marks.shape(_MESSAGE_SHAPES[message_tone(level_tag)])


@register.filter
def split_words(text: str) -> list[str]:
    """The words of a comma-separated list."""
    return text.split(",")
