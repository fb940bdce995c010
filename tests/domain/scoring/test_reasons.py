from __future__ import annotations

from fractions import Fraction

from thuocdo.domain.scoring.catalogue import load
from thuocdo.domain.scoring.reasons import Origin, origins, reasons

TEXT = """schema: 1
index: demo
rule_set: "1"
title: Thử
points: 30
groups:
  - code: g
    points: 20
    responsible: Sở A
    suppliers: [Sở B]
    data_from: dossiers
    evidence: [Sổ theo dõi]
    indicators:
      - {code: g.1, title: a, points: 12, rule: {kind: given, of: x}, why: Vì dân}
      - {code: g.2, title: b, points: 8, rule: {kind: given, of: x}, responsible: Sở C, data_from: survey}
      - {code: g.3, title: c, scored: false, rule: {kind: given, of: x}}
  - code: h
    points: 10
    indicators:
      - {code: h.1, title: d, points: 10, rule: {kind: given, of: x}}
  - code: k
    adjusts: true
    indicators:
      - {code: k.1, title: e, adjusts: true, rule: {kind: adjustment, of: x, each: -1, min: -2, max: 0}}
"""
FOUND = {reason.node.code: reason for reason in reasons(load(TEXT).definition)}


def test_what_is_not_scored_needs_no_reason() -> None:
    assert list(FOUND) == ["g.1", "g.2", "h.1", "k.1"]


def test_a_group_speaks_for_its_indicators_unless_they_speak_for_themselves() -> None:
    first, second = FOUND["g.1"], FOUND["g.2"]
    assert (first.responsible.vi, second.responsible.vi) == ("Sở A", "Sở C")
    assert (first.data_from, second.data_from) == ("dossiers", "survey")
    assert [text.vi for text in first.suppliers + second.suppliers] == ["Sở B", "Sở B"]
    assert first.group.code == "g"


def test_a_reason_is_never_handed_down_and_each_lack_is_named() -> None:
    assert FOUND["g.1"].lacks == ()
    assert FOUND["g.2"].lacks == ("why",)
    assert FOUND["h.1"].lacks == ("why", "data", "owner", "evidence")


def test_origins_count_indicators_and_points_and_those_that_do_not_say_come_last() -> None:
    assert origins(list(FOUND.values())) == (
        Origin("dossiers", 1, Fraction(12), 0),
        Origin("survey", 1, Fraction(8), 0),
        Origin(None, 2, Fraction(10), 0),
    )
    unknown = load(TEXT.replace("points: 10, rule", "points: unknown, rule")).definition
    assert origins(reasons(unknown))[-1] == Origin(None, 2, Fraction(0), 1)
