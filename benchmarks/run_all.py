"""Runs every benchmark, one after the other, and prints one table of ratios.

python3 run.py bench             all of them
python3 run.py bench calendars   the named ones
python3 run.py bench --check     exit 1 when a promised ratio is not kept
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from measuring import AS_JSON, Measurement, as_line

HERE = Path(__file__).resolve().parent
NOT_BENCHMARKS = {"run_all", "measuring"}


def main() -> int:
    """Run what was asked for; 1 when one failed or, with --check, broke its promise."""
    names = [name for name in sys.argv[1:] if not name.startswith("-")] or known()
    unknown = sorted(set(names) - set(known()))
    if unknown:
        print(f"There is no benchmark named {', '.join(unknown)}. Known: {', '.join(known())}.")
        return 2
    measured: list[Measurement] = []
    failed = [name for name in names if not run(name, measured)]
    print(f"\n{'what':<44} {'ours':>12} {'against':>28} {'takes':>12} {'ratio':>9}  promised")
    for one in measured:
        print(as_line(one))
    if failed:
        print(f"\nThese ended with an error, shown above: {', '.join(failed)}")
    kept = all(one.is_kept for one in measured)
    return int(bool(failed) or ("--check" in sys.argv and not kept))


def known() -> list[str]:
    """The names of all benchmarks."""
    return sorted(file.stem for file in HERE.glob("*.py") if file.stem not in NOT_BENCHMARKS)


def run(name: str, measured: list[Measurement]) -> bool:
    """Run one in a process of its own, so that none warms up another; collect what it measured."""
    print(f"• {name} …", flush=True)
    done = subprocess.run(
        [sys.executable, HERE / f"{name}.py"],
        env=os.environ | {AS_JSON: "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    for line in done.stdout.splitlines():
        found = as_measurement(line)
        if found:
            measured.append(found)
        elif line.strip():
            print(f"  {line}")
    return done.returncode == 0


def as_measurement(line: str) -> Measurement | None:
    """What `report` wrote, or None for a line meant for people."""
    if not line.startswith("{"):
        return None
    try:
        return Measurement(**json.loads(line))
    except (TypeError, ValueError):
        return None


if __name__ == "__main__":
    sys.exit(main())
