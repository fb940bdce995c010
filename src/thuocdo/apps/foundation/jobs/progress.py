"""The handle with which a job tells how far it is, so that others see it at once."""

from __future__ import annotations

import time

from django.db import connection

from thuocdo.apps.foundation.jobs.errors import JobCancelledError
from thuocdo.apps.foundation.jobs.models import Job
from thuocdo.domain.primitives.texts import Text

SECONDS_BETWEEN_WRITES = 0.5


class JobRun:
    """The handle a job has on its own row."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._written_at = 0.0

    def step(self, done: int, total: int, message: Text | None = None) -> None:
        """Report progress; raises JobCancelledError when somebody asked to stop."""
        now = time.monotonic()
        if now - self._written_at < SECONDS_BETWEEN_WRITES and done < total:
            return
        self._written_at = now
        if self._write(done, total, message or self.job.message):
            raise JobCancelledError

    def _write(self, done: int, total: int, message: Text) -> bool:
        """Write past the job's own transaction, so that watchers see it now; gives whether to stop."""
        query = (
            "UPDATE jobs_job SET progress_done = %s, progress_total = %s, message_vi = %s, message_en = %s "
            "WHERE id = %s RETURNING is_cancel_requested"
        )
        parameters: list[str | int] = [done, total, message.vi, message.en, self.job.pk]
        if not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute(query, parameters)
                row = cursor.fetchone()
        else:
            second = connection.copy()
            try:
                with second.cursor() as cursor:
                    cursor.execute(query, parameters)
                    row = cursor.fetchone()
            finally:
                second.close()
        return bool(row and row[0])
