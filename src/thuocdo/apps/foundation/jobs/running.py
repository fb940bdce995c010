"""What happens inside the worker: the start, the end, cancelling, and crashes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from django.db import connection, transaction
from django.utils import timezone

from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.audit.origin import acting_from
from thuocdo.apps.foundation.jobs.errors import JobCancelledError
from thuocdo.apps.foundation.jobs.kinds import JobResult, kind_label, kind_named
from thuocdo.apps.foundation.jobs.models import Job
from thuocdo.apps.foundation.jobs.progress import JobRun
from thuocdo.apps.foundation.notifications.actions import notify
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text

logger = structlog.get_logger(__name__)

MAXIMUM_ATTEMPTS = 5
LOCK_SPACE = 7_061_102  # sets the locks of jobs apart from any other advisory lock of the database
GAVE_UP = Text(
    f"Công việc bị ngắt {MAXIMUM_ATTEMPTS} lần nên không chạy lại nữa. Hãy báo bộ phận kỹ thuật kèm số của công việc.",
    f"The job was interrupted {MAXIMUM_ATTEMPTS} times and is not tried again. Tell the technical staff its number.",
)
UNEXPECTED = Text(
    "Công việc gặp lỗi ngoài dự kiến và đã dừng; không có gì được lưu dở dang. "
    "Hãy báo bộ phận kỹ thuật kèm số của công việc.",
    "The job met an unexpected error and stopped; nothing is half saved. Tell the technical staff its number.",
)


def run_job(job_id: int) -> None:
    """Do one job to its end; one that has ended, or that another worker has in hand, is left alone."""
    with in_hand(job_id) as is_mine:
        job = _begin(job_id) if is_mine else None
        if job is not None:
            _run(job)


@contextmanager
def in_hand(job_id: int) -> Iterator[bool]:
    """Hold the lock that says "somebody alive works on this job"; the server drops it when the process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, job_id])
        is_mine = bool(cursor.fetchone()[0])
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, job_id])


def _run(job: Job) -> None:
    with acting_from(f"job {job.pk}"):
        if job.is_cancel_requested:
            _end(job, Job.State.CANCELLED, JobResult(JobCancelledError().text))
        elif job.attempts > MAXIMUM_ATTEMPTS:
            _end(job, Job.State.FAILED, JobResult(GAVE_UP))
        else:
            _end(job, *_outcome(job))


def _outcome(job: Job) -> tuple[Job.State, JobResult]:
    try:
        return Job.State.DONE, kind_named(job.kind).run(JobRun(job), _plain(job.args))
    except JobCancelledError as cancelled:
        return Job.State.CANCELLED, JobResult(cancelled.text)
    except ThuocDoError as error:
        return Job.State.FAILED, JobResult(error.text)
    except Exception:  # the edge of the process: the row must say how it ended
        logger.exception("job_failed", job=job.pk, kind=job.kind)
        return Job.State.FAILED, JobResult(UNEXPECTED)


def _plain(args: Any) -> dict[str, Any]:  # Any: JSON
    return dict(args)


@transaction.atomic
def _begin(job_id: int) -> Job | None:
    job = Job.objects.select_for_update(of=("self",)).filter(pk=job_id).first()
    if job is None or not job.is_open:
        return None
    job.state = Job.State.RUNNING
    job.attempts += 1
    job.started_at = timezone.now()
    job.save(update_fields=["state", "attempts", "started_at"])
    return job


@transaction.atomic
def _end(job: Job, state: Job.State, result: JobResult) -> None:
    job.refresh_from_db()
    job.state, job.finished_at = state, timezone.now()
    job.message_vi, job.message_en, job.result_link = result.message.vi, result.message.en, result.link
    if state == Job.State.DONE:
        job.progress_done = job.progress_total
    job.save()
    verb = {Job.State.DONE: "jobs.finished", Job.State.CANCELLED: "jobs.cancelled"}.get(state, "jobs.failed")
    audit.record(verb, job, by=job.started_by, after={"message": result.message.vi})
    if job.started_by is not None:
        label = kind_label(job.kind)
        told = Text(f"{label}: {result.message.vi}", f"{label}: {result.message.pick('en')}")
        notify(user=job.started_by, text=told, link=job.get_absolute_url())
