from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "thuocdo.apps.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        from thuocdo.apps.foundation.accounts import grants, signals
        from thuocdo.apps.foundation.accounts.models import OneTimeLink
        from thuocdo.apps.foundation.accounts.roles import Role
        from thuocdo.apps.foundation.audit.queries import describe_fields, describe_values, describe_verbs
        from thuocdo.apps.foundation.ui import menu

        grants.fill_table()
        signals.connect()
        describe_verbs(
            {
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
        )
        describe_fields(
            {
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
        )
        describe_values("role", dict(Role.choices))
        describe_values("purpose", dict(OneTimeLink.Purpose.choices))
        menu.register(
            menu.MenuEntry(menu.ADMINISTER, _("People"), "accounts:people", "account.list", order=10),
            menu.MenuEntry(
                menu.ADMINISTER, _("Audit log"), "accounts:audit_log", "audit_entry.view", order=80
            ),
        )
