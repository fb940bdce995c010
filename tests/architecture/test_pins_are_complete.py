from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PART_OF = {"asgiref": "django", "pydantic-core": "pydantic"}  # the other half of a declared package
PIN_FILES = ("runtime.txt", "dev.txt", "build.txt", "uv.txt")


def pinned(name: str) -> dict[str, str]:
    """Package → the whole entry with its hashes."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return {re.split(r"[=\[]", entry)[0]: entry for entry in entries if "==" in entry}


def plain_name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[; ]", requirement)[0]).lower()


@pytest.mark.parametrize("name", PIN_FILES)
def test_every_pin_has_a_hash(name: str) -> None:
    assert [package for package, entry in pinned(name).items() if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", PIN_FILES)
def test_no_pin_file_names_an_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_the_runtime_pins_hold_every_dependency() -> None:
    wanted = {plain_name(one) for one in PROJECT["project"]["dependencies"]}
    assert wanted - set(pinned("runtime.txt")) == set(), "run: python3 run.py lock"


def test_the_dev_pins_hold_the_runtime_at_the_same_versions() -> None:
    version = {package: entry.split(" ")[0] for package, entry in pinned("dev.txt").items()}
    different = {
        package: (entry.split(" ")[0], version.get(package))
        for package, entry in pinned("runtime.txt").items()
        if entry.split(" ")[0] != version.get(package)
    }
    assert different == {}, "run: python3 run.py lock"


def test_the_dev_pins_hold_the_dev_group() -> None:
    wanted = {plain_name(one) for one in PROJECT["dependency-groups"]["dev"]}
    assert wanted - set(pinned("dev.txt")) == set(), "run: python3 run.py lock"


def test_the_npm_lock_has_hashes_and_no_addresses() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {name: entry for name, entry in packages.items() if name}
    assert [
        name for name, entry in installed.items() if "integrity" not in entry or "resolved" in entry
    ] == []


def imported_packages() -> dict[str, set[str]]:
    """Distribution → the files of src/ that import it, except for typing only."""
    found: dict[str, set[str]] = {}
    providers = packages_distributions()
    for file in (ROOT / "src").rglob("*.py"):
        for name in runtime_imports(ast.parse(file.read_text(encoding="utf-8")).body):
            for provider in providers.get(name.split(".")[0], []):
                package = plain_name(provider)
                found.setdefault(PART_OF.get(package, package), set()).add(str(file.relative_to(ROOT)))
    return found


def runtime_imports(statements: list[ast.stmt]) -> Iterator[str]:
    for statement in statements:
        if isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                yield node.module


def test_what_is_imported_is_a_declared_dependency() -> None:
    declared = {plain_name(one) for one in PROJECT["project"]["dependencies"]} | {"thuocdo"}
    undeclared = {package: files for package, files in imported_packages().items() if package not in declared}
    assert undeclared == {}, "Declare them in pyproject.toml and run: python3 run.py lock"
