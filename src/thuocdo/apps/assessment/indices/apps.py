from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicesConfig(AppConfig):
    name = "thuocdo.apps.assessment.indices"
    label = "indices"

    def ready(self) -> None:
        from thuocdo.apps.assessment.indices.grants import fill_table
        from thuocdo.apps.assessment.indices.search import find_indices
        from thuocdo.apps.assessment.indices.unit_classes import readers_of_classes
        from thuocdo.apps.foundation.audit.queries import describe_verbs
        from thuocdo.apps.foundation.org_units.queries import register_class_readers
        from thuocdo.apps.foundation.ui import menu, search

        describe_verbs(
            {
                "indices.definition_stored": _("stored an index definition"),
                "indices.in_force": _("put a rule set in force"),
                "indices.superseded": _("gave a rule set its last day"),
                "indices.corrected": _("corrected a rule set"),
            }
        )
        fill_table()
        register_class_readers("indices", readers_of_classes)
        search.register_provider("indices", find_indices)
        menu.register(menu.MenuEntry(menu.ASSESS, _("Indices"), "indices:indices", "index.view", order=10))
