"""Definitions with a few random mistakes: whatever they are, they end as findings or as something that scores."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest

from thuocdo.domain.scoring.catalogue import discover, lint, read
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow

TEXTS = [
    entry.path.read_text(encoding="utf-8") for entry in discover() if entry.index == "service-quality-766"
]
WRONG = [
    *(
        "-1",
        "0",
        "1/3",
        "1/0",
        "unknown",
        "true",
        "null",
        "[]",
        "{}",
        "[1, 2]",
        "{a: 1}",
        '"x"',
        "80%",
        "1e5",
        "1e999999",
    ),
    *(
        "ratio",
        "total",
        "a",
        '"1.1"',
        "2026-01-01",
        "mean",
        "geometric_mean",
        "{by_period: {'2026': 1}}",
        "&a 1",
        "*a",
    ),
    *("{kind: unknown}", "{kind: constant, share: 1}", "!!int 3", "'", "{", "- "),
]
STRAY = ":{}[],-#&*!|>'\"%@`0a\t\x00é"
UNITS = [UnitRow("x", level="province"), UnitRow("y", level="commune", parent="x")]


def spoiled(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(dice.randint(1, 2)):
        place = dice.randrange(len(lines))
        spoil(lines, place, dice)
    return "\n".join(lines)


def spoil(lines: list[str], place: int, dice: random.Random) -> None:
    line, how = lines[place], dice.random()
    if how < 0.2:
        del lines[place]
    elif how < 0.3:
        lines.insert(place, dice.choice(lines))
    elif how < 0.8 and ": " in line:
        head, _, tail = line.partition(": ")
        lines[place] = f"{head}: {re.sub(r'^[^,}:]*', lambda _: dice.choice(WRONG), tail, count=1)}"
    elif line:
        at = dice.randrange(len(line))
        lines[place] = line[:at] + dice.choice(STRAY) + line[at + 1 :]


@pytest.mark.parametrize("seed", range(8))
def test_a_spoiled_definition_is_told_about_or_scores(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(25):
        reading = read(spoiled(dice.choice(TEXTS), dice).encode())
        assert all(found.message.vi and found.message.en and found.line >= 0 for found in reading.findings)
        assert (reading.loaded is None) == any(found.is_error for found in reading.findings)
        if reading.loaded is None or any(found.is_error for found in lint(reading.loaded, cases=False)):
            continue
        with np.errstate(all="ignore"):
            table = score(reading.loaded.definition, InputSheet.from_values("2026", [], UNITS))
            assert len(table.ranks()) == len(UNITS)
            assert np.isnan(table.total[0]) == bool(table.blockers("x"))
