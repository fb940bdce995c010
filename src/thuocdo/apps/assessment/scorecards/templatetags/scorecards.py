"""`{% load scorecards %}`: a figure as a number, a range or the mark that says why there is none."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from thuocdo.apps.assessment.scorecards.queries.scoreboard import Figure
from thuocdo.apps.assessment.scorecards.tables import written

register = template.Library()


@register.simple_tag(name="figure")
def figure_tag(figure: Figure, digits: int, quoted: bool = False) -> SafeString | str:
    """The figure in words of the language."""
    return written(figure, digits, quoted=quoted)
