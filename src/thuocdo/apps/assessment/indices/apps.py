from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicesConfig(AppConfig):
    name = "thuocdo.apps.assessment.indices"
    label = "indices"

    def ready(self) -> None:
        from thuocdo.apps.assessment.indices.grants import fill_table
        from thuocdo.apps.foundation.audit.queries import describe_verbs

        describe_verbs({"indices.definition_stored": _("stored an index definition")})
        fill_table()
