"""The rows of the permission table for drafts of indices."""

from __future__ import annotations

from thuocdo.apps.foundation.accounts.permissions import table
from thuocdo.apps.foundation.accounts.roles import Reach, Role

KEEPERS = {Role.STANDING_AGENCY: Reach.SUBTREE, Role.ADMINISTRATOR: Reach.SUBTREE}


def fill_table() -> None:
    """A draft is shown to those who prepare it and to those who check; nobody else until it is in force."""
    table.grant("draft", "view", {**KEEPERS, Role.APPRAISER: Reach.SUBTREE, Role.AUDITOR: Reach.SUBTREE})
    table.grant("draft", "manage", KEEPERS)
