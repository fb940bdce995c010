"""No path of a developer's machine, no address of a package registry, in any file that is committed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Written with brackets so that the patterns do not find themselves.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.])/(wor[k]|roo[t]|far[m]|tm[p])/[a-z.]"),
    "a package registry's address": re.compile(r"py[p]i\.org|pythonhoste[d]|npmj[s]\.|de[b]\.debian"),
}


def committed_files() -> list[Path]:
    """What git would commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_committed_file_names_a_machine_or_a_registry() -> None:
    found = []
    for file in committed_files():
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture or a workbook
        found += [
            f"{file.relative_to(ROOT)}:{number} has {what}: {line.strip()[:100]}"
            for number, line in enumerate(lines, start=1)
            for what, pattern in FORBIDDEN.items()
            if pattern.search(line)
        ]
    assert not found, "\n".join(found)
