from __future__ import annotations

import re
from pathlib import Path

import thuocdo
from thuocdo.domain.scoring.sheets.headings import LONG_COLUMNS
from thuocdo.domain.scoring.sheets.limits import LIMITS, MEGABYTE

ROOT = Path(thuocdo.__file__).parents[2]
PAGE = (ROOT / "docs/how-to/input-files.md").read_text("utf-8")
CODE = "".join(path.read_text("utf-8") for path in (ROOT / "src/thuocdo/domain/scoring/sheets").glob("*.py"))


def test_every_problem_is_on_the_page_and_no_other() -> None:
    known = set(re.findall(r'"(sheets\.[a-z-]+)"', CODE))
    assert set(re.findall(r"`(sheets\.[a-z-]+)`", PAGE)) == known


def test_the_long_form_is_on_the_page() -> None:
    assert ",".join(LONG_COLUMNS) in PAGE


def test_the_limits_are_on_the_page() -> None:
    assert f"{LIMITS.file_bytes // MEGABYTE} MB per file" in PAGE
    assert f"{LIMITS.cells // 1_000_000} million cells, {LIMITS.rows // 1_000_000} million rows" in PAGE
    assert f"{LIMITS.packed_ratio} times" in PAGE


def test_the_example_of_the_page_is_read(read) -> None:
    example = re.search(r"    (unit,period,.+?)\n\n", PAGE, re.DOTALL)
    assert example is not None
    text = (
        re.sub(r"\n +", "\n", example[1])
        .replace("dossiers_on_time", "dossiers")
        .replace("petitions_on_time", "target")
    )
    sheet = read(text).sheets["2026"]
    assert sheet.column("dossiers").fraction(0) == 119_662
    assert sheet.column("target").state(0).word == "not_available"
