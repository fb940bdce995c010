"""How benchmarks measure and report: as ratios to something plain, run in the same process a moment before.

    from measuring import Measurement, best_of, report

    ours, plain = best_of(score_everything), best_of(numpy_only)
    sys.exit(report(Measurement("score 10,000 × 100", ours, "plain numpy", plain, at_most=3.0)))

`report` prints one line each for people, or one JSON object each when `run_all.py` asks for its table;
with `--check` the exit code is 1 when a ratio is above its limit.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

AS_JSON = "THUOCDO_BENCHMARKS_AS_JSON"


@dataclass(frozen=True)
class Measurement:
    """Seconds of ours and of what it is compared with; `at_most` is the promised ratio, if there is one."""

    name: str
    seconds: float
    against: str
    baseline_seconds: float
    at_most: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the baseline ours takes."""
        return self.seconds / self.baseline_seconds

    @property
    def is_kept(self) -> bool:
        """Whether the promise, if any, holds."""
        return self.at_most is None or self.ratio <= self.at_most


def best_of(work: Callable[[], object], *, times: int = 7) -> float:
    """The shortest of several runs, in seconds: what the work costs when nothing else disturbs it."""
    durations = []
    for _ in range(times):
        gc.collect()
        started = time.perf_counter()
        work()
        durations.append(time.perf_counter() - started)
    return min(durations)


def report(*measurements: Measurement) -> int:
    """Print what was measured; give the exit code."""
    for one in measurements:
        print(json.dumps(asdict(one), ensure_ascii=False) if os.environ.get(AS_JSON) else as_line(one))
    return int("--check" in sys.argv and not all(one.is_kept for one in measurements))


def as_line(one: Measurement) -> str:
    """One row of the table."""
    promise = (
        "" if one.at_most is None else f"at most {one.at_most:g}× {'✓' if one.is_kept else '✗ NOT KEPT'}"
    )
    ours, other = f"{one.seconds * 1000:,.1f} ms", f"{one.baseline_seconds * 1000:,.1f} ms"
    return f"{one.name:<44} {ours:>12} {one.against:>28} {other:>12} {one.ratio:>8.2f}×  {promise}"
