"""Whole indices in YAML, each computed a second time with plain Python and nothing of the engine."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import yaml

from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.errors import NotInThisPeriodError
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow, Value

INDICES = Path(__file__).parent / "indices"


def definition(name: str) -> Definition:
    return Definition.model_validate(yaml.safe_load((INDICES / f"{name}.yaml").read_text(encoding="utf-8")))


def half_up(number: float, digits: int) -> float:
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


# A development index

COUNTRIES = {  # life expectancy, expected and mean years, income
    "a": (82.0, 17.5, 12.9, 54000),
    "b": (73.4, 13.0, 8.4, 9800),
    "c": (54.1, 8.2, 4.0, 950),
    "d": (86.0, 18.4, 13.0, 92000),
}


def development_sheet() -> InputSheet:
    names = ("life_expectancy", "expected_years", "mean_years", "income_per_head")
    cells = [
        (code, name, row) for code, rows in COUNTRIES.items() for name, row in zip(names, rows, strict=True)
    ]
    return InputSheet.from_values("2024", cells)


def development(life: float, expected: float, mean: float, income: float) -> float:
    def within(share: float) -> float:
        return min(max(share, 0.0), 1.0)

    health, schooling = within((life - 20) / 65), (within(expected / 18) + within(mean / 15)) / 2
    wealth = within((math.log(income) - math.log(100)) / (math.log(75000) - math.log(100)))
    return (health * schooling * wealth) ** (1 / 3)


def test_a_development_index_is_the_geometric_mean_of_its_goalposts() -> None:
    table = score(definition("human-development"), development_sheet())
    expected = [half_up(development(*row), 3) for row in COUNTRIES.values()]
    assert table.published.tolist() == expected
    assert table.classes() == ("very-high", "high", "low", "very-high")
    assert table.ranks().tolist() == [2, 3, 4, 1]


def test_a_development_index_of_a_zero_dimension_is_zero() -> None:
    cells = [
        ("z", "life_expectancy", 15),
        ("z", "expected_years", 10),
        ("z", "mean_years", 5),
        ("z", "income_per_head", 500),
    ]
    assert score(
        definition("human-development"), InputSheet.from_values("2024", cells)
    ).published.tolist() == [0.0]


# Weights by edition


def by_year_sheet(period: str) -> InputSheet:
    return InputSheet.from_values(
        period, [("u", "reached", 850), ("u", "people", 1000), ("u", "days", 12), ("u", "survey", 64)]
    )


@pytest.mark.parametrize(
    ("period", "weights"),
    [
        ("2019", (0.5, 0.5, 0)),
        ("2020", (0.4, 0.6, 0)),
        ("2021", (0.4, 0.35, 0.25)),
        ("2020-Q3", (0.4, 0.6, 0)),
    ],
)
def test_weights_follow_the_edition(period: str, weights: tuple[float, float, float]) -> None:
    shares = (850 / 1000, (12 - 30) / (3 - 30), 0.64)
    expected = half_up(100 * sum(w * s for w, s in zip(weights, shares, strict=True)) / sum(weights), 2)
    assert score(definition("weights-by-year"), by_year_sheet(period)).published.tolist() == [expected]


def test_an_edition_without_weights_is_refused_with_those_that_have_them() -> None:
    with pytest.raises(NotInThisPeriodError, match=r"2019, 2020, 2021"):
        score(definition("weights-by-year"), by_year_sheet("2018"))


# Standard scores


def test_standard_scores_match_the_textbook() -> None:
    growth, poor = [6.5, 7.1, 3.0, 8.8, 5.2], [120, 80, 200, 95, 130]
    people, schools = [1000, 1100, 900, 1500, 1000], [10, 14, 9, 22, 11]
    cells = [
        (f"u{unit}", name, column[unit])
        for name, column in (("growth", growth), ("poor", poor), ("people", people), ("schools", schools))
        for unit in range(5)
    ]
    table = score(definition("z-scores"), InputSheet.from_values("2024", cells))
    rates = [a / b for a, b in zip(poor, people, strict=True)]

    def standard(values: Sequence[float], spread: float) -> list[float]:
        return [100 + 10 * (value - statistics.fmean(values)) / spread for value in values]

    parts = (
        standard(growth, statistics.stdev(growth)),
        [200 - value for value in standard(rates, statistics.stdev(rates))],
        standard(schools, statistics.pstdev(schools)),
    )
    expected = [half_up((2 * g + p + s) / 4, 1) for g, p, s in zip(*parts, strict=True)]
    assert table.published.tolist() == expected


# Penalties

GOOD = {
    "on_time": 96, "dossiers": 100, "meetings": 4, "plan": 1, "budget": 1, "report": 0, "survey": 4.2,
    "late_reports": 0, "initiatives": 2,
}  # fmt: skip
BAD = GOOD | {"on_time": 40, "meetings": 1, "survey": 1.0, "late_reports": 30, "initiatives": 0}
EDGE = GOOD | {"on_time": 76, "dossiers": 80, "meetings": 2, "late_reports": 1, "initiatives": 9}


def penalties_sheet() -> InputSheet:
    cells: list[tuple[str, str, Value | float]] = []
    for unit, values, chair in (("good", GOOD, "chairman"), ("bad", BAD, "other"), ("edge", EDGE, "deputy")):
        cells += [(unit, name, value) for name, value in values.items()]
        cells.append((unit, "chair", Value(choice=chair)))
    return InputSheet.from_values("2026", cells)


def test_penalties_take_a_total_below_nothing() -> None:
    table = score(definition("penalties"), penalties_sheet())
    # good: 20 + 10 + 6 + 4×3/4 + 10×4.2/5 + 0 + 3; bad: 0 + 0 + 0 + capped 1 + 2 − 60; edge: 76/80 is exactly 95 %.
    assert table.published.tolist() == [50.4, -57.0, 20 + 5 + 3 + 3 + 8.4 - 2.5 + 5]
    assert table.classes() == ("good", "poor", "good")
    assert table.points("papers").tolist() == [3.0, 1.0, 3.0]


# The academic index


def academic_values() -> dict[str, list[float | None]]:
    """Fifty heavy-tailed columns with holes, and a population."""
    random = np.random.default_rng(50)
    columns: dict[str, list[float | None]] = {
        "people": [float(n) for n in random.integers(10_000, 9_000_000, 50)]
    }
    for place in range(50):
        spread = random.lognormal(0, 1 + place % 3 * 2, 50) if place % 4 == 0 else random.normal(50, 10, 50)
        column: list[float | None] = [round(float(value), 4) for value in spread]
        for hole in random.choice(50, place % 4, replace=False):
            column[hole] = None
        columns[f"x{place:02d}"] = column
    for place in range(25):  # one unit has reported too little
        columns[f"x{place:02d}"][49] = None
    return columns


CLASSES = ["north" if unit % 3 else "south" for unit in range(50)]


def academic_sheet() -> InputSheet:
    units = [UnitRow(f"u{unit:02d}", classes=(CLASSES[unit],)) for unit in range(50)]
    cells = [
        (f"u{unit:02d}", name, value)
        for name, column in academic_values().items()
        for unit, value in enumerate(column)
        if value is not None
    ]
    return InputSheet.from_values("2024", cells, units)


def skewness(x: Sequence[float]) -> float:
    n, mean = len(x), statistics.fmean(x)
    g1 = math.sqrt(n) * sum((v - mean) ** 3 for v in x) / sum((v - mean) ** 2 for v in x) ** 1.5
    return g1 * math.sqrt(n * (n - 1)) / (n - 2)


def kurtosis(x: Sequence[float]) -> float:
    n, mean = len(x), statistics.fmean(x)
    r = n * sum((v - mean) ** 4 for v in x) / sum((v - mean) ** 2 for v in x) ** 2
    return ((n + 1) * (r - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))


def has_outliers(x: Sequence[float]) -> bool:
    return abs(skewness(x)) > 2 and kurtosis(x) > 3.5


def treated(x: list[float]) -> tuple[list[float], int]:
    """The column and how many points were drawn in (-1: the logarithm instead)."""
    drawn, count = list(x), 0
    while has_outliers(drawn) and count < 5:
        extreme = max(drawn) if skewness(drawn) > 0 else min(drawn)
        others = [v for v in drawn if v != extreme]
        neighbour = max(others) if skewness(drawn) > 0 else min(others)
        drawn = [neighbour if v == extreme else v for v in drawn]
        count = drawn.count(neighbour) - 1 if count == 0 else count + 1
    if not has_outliers(drawn):
        return drawn, count
    low, high = min(x), max(x)
    return [math.log(v - low + 0.01 * (high - low)) for v in x], -1


def prepared(place: int, columns: dict[str, list[float | None]]) -> tuple[list[float], int]:
    column = list(columns[f"x{place:02d}"])
    if place % 5 == 0:
        column = [
            None if v is None else v / (p or 1) * 1000 for v, p in zip(column, columns["people"], strict=True)
        ]
    medians = {
        label: statistics.median(
            v for v, c in zip(column, CLASSES, strict=True) if c == label and v is not None
        )
        for label in set(CLASSES)
    }
    return treated([medians[c] if v is None else v for v, c in zip(column, CLASSES, strict=True)])


def academic_scores() -> tuple[list[float], list[int]]:
    columns, normal, counts = academic_values(), [], []
    for place in range(50):
        column, count = prepared(place, columns)
        low, high = min(column), max(column)
        shares = [(high - v if place % 7 == 3 else v - low) / (high - low) for v in column]
        normal.append(shares if place // 10 in (0, 2) else [0.01 + 0.99 * share for share in shares])
        counts.append(count)
    powers, weights, totals = (1, 0, 1, -1, 0.5), (2, 1, 1.5, 1, 0.5), []
    for unit in range(50):
        groups = []
        for group, power in enumerate(powers):
            x = [normal[place][unit] for place in range(group * 10, group * 10 + 10)]
            w = [1 + place % 3 for place in range(group * 10, group * 10 + 10)]
            groups.append(power_mean(x, w, power))
        totals.append(100 * sum(g * w for g, w in zip(groups, weights, strict=True)) / sum(weights))
    return totals, counts


def power_mean(x: Sequence[float], w: Sequence[float], power: float) -> float:
    if power == 0:
        return math.exp(sum(a * math.log(v) for a, v in zip(w, x, strict=True)) / sum(w))
    return (sum(a * v**power for a, v in zip(w, x, strict=True)) / sum(w)) ** (1 / power)


def test_a_fifty_by_fifty_academic_index_matches_plain_python() -> None:
    table = score(definition("academic"), academic_sheet())
    expected, counts = academic_scores()
    assert {-1, 0} < set(counts), "the data must need no treatment, winsorisation and the logarithm"
    assert np.isnan(table.published[49])
    np.testing.assert_allclose(
        table.published[:49], [half_up(value, 4) for value in expected[:49]], atol=1e-9
    )
    assert table.blockers("u49")[0].kind == "coverage"


def test_the_academic_index_is_the_same_in_fractions() -> None:
    table = score(definition("academic"), academic_sheet())
    exactly = [float(table.exact_published(row, None)) for row in (0, 7)]
    np.testing.assert_allclose(exactly, table.raw("total")[[0, 7]], rtol=1e-12)


def test_ties_that_floats_miss_are_rounded_half_up() -> None:
    rules = Definition.model_validate(
        {
            "schema": 1, "index": "ties", "rule_set": "1", "title": "Ties", "points": 2,
            "indicators": [
                {"code": "a", "points": 2, "rounding": {"digits": 2}, "rule": {"kind": "ratio", "of": "x", "to": "y"}}
            ],
        }
    )  # fmt: skip
    pairs = [(x, y) for y in range(1, 201) for x in range(y + 1)]
    arrays = {"x": [float(x) for x, _ in pairs], "y": [float(y) for _, y in pairs]}
    units = [UnitRow(f"u{place}") for place in range(len(pairs))]
    points = score(rules, InputSheet.from_arrays("2026", units, arrays)).points("a")
    expected = [float(Fraction(math.floor(Fraction(2 * x, y) * 100 + Fraction(1, 2)), 100)) for x, y in pairs]
    assert points.tolist() == expected
    assert points[pairs.index((23, 80))] == 0.58
