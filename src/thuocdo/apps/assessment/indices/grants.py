"""The rows of the permission table for indices."""

from __future__ import annotations

from thuocdo.apps.foundation.accounts.permissions import table
from thuocdo.apps.foundation.accounts.roles import Reach, Role


def fill_table() -> None:
    """Indices are made from public decisions: everybody signed in reads them; few put them in force."""
    table.grant("index", "view", {}, everybody=Reach.EVERYWHERE)
    table.grant("index", "manage", {Role.STANDING_AGENCY: Reach.SUBTREE, Role.ADMINISTRATOR: Reach.SUBTREE})
