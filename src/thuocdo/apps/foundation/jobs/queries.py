"""Reading jobs for screens."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.jobs.models import Job


def jobs_for(user: User | AnonymousUser, *, state: str = "") -> QuerySet[Job]:
    """The jobs a person may see, newest first, with what a list shows."""
    jobs = Job.objects.for_user(user).select_related("started_by", "unit")
    return jobs.filter(state=state) if state else jobs
