from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from asgiref.sync import sync_to_async
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from procrastinate.contrib.django import app

from thuocdo.apps.foundation.jobs.recovery import requeue_abandoned


class Command(BaseCommand):
    help = "Runs background jobs until it is stopped; jobs of a killed worker are taken up again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--concurrency", type=int, default=1, help="jobs at the same time")
        parser.add_argument("--until-empty", action="store_true", help="stop when nothing is left to do")
        parser.add_argument(
            "--watch-seconds", type=float, default=10.0, help="how often to look for abandoned jobs"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Any: Django's signature
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(
                _work(options["concurrency"], options["watch_seconds"], wait=not options["until_empty"])
            )


async def _work(concurrency: int, watch_seconds: float, *, wait: bool) -> None:
    # The worker's own connector is for fetching only: jobs that start jobs do so in their Django transaction.
    connector = await sync_to_async(app.connector.get_worker_connector)()  # type: ignore[attr-defined]  # Django's connector
    worker = app.with_connector(connector)
    await sync_to_async(_recover)()
    async with worker.open_async():
        watch = asyncio.create_task(_watch(watch_seconds))
        try:
            await worker.run_worker_async(
                concurrency=concurrency, wait=wait, delete_jobs="successful", fetch_job_polling_interval=2.0
            )
        finally:
            watch.cancel()


async def _watch(seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        await sync_to_async(_recover)()


def _recover() -> None:
    close_old_connections()
    requeue_abandoned()
