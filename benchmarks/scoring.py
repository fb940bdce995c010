"""Scoring a whole country against the plain lower bound.

The bound is numpy alone on one matrix: ratio, clip, half-up rounding and three sums, without units, reasons, exact
ties or anything else that makes a score explainable. The engine scores the same numbers: 10,000 units, 100
indicators in 10 groups, 3 levels; once with decimals and once with whole counts, which meet about twenty rounding
ties per indicator. Derivations must cost nothing until somebody asks for one.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable

import numpy as np

from measuring import Measurement, report
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.explain import explain
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.results import ScoreTable
from thuocdo.domain.scoring.sheet import InputSheet, Numbers, UnitRow

UNITS, INDICATORS, GROUPS, POINTS = 10_000, 100, 10, 6
MOST_TIMES_NUMPY, MOST_AFTER_EXPLAINING = 3.0, 1.25
TURNS, RUNS_A_TURN = 5, 5


def main() -> int:
    """Measure and report."""
    decimals, counts = numbers(whole=False), numbers(whole=True)
    return report(
        against_numpy("score 10,000 × 100 × 3, decimals", decimals),
        against_numpy("score 10,000 × 100 × 3, counts with ties", counts),
        after_explaining(counts),
        one_explanation(counts),
    )


def against_numpy(name: str, matrices: tuple[Numbers, Numbers]) -> Measurement:
    """The engine beside numpy on the same numbers."""
    rules, inputs = definition(), sheet(*matrices)
    # Ties part the two: numpy alone rounds some of them wrongly.
    assert np.abs(score(rules, inputs).total - plain_numpy(*matrices)).max() < 0.1
    ours, plain = best_in_turn(lambda: score(rules, inputs).published, lambda: plain_numpy(*matrices))
    return Measurement(name, ours, "plain numpy", plain, MOST_TIMES_NUMPY)


def after_explaining(matrices: tuple[Numbers, Numbers]) -> Measurement:
    """Scoring where many numbers were explained before, beside scoring where none was."""
    rules, inputs = definition(), sheet(*matrices)
    explained = Definition.model_validate(rules.model_dump(by_alias=True))
    table = score(explained, inputs)
    for unit in range(20):
        explain(table, f"u{unit}", "total")
    after, before = best_in_turn(
        lambda: score(explained, inputs).published, lambda: score(rules, inputs).published
    )
    return Measurement(
        "score, 20 totals explained before", after, "none explained", before, MOST_AFTER_EXPLAINING
    )


def one_explanation(matrices: tuple[Numbers, Numbers]) -> Measurement:
    """What the first derivation of a unit costs when it is asked: the whole tree of 111 nodes, in fractions."""
    rules, inputs = definition(), sheet(*matrices)
    tables: list[ScoreTable] = []

    def scored() -> None:
        tables[:] = [score(rules, inputs)]

    def scored_and_explained() -> None:
        scored()
        explain(tables[0], "u7", "total")

    together, alone = best_in_turn(scored_and_explained, scored)
    return Measurement(
        "explain one total, tree of 111 nodes", max(together - alone, 1e-6), "scoring all", alone
    )


def numbers(*, whole: bool) -> tuple[Numbers, Numbers]:
    """Numerators and denominators, units down and indicators across."""
    random = np.random.default_rng(766)
    of, to = random.uniform(0, 900, (UNITS, INDICATORS)), random.uniform(300, 1000, (UNITS, INDICATORS))
    return (np.floor(of), np.floor(to)) if whole else (of, to)


def definition() -> Definition:
    """100 ratio indicators of 6 points in 10 groups, all stages rounded half-up to two digits."""
    groups = []
    for group in range(GROUPS):
        places = range(group * INDICATORS // GROUPS, (group + 1) * INDICATORS // GROUPS)
        indicators = [
            {
                "code": f"i{place}",
                "points": POINTS,
                "rule": {"kind": "ratio", "of": f"of{place}", "to": f"to{place}"},
            }
            for place in places
        ]
        groups.append({"code": f"g{group}", "points": POINTS * len(places), "indicators": indicators})
    digits = {"digits": 2}
    return Definition.model_validate(
        {
            "schema": 1,
            "index": "benchmark",
            "rule_set": "1",
            "title": "Benchmark",
            "points": POINTS * INDICATORS,
            "rounding": {"indicator": digits, "group": digits, "total": digits},
            "published": {"digits": 2},
            "groups": groups,
        }
    )


def sheet(of: Numbers, to: Numbers) -> InputSheet:
    """The same numbers as the engine takes them."""
    arrays = {f"of{place}": np.ascontiguousarray(of[:, place]) for place in range(INDICATORS)}
    arrays |= {f"to{place}": np.ascontiguousarray(to[:, place]) for place in range(INDICATORS)}
    return InputSheet.from_arrays("2026", [UnitRow(f"u{row}") for row in range(UNITS)], arrays)


def plain_numpy(of: Numbers, to: Numbers) -> Numbers:
    """Ratio, clip, rounding and three sums; nothing else."""
    points = np.floor(np.clip(of / to, 0.0, 1.0) * POINTS * 100 + 0.5) / 100
    groups = points.reshape(UNITS, GROUPS, INDICATORS // GROUPS).sum(axis=2)
    totals: Numbers = groups.sum(axis=1)
    _ = points.sum(axis=0)
    return totals


def best_in_turn(*works: Callable[[], object]) -> list[float]:
    """The least processor time of several runs of each, in turns of five: other work on the machine hits all alike."""
    durations: list[list[float]] = [[] for _ in works]
    for _ in range(TURNS):
        for work, taken in zip(works, durations, strict=True):
            gc.collect()
            for _ in range(RUNS_A_TURN):
                started = time.process_time()
                work()
                taken.append(time.process_time() - started)
    return [min(taken) for taken in durations]


if __name__ == "__main__":
    sys.exit(main())
