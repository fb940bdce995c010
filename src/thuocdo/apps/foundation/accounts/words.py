"""How the audit log calls what is done to people, and the fields of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

VERBS = {
    "accounts.created": _("Account created"),
    "accounts.changed": _("Account changed"),
    "accounts.left": _("Person left, account closed"),
    "accounts.returned": _("Account opened again"),
    "accounts.role_granted": _("Role granted"),
    "accounts.role_ended": _("Role ended"),
    "accounts.link_issued": _("One-time link issued"),
    "accounts.link_used": _("One-time link used"),
    "accounts.password_set": _("Password set"),
    "accounts.signed_in": _("Signed in"),
    "accounts.locked_out": _("Locked for guessing"),
    "accounts.second_factor_added": _("Second factor set up"),
    "accounts.second_factor_removed": _("Second factor removed"),
    "accounts.imported": _("Accounts imported from a file"),
}

FIELDS = {
    "username": _("User name"),
    "email": _("E-mail"),
    "full_name": _("Full name"),
    "phone": _("Phone"),
    "unit": _("Unit"),
    "role": _("Role"),
    "valid_from": _("From"),
    "valid_to": _("To"),
    "left_on": _("Left on"),
    "purpose": _("Purpose"),
    "expires_at": _("Works until"),
    "count": _("How many"),
    "usernames": _("User names"),
}
