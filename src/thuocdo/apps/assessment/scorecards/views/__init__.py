from __future__ import annotations

from thuocdo.apps.assessment.scorecards.views.boards import home, rounds, score, scoreboard
from thuocdo.apps.assessment.scorecards.views.cards import scorecard, why, why_json
from thuocdo.apps.assessment.scorecards.views.comparisons import compare
from thuocdo.apps.assessment.scorecards.views.forms import input_form, input_forms, marked_form
from thuocdo.apps.assessment.scorecards.views.keeping import (
    adopt_text,
    change_peer_set,
    manage_round,
    name_peer_set,
    open_round,
    publish_round,
)
from thuocdo.apps.assessment.scorecards.views.published import (
    confirm_results,
    data_set,
    data_sets,
    load_results,
)

__all__ = [
    "adopt_text", "change_peer_set", "compare", "confirm_results", "data_set", "data_sets", "home",
    "input_form", "input_forms", "load_results", "manage_round", "marked_form", "name_peer_set", "open_round",
    "publish_round", "rounds", "score", "scoreboard", "scorecard", "why", "why_json",
]  # fmt: skip
