from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "thuocdo.apps.foundation.notifications"
    label = "notifications"

    def ready(self) -> None:
        from thuocdo.apps.foundation.ui import menu

        menu.register(
            menu.MenuEntry(menu.MINE, _("Notices"), "notifications:notices", "notice.view", order=90)
        )
