"""`{% load jobs %}`: the words for kinds of job, and for how long something still takes."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.utils.translation import gettext, ngettext

from thuocdo.apps.foundation.jobs.kinds import kind_label

register = template.Library()
register.filter("kind_label", kind_label)


@register.filter
def duration_words(duration: timedelta) -> str:
    """A rough duration: seconds below two minutes, then minutes, then hours."""
    seconds = max(1, round(duration.total_seconds()))
    if seconds < 120:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    if seconds < 7200:
        minutes = round(seconds / 60)
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    return gettext("%(n)d hours") % {"n": round(seconds / 3600)}
