from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "thuocdo.apps.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        from thuocdo.apps.foundation.accounts import grants, signals, words
        from thuocdo.apps.foundation.accounts.models import OneTimeLink
        from thuocdo.apps.foundation.accounts.roles import Role
        from thuocdo.apps.foundation.audit.queries import describe_fields, describe_values, describe_verbs
        from thuocdo.apps.foundation.ui import menu

        grants.fill_table()
        signals.connect()
        describe_verbs(words.VERBS)
        describe_fields(words.FIELDS)
        describe_values("role", dict(Role.choices))
        describe_values("purpose", dict(OneTimeLink.Purpose.choices))
        menu.register(
            menu.MenuEntry(menu.ADMINISTER, _("People"), "accounts:people", "account.list", order=10),
            menu.MenuEntry(
                menu.ADMINISTER, _("Audit log"), "accounts:audit_log", "audit_entry.view", order=80
            ),
        )
