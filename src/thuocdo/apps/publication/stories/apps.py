from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "thuocdo.apps.publication.stories"
    label = "stories"

    def ready(self) -> None:
        from thuocdo.apps.foundation.ui import menu, related, search
        from thuocdo.apps.publication.stories.search import find_stories, pages_of

        search.register_provider("stories", find_stories)
        related.register("stories", pages_of)

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
