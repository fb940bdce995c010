"""The one task of the queue: run the job with this number."""

from __future__ import annotations

from procrastinate.contrib.django import app

from thuocdo.apps.foundation.jobs import running


@app.task(name="run_job", queue="jobs")
def run_job(*, job_id: int) -> None:
    """Called by the worker."""
    running.run_job(job_id)
