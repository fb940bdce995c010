"""A real worker on the database of a test, with a job that takes its time; started by tests as a process.

python tests/worker_process.py NAME_OF_DATABASE
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


def main(database: str) -> None:
    """Work until killed."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings_test")
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from django.core.management import call_command

    declare_slow_kind()
    call_command("worker", watch_seconds=2.0)


def declare_slow_kind() -> None:
    """A job that counts to its end in steps and can be run again."""
    from thuocdo.apps.foundation.jobs.kinds import JobResult, job_kind
    from thuocdo.apps.foundation.jobs.progress import JobRun
    from thuocdo.domain.primitives.texts import Text

    @job_kind("tests.count_slowly", label="Đếm chậm")
    def count_slowly(run: JobRun, *, steps: int, pause: float) -> JobResult:
        for number in range(1, steps + 1):
            time.sleep(pause)
            run.step(number, steps)
        return JobResult(Text(f"đếm đến {steps}"))


if __name__ == "__main__":
    main(sys.argv[1])
