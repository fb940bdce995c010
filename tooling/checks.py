"""What `run.py check` looks at: each by name, all of them even after one failed."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tooling.installation import PYTHON
from tooling.steps import ROOT, StepError, say

BIN = PYTHON.parent


@dataclass(frozen=True)
class Check:
    """One command that must end well; `advice` says how to mend what it finds."""

    name: str
    command: tuple[str, ...]
    advice: str


CHECKS: tuple[Check, ...] = (
    Check("format", (f"{BIN}/ruff", "format", "--check", "."), ".venv/bin/ruff format ."),
    Check("lint", (f"{BIN}/ruff", "check", "."), ".venv/bin/ruff check --fix ."),
    Check("types", (f"{BIN}/mypy",), "correct the types named above"),
    Check("imports", (f"{BIN}/lint-imports", "--no-cache"), "ARCHITECTURE.md, 'Which way imports may point'"),
    Check(
        "migrations",
        (str(PYTHON), "-m", "thuocdo.config.manage", "makemigrations", "--check", "--dry-run"),
        "python3 run.py manage makemigrations APP -n intent_of_the_change",
    ),
    Check("templates", (f"{BIN}/djlint", "src", "--lint", "--quiet"), "correct the templates named above"),
    Check("catalogues", (f"{BIN}/thuocdo", "lint", "--all"), "the fix is beside each finding"),
    Check(
        "documents",
        (str(PYTHON), "-m", "pytest", "tests/architecture", "-q", "-p", "no:randomly", "-n", "0"),
        "write the missing lines",
    ),
)


def run_checks(names: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the named checks, or all; 0 when every one passed."""
    known = {check.name: check for check in CHECKS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise StepError(f"There is no check named {', '.join(unknown)}. Known: {', '.join(known)}.")
    started = time.monotonic()
    failed = [check for check in CHECKS if check.name in (names or known) and not _passes(check, environment)]
    say(f"\n{len(names or known)} checks in {time.monotonic() - started:.0f} s")
    for check in failed:
        say(f"  ✗ {check.name}: {check.advice}")
    say("  ✗ check failed" if failed else "  ✓ all passed")
    return 1 if failed else 0


def _passes(check: Check, environment: Mapping[str, str]) -> bool:
    print(f"• {check.name} …", end=" ", flush=True)
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    seconds = time.monotonic() - started
    if done.returncode == 0:
        say(f"passed ({seconds:.1f} s)")
        return True
    say(f"FAILED ({seconds:.1f} s)\n{done.stdout.rstrip()}\n")
    return False
