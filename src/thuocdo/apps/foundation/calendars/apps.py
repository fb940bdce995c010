from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    name = "thuocdo.apps.foundation.calendars"
    label = "calendars"

    def ready(self) -> None:
        from thuocdo.apps.foundation.audit.queries import describe_verbs
        from thuocdo.apps.foundation.calendars import grants
        from thuocdo.apps.foundation.ui import menu

        grants.fill_table()
        describe_verbs(
            {
                "calendars.loaded": _("Calendar loaded from the shipped files"),
                "calendars.handed_over": _("Calendar handed over to another unit"),
                "calendars.changed": _("Calendar changed"),
                "calendars.restored": _("Earlier text of the calendar put back"),
            }
        )
        menu.register(
            menu.MenuEntry(
                menu.ADMINISTER, _("Working calendar"), "calendars:calendar", "calendar.view", order=40
            )
        )
