from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScorecardsConfig(AppConfig):
    name = "thuocdo.apps.assessment.scorecards"
    label = "scorecards"

    def ready(self) -> None:
        from thuocdo.apps.assessment.scorecards.grants import fill_table
        from thuocdo.apps.assessment.scorecards.search import find_rounds_and_cards
        from thuocdo.apps.foundation.audit.queries import describe_fields, describe_verbs
        from thuocdo.apps.foundation.ui import menu, search

        import_module(
            "thuocdo.apps.assessment.scorecards.jobs"
        )  # the web process must know the kinds it queues

        describe_verbs(
            {
                "scorecards.round_opened": _("opened a round"),
                "scorecards.round_published": _("published a round"),
                "scorecards.peer_set_named": _("named a peer set"),
                "scorecards.text_adopted": _("took over a corrected text"),
                "scorecards.peer_set_changed": _("changed the peer set of a round"),
                "scorecards.scored": _("scored a round"),
                "scorecards.published_loaded": _("loaded published results"),
                "scorecards.form_loaded": _("loaded an input form"),
            }
        )
        describe_fields(
            {"peer_set": _("Peer set"), "units": _("Units"), "at": _("As on"), "period": _("Period")}
            | {
                "rule_set": _("Rule set"),
                "scoring": _("Scoring"),
                "scores": _("Scores"),
                "values": _("Values"),
            }
            | {"version": _("Version of the definition"), "count": _("Count")}
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
                also=("/scorecards/", "/rounds/"),
            ),
            menu.MenuEntry(
                menu.ASSESS, _("Compare two periods"), "scorecards:compare", "round.view", order=30
            ),
            menu.MenuEntry(
                menu.PUBLISH, _("Published results"), "scorecards:data_sets", "published.view", order=20
            ),
        )
