from __future__ import annotations

import pytest

from thuocdo.domain.scoring.catalogue import Finding, lint, load

TEXT = """schema: 1
index: demo
rule_set: '1'
title: {{vi: Thử, en: Trial}}
status: {status}
points: 3
indicators:
  - {{code: '1', title: a, points: 1, rule: {{kind: given, of: x}}, reading: {{certainty: {first}}}}}
  - {{code: '2', title: b, points: 1, rule: {{kind: unknown}}, reading: {{certainty: {second}{proposal}}}}}
  - {{code: '3', title: c, points: 1, rule: {{kind: given, of: x}}}}
inputs:
  x: {{title: X}}
  y: {{title: Y}}
"""
PROPOSAL = ", proposal: {kind: given, of: y}"


def findings(
    status: str = "draft", first: str = "sure", second: str = "unsure", proposal: str = PROPOSAL
) -> dict[str, Finding]:
    text = TEXT.format(status=status, first=first, second=second, proposal=proposal)
    return {found.code.removeprefix("lint."): found for found in lint(load(text))}


@pytest.mark.parametrize("certainty", ["likely", "unsure", "unread"])
@pytest.mark.parametrize(
    ("status", "severity"), [("draft", "warning"), ("in_force", "error"), ("replaced", "error")]
)
def test_an_open_reading_keeps_a_rule_set_from_being_in_force(
    certainty: str, status: str, severity: str
) -> None:
    found = findings(status, second=certainty)["reading-not-settled"]
    assert found.severity == severity
    assert found.message.vi.split(": ")[1].startswith("2.")
    assert ("Chưa giải quyết thì chưa ban hành được." in found.message.vi) == (status == "draft")


def test_settled_readings_are_fine() -> None:
    assert not {"reading-not-settled", "guess-gives-points"} & set(findings("in_force", "sure", "confirmed"))


def test_a_reading_that_is_not_sure_gives_no_points() -> None:
    found = findings(first="unsure")["guess-gives-points"]
    assert found.is_error
    assert "«1»" in found.message.vi


def test_the_inputs_of_a_proposal_are_asked_for_and_must_be_declared() -> None:
    assert "unused-input" not in findings()
    assert "unused-input" in findings(proposal="")
    assert "unknown-input" in findings(proposal=PROPOSAL.replace("of: y", "of: z"))


@pytest.mark.parametrize(("status", "severity"), [("draft", "warning"), ("in_force", "error")])
def test_a_wrong_sum_may_stand_in_a_draft(status: str, severity: str) -> None:
    text = TEXT.format(status=status, first="sure", second="sure", proposal="").replace(
        "points: 3", "points: 4"
    )
    (found,) = [one for one in lint(load(text)) if one.code == "lint.points-do-not-add-up"]
    assert found.severity == severity
    assert ("cannot be put in force" in found.message.pick("en").lower()) == (status == "draft")
