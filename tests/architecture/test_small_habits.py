from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("src", "tests", "tooling", "benchmarks")
SILENCED = re.compile(r"#\s*(?:type: ignore\[[\w\-, ]+\]|noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*)\s*$")
UNNAMED = re.compile(r"^\d{4}_(?:initial|auto_.*|alter_.*|merge_.*)$")


def python_lines() -> list[tuple[str, str]]:
    files = [file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.py"))]
    return [
        (f"{file.relative_to(ROOT)}:{number}", line)
        for file in files
        if file != Path(__file__)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
    ]


def test_migrations_are_named_for_their_intent() -> None:
    names = [file.stem for file in (ROOT / "src").rglob("migrations/[0-9]*.py")]
    assert [name for name in names if UNNAMED.match(name)] == []
    assert names


def test_a_todo_carries_an_issue_number() -> None:
    pattern = re.compile(r"\b(?:TODO|FIXME)\b(?!\(#\d+\))")
    assert [where for where, line in python_lines() if pattern.search(line)] == []


def test_a_silenced_finding_in_the_program_has_a_reason() -> None:
    silenced = [
        where
        for where, line in python_lines()
        if where.startswith(("src", "tooling")) and SILENCED.search(line)
    ]
    assert silenced == [], "Say why behind the code:\n" + "\n".join(silenced)
