"""Web server and job worker as children of one process that starts, watches and stops them."""

from __future__ import annotations

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from tooling.installation import python_of
from tooling.steps import ROOT, StepError, say, step

PORTS_TO_TRY = 50
SECONDS_TO_STOP = 10.0
RESTARTS_ALLOWED = 5
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <sys/prctl.h>


def open_port(host: str, port: int) -> socket.socket:
    """A listening socket at the first free port from `port` on; held, so nobody else can take it."""
    for candidate in range(port, port + PORTS_TO_TRY):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(128)
        except OSError:
            listener.close()
            continue
        if candidate != port:
            say(f"• port {port} is taken, using {candidate}")
        listener.set_inheritable(True)
        return listener
    raise StepError(
        f"No free port from {port} to {port + PORTS_TO_TRY - 1}. "
        "Stop what holds them or choose another with --port."
    )


@dataclass
class Child:
    """One child process, started in a group of its own so that it can be stopped with all it started."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    pass_fds: tuple[int, ...] = ()
    restarts: int = 0
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        """Start it, or start it again."""
        self.process = subprocess.Popen(
            list(self.command),
            cwd=ROOT,
            env=dict(self.environment),
            pass_fds=self.pass_fds,
            start_new_session=True,
            preexec_fn=_end_with_parent,
            stdin=subprocess.DEVNULL,
        )

    def ask_to_stop(self) -> None:
        """A polite end."""
        self._signal(signal.SIGTERM)

    def wait_or_kill(self, deadline: float) -> None:
        """Give it until `deadline`, then end the whole group."""
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self.process.wait()

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return


def _end_with_parent() -> None:
    """Ask the kernel to stop this child when its parent is gone, even if nobody could tell it to."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def serve(listener: socket.socket, environment: Mapping[str, str], announce: str) -> int:
    """Run web and worker until Ctrl-C or SIGTERM; prints `announce` when the address answers."""
    _turn_signals_into_interrupts()
    children = [_web(listener, environment), _worker(environment)]
    try:
        for child in children:
            child.start()
        with step("starting the web server"):
            _wait_until_it_answers(address_of(listener), children[0])
        say(announce)
        return _watch(children)
    except KeyboardInterrupt:
        say("\n• stopping …")
        return 0
    finally:
        _stop(children)


def address_of(listener: socket.socket) -> str:
    """What to type into the browser."""
    host, port = listener.getsockname()[:2]
    return f"http://{'localhost' if host in {'127.0.0.1', '0.0.0.0'} else host}:{port}"  # noqa: S104 - compared only


def _web(listener: socket.socket, environment: Mapping[str, str]) -> Child:
    # gunicorn takes over a socket that is already open: the port cannot be lost between choosing and serving.
    command = [
        *(str(python_of(environment)), "-m", "gunicorn", "thuocdo.config.wsgi:application"),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
        *("--bind", f"fd://{listener.fileno()}", "--log-level", "warning", "--graceful-timeout", "5"),
    ]
    return Child("web server", command, environment, pass_fds=(listener.fileno(),))


def _worker(environment: Mapping[str, str]) -> Child:
    return Child(
        "job worker", [str(python_of(environment)), "-m", "thuocdo.config.manage", "worker"], environment
    )


def _turn_signals_into_interrupts() -> None:
    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGHUP, interrupt)


def _wait_until_it_answers(address: str, web: Child, seconds: float = 60.0) -> None:
    """Any answer will do: a redirect to the TLS of a proxy is one as well."""
    place = address.removeprefix("http://")
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if web.process.poll() is not None:
            raise StepError(
                f"The web server ended at once (exit {web.process.returncode}); its reason is above."
            )
        connection = http.client.HTTPConnection(place, timeout=5)
        try:
            connection.request("HEAD", "/")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise StepError(f"The web server did not answer at {address} within {seconds:.0f} seconds.")


def _watch(children: Sequence[Child]) -> int:
    """Start again a child that died; give up when it keeps dying."""
    while True:
        time.sleep(0.5)
        for child in children:
            if child.process.poll() is None:
                continue
            if child.restarts >= RESTARTS_ALLOWED:
                say(f"The {child.name} ended {child.restarts + 1} times; its reasons are above. Stopping.")
                return 1
            child.restarts += 1
            say(f"• the {child.name} ended (exit {child.process.returncode}), starting it again")
            child.start()


def _stop(children: Sequence[Child]) -> None:
    """Everybody at once, so that the slowest decides how long it takes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    started = [child for child in children if hasattr(child, "process")]
    for child in started:
        child.ask_to_stop()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for child in started:
        child.wait_or_kill(deadline)
    sys.stdout.flush()
