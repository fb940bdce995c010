from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 400
# Files that are longer, with the number of lines they may not pass. The list only shrinks.
LONGER: dict[str, int] = {}


def source_files() -> list[Path]:
    folders = ("src", "tests", "tooling", "benchmarks")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    return [*files, ROOT / "run.py", ROOT / "build_assets.py"]


def line_count(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_no_file_passes_400_lines() -> None:
    long = {str(file.relative_to(ROOT)): line_count(file) for file in source_files()}
    too_long = {name: lines for name, lines in long.items() if lines > LONGER.get(name, MOST_LINES)}
    assert not too_long, f"Split these into a folder of the same name: {too_long}"


@pytest.mark.parametrize("name", sorted(LONGER) or [""])
def test_the_list_of_longer_files_only_shrinks(name: str) -> None:
    assert not name or line_count(ROOT / name) > MOST_LINES, (
        f"Take {name} off the list: it is short enough now."
    )
