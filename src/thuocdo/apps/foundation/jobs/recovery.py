"""Jobs whose worker died are queued again: at the start of every worker, and every few seconds after.

A living worker holds the advisory lock of its job; the database server releases it when the process is gone, so
a dead worker is noticed at once and a slow one never mistaken for dead.
"""

from __future__ import annotations

import structlog
from django.db import connection, transaction

from thuocdo.apps.foundation.jobs import tasks
from thuocdo.apps.foundation.jobs.models import Job
from thuocdo.apps.foundation.jobs.running import in_hand

logger = structlog.get_logger(__name__)

_THIS_JOB = "task_name = 'run_job' AND (args->>'job_id')::bigint = %s"
_WAITING_IN_QUEUE = f"SELECT 1 FROM procrastinate_jobs WHERE status = 'todo' AND {_THIS_JOB}"  # noqa: S608 - constants only
# What the dead worker had fetched; the job itself goes on under a new row of the queue.
_CLEAR_ABANDONED = f"DELETE FROM procrastinate_jobs WHERE status = 'doing' AND {_THIS_JOB}"  # noqa: S608 - constants only


def requeue_abandoned() -> list[int]:
    """Queue every open job again that nobody waits for and nobody works on; gives their numbers."""
    found = []
    for job_id in Job.objects.filter(state__in=["queued", "running"]).values_list("pk", flat=True):
        if _requeue_if_abandoned(job_id):
            logger.warning("job_requeued", job=job_id)
            found.append(job_id)
    return found


def _requeue_if_abandoned(job_id: int) -> bool:
    with in_hand(job_id) as is_free, transaction.atomic():
        if not is_free:
            return False
        job = Job.objects.select_for_update(of=("self",)).filter(pk=job_id).first()
        if job is None or not job.is_open or _is_waiting(job_id):
            return False
        with connection.cursor() as cursor:
            cursor.execute(_CLEAR_ABANDONED, [job_id])
        job.queue_id = tasks.run_job.defer(job_id=job_id)
        job.save(update_fields=["queue_id"])
        return True


def _is_waiting(job_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING_IN_QUEUE, [job_id])
        return cursor.fetchone() is not None
