from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DraftsConfig(AppConfig):
    name = "thuocdo.apps.assessment.drafts"
    label = "drafts"

    def ready(self) -> None:
        from thuocdo.apps.assessment.drafts.grants import fill_table
        from thuocdo.apps.foundation.audit.queries import describe_fields, describe_verbs
        from thuocdo.apps.foundation.ui import menu

        describe_verbs(
            {
                "drafts.begun": _("began a draft of an index"),
                "drafts.changed": _("changed a draft of an index"),
                "drafts.dropped": _("gave a draft of an index up"),
                "drafts.put_in_force": _("put a draft of an index in force"),
            }
        )
        describe_fields(
            {"revision": _("Revision"), "deed": _("What was done"), "subject": _("What it is about")}
        )
        fill_table()
        menu.register(
            menu.MenuEntry(menu.MINE, _("My drafts"), "drafts:mine", "draft.manage", order=30),
            menu.MenuEntry(menu.ASSESS, _("Load a decision"), "drafts:drafts", "draft.view", order=15),
        )
