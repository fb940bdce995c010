from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "thuocdo.apps.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        from thuocdo.apps.foundation.audit.queries import describe_fields, describe_verbs
        from thuocdo.apps.foundation.ui import menu

        describe_verbs(
            {
                "jobs.started": _("Job started"),
                "jobs.cancelled": _("Job cancelled"),
                "jobs.finished": _("Job finished"),
                "jobs.failed": _("Job failed"),
            }
        )
        describe_fields({"kind": _("Job"), "args": _("Settings of the job"), "message": _("Message")})
        menu.register(menu.MenuEntry(menu.MINE, _("Jobs"), "jobs:jobs", "job.view", order=80))
