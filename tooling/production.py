"""The form offices run: the wheel with its runtime packages alone, in an environment of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from tooling.installation import (
    REQUIREMENTS,
    TOOLS,
    find_uv,
    hash_of,
    inside_venv,
    install_packages,
    install_project,
    make_venv,
    one_at_a_time,
)
from tooling.steps import ROOT, run_quietly, step
from tooling.surroundings import child_environment, pip_settings

PYTHON = ROOT / ".venv-production/bin/python"
BUILDER = TOOLS / "build/bin/python"
DIST = ROOT / "dist"


def set_up() -> dict[str, str]:
    """Build the wheel and install it with its pinned packages, if anything changed; give the environment."""
    with one_at_a_time():
        stamp = PYTHON.parent.parent / ".stamp"
        wanted = hash_of(_sources())
        if not stamp.is_file() or stamp.read_text() != wanted:
            _install()
            stamp.write_text(wanted)
    environment = inside_venv(child_environment(), PYTHON)
    if os.geteuid() != 0:  # for root the application has a place of its own
        environment.setdefault("THUOCDO_DATA", str(ROOT / "var"))
    return environment


def build_wheel() -> Path:
    """Make the wheel, with browser files, translations and catalogues in it, by pinned build tools."""
    environment = child_environment(pip_settings())
    uv = find_uv(environment)
    make_venv(BUILDER, environment, uv)
    install_packages(BUILDER, "build.txt", environment, uv)
    shutil.rmtree(DIST, ignore_errors=True)
    with step("building the wheel") as outcome:
        run_quietly(
            [BUILDER, "-m", "hatchling", "build", "-t", "wheel"],
            environment=inside_venv(environment, BUILDER),
            doing="Building the wheel",
        )
        wheel = next(DIST.glob("*.whl"))
        outcome.text = f"dist/{wheel.name}, {wheel.stat().st_size / 1e6:.1f} MB"
    return wheel


def _install() -> None:
    wheel = build_wheel()
    environment = child_environment(pip_settings())
    uv = find_uv(environment)
    make_venv(PYTHON, environment, uv)
    uv = install_packages(PYTHON, "runtime.txt", environment, uv)
    with step("installing Thước Đo itself"):
        install_project(PYTHON, [str(wheel)], environment, uv)


def _sources() -> Iterable[Path]:
    """Everything the wheel and its environment are made from."""
    yield from sorted(REQUIREMENTS.glob("*.txt"))
    yield from (ROOT / name for name in ("pyproject.toml", "package-lock.json", "build_assets.py"))
    for folder in ("src", "catalogues"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and not {"assets", "__pycache__"} & set(file.parts) and file.suffix != ".mo":
                yield file
