"""Errors of jobs.

JobError
├── UnknownJobKindError
├── JobFailedError      raised by a job itself: the sentence is shown to people
└── JobCancelledError   raised inside a job when somebody asked it to stop
"""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class JobError(ThuocDoError):
    """The base of this package's errors."""

    code: ClassVar[str] = "jobs.error"


class UnknownJobKindError(JobError):
    """No application declares this kind of job."""

    code: ClassVar[str] = "jobs.unknown-kind"

    def __init__(self, kind: str, known: Collection[str]) -> None:
        listed = ", ".join(sorted(known))
        super().__init__(
            Text(
                f"Không có loại công việc “{kind}”. Các loại có: {listed}.",
                f"There is no kind of job “{kind}”. Known: {listed}.",
            )
        )


class JobFailedError(JobError):
    """The job cannot be done; the text says why and what to do."""

    code: ClassVar[str] = "jobs.failed"


class JobCancelledError(JobError):
    """Somebody asked the job to stop."""

    code: ClassVar[str] = "jobs.cancelled"

    def __init__(self) -> None:
        super().__init__(Text("Công việc đã được dừng theo yêu cầu.", "The job was stopped on request."))
