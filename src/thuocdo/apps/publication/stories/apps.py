from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "thuocdo.apps.publication.stories"
    label = "stories"

    def ready(self) -> None:
        from thuocdo.apps.foundation.ui import menu

        menu.register(
            menu.MenuEntry(
                menu.PUBLISH,
                _("The year's story"),
                "stories:stories",
                "round.view",
                order=10,
                also=("/paths/",),
            )
        )
