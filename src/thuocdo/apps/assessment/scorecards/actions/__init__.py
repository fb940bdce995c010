"""Everything that changes rounds and scores."""

from __future__ import annotations

from thuocdo.apps.assessment.scorecards.actions.rounds import (
    Peer,
    adopt_text,
    change_peer_set,
    define_peer_set,
    free_code,
    name_peer_set,
    open_round,
    publish_round,
)
from thuocdo.apps.assessment.scorecards.actions.scoring import score_or_queue, score_round

__all__ = [
    "Peer",
    "adopt_text",
    "change_peer_set",
    "define_peer_set",
    "free_code",
    "name_peer_set",
    "open_round",
    "publish_round",
    "score_or_queue",
    "score_round",
]
