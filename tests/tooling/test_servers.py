from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tooling import servers
from tooling.steps import StepError

ROOT = Path(__file__).resolve().parents[2]
SLEEP = "import time; time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}"


@pytest.fixture(autouse=True)
def own_signals() -> Iterator[None]:
    """Stopping makes the process deaf to signals: here it must hear them again."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def taken() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def start(code: str, name: str = "child") -> servers.Child:
    child = servers.Child(name, [sys.executable, "-c", code], os.environ)
    child.start()
    return child


def test_a_taken_port_is_passed_over(taken: socket.socket, capsys: pytest.CaptureFixture[str]) -> None:
    port = taken.getsockname()[1]
    with servers.open_port("127.0.0.1", port) as found:
        assert port < found.getsockname()[1] < port + servers.PORTS_TO_TRY
    assert f"port {port} is taken" in capsys.readouterr().out


def test_a_free_port_is_taken_as_asked(taken: socket.socket) -> None:
    port = taken.getsockname()[1]
    taken.close()
    with servers.open_port("127.0.0.1", port) as found:
        assert found.getsockname()[1] == port


def test_it_says_what_to_do_when_every_port_is_taken(
    taken: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "PORTS_TO_TRY", 1)
    with pytest.raises(StepError, match="--port"):
        servers.open_port("127.0.0.1", taken.getsockname()[1])


def test_the_address_can_be_typed_into_a_browser() -> None:
    with servers.open_port("127.0.0.1", 18000) as listener:
        assert servers.address_of(listener) == f"http://localhost:{listener.getsockname()[1]}"


def test_stopping_ends_every_child() -> None:
    children = [start(SLEEP), start(SLEEP)]
    servers._stop(children)
    assert all(child.process.poll() is not None for child in children)


def test_a_child_that_will_not_stop_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "SECONDS_TO_STOP", 0.5)
    child = start(STUBBORN)
    time.sleep(0.5)
    servers._stop([child])
    assert child.process.returncode == -9


def test_what_a_child_started_ends_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = (
        "import subprocess, sys, pathlib, time\n"
        f"p = subprocess.Popen([sys.executable, '-c', {SLEEP!r}])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(p.pid))\n"
        "time.sleep(60)"
    )
    child = start(code)
    while not note.is_file() or not note.read_text():
        time.sleep(0.05)
    servers._stop([child])
    assert ends_soon(int(note.read_text()))


def test_children_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = (
        "import os, pathlib, sys, time\n"
        "from tooling import servers\n"
        f"child = servers.Child('web', [sys.executable, '-c', {SLEEP!r}], os.environ)\n"
        "child.start()\n"
        f"pathlib.Path({str(note)!r}).write_text(str(child.process.pid))\n"
        "time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    while not note.is_file() or not note.read_text():
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    assert ends_soon(int(note.read_text()))


def ends_soon(pid: int) -> bool:
    for _ in range(100):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().split()[2] == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_child_that_died_is_started_again_a_few_times(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(servers.time, "sleep", lambda _seconds: child.process.wait())
    child = start("raise SystemExit(3)", "job worker")
    assert servers._watch([child]) == 1
    assert child.restarts == servers.RESTARTS_ALLOWED
    assert "the job worker ended (exit 3), starting it again" in capsys.readouterr().out


def test_a_web_server_that_ends_at_once_is_told(taken: socket.socket) -> None:
    child = start("raise SystemExit(1)")
    child.process.wait()
    with pytest.raises(StepError, match="ended at once"):
        servers._wait_until_it_answers("http://127.0.0.1:9", child)
