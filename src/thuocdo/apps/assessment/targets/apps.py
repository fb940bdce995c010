from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TargetsConfig(AppConfig):
    name = "thuocdo.apps.assessment.targets"
    label = "targets"

    def ready(self) -> None:
        from thuocdo.apps.assessment.targets.grants import fill_table
        from thuocdo.apps.foundation.audit.queries import describe_fields, describe_verbs
        from thuocdo.apps.foundation.ui import menu

        describe_verbs({"targets.set": _("set a target"), "targets.withdrawn": _("withdrew a target")})
        describe_fields({"value": _("Value"), "document": _("Document")})
        fill_table()
        menu.register(menu.MenuEntry(menu.ASSESS, _("Targets"), "targets:targets", "target.view", order=40))
