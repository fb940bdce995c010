from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "thuocdo.apps.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        from thuocdo.apps.foundation.ui import search

        search.register_provider("pages", search.find_pages)
