from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
FORBIDDEN = (
    "django",
    "psycopg",
    "procrastinate",
    "requests",
    "httpx",
    "urllib3",
    "thuocdo.apps",
    "thuocdo.config",
)

# Runs in a Python of its own, where nothing can import the forbidden packages, however deep inside another.
IMPORT_WITH_BLOCKED = """
import importlib, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if any(name == one or name.startswith(one + ".") for one in {forbidden}):
            raise ImportError(name + " is blocked here")

sys.meta_path.insert(0, Blocked())
for name in {modules}:
    importlib.import_module(name)
"""


def modules_below(*packages: str) -> list[str]:
    found = []
    for package in packages:
        path = SOURCE / package.replace(".", "/")
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
        found += [".".join(file.relative_to(SOURCE).with_suffix("").parts) for file in files]
    return [name.removesuffix(".__init__") for name in found]


@pytest.mark.parametrize("package", ["thuocdo.domain", "thuocdo.commands", "thuocdo.cli"])
def test_it_imports_where_web_and_database_are_absent(package: str) -> None:
    code = IMPORT_WITH_BLOCKED.format(forbidden=FORBIDDEN, modules=modules_below(package))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_check_would_notice_django() -> None:
    code = IMPORT_WITH_BLOCKED.format(forbidden=FORBIDDEN, modules=["django.conf"])
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode != 0
