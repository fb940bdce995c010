"""Progress people can follow: one line per step, with what came of it and how long it took."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class StepError(Exception):
    """A step that cannot go on; the message says the reason and the next step."""


@dataclass
class Outcome:
    """What a step says at its end; empty for plain success."""

    text: str = ""


@contextmanager
def step(label: str) -> Iterator[Outcome]:
    """Announce `label`, then say how it ended and after how long."""
    print(f"• {label} …", end=" ", flush=True)
    outcome, started = Outcome(), time.monotonic()
    try:
        yield outcome
    except BaseException:
        print(f"failed after {_seconds(started)}", flush=True)
        raise
    print(f"{outcome.text or 'done'} ({_seconds(started)})", flush=True)


def _seconds(started: float) -> str:
    return f"{time.monotonic() - started:.1f} s"


def say(text: str = "") -> None:
    """A line for the person at the terminal, at once."""
    print(text, flush=True)


def run_quietly(command: Sequence[str | Path], *, environment: Mapping[str, str], doing: str) -> str:
    """Run to the end and give the output; on failure show it all and stop."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise StepError(f"{doing} failed (exit {done.returncode}):\n{done.stdout.strip()}")
    return done.stdout


def run_openly(command: Sequence[str | Path], *, environment: Mapping[str, str]) -> int:
    """Run with the terminal's own input and output; give the exit code."""
    sys.stdout.flush()
    try:
        return subprocess.run(
            [str(part) for part in command], cwd=ROOT, env=dict(environment), check=False
        ).returncode
    except KeyboardInterrupt:
        return 130
