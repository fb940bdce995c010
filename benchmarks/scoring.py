"""Scoring a whole country against the plain lower bound, in one run.

`python benchmarks/scoring.py` prints the table; with `--check` it exits 1 when a ratio is above its limit.

The bound is numpy alone on one matrix: ratio, clip, half-up rounding and three sums, without units, reasons, ties or
anything else that makes a score explainable. The engine scores the same numbers: 10,000 units, 100 indicators in
10 groups, 3 levels.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable

import numpy as np

from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.explain import explain
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.sheet import InputSheet, Numbers, UnitRow

UNITS, INDICATORS, GROUPS, POINTS = 10_000, 100, 10, 6
MOST_TIMES_NUMPY, MOST_TIMES_WITHOUT_EXPLAIN = 3.0, 1.1
ROUNDS = 15


def main() -> int:
    """Measure, print, and judge when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="exit 1 when a ratio is above its limit")
    check = parser.parse_args().check
    rows = [measure("no tie", numbers(whole=False)), measure("whole counts, with ties", numbers(whole=True))]
    print(f"{UNITS:,} units × {INDICATORS} indicators × 3 levels, best of {ROUNDS}")
    print(f"{'':26}{'numpy':>10}{'score()':>10}{'ratio':>8}{'after 20 explain()':>20}{'one explain()':>15}")
    for name, plain, scored, after, told in rows:
        print(
            f"{name:26}{plain * 1e3:>8.1f}ms{scored * 1e3:>8.1f}ms{scored / plain:>8.2f}"
            f"{after / scored:>19.2f}×{told * 1e3:>13.1f}ms"
        )
    worst = max(scored / plain for _, plain, scored, _, _ in rows)
    lazy = max(after / scored for _, _, scored, after, _ in rows)
    print(f"limits: {MOST_TIMES_NUMPY}× numpy, {MOST_TIMES_WITHOUT_EXPLAIN}× with explanations asked before")
    return int(check and (worst > MOST_TIMES_NUMPY or lazy > MOST_TIMES_WITHOUT_EXPLAIN))


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


def measure(name: str, matrices: tuple[Numbers, Numbers]) -> tuple[str, float, float, float, float]:
    """Seconds of numpy, of scoring, of scoring after explanations were asked, and of one explanation."""
    rules, inputs = definition(), sheet(*matrices)
    plain, scored = best(lambda: plain_numpy(*matrices), lambda: score(rules, inputs).published)
    table = score(rules, inputs)
    # A tie may part the two by a hundredth: numpy alone rounds some of them wrongly.
    assert np.abs(table.total - plain_numpy(*matrices)).max() < 0.1
    for unit in range(20):
        explain(table, f"u{unit}", "i7")
    after, told = best(lambda: score(rules, inputs).published, lambda: explain(score(rules, inputs), "u7", "total"))
    return name, plain, scored, after, told - after


def best(*functions: Callable[[], object]) -> list[float]:
    """The shortest of several runs of each, taken in turn, so that other work on the machine hits all alike."""
    times: list[list[float]] = [[] for _ in functions]
    gc.collect()
    for _ in range(ROUNDS):
        for function, taken in zip(functions, times, strict=True):
            start = time.perf_counter()
            function()
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in times]


if __name__ == "__main__":
    sys.exit(main())
