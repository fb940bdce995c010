"""The rows of the permission table for indices."""

from __future__ import annotations

from thuocdo.apps.foundation.accounts.permissions import table
from thuocdo.apps.foundation.accounts.roles import Reach


def fill_table() -> None:
    """Indices are made from public decisions: everybody signed in reads them."""
    table.grant("index", "view", {}, everybody=Reach.EVERYWHERE)
