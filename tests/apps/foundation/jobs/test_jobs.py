from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.factories import make_job
from tests.world import World
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.audit.queries import history_of
from thuocdo.apps.foundation.jobs import running
from thuocdo.apps.foundation.jobs.actions import cancel_job, start_job
from thuocdo.apps.foundation.jobs.errors import JobFailedError, UnknownJobKindError
from thuocdo.apps.foundation.jobs.kinds import JobResult, job_kind
from thuocdo.apps.foundation.jobs.models import Job
from thuocdo.apps.foundation.jobs.progress import JobRun
from thuocdo.apps.foundation.jobs.recovery import requeue_abandoned
from thuocdo.apps.foundation.jobs.running import run_job
from thuocdo.apps.foundation.notifications.models import Notice
from thuocdo.domain.primitives.texts import Text

ClientOf = Callable[[User], Client]


@job_kind("tests.count", label="Đếm")
def count(run: JobRun, *, steps: int = 3) -> JobResult:
    for number in range(1, steps + 1):
        run.step(number, steps)
    return JobResult(Text(f"đếm đến {steps}", f"counted to {steps}"), link="/units/")


@job_kind("tests.refuse", label="Từ chối")
def refuse(run: JobRun) -> JobResult:
    raise JobFailedError(Text("thiếu số liệu tháng 10"))


@job_kind("tests.break", label="Hỏng")
def break_down(run: JobRun) -> JobResult:
    raise ZeroDivisionError


def _in_queue() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return int(cursor.fetchone()[0])


def test_a_job_runs_to_its_result_and_tells_who_started_it(world: World) -> None:
    job = start_job("tests.count", by=world.officer, unit=world.department, steps=4)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message_vi, job.result_link) == (Job.State.DONE, "đếm đến 4", "/units/")
    assert Notice.objects.get(user=world.officer).text.pick("en") == "Đếm: counted to 4"
    assert [entry.verb for entry in history_of(job)] == ["jobs.finished", "jobs.started"]


def test_a_rolled_back_start_never_happened(world: World) -> None:
    with transaction.atomic():
        start_job("tests.count", by=world.officer)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert _in_queue() == 0


def test_the_same_key_is_not_started_twice_while_open(world: World) -> None:
    first = start_job("tests.count", by=world.officer, key="vòng 1")
    assert start_job("tests.count", by=world.officer, key="vòng 1") == first
    assert _in_queue() == 1
    run_job(first.pk)
    assert start_job("tests.count", by=world.officer, key="vòng 1") != first


def test_running_a_finished_job_again_changes_nothing(world: World) -> None:
    job = start_job("tests.count", by=world.officer)
    run_job(job.pk)
    run_job(job.pk)
    job.refresh_from_db()
    assert job.attempts == 1
    assert Notice.objects.count() == 1


def test_an_unknown_kind_is_refused_with_the_known_ones(world: World) -> None:
    with pytest.raises(UnknownJobKindError, match=r"tests\.count"):
        start_job("tests.unheard_of", by=world.officer)


def test_a_job_that_refuses_shows_its_reason(world: World) -> None:
    job = start_job("tests.refuse", by=world.officer)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message_vi) == (Job.State.FAILED, "thiếu số liệu tháng 10")


def test_a_job_that_breaks_says_what_to_do(world: World) -> None:
    job = start_job("tests.break", by=world.officer)
    run_job(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert job.message == running.UNEXPECTED


def test_a_waiting_job_that_is_cancelled_never_runs(world: World) -> None:
    job = start_job("tests.count", by=world.officer)
    cancel_job(job=job, by=world.officer)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.progress_done) == (Job.State.CANCELLED, 0)


def test_a_running_job_stops_at_its_next_step(world: World) -> None:
    @job_kind("tests.cancelled_inside", label="Dừng giữa chừng")
    def work(run: JobRun) -> JobResult:
        cancel_job(job=run.job, by=world.officer)
        run.step(1, 1)
        raise AssertionError

    job = start_job("tests.cancelled_inside", by=world.officer)
    # Progress is written past the transaction of the job; here everything is one transaction.
    connection.copy, kept = lambda: _Same(), connection.copy
    try:
        run_job(job.pk)
    finally:
        connection.copy = kept
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED


class _Same:
    cursor = staticmethod(lambda: connection.cursor())

    def close(self) -> None:
        """Leave the connection of the test open."""


def test_a_job_that_kills_its_workers_is_given_up(world: World) -> None:
    job = start_job("tests.count", by=world.officer)
    Job.objects.filter(pk=job.pk).update(attempts=running.MAXIMUM_ATTEMPTS, state=Job.State.RUNNING)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.FAILED, running.GAVE_UP)


def test_a_waiting_job_is_not_queued_again(world: World) -> None:
    start_job("tests.count", by=world.officer)
    assert requeue_abandoned() == []
    assert _in_queue() == 1


def test_a_job_whose_worker_is_gone_is_queued_again(world: World) -> None:
    job = start_job("tests.count", by=world.officer)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job.queue_id])
    assert requeue_abandoned() == [job.pk]
    assert _in_queue() == 1
    assert requeue_abandoned() == []


def test_the_page_of_a_job_stops_asking_when_it_is_done(world: World, client_of: ClientOf) -> None:
    client, job = client_of(world.officer), make_job(world.officer, state=Job.State.RUNNING)
    address = reverse("jobs:progress", args=[job.pk])
    assert client.get(address).status_code == 200
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
    assert client.get(address).status_code == 286


def test_only_the_starter_and_the_administrator_stop_a_job(world: World, client_of: ClientOf) -> None:
    job = make_job(world.officer, world.department)
    address = reverse("jobs:cancel", args=[job.pk])
    assert client_of(world.inside[Role.AUDITOR]).post(address).status_code == 403
    assert client_of(world.outside[Role.ADMINISTRATOR]).post(address).status_code == 404
    assert client_of(world.administrator).post(address).status_code == 302
    assert Job.objects.get(pk=job.pk).is_cancel_requested


@pytest.mark.parametrize("rows", [1, 40])
def test_the_list_of_jobs_asks_a_constant_number_of_questions(
    world: World, client_of: ClientOf, django_assert_max_num_queries: object, rows: int
) -> None:
    for _ in range(rows):
        make_job(world.officer, world.department)
    client = client_of(world.officer)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert client.get(reverse("jobs:jobs")).status_code == 200
