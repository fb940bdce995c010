from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import run
from tooling.checks import CHECKS, run_checks
from tooling.steps import StepError, run_quietly, step

ROOT = Path(__file__).resolve().parents[2]


def test_run_py_needs_nothing_installed() -> None:
    # -S and -I: no site packages, no environment.
    done = subprocess.run(
        [sys.executable, "-S", "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); import run"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", [function.__name__ for function in run.COMMANDS])
def test_every_command_says_what_it_does(command: str) -> None:
    assert command in run.parser().format_help()


def test_what_pytest_understands_is_handed_on() -> None:
    arguments, rest = run.parser().parse_known_args(["test", "tests/domain", "-k", "rounding", "--all"])
    assert arguments.all
    assert rest == ["tests/domain", "-k", "rounding"]


def test_a_typing_error_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["run.py", "clean", "--al"])
    with pytest.raises(SystemExit, match="2"):
        run.main()
    assert "unknown: --al" in capsys.readouterr().err


def test_an_unknown_check_is_named_with_the_known_ones() -> None:
    with pytest.raises(StepError, match=r"formats.*Known: format, lint"):
        run_checks(["formats"], {})


def test_checks_go_on_after_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tooling.checks._passes", lambda check, _environment: check.name != "lint")
    assert run_checks([], {}) == 1
    told = capsys.readouterr().out
    assert f"{len(CHECKS)} checks" in told
    assert "✗ lint" in told


def test_a_step_says_how_long_it_took(capsys: pytest.CaptureFixture[str]) -> None:
    with step("laying the table") as outcome:
        outcome.text = "4 plates"
    assert "laying the table … 4 plates (0.0 s)" in capsys.readouterr().out


def test_a_failed_step_shows_what_the_tool_said() -> None:
    with pytest.raises(StepError, match=r"Baking failed \(exit 3\):\s+no flour"):
        run_quietly(
            [sys.executable, "-c", "print('no flour'); raise SystemExit(3)"], environment={}, doing="Baking"
        )
