from __future__ import annotations

from thuocdo.apps.assessment.scorecards.views.boards import home, rounds, score, scoreboard
from thuocdo.apps.assessment.scorecards.views.cards import scorecard, why, why_json
from thuocdo.apps.assessment.scorecards.views.comparisons import compare
from thuocdo.apps.assessment.scorecards.views.forms import input_form, input_forms, marked_form

__all__ = [
    "compare", "home", "input_form", "input_forms", "marked_form", "rounds", "score", "scoreboard", "scorecard",
    "why", "why_json",
]  # fmt: skip
