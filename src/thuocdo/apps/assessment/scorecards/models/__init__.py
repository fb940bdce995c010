"""Rounds, what was taken in for them, scores of every track, and results others published."""

from __future__ import annotations

from thuocdo.apps.assessment.scorecards.models.published import DataSet, PublishedResult
from thuocdo.apps.assessment.scorecards.models.rounds import PeerSet, PeerSetMember, Round
from thuocdo.apps.assessment.scorecards.models.scores import (
    InputSheet,
    Score,
    ScoreState,
    Scoring,
    SheetValue,
)
from thuocdo.apps.assessment.scorecards.models.tracks import COMPUTED_TRACKS, Track
from thuocdo.apps.assessment.scorecards.models.uploads import InputUpload, UploadState

__all__ = [
    "COMPUTED_TRACKS", "DataSet", "InputSheet", "InputUpload", "PeerSet", "PeerSetMember", "PublishedResult", "Round",
    "Score", "ScoreState", "Scoring", "SheetValue", "Track", "UploadState",
]  # fmt: skip
