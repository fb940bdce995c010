"""Changes to people, roles and links; each is atomic, recorded, and asks for no permission: the view did."""

from __future__ import annotations

from thuocdo.apps.foundation.accounts.actions.links import (
    issue_link,
    open_link,
    set_password_by_link,
    sign_in_by_demo_link,
)
from thuocdo.apps.foundation.accounts.actions.people import (
    change_person,
    close_account,
    create_person,
    end_sessions,
    remove_second_factors,
    reopen_account,
)
from thuocdo.apps.foundation.accounts.actions.roles import end_role, grant_role

__all__ = [
    "change_person",
    "close_account",
    "create_person",
    "end_role",
    "end_sessions",
    "grant_role",
    "issue_link",
    "open_link",
    "remove_second_factors",
    "reopen_account",
    "set_password_by_link",
    "sign_in_by_demo_link",
]
