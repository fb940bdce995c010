from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.ranking import competition_ranks
from thuocdo.domain.scoring.results import ScoreTable
from thuocdo.domain.scoring.sheet import InputSheet


def table(values: dict[str, object], **more: Any) -> ScoreTable:
    raw = {"schema": 1, "index": "x", "rule_set": "1", "title": "X", "points": 1000}
    rule = {"kind": "given", "of": "a"}
    rules = Definition.model_validate(
        raw | {"indicators": [{"code": "a", "points": 1000, "rule": rule}]} | more
    )
    cells = [(unit, "a", Fraction(str(value))) for unit, value in values.items() if value is not None]
    return score(rules, InputSheet.from_values("2026", [*cells, *((unit, "b", 1) for unit in values)]))


def test_two_at_fifteen_are_followed_by_seventeen() -> None:
    values = {f"u{place}": 1000 - place for place in range(14)} | {"x": 500, "y": 500, "z": 400}
    assert table(values).ranks().tolist()[-3:] == [15, 15, 17]


def test_ranks_are_taken_on_the_published_digits() -> None:
    values = {"a": 697.54, "b": 697.46, "c": 697.44}
    published = {"divide_by": 1000, "digits": 4}
    assert table(values, published=published).ranks().tolist() == [1, 1, 3]
    assert table(values, published=published, ranking={"digits": 6}).ranks().tolist() == [1, 2, 3]


def test_a_rank_belongs_to_its_peer_set() -> None:
    scored = table({"a": 9, "b": 7, "c": 5, "d": 3})
    assert scored.ranks(["b", "d", "not-there"]).tolist() == [0, 1, 0, 2]


def test_a_unit_without_a_total_has_no_rank() -> None:
    assert table({"a": 9, "c": 5, "b": None}).ranks().tolist() == [1, 2, 0]


def test_fewer_can_be_better() -> None:
    assert table({"a": 9, "b": 7}, ranking={"descending": False}).ranks().tolist() == [2, 1]


def test_ranks_by_one_indicator() -> None:
    assert table({"a": 9, "b": 11}).ranks(by="a").tolist() == [2, 1]


def test_unrounded_equal_quotients_tie_although_their_floats_differ() -> None:
    raw: dict[str, Any] = {
        "schema": 1,
        "index": "x",
        "rule_set": "1",
        "title": "X",
        "points": 3,
        "aggregate": "mean",
    }
    rules = Definition.model_validate(
        raw | {"indicators": [{"code": "i", "rule": {"kind": "ratio", "of": "a * b", "to": "1"}}]}
    )
    cells = [("x", "a", 0.1), ("x", "b", 3), ("y", "a", 0.3), ("y", "b", 1), ("z", "a", 0.31), ("z", "b", 1)]
    scored = score(rules, InputSheet.from_values("2026", cells))
    assert scored.total[0] != scored.total[1], "the case must be one that floats get wrong"
    assert scored.ranks().tolist() == [2, 2, 1]


@pytest.mark.parametrize(("value", "code"), [(90, "best"), ("89.999", "good"), (80, "good"), (0, "rest")])
def test_a_class_begins_at_its_mark(value: object, code: str) -> None:
    bands = [
        {"code": "best", "title": "B", "from": 90},
        {"code": "good", "title": "G", "from": 80},
        {"code": "rest", "title": "R"},
    ]
    assert table({"a": value}, classes={"bands": bands}).classes() == (code,)


def test_a_class_on_shares_meets_its_mark_exactly() -> None:
    bands = [{"code": "top", "title": "T", "from": "0.8"}, {"code": "low", "title": "L"}]
    assert table({"a": 800, "b": "799.9999"}, classes={"on": "share", "bands": bands}).classes() == (
        "top",
        "low",
    )


def test_quantile_classes_hold_equal_counts_and_keep_ties_together() -> None:
    bands = [{"code": code, "title": code} for code in ("q1", "q2")]
    scored = table({"a": 9, "b": 7, "c": 7, "d": 1}, classes={"kind": "quantiles", "bands": bands})
    assert scored.classes() == ("q1", "q1", "q1", "q2")


@given(st.lists(st.one_of(st.integers(0, 5).map(float), st.just(float("nan")))))
def test_a_rank_is_one_more_than_how_many_are_better(values: list[float]) -> None:
    ranks = competition_ranks(np.array(values, dtype=float))
    for value, rank in zip(values, ranks, strict=True):
        better = sum(other > value for other in values)
        assert rank == (0 if value != value else better + 1)
