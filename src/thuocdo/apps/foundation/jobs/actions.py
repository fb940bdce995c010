"""Starting and stopping jobs."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.jobs import tasks
from thuocdo.apps.foundation.jobs.kinds import kind_named
from thuocdo.apps.foundation.jobs.models import Job
from thuocdo.apps.foundation.jobs.running import run_job
from thuocdo.apps.foundation.org_units.models import OrgUnit


def start_job(
    kind: str,
    *,
    by: User | None,
    unit: OrgUnit | None = None,
    key: str = "",
    **args: Any,  # Any: each kind has its own arguments; they must be JSON
) -> Job:
    """Queue a job in the caller's transaction: if that is rolled back, the job never existed.

    With a `key`, an open job of the same key is given back instead of starting a second one.
    """
    kind_named(kind)
    if key and (running := Job.objects.filter(key=key, state__in=["queued", "running"]).first()):
        return running
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, args=args, key=key, started_by=by, unit=unit)
            job.queue_id = tasks.run_job.defer(job_id=job.pk)
            job.save(update_fields=["queue_id"])
            audit.record("jobs.started", job, by=by, after={"kind": kind, "args": args})
    except IntegrityError:
        # Somebody started the same key between the look and the insert.
        return Job.objects.get(key=key, state__in=["queued", "running"])
    return job


@transaction.atomic
def cancel_job(*, job: Job, by: User) -> Job:
    """Ask a job to stop: a waiting one never starts, a running one stops at its next step."""
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if not job.is_cancellable:
        return job
    job.is_cancel_requested = True
    job.save(update_fields=["is_cancel_requested"])
    audit.record("jobs.cancelled", job, by=by)
    if job.state == Job.State.QUEUED and job.queue_id is not None:
        # Run now, it only notes that it was cancelled; the queue's own row then finds nothing left to do.
        transaction.on_commit(lambda: run_job(job.pk))
    return job
