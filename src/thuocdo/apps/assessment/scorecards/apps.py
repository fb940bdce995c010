from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScorecardsConfig(AppConfig):
    name = "thuocdo.apps.assessment.scorecards"
    label = "scorecards"

    def ready(self) -> None:
        from thuocdo.apps.assessment.scorecards.grants import fill_table
        from thuocdo.apps.foundation.audit.queries import describe_verbs

        describe_verbs(
            {
                "scorecards.round_opened": _("opened a round"),
                "scorecards.round_published": _("published a round"),
                "scorecards.scored": _("scored a round"),
                "scorecards.published_loaded": _("loaded published results"),
                "scorecards.form_loaded": _("loaded an input form"),
            }
        )
        fill_table()
