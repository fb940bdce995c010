"""From a bare Python to a working .venv: uv, packages with checked hashes, the project itself, browser files.

Every part leaves a stamp (a hash of what it was made from), so that a second start skips it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tooling.steps import ROOT, StepError, run_quietly, say, step
from tooling.surroundings import child_environment, has_pip, pip_settings

TOOLS = ROOT / ".tools"
REQUIREMENTS = ROOT / "requirements"
PYTHON = ROOT / ".venv/bin/python"
NO_PIP = (
    "This Python has neither pip nor venv, so nothing can be installed. On Debian run once, as root:\n"
    "    apt-get install python3-pip\nand then the same command again."
)


def set_up() -> dict[str, str]:
    """Bring .venv, the project and the browser files up to date; give the environment to run things in."""
    with _one_at_a_time():
        if not _is_installed():
            _install()
        environment = _inside_venv(child_environment())
        build_assets(environment)
    return environment


def build_assets(environment: dict[str, str]) -> None:
    """Browser files and translations; costs a moment when nothing changed."""
    with step("browser files and translations") as outcome:
        said = run_quietly([PYTHON, "build_assets.py"], environment=environment, doing="Building the assets")
        outcome.text = ", ".join(line.rsplit(" (", 1)[0] for line in said.strip().splitlines())


def find_uv(environment: dict[str, str]) -> Path | None:
    """The uv of an earlier start, of the machine, or fetched now; None when it cannot be had."""
    ours = TOOLS / "bin/uv"
    if ours.is_file():
        return ours
    found = shutil.which("uv")
    if found and "shims" not in found:
        return Path(found)
    with step("fetching uv, the installer") as outcome:
        fetch: list[str | Path] = [
            *_pip(),
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--require-hashes",
        ]
        try:
            run_quietly(
                [*fetch, "--target", TOOLS, "--upgrade", "-r", REQUIREMENTS / "uv.txt"],
                environment=environment,
                doing="Fetching uv",
            )
        except StepError as error:
            outcome.text = "not to be had, going on with pip"
            say(f"\n{error}")
            return None
    return ours


def _install() -> None:
    pip = pip_settings()
    environment = child_environment(pip)
    uv = find_uv(environment)
    _make_venv(environment, uv)
    with step("installing the packages (hashes checked)") as outcome:
        uv = _install_packages(environment, uv)
        outcome.text = f"{_count_requirements()} packages"
    with step("installing Thước Đo itself"):
        _install_project(environment, uv)
    _stamp().write_text(_wanted())


def _make_venv(environment: dict[str, str], uv: Path | None) -> None:
    if PYTHON.is_file() and _venv_python() == sys.version_info[:2]:
        return
    shutil.rmtree(ROOT / ".venv", ignore_errors=True)
    with step(f"creating .venv with Python {sys.version.split()[0]}"):
        command: list[str | Path] = [sys.executable, "-m", "venv", "--without-pip", ".venv"]
        if uv:
            command = [uv, "venv", "--quiet", "--python", sys.executable, ".venv"]
        run_quietly(command, environment=environment, doing="Creating .venv")


def _venv_python() -> tuple[int, int] | None:
    asked = subprocess.run(
        [PYTHON, "-c", "import sys; print(*sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        return None
    major, minor = asked.stdout.split()
    return int(major), int(minor)


def _install_packages(environment: dict[str, str], uv: Path | None) -> Path | None:
    """By uv; where uv fails (a mirror or a certificate it does not take), by pip. Gives what worked."""
    wanted = REQUIREMENTS / "dev.txt"
    if uv:
        try:
            sync: list[str | Path] = [
                uv,
                "pip",
                "sync",
                "--quiet",
                "--python",
                PYTHON,
                "--require-hashes",
                wanted,
            ]
            run_quietly(sync, environment=environment, doing="Installing with uv")
        except StepError as error:
            say(f"\n{error}\nTrying again with pip.")
        else:
            return uv
    run_quietly(
        [*_pip_for_venv(), "install", "--quiet", "--require-hashes", "-r", wanted],
        environment=environment,
        doing="Installing with pip",
    )
    return None


def _install_project(environment: dict[str, str], uv: Path | None) -> None:
    installer: list[str | Path] = (
        [uv, "pip", "install", "--python", PYTHON] if uv else _pip_for_venv("install")
    )
    run_quietly(
        [*installer, "--quiet", "--no-deps", "--no-build-isolation", "--editable", "."],
        environment=_inside_venv(environment),
        doing="Installing the project",
    )


def _pip() -> list[str | Path]:
    """A pip that runs: this Python's own, or one that venv brings along; else say what to install."""
    if has_pip():
        return [sys.executable, "-m", "pip"]
    helper = TOOLS / "pip"
    if not (helper / "bin/pip").is_file():
        made = subprocess.run([sys.executable, "-m", "venv", helper], capture_output=True, check=False)
        if made.returncode:
            shutil.rmtree(helper, ignore_errors=True)
            raise StepError(NO_PIP)
    return [helper / "bin/python", "-m", "pip"]


def _pip_for_venv(*words: str) -> list[str | Path]:
    return [*_pip(), "--disable-pip-version-check", "--python", PYTHON, *words]


def _inside_venv(environment: dict[str, str]) -> dict[str, str]:
    path = f"{PYTHON.parent}{os.pathsep}{environment.get('PATH', '')}"
    return environment | {"VIRTUAL_ENV": str(ROOT / ".venv"), "PATH": path}


def _stamp() -> Path:
    return ROOT / ".venv/.stamp"


def _is_installed() -> bool:
    return PYTHON.exists() and _stamp().is_file() and _stamp().read_text() == _wanted()


def _wanted() -> str:
    """A hash of what the installation is made from; it changes when a new installation is due."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in (REQUIREMENTS / "dev.txt", ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _count_requirements() -> int:
    lines = (REQUIREMENTS / "dev.txt").read_text(encoding="utf-8").splitlines()
    return sum("==" in line and not line.startswith((" ", "#")) for line in lines)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two starts at once would install into the same folder: the second waits."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
