"""Other apps use an app's models, queries, actions and errors, and nothing else of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
DOORS = frozenset({"models", "queries", "actions", "errors"})
# What a foundation app offers to every other beside the four doors, and why.
MORE_DOORS = {
    "foundation.ui": None,  # the component kit: all of it is meant for the others
    "foundation.access": None,  # what a view declares about who may call it
    "foundation.files": frozenset({"checks", "workbooks"}),  # whether a file may come in, and opening it
    "foundation.accounts": frozenset(
        {"permissions", "roles", "grants"}
    ),  # the one place of permission, and its words
    "foundation.audit": frozenset({"origin", "wording"}),  # where a request came from; how an entry is worded
    "foundation.jobs": frozenset({"kinds", "progress"}),  # what a job is declared with
}


def app_files() -> Iterator[tuple[str, Path]]:
    for file in sorted((SOURCE / "thuocdo/apps").rglob("*.py")):
        parts = file.relative_to(SOURCE / "thuocdo/apps").parts
        if len(parts) > 2 and "migrations" not in parts:
            yield f"{parts[0]}.{parts[1]}", file


def imported_names(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def is_private(app: str, name: str) -> bool:
    parts = name.split(".")
    if parts[:2] != ["thuocdo", "apps"] or len(parts) < 5:
        return False
    other, door = f"{parts[2]}.{parts[3]}", parts[4]
    allowed = MORE_DOORS.get(other, frozenset())
    return other != app and allowed is not None and door not in DOORS | allowed


def test_nobody_enters_by_a_window() -> None:
    entered = [
        f"{file.relative_to(SOURCE)} imports {name}"
        for app, file in app_files()
        for name in imported_names(file)
        if is_private(app, name)
    ]
    assert not entered, "Use the other app's models, queries, actions or errors:\n" + "\n".join(entered)


def test_a_view_of_another_app_is_private() -> None:
    assert is_private("assessment.indices", "thuocdo.apps.measurement.values.views.upload")
    assert not is_private("assessment.indices", "thuocdo.apps.measurement.values.queries.latest")
