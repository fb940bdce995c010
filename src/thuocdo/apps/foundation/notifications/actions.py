"""Telling people."""

from __future__ import annotations

from datetime import datetime

from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.notifications.models import Notice
from thuocdo.domain.primitives.texts import Text


def notify(*, user: User, text: Text, link: str = "") -> Notice:
    """Leave a notice for one person."""
    return Notice.objects.create(user=user, text_vi=text.vi, text_en=text.en, link=link)


def mark_all_read(*, user: User, now: datetime) -> int:
    """Everything so far is read; gives how many were not."""
    return Notice.objects.filter(user=user, read_at=None).update(read_at=now)
