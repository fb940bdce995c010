"""The rows of the permission table for the calendar."""

from __future__ import annotations

from thuocdo.apps.foundation.accounts.permissions import table
from thuocdo.apps.foundation.accounts.roles import Reach, Role


def fill_table() -> None:
    """Everybody signed in reads it; it binds every unit below its office, so only those above them edit it."""
    table.grant("calendar", "view", {}, everybody=Reach.EVERYWHERE)
    table.grant(
        "calendar", "manage", {Role.ADMINISTRATOR: Reach.SUBTREE, Role.STANDING_AGENCY: Reach.SUBTREE}
    )
