from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.worker_process import declare_slow_kind
from tests.world import build_world
from thuocdo.apps.foundation.jobs.actions import cancel_job, start_job
from thuocdo.apps.foundation.jobs.models import Job

SCRIPT = Path(__file__).parents[3] / "worker_process.py"
DEADLINE = 60.0

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def start_worker(tmp_path: Path) -> Iterator[Start]:
    """Starts real worker processes on the database of the test; whoever is left is ended afterwards."""
    started = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, str(SCRIPT), str(connection.settings_dict["NAME"])]
        with (tmp_path / f"worker{len(started)}.log").open("wb") as log:
            started.append(subprocess.Popen(command, stdout=log, stderr=log, env=dict(os.environ)))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def _wait(until: Callable[[Job], bool], job: Job, seconds: float) -> float:
    """How long it took; fails when it takes longer."""
    begin = time.monotonic()
    while time.monotonic() - begin < seconds:
        job.refresh_from_db()
        if until(job):
            return time.monotonic() - begin
        time.sleep(0.1)
    raise AssertionError(f"{job} is {job.state} at {job.progress_done} after {seconds} s")


def test_a_killed_job_is_done_within_a_minute_of_the_next_start(start_worker: Start) -> None:
    declare_slow_kind()
    job = start_job("tests.count_slowly", by=build_world().officer, steps=20, pause=0.25)
    first = start_worker()
    _wait(lambda seen: seen.progress_done >= 3, job, 30)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert Job.objects.get(pk=job.pk).state == Job.State.RUNNING
    start_worker()
    _wait(lambda seen: seen.state == Job.State.DONE, job, DEADLINE)
    assert (job.attempts, job.message_vi) == (2, "đếm đến 20")


def test_a_living_worker_takes_over_from_a_killed_one(start_worker: Start) -> None:
    declare_slow_kind()
    job = start_job("tests.count_slowly", by=build_world().officer, steps=20, pause=0.25)
    first = start_worker()
    _wait(lambda seen: seen.progress_done >= 1, job, 30)
    start_worker()
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    _wait(lambda seen: seen.state == Job.State.DONE, job, DEADLINE)
    assert job.attempts == 2


def test_a_slow_job_is_not_taken_from_a_living_worker(start_worker: Start) -> None:
    declare_slow_kind()
    job = start_job("tests.count_slowly", by=build_world().officer, steps=32, pause=0.25)
    start_worker()
    _wait(lambda seen: seen.progress_done >= 1, job, 30)
    start_worker()
    _wait(lambda seen: seen.state == Job.State.DONE, job, DEADLINE)
    assert job.attempts == 1


def test_a_running_job_is_stopped_from_outside(start_worker: Start) -> None:
    declare_slow_kind()
    world = build_world()
    job = start_job("tests.count_slowly", by=world.officer, steps=400, pause=0.25)
    start_worker()
    _wait(lambda seen: seen.progress_done >= 1, job, 30)
    cancel_job(job=job, by=world.officer)
    took = _wait(lambda seen: seen.state == Job.State.CANCELLED, job, 30)
    assert took < 10
