"""The rows of the permission table for rounds, scores and input forms."""

from __future__ import annotations

from thuocdo.apps.foundation.accounts.permissions import table
from thuocdo.apps.foundation.accounts.roles import Reach, Role

READERS = {
    Role.OFFICER: Reach.UNIT,
    Role.UNIT_HEAD: Reach.SUBTREE,
    Role.APPRAISER: Reach.SUBTREE,
    Role.STANDING_AGENCY: Reach.SUBTREE,
    Role.LEADER: Reach.SUBTREE,
    Role.ADMINISTRATOR: Reach.SUBTREE,
    Role.AUDITOR: Reach.SUBTREE,
}
GIVERS = {Role.OFFICER: Reach.UNIT, Role.UNIT_HEAD: Reach.SUBTREE, Role.STANDING_AGENCY: Reach.SUBTREE}


def fill_table() -> None:
    """That a round is held is no secret; scores are read by reach until the round is published."""
    table.grant("round", "view", {}, everybody=Reach.EVERYWHERE)
    table.grant("round", "score", {Role.STANDING_AGENCY: Reach.SUBTREE})
    table.grant("round", "manage", {Role.STANDING_AGENCY: Reach.SUBTREE, Role.ADMINISTRATOR: Reach.SUBTREE})
    table.grant("score", "view", READERS)
    table.grant("published", "view", {}, everybody=Reach.EVERYWHERE)
    table.grant("published", "manage", {Role.STANDING_AGENCY: Reach.SUBTREE})
    table.grant("input_form", "view", READERS, everybody=Reach.OWN)
    table.grant("input_form", "load", GIVERS)
