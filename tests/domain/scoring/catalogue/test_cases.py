from __future__ import annotations

from pathlib import Path

import pytest

from thuocdo.domain.scoring.catalogue import CaseResult, Finding, lint_path, load, run_cases

DEFINITION = """\
schema: 1
index: demo
rule_set: '1'
title: Thử
points: 10
rounding: {indicator: {digits: 2}}
published: {digits: 1}
classes: {bands: [{code: good, title: Tốt, from: 6}, {code: weak, title: Yếu}]}
indicators:
  - {code: a, title: A, points: 6, rule: {kind: ratio, of: done, to: all}}
  - {code: b, title: B, points: 4, rule: {kind: levels, of: chair, levels: {head: 1, deputy: 0.5}, otherwise: 0}}
views: [{code: v, title: V, members: [a], points: 6}]
inputs:
  done: {title: d, type: count}
  all: {title: a, type: count}
  chair: {title: c, type: choice, choices: {head: h, deputy: d}}
"""


def folder(tmp_path: Path, cases: str) -> Path:
    (tmp_path / "index.yaml").write_text(DEFINITION, encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "a.yaml").write_text(cases, encoding="utf-8")
    return tmp_path


def results(tmp_path: Path, cases: str) -> list[CaseResult]:
    return run_cases(load(folder(tmp_path, cases)))


def told(tmp_path: Path, cases: str) -> list[Finding]:
    return [finding for finding in lint_path(folder(tmp_path, cases)) if finding.is_error]


def test_a_case_says_as_much_of_the_result_as_it_wants(tmp_path: Path) -> None:
    (result,) = results(
        tmp_path,
        "- name: x\n  input: {done: 1, all: 3, chair: deputy}\n"
        "  output: {total: 4, published: 4, class: weak, rank: 1, nodes: {a: 2, b: 2}, views: {v: 0.3}}\n",
    )
    assert result.passed


@pytest.mark.parametrize(
    ("output", "expected", "actual"),
    [
        ("{total: 5}", "5", "4"),
        ("{nodes: {a: 2.01}}", "2.01", "2.00"),
        ("{class: good}", "good", "weak"),
        ("{rank: 2}", "2", "1"),
        ("{views: {v: 0.4}}", "0.4", "0.3"),
        ("{blocked_by: [a]}", "a", "–"),
        ("{total: null}", "–", "4"),
        ("{range: [0, 4]}", "0", "4"),
    ],
)
def test_what_comes_out_differently_is_told(tmp_path: Path, output: str, expected: str, actual: str) -> None:
    (result,) = results(
        tmp_path, f"- name: x\n  input: {{done: 1, all: 3, chair: deputy}}\n  output: {output}\n"
    )
    (found,) = result.mismatches
    assert (found.expected, found.actual.rstrip("0") if "." not in actual else found.actual) == (
        expected,
        actual,
    )


def test_missing_values_and_their_states_can_be_said(tmp_path: Path) -> None:
    (result,) = results(
        tmp_path,
        "- name: x\n  input: {done: {state: not_available, reason: lost}, all: 3, chair: head}\n"
        "  output: {total: null, blocked_by: [a], range: [4, 10]}\n",
    )
    assert result.passed


def test_peers_bring_their_own_inputs_and_outputs(tmp_path: Path) -> None:
    cases = (
        "- name: x\n  units: [{code: other, input: {done: 3, all: 3, chair: head}}]\n"
        "  input: {done: 1, all: 3, chair: head}\n  output: {rank: 2}\n  outputs: {other: {rank: 1, total: 10}}\n"
    )
    assert results(tmp_path, cases)[0].passed


def test_a_failing_case_is_an_error_of_lint_with_its_place(tmp_path: Path) -> None:
    cases = "- name: fine\n  output: {}\n- name: bad\n  input: {done: 1, all: 2}\n  output: {nodes: {a: 4}}\n"
    (finding,) = told(tmp_path, cases)
    assert (finding.code, finding.line) == ("lint.case-fails", 3)
    assert "phải là 4, tính ra 3" in finding.message.vi


@pytest.mark.parametrize(
    ("cases", "code"),
    [
        ("- name: x\n  inputs: {done: 1}\n", "catalogue.extra-forbidden"),
        ("- input: {done: 1}\n", "catalogue.missing"),
        ("- name: x\n  input: {dome: 1}\n", "lint.case-fails"),
        ("- name: x\n  input: {done: much}\n", "lint.case-fails"),
        ("- name: x\n  input: {done: {state: gone}}\n", "lint.case-fails"),
        ("- name: x\n  output: {nodes: {zz: 1}}\n", "lint.case-fails"),
        ("- name: x\n  output: {views: {zz: 1}}\n", "lint.case-fails"),
        ("- name: x\n  outputs: {nobody: {total: 1}}\n", "lint.case-fails"),
        ("- name: x\n  input: {chair: heda}\n", "lint.case-fails"),
        ("- name: [\n", "yaml.syntax"),
        ("name: x\n", "catalogue.tuple-type"),
    ],
)
def test_a_case_that_cannot_be_read_is_an_error(tmp_path: Path, cases: str, code: str) -> None:
    assert [finding.code for finding in told(tmp_path, cases)] == [code]


def test_unrounded_results_are_compared_at_the_digits_written(tmp_path: Path) -> None:
    path = folder(tmp_path, "- name: x\n  input: {done: 1, all: 7}\n  output: {nodes: {a: 0.8571}}\n")
    text = DEFINITION.replace("rounding: {indicator: {digits: 2}}\n", "")
    (path / "index.yaml").write_text(text, encoding="utf-8")
    assert run_cases(load(path))[0].passed
    (path / "cases" / "a.yaml").write_text(
        "- name: x\n  input: {done: 1, all: 7}\n  output: {nodes: {a: 0.86}}\n", encoding="utf-8"
    )
    assert not run_cases(load(path))[0].passed


def test_a_tolerance_is_for_figures_of_others(tmp_path: Path) -> None:
    cases = "- name: x\n  input: {done: 1, all: 3}\n  output: {nodes: {a: 2.01}}\n  tolerance: 0.01\n"
    assert results(tmp_path, cases)[0].passed


def test_no_cases_at_all_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "index.yaml").write_text(DEFINITION, encoding="utf-8")
    assert [finding.severity for finding in lint_path(tmp_path) if finding.code == "lint.no-cases"] == [
        "warning"
    ]
