from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measuring import Measurement, as_line, report

ROOT = Path(__file__).resolve().parents[2]
KEPT = Measurement("ours", seconds=0.2, against="plain", baseline_seconds=0.1, at_most=3)
BROKEN = Measurement("ours", seconds=0.4, against="plain", baseline_seconds=0.1, at_most=3)
UNPROMISED = Measurement("ours", seconds=9.0, against="plain", baseline_seconds=0.1)


def test_a_ratio_above_its_limit_is_said() -> None:
    assert "4.00×  at most 3× ✗ NOT KEPT" in as_line(BROKEN)


@pytest.mark.parametrize("measurement", [KEPT, UNPROMISED])
def test_within_the_limit_or_without_one_all_is_well(measurement: Measurement) -> None:
    assert measurement.is_kept


@pytest.mark.parametrize(("asked", "code"), [([], 0), (["--check"], 1)])
def test_only_check_fails_on_a_broken_promise(
    asked: list[str], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["scoring.py", *asked])
    assert report(KEPT, BROKEN) == code


def test_the_runner_names_the_benchmarks_there_are() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks/run_all.py", "scorin"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "no benchmark named scorin. Known: calendars" in done.stdout
