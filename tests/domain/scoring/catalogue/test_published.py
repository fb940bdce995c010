from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from thuocdo.domain.scoring.catalogue import load
from thuocdo.domain.scoring.published import (
    Check,
    PublishedFigure,
    PublishedPeers,
    Verdict,
    check_published,
    given_inputs,
)

DEFINITION = load(
    """\
schema: 1
index: demo
rule_set: '1'
title: t
points: 100
published: {divide_by: 100, digits: 4}
groups:
  - code: "1"
    points: 60
    given: first
    given_as: share
    indicators: [{code: "1.1", points: unknown, rule: {kind: unknown}}]
  - code: "2"
    points: 40
    given: second
    given_as: share
    indicators: [{code: "2.1", points: unknown, rule: {kind: unknown}}]
views: [{code: v, title: v, members: ["1"], points: 60}]
"""
).definition
PEERS = {
    "old": PublishedPeers("old", 3),
    "new": PublishedPeers("new", 2, merged_from="old", parts={"ab": ("a", "b"), "c": ("c",)}),
}


def figure(
    unit: str, measure: str, value: str = "", rank: int | None = None, peers: str = "old"
) -> PublishedFigure:
    return PublishedFigure(
        "2022", peers, unit, unit, measure, Decimal(value) if value else None, rank, "test"
    )


def checked(*figures: PublishedFigure, rules: bool = True) -> list[Check]:
    editions = {"2022": DEFINITION if rules else None}
    return list(check_published(figures, editions=editions, peer_sets=PEERS))


def told(check: Check) -> tuple[str, str, object]:
    return check.of, check.verdict.value, check.recomputed


def test_given_inputs_are_those_of_the_scored_top() -> None:
    assert given_inputs(DEFINITION) == {"1": "first", "2": "second"}


def test_a_total_with_all_its_parts_is_recomputed() -> None:
    total, *_ = checked(figure("a", "total", "0.74"), figure("a", "1", "0.9"), figure("a", "2", "0.5"))
    assert told(total) == ("value", "agrees", Decimal("0.7400"))


def test_a_total_that_does_not_follow_from_its_parts_differs() -> None:
    total, *_ = checked(figure("a", "total", "0.7402"), figure("a", "1", "0.9"), figure("a", "2", "0.5"))
    assert told(total) == ("value", "differs", Decimal("0.7400"))


def test_a_total_without_all_parts_says_which_are_there() -> None:
    total, part = checked(figure("a", "total", "0.74"), figure("a", "1", "0.9"))
    assert total.verdict is Verdict.NOT_RECOMPUTABLE
    assert "1/2" in total.reason.vi
    assert part.verdict is Verdict.NOT_RECOMPUTABLE


def test_a_view_follows_from_the_total_and_what_lies_outside_it() -> None:
    figures = [figure("a", "total", "0.74"), figure("a", "2", "0.5")]
    assert told(checked(*figures, figure("a", "v", "0.9"))[-1]) == ("value", "agrees", Decimal("0.9000"))
    assert told(checked(*figures, figure("a", "v", "0.9003"))[-1]) == ("value", "differs", Decimal("0.9000"))


def test_ranks_follow_from_values_with_ties_alike() -> None:
    values = [("a", "0.9", 1), ("b", "0.7", 2), ("c", "0.7", 2)]
    ranks = checked(*(figure(unit, "total", value, rank) for unit, value, rank in values))
    assert [told(check) for check in ranks if check.of == "rank"] == [
        ("rank", "agrees", 1),
        ("rank", "agrees", 2),
        ("rank", "agrees", 2),
    ]


def test_a_wrong_rank_differs_and_a_rank_among_too_few_has_no_verdict() -> None:
    full = [figure("a", "total", "0.9"), figure("b", "total", "0.7"), figure("c", "total", "0.8", 3)]
    assert told(checked(*full)[-1]) == ("rank", "differs", 2)
    assert checked(*full[1:])[-1].verdict is Verdict.NOT_RECOMPUTABLE


def test_a_merged_unit_is_the_mean_of_its_parts_and_ranked_among_the_merged() -> None:
    parts = [figure("a", "total", "0.9"), figure("b", "total", "0.6"), figure("c", "total", "0.8")]
    merged = checked(*parts, figure("ab", "total", "0.75", 2, peers="new"), rules=False)[-2:]
    assert [told(check) for check in merged] == [
        ("value", "agrees", Decimal("0.7500")),
        ("rank", "agrees", 2),
    ]


def test_a_published_mean_needs_all_peers() -> None:
    parts = [figure("a", "total", "0.9"), figure("b", "total", "0.6"), figure("c", "total", "0.6")]
    assert told(checked(*parts, figure("mean", "total", "0.7"))[-1]) == ("value", "agrees", Decimal("0.7000"))
    assert checked(*parts[:2], figure("mean", "total", "0.7"))[-1].verdict is Verdict.NOT_RECOMPUTABLE


def test_without_a_rule_set_nothing_but_ranks_and_means_is_recomputed() -> None:
    total, *_ = checked(
        figure("a", "total", "0.74"), figure("a", "1", "0.9"), figure("a", "2", "0.5"), rules=False
    )
    assert total.reason.en == "The rule set of this edition is not known."


def test_another_peer_set_is_another_index() -> None:
    (nation,) = checked(figure("vn", "total", "0.79", peers="national"))
    assert "national" in nation.reason.en


def test_margins_are_what_rounding_of_parts_can_do() -> None:
    total, *_ = checked(figure("a", "total", "0.7401"), figure("a", "1", "0.9"), figure("a", "2", "0.5"))
    assert total.verdict is Verdict.AGREES
    assert Fraction(1, 10_000) == Fraction(total.figure.value or 0) - Fraction(str(total.recomputed))
