"""The pages of drafts."""

from __future__ import annotations

from thuocdo.apps.assessment.drafts.views.beginning import new, paper
from thuocdo.apps.assessment.drafts.views.listing import drafts, mine
from thuocdo.apps.assessment.drafts.views.pages import checks, draft, history, text
from thuocdo.apps.assessment.drafts.views.rows import row
from thuocdo.apps.assessment.drafts.views.settling import (
    confirm,
    confirm_many,
    drop,
    edit_text,
    head,
    restore,
)
from thuocdo.apps.assessment.drafts.views.signing import changes, preview, sign
from thuocdo.apps.assessment.drafts.views.workbooks import readings

__all__ = [
    "changes", "checks", "confirm", "confirm_many", "draft", "drafts", "drop", "edit_text", "head", "history",
    "mine", "new", "paper", "preview", "readings", "restore", "row", "sign", "text",
]  # fmt: skip
