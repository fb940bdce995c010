"""What a run did not run, and why: nothing is left out in silence, and on the build server nothing at all."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable

import pytest
from _pytest.terminal import TerminalReporter

LONG_MARKERS = ("slow", "browser", "cluster")
left_out_key = pytest.StashKey[Counter[str]]()


def find_chromium() -> str | None:
    """The browser for journeys: Debian's, or one found by the usual names."""
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def find_java() -> str | None:
    """A Java that is new enough for the clusters."""
    java = shutil.which("java")
    if java is None:
        return None
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    return java if version and int(version[1]) >= 17 else None


NEEDS: dict[str, tuple[Callable[[], str | None], str]] = {
    "browser": (find_chromium, "no Chromium found; install it: apt-get install chromium"),
    "cluster": (find_java, "no Java 17 found; install it: apt-get install openjdk-17-jre-headless"),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what the machine cannot run, and say what would let it; on the build server, fail."""
    for marker, (find, reason) in NEEDS.items():
        if item.get_closest_marker(marker) and find() is None:
            if os.environ.get("CI"):
                pytest.fail(f"{marker}: {reason}", pytrace=False)
            pytest.skip(f"{marker}: {reason}")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to count."""
    config.stash[left_out_key] = Counter()


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Count what -m left out, by marker."""
    for item in items:
        markers = [name for name in LONG_MARKERS if item.get_closest_marker(name)]
        item.config.stash[left_out_key][" and ".join(markers) or "not asked for"] += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells the first process."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left_out"] = dict(session.config.stash[left_out_key])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Every worker leaves out the same: once is enough."""
    output = getattr(node, "workeroutput", {})
    config: pytest.Config = node.config  # type: ignore[attr-defined] # xdist's node
    config.stash[left_out_key] |= Counter(output.get("left_out", {}))


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    """Name everything that was not run, with the reason."""
    skipped = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    left_out = config.stash[left_out_key]
    if not skipped and not left_out:
        return
    terminalreporter.section("not run")
    for reason, count in sorted(skipped.items()):
        terminalreporter.line(f"{count:>5}  skipped: {reason}")
    for marker, count in sorted(left_out.items()):
        how = "" if marker == "not asked for" else " (python3 run.py test --all runs them)"
        terminalreporter.line(f"{count:>5}  left out: {marker}{how}")


def _reason(report: pytest.TestReport) -> str:
    """The last part of pytest's (file, line, reason)."""
    where = report.longrepr
    return str(where[2] if isinstance(where, tuple) else where).removeprefix("Skipped: ")
