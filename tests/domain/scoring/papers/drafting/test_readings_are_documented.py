"""docs/how-to/load-a-decision.md tells how well our own papers are read, exactly as it is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.annexes import Annex, Tally, annexes, tally

PAGE = Path(__file__).resolve().parents[5] / "docs/how-to/load-a-decision.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
REWRITE = "THUOCDO_WRITE_DOCS=1 python3 run.py test tests/domain/scoring/papers/drafting -k documented -n 0"
TALLIES = [(annex, tally(annex)) for annex in annexes()]


def table_of_the_papers() -> Iterator[str]:
    yield "| paper | manner | rows | right | asked | wrong |"
    yield "|---|---|---:|---:|---:|---:|"
    for annex, found in TALLIES:
        counts = (found.rows, found.right, found.asked, found.wrong)
        yield f"| {annex.name} | {annex.data['manner']} | " + " | ".join(map(str, counts)) + " |"
    sums = (sum(getattr(found, name) for _, found in TALLIES) for name in ("rows", "right", "asked", "wrong"))
    yield "| together | | " + " | ".join(str(number) for number in sums) + " |"


def test_the_page_holds_the_table_of_the_papers() -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    table = "\n".join(table_of_the_papers())
    wanted = f"{before}{BEGIN}\n{table}\n{END}{after}"
    if os.environ.get("THUOCDO_WRITE_DOCS"):
        PAGE.write_text(wanted, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == wanted, f"Write it anew: {REWRITE}"


@pytest.mark.parametrize(("annex", "found"), TALLIES, ids=[annex.name for annex, _ in TALLIES])
def test_nothing_is_surely_wrong(annex: Annex, found: Tally) -> None:
    assert found.wrong == 0, annex.name
