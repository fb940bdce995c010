"""Changing drafts: begin one, settle its rows, change its head or text, go back, give up, put in force."""

from __future__ import annotations

from thuocdo.apps.assessment.drafts.actions.beginning import (
    begin_from_paper,
    begin_from_rule_set,
    begin_from_text,
    take_paper,
)
from thuocdo.apps.assessment.drafts.actions.changing import (
    Edit,
    RowChange,
    change_head,
    change_text,
    confirm_rows,
    mend_row,
    restore,
)
from thuocdo.apps.assessment.drafts.actions.closing import drop, put_draft_in_force

__all__ = [
    "Edit",
    "RowChange",
    "begin_from_paper",
    "begin_from_rule_set",
    "begin_from_text",
    "change_head",
    "change_text",
    "confirm_rows",
    "drop",
    "mend_row",
    "put_draft_in_force",
    "restore",
    "take_paper",
]
