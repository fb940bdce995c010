"""The rows of the permission table for the kinds of the foundation.

Other applications add theirs the same way from their own `grants.py`, called by `AppConfig.ready`.
"""

from __future__ import annotations

from thuocdo.apps.foundation.accounts.permissions import table
from thuocdo.apps.foundation.accounts.roles import Reach, Role

OVERSEERS = {Role.ADMINISTRATOR: Reach.SUBTREE, Role.AUDITOR: Reach.SUBTREE}


def fill_table() -> None:
    """Grant what the foundation needs."""
    table.grant("account", "view", OVERSEERS, everybody=Reach.OWN)
    table.grant("account", "list", OVERSEERS)
    table.grant("account", "manage", {Role.ADMINISTRATOR: Reach.SUBTREE})
    table.grant("audit_entry", "view", OVERSEERS)
    table.grant("org_unit", "view", {}, everybody=Reach.EVERYWHERE)
    table.grant(
        "org_unit", "classify", {Role.ADMINISTRATOR: Reach.SUBTREE, Role.STANDING_AGENCY: Reach.SUBTREE}
    )
    table.grant("notice", "view", {}, everybody=Reach.OWN)
    table.grant("job", "view", OVERSEERS, everybody=Reach.OWN)
    table.grant("job", "cancel", {Role.ADMINISTRATOR: Reach.SUBTREE}, everybody=Reach.OWN)
    table.grant(
        "upload",
        "view",
        {
            Role.OFFICER: Reach.UNIT,
            Role.UNIT_HEAD: Reach.SUBTREE,
            Role.APPRAISER: Reach.SUBTREE,
            Role.STANDING_AGENCY: Reach.SUBTREE,
            Role.LEADER: Reach.SUBTREE,
            Role.AUDITOR: Reach.SUBTREE,
        },
        everybody=Reach.OWN,
    )
    table.grant(
        "upload",
        "add",
        {Role.OFFICER: Reach.UNIT, Role.UNIT_HEAD: Reach.SUBTREE, Role.STANDING_AGENCY: Reach.SUBTREE},
    )
