"""The rows of the permission table for targets."""

from __future__ import annotations

from thuocdo.apps.foundation.accounts.permissions import table
from thuocdo.apps.foundation.accounts.roles import Reach, Role


def fill_table() -> None:
    """Targets stand in public documents: everybody signed in reads them, the standing agency keeps them."""
    table.grant("target", "view", {}, everybody=Reach.EVERYWHERE)
    table.grant("target", "set", {Role.STANDING_AGENCY: Reach.SUBTREE})
