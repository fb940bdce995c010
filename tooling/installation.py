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
from collections.abc import Iterable, Iterator, Mapping
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
    with one_at_a_time():
        if not _is_installed():
            _install()
        environment = inside_venv(child_environment())
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
        fetch: list[str | Path] = [*_pip(), "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        try:
            run_quietly(
                [*fetch, "--require-hashes", "--target", TOOLS, "--upgrade", "-r", REQUIREMENTS / "uv.txt"],
                environment=environment,
                doing="Fetching uv",
            )
        except StepError as error:
            outcome.text = "not to be had, going on with pip"
            say(f"\n{error}")
            return None
    return ours


def _install() -> None:
    environment = child_environment(pip_settings())
    uv = find_uv(environment)
    make_venv(PYTHON, environment, uv)
    uv = install_packages(PYTHON, "dev.txt", environment, uv)
    with step("installing Thước Đo itself"):
        install_project(PYTHON, ["--no-build-isolation", "--editable", "."], environment, uv)
    _stamp().write_text(_wanted())


def make_venv(python: Path, environment: dict[str, str], uv: Path | None) -> None:
    """An empty environment around `python`, unless one with this version is there."""
    folder = python.parent.parent
    if python.is_file() and _version_of(python) == sys.version_info[:2]:
        return
    shutil.rmtree(folder, ignore_errors=True)
    with step(f"creating {folder.name} with Python {sys.version.split()[0]}"):
        command: list[str | Path] = [sys.executable, "-m", "venv", "--without-pip", folder]
        if uv:
            command = [uv, "venv", "--quiet", "--python", sys.executable, folder]
        run_quietly(command, environment=environment, doing=f"Creating {folder.name}")


def _version_of(python: Path) -> tuple[int, int] | None:
    asked = subprocess.run(
        [python, "-c", "import sys; print(*sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        return None
    major, minor = asked.stdout.split()
    return int(major), int(minor)


def install_packages(python: Path, pins: str, environment: dict[str, str], uv: Path | None) -> Path | None:
    """By uv; where uv fails (a mirror or a certificate it does not take), by pip. Gives what worked."""
    wanted = REQUIREMENTS / pins
    with step("installing the packages (hashes checked)") as outcome:
        outcome.text = f"{_count_pins(wanted)} packages"
        if uv:
            try:
                sync: list[str | Path] = [
                    uv,
                    "pip",
                    "sync",
                    "--quiet",
                    "--python",
                    python,
                    "--require-hashes",
                    wanted,
                ]
                run_quietly(sync, environment=environment, doing="Installing with uv")
            except StepError as error:
                say(f"\n{error}\nTrying again with pip.")
            else:
                return uv
        run_quietly(
            [*_pip_for(python), "install", "--quiet", "--require-hashes", "-r", wanted],
            environment=environment,
            doing="Installing with pip",
        )
    return None


def install_project(python: Path, what: list[str], environment: dict[str, str], uv: Path | None) -> None:
    """The project itself, in place or from a wheel; its packages are there already."""
    installer: list[str | Path] = (
        [uv, "pip", "install", "--python", python] if uv else [*_pip_for(python), "install"]
    )
    run_quietly(
        [*installer, "--quiet", "--no-deps", *what],
        environment=inside_venv(environment, python),
        doing="Installing the project",
    )


def _pip() -> list[str | Path]:
    """A pip that runs: this Python's own, or one that venv brings along; else say what to install."""
    if has_pip():
        return [sys.executable, "-m", "pip"]
    bootstrap = TOOLS / "pip"
    if not (bootstrap / "bin/pip").is_file():
        made = subprocess.run([sys.executable, "-m", "venv", bootstrap], capture_output=True, check=False)
        if made.returncode:
            shutil.rmtree(bootstrap, ignore_errors=True)
            raise StepError(NO_PIP)
    return [bootstrap / "bin/python", "-m", "pip"]


def _pip_for(python: Path) -> list[str | Path]:
    return [*_pip(), "--disable-pip-version-check", "--python", python]


def inside_venv(environment: dict[str, str], python: Path | None = None) -> dict[str, str]:
    """The same environment with a virtual environment switched on."""
    folder = (python or PYTHON).parent
    path = f"{folder}{os.pathsep}{environment.get('PATH', '')}"
    return environment | {"VIRTUAL_ENV": str(folder.parent), "PATH": path}


def python_of(environment: Mapping[str, str]) -> Path:
    """The Python of the virtual environment that is switched on."""
    return Path(environment["VIRTUAL_ENV"]) / "bin/python"


def _stamp() -> Path:
    return ROOT / ".venv/.stamp"


def _is_installed() -> bool:
    return PYTHON.exists() and _stamp().is_file() and _stamp().read_text() == _wanted()


def _wanted() -> str:
    """A hash of what the installation is made from; it changes when a new installation is due."""
    return hash_of([REQUIREMENTS / "dev.txt", ROOT / "pyproject.toml"])


def hash_of(files: Iterable[Path]) -> str:
    """One hash over this Python, this folder and the bytes of `files`."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in files:
        digest.update(f"{path}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _count_pins(path: Path) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return sum("==" in line and not line.startswith((" ", "#")) for line in lines)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two starts at once would install into the same folder: the second waits."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
