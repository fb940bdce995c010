"""The kinds of job; an application declares its own in its `jobs.py`.

    @job_kind("scorecards.score_round", label=_("Score a round"))
    def score_round(run: JobRun, *, round_id: int) -> JobResult:
        for number, unit in enumerate(units, start=1):
            ...
            run.step(number, len(units))
        return JobResult(Text("…"), link=round.get_absolute_url())

A job may be run again after a crash, from the start: it must come to the same end when it had half finished.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from thuocdo.apps.foundation.jobs.errors import UnknownJobKindError
from thuocdo.apps.foundation.jobs.progress import JobRun
from thuocdo.domain.primitives.texts import Text


@dataclass(frozen=True, slots=True)
class JobResult:
    """What came out: a sentence, and where to see it."""

    message: Text
    link: str = ""


Work = Callable[..., JobResult]


@dataclass(frozen=True, slots=True)
class JobKind:
    """A name, its words for people, and the work."""

    name: str
    label: str | Promise
    work: Work

    def run(self, run: JobRun, args: dict[str, Any]) -> JobResult:  # Any: each kind has its own arguments
        """Do the work."""
        return self.work(run, **args)


_kinds: dict[str, JobKind] = {}


def job_kind(name: str, *, label: str | Promise) -> Callable[[Work], Work]:
    """Declare a function as the work of a kind of job."""

    def declare(work: Work) -> Work:
        _kinds[name] = JobKind(name, label, work)
        return work

    return declare


def kind_named(name: str) -> JobKind:
    """The kind, or UnknownJobKindError."""
    if name not in _kinds:
        raise UnknownJobKindError(name, _kinds)
    return _kinds[name]


def kind_label(name: str) -> str:
    """The words for a kind, also for one that an older version left behind."""
    return str(_kinds[name].label) if name in _kinds else name
