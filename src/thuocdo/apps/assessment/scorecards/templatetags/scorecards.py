"""`{% load scorecards %}`: a figure as a number, a range or the mark that says why there is none."""

from __future__ import annotations

import re

from django import template
from django.utils.safestring import SafeString

from thuocdo.apps.assessment.scorecards.queries.scoreboard import Figure
from thuocdo.apps.assessment.scorecards.tables import written
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.scoring.derivation import Derivation
from thuocdo.domain.scoring.rules import Step
from thuocdo.domain.scoring.sentences import step_text

register = template.Library()


@register.simple_tag(name="figure")
def figure_tag(figure: Figure, digits: int, quoted: bool = False) -> SafeString | str:
    """The figure in words of the language."""
    return written(figure, digits, quoted=quoted)


@register.simple_tag
def step_line(step: Step) -> str:
    """One line of arithmetic with its numbers put in: 80 / 100 × 20 = 16."""
    return step_text(step).pick(language()).removesuffix(".")


@register.simple_tag
def rule_in_words(derivation: Derivation) -> str:
    """The rule with the titles of the inputs in the place of their names."""
    if derivation.rule is None:
        return ""
    titles = {one.name: one.title.pick(language()) for one in derivation.inputs if one.title.vi != one.name}
    words = derivation.rule.words.pick(language())
    return re.sub(
        r"[A-Za-z_][A-Za-z0-9_]*",
        lambda found: f"“{titles[found[0]]}”" if found[0] in titles else found[0],
        words,
    )
