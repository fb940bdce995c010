"""What people fill in on the screens of rounds."""

from __future__ import annotations

from thuocdo.apps.assessment.scorecards.forms.boards import BoardFilter, InputFormUpload
from thuocdo.apps.assessment.scorecards.forms.rounds import (
    AdoptForm,
    CandidateForm,
    PeerSetChangeForm,
    PeerSetForm,
    PublishForm,
    RoundForm,
)

__all__ = [
    "AdoptForm",
    "BoardFilter",
    "CandidateForm",
    "InputFormUpload",
    "PeerSetChangeForm",
    "PeerSetForm",
    "PublishForm",
    "RoundForm",
]
