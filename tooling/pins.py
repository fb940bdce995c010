"""Pins with hashes, made from pyproject.toml and package.json; no package address is ever written down."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tooling.installation import PYTHON, REQUIREMENTS, find_uv
from tooling.steps import ROOT, StepError, run_quietly, step

# What each file is compiled from.
SOURCES = {
    "runtime.txt": ("pyproject.toml",),
    "dev.txt": ("pyproject.toml", "--group", "dev"),
    "build.txt": ("requirements/build.in",),
    "uv.txt": ("requirements/uv.in",),
}
FORM = ("--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--python-version", "3.11")


def pin_everything(environment: Mapping[str, str], *, upgrade: bool) -> None:
    """Write requirements/*.txt and package-lock.json; without `upgrade`, pins stay where they can."""
    uv = find_uv(dict(environment))
    if uv is None:
        raise StepError("Pinning needs uv, which could not be fetched (see above).")
    options = [*FORM, *(["--upgrade"] if upgrade else [])]
    for name, source in SOURCES.items():
        with step(f"requirements/{name}"):
            command: list[str | Path] = [
                uv,
                "pip",
                "compile",
                "--quiet",
                *source,
                *options,
                "--output-file",
                f"requirements/{name}",
            ]
            run_quietly(command, environment=environment, doing=f"Pinning {name}")
            _refuse_addresses(REQUIREMENTS.joinpath(name).read_text(encoding="utf-8"), name)
    with step("package-lock.json"):
        npm = PYTHON.parent / "npm"
        run_quietly(
            [npm, "install", "--package-lock-only"], environment=environment, doing="Pinning with npm"
        )
        _refuse_addresses((ROOT / "package-lock.json").read_text(encoding="utf-8"), "package-lock.json")


def _refuse_addresses(text: str, name: str) -> None:
    """A mirror's address in a pin file would bind every office to that mirror."""
    if '"resolved"' in text or "--index-url" in text or "--find-links" in text:
        raise StepError(
            f"{name} names a package address. Remove it: see docs/decisions/0001-one-entry-and-hash-pins.md."
        )
