"""Drafts for lists: each with how far it is."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from thuocdo.apps.assessment.drafts.models import Draft, DraftRevision, DraftState
from thuocdo.apps.foundation.accounts.models import User


def drafts_for(user: User) -> QuerySet[Draft]:
    """The drafts somebody may see, with the state of their newest revision, the last touched first."""
    newest = DraftRevision.objects.filter(draft=OuterRef("pk")).order_by("-number")
    return (
        Draft.objects.for_user(user)
        .select_related("created_by", "paper", "result")
        .defer("result__content")
        .annotate(
            row_count=Subquery(newest.values("row_count")[:1]),
            settled_count=Subquery(newest.values("settled_count")[:1]),
            touched_at=Subquery(newest.values("stored_at")[:1]),
            touched_by=Subquery(newest.values("stored_by__full_name")[:1]),
        )
        .order_by("-touched_at", "-pk")
    )


def drafts_of(user: User) -> QuerySet[Draft]:
    """The open drafts that somebody began or worked on."""
    hand = DraftRevision.objects.filter(draft=OuterRef("pk"), stored_by=user)
    return drafts_for(user).filter(Exists(hand), state=DraftState.OPEN)
