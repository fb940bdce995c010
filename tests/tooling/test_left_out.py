from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOME_TESTS = """
import pytest

def test_plain(): pass

@pytest.mark.slow
def test_long(): pass

@pytest.mark.browser
def test_journey(): pass

@pytest.mark.skip(reason="no printer here")
def test_printing(): pass
"""
SETTINGS = "[pytest]\nmarkers =\n    slow:\n    browser:\n    cluster:\n"


@pytest.fixture
def some_tests(tmp_path: Path) -> Path:
    (tmp_path / "test_some.py").write_text(SOME_TESTS)
    (tmp_path / "pytest.ini").write_text(SETTINGS)
    return tmp_path


def run_pytest(folder: Path, *words: str, **variables: str) -> str:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "CI", "DJANGO"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.left_out", "-p", "no:django", "-q", *words],
        cwd=folder,
        env=kept | {"PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("workers", ["0", "2"])
def test_it_names_what_was_left_out_and_how_to_run_it(some_tests: Path, workers: str) -> None:
    told = run_pytest(some_tests, "-m", "not (slow or browser)", "-n", workers)
    assert "1  left out: slow (python3 run.py test --all runs them)" in told
    assert "1  left out: browser (python3 run.py test --all runs them)" in told
    assert "1  skipped: no printer here" in told


def test_the_closing_line_stays_the_last(some_tests: Path) -> None:
    told = run_pytest(some_tests, "-m", "not (slow or browser)")
    assert told.strip().splitlines()[-1].startswith("1 passed, 1 skipped, 2 deselected")


def test_a_missing_browser_is_skipped_with_the_line_that_installs_it(some_tests: Path) -> None:
    told = run_pytest(some_tests, PATH="/nowhere")
    assert "skipped: browser: no Chromium found; install it: apt-get install chromium" in told


def test_on_the_build_server_a_missing_browser_fails(some_tests: Path) -> None:
    told = run_pytest(some_tests, PATH="/nowhere", CI="true")
    assert "2 passed, 1 skipped, 1 error" in told
