"""The two commands of the README in a copy of the checkout with empty caches, as on a fresh machine."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(sys.executable).resolve()  # the Python that .venv was made from: a fresh machine has no .venv
LEFT_BEHIND = shutil.ignore_patterns(
    *(
        ".git",
        ".venv*",
        ".tools",
        ".*_cache",
        ".hypothesis",
        "__pycache__",
        "var",
        "dist",
        "build",
        "test-results",
    ),
    *("node_modules", "vendor", "*.mo", ".stamp"),
)
FIRST_START, LATER_START = 300, 20  # seconds
FirstStart = tuple[subprocess.CompletedProcess[str], float]

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Machine:
    """A copy of the checkout, a home without caches, data of its own."""

    folder: Path
    environment: dict[str, str]

    def run(self, *words: str, timeout: float) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PYTHON, "run.py", *words],
            cwd=self.folder / "checkout",
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    # A folder of its own outside the homes: the database of a root user opens its parent folders.
    folder = Path(tempfile.mkdtemp(prefix="thuocdo-fresh-"))
    shutil.copytree(ROOT, folder / "checkout", ignore=LEFT_BEHIND)
    (folder / "home").mkdir()
    kept = {name: value for name, value in os.environ.items() if is_about_the_network(name)}
    environment = kept | {
        "PATH": f"{PYTHON.parent}:/usr/bin:/bin",
        "HOME": str(folder / "home"),
        "THUOCDO_DATA": str(folder / "data"),
    }
    yield Machine(folder, environment)
    shutil.rmtree(folder, ignore_errors=True)


def is_about_the_network(name: str) -> bool:
    return name.upper().startswith(
        ("PIP_", "UV_DEFAULT", "NPM_CONFIG", "HTTP", "NO_PROXY", "SSL_", "NODE_EXTRA")
    )


def address_in(text: str) -> str:
    found = re.search(r"Thước Đo is at (http://\S+)", text)
    assert found, text
    return found[1]


@pytest.fixture(scope="module")
def first_start(machine: Machine) -> FirstStart:
    """What the very first `demo` said, and after how many seconds."""
    started = time.monotonic()
    done = machine.run("demo", "--no-serve", timeout=FIRST_START + 60)
    return done, time.monotonic() - started


def test_demo_sets_up_from_nothing_and_shows_the_scoreboard(first_start: FirstStart) -> None:
    done, seconds = first_start
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Huế" in done.stdout
    assert seconds < FIRST_START


def test_demo_again_shows_the_same_and_is_quick(machine: Machine, first_start: FirstStart) -> None:
    started = time.monotonic()
    again = machine.run("demo", "--no-serve", timeout=FIRST_START)
    assert time.monotonic() - started < LATER_START
    assert again.returncode == 0, again.stdout + again.stderr
    assert scoreboard(again.stdout) == scoreboard(first_start[0].stdout) != []


def scoreboard(text: str) -> list[str]:
    """The lines of the table, without durations and addresses."""
    return [line for line in text.splitlines() if re.match(r"\s*[│|]?\s*\d+\s", line)]


@pytest.mark.usefixtures("first_start")
def test_demo_passes_over_a_taken_port_signs_in_and_stops_clean(machine: Machine, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, (tmp_path / "told").open("w+") as told:
        port = taken.getsockname()[1]
        demo = subprocess.Popen(
            [PYTHON, "run.py", "demo", "--port", str(port)],
            cwd=machine.folder / "checkout",
            env=machine.environment,
            stdout=told,
            stderr=subprocess.STDOUT,
        )
        try:
            text = wait_for("Thước Đo is at", tmp_path / "told", demo)
            assert f"port {port} is taken" in text
            page = sign_in(text)
        finally:
            demo.send_signal(signal.SIGTERM)
            code = demo.wait(30)
    assert "/scoreboards" in page
    assert code == 0
    assert processes_in(machine.folder / "checkout") == []


def wait_for(sign: str, file: Path, process: subprocess.Popen[bytes], seconds: float = FIRST_START) -> str:
    deadline = time.monotonic() + seconds
    while sign not in file.read_text() and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.2)
    time.sleep(0.5)
    text = file.read_text()
    assert sign in text, text
    return text


def sign_in(text: str) -> str:
    """Open the first one-time link, follow what it asks for, give the page it leads to."""
    address = address_in(text)
    link = re.search(re.escape(address) + r"/\S+", text)
    assert link, text
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
    )
    page = opener.open(link[0], timeout=20).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if token:  # the link asks to confirm, so that a mail scanner does not use it up
        data = f"csrfmiddlewaretoken={token[1]}".encode()
        request = urllib.request.Request(link[0], data, {"Referer": link[0]})
        page = opener.open(request, timeout=20).read().decode()
    return str(page)


def processes_in(folder: Path) -> list[str]:
    """Command lines of processes that still work in `folder`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if process.joinpath("cwd").readlink().is_relative_to(folder):
                found.append(process.joinpath("cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def test_the_wheel_carries_what_it_needs_and_nothing_for_tests(machine: Machine) -> None:
    built = machine.run("build", timeout=FIRST_START)
    assert built.returncode == 0, built.stdout + built.stderr
    names = zipfile.ZipFile(next((machine.folder / "checkout/dist").glob("*.whl"))).namelist()
    assert "thuocdo/assets/vendor/echarts/echarts.min.js" in names
    assert "thuocdo/locale/vi/LC_MESSAGES/django.mo" in names
    assert any(name.startswith("thuocdo/catalogues/service-quality-766/") for name in names)
    assert [name for name in names if "/axe/" in name or name.endswith(".po-part")] == []


def test_the_production_form_serves_from_the_wheel(machine: Machine, tmp_path: Path) -> None:
    production = machine.environment | {
        "SECRET_KEY": "k" * 25 + "0123456789" * 3,
        "ALLOWED_HOSTS": "localhost",
        "THUOCDO_DATA": str(machine.folder / "production-data"),
    }
    with (tmp_path / "told").open("w+") as told:
        serve = subprocess.Popen(
            [PYTHON, "run.py", "serve", "--no-dev", "--port", "18400"],
            cwd=machine.folder / "checkout",
            env=production,
            stdout=told,
            stderr=subprocess.STDOUT,
        )
        try:
            address = address_in(wait_for("Thước Đo is at", tmp_path / "told", serve))
            page = fetch_behind_a_proxy(f"{address}/account/login/")
        finally:
            serve.send_signal(signal.SIGTERM)
            code = serve.wait(30)
    assert re.search(r"/static/ui/css/tokens\.[0-9a-f]{12}\.css", page)
    assert code == 0
    lint = machine.folder / "checkout/.venv-production/bin/thuocdo"
    done = subprocess.run([lint, "lint", "--all"], cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def fetch_behind_a_proxy(address: str) -> str:
    """The page as the proxy of an office asks for it, after ending the TLS."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(address, headers={"X-Forwarded-Proto": "https"})
    return str(opener.open(request, timeout=20).read().decode())
