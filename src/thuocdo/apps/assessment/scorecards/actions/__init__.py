"""Everything that changes rounds and scores."""

from __future__ import annotations

from thuocdo.apps.assessment.scorecards.actions.rounds import Peer, define_peer_set, open_round, publish_round
from thuocdo.apps.assessment.scorecards.actions.scoring import score_round

__all__ = ["Peer", "define_peer_set", "open_round", "publish_round", "score_round"]
