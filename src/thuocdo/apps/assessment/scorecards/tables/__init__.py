"""The tables of rounds, scorecards and comparisons."""

from __future__ import annotations

from thuocdo.apps.assessment.scorecards.tables.boards import class_choices, class_title, scoreboard_table
from thuocdo.apps.assessment.scorecards.tables.cards import card_table
from thuocdo.apps.assessment.scorecards.tables.comparisons import comparison_table
from thuocdo.apps.assessment.scorecards.tables.figures import written

__all__ = ["card_table", "class_choices", "class_title", "comparison_table", "scoreboard_table", "written"]
