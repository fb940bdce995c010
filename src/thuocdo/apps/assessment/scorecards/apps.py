from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScorecardsConfig(AppConfig):
    name = "thuocdo.apps.assessment.scorecards"
    label = "scorecards"

    def ready(self) -> None:
        from thuocdo.apps.assessment.scorecards.grants import fill_table
        from thuocdo.apps.assessment.scorecards.search import find_rounds_and_cards
        from thuocdo.apps.foundation.audit.queries import describe_verbs
        from thuocdo.apps.foundation.ui import menu, search

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
        search.register_provider("scorecards", find_rounds_and_cards)
        menu.register(
            menu.MenuEntry(menu.MINE, _("Overview"), "scorecards:home", order=1),
            menu.MenuEntry(
                menu.ASSESS,
                _("Scoreboards"),
                "scorecards:rounds",
                "round.view",
                order=20,
                also=("/scorecards/",),
            ),
            menu.MenuEntry(
                menu.ASSESS, _("Compare two periods"), "scorecards:compare", "round.view", order=30
            ),
        )
