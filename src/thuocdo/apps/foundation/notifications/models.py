"""One line for one person, with where to go."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from thuocdo.apps.foundation.accounts.permissions import Guard, ScopedQuerySet
from thuocdo.domain.primitives.texts import Text


class Notice(models.Model):
    """Something a person should know; the text is kept in both languages."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    text_vi = models.CharField(max_length=500)
    text_en = models.CharField(max_length=500, blank=True)
    link = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    guard = Guard("notice", owner="user")
    objects = ScopedQuerySet["Notice"].as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["user", "-created_at"], name="notice_by_person")]

    def __str__(self) -> str:
        return self.text_vi

    @property
    def text(self) -> Text:
        return Text(self.text_vi, self.text_en)
