"""The conference's two sheets on the command line."""

from __future__ import annotations

import csv
import io

from thuocdo.domain.primitives.paths import catalogues_root

RULES = "dti-province@2022-05-20-922-illustrative"
SHEETS = catalogues_root() / "dti-province" / "2022-05-20-922-illustrative" / "sheets"


def total(text: str) -> str:
    return next(row["points"] for row in csv.DictReader(io.StringIO(text)) if row["code"] == "total")


def test_the_sheets_give_the_totals_reported(call) -> None:
    answers = [call("score", RULES, str(SHEETS / f"hue-{period}.csv")) for period in (2022, 2023)]
    assert [(answer.code, total(answer.out)) for answer in answers] == [(0, "697.55"), (0, "774.45")]


def test_comparing_them_counts_what_rose_fell_and_stayed(call) -> None:
    files = [str(SHEETS / f"hue-{period}.csv") for period in (2022, 2023)]
    out = call("compare", RULES, *files, "--format", "table", "--lang", "en").out
    assert "22 rose, 1 fell, 72 unchanged, 0 not known; 51 at their maximum" in out
