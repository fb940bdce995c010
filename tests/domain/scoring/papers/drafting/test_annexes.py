"""Our own papers, from the file to the draft: every row read as described, and none surely that should not be."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.annexes import CERTAINTIES, Annex, Expected, annexes, nodes, wrong_points
from thuocdo.domain.scoring.catalogue import lint, load
from thuocdo.domain.scoring.catalogue.checks.subject import Subject
from thuocdo.domain.scoring.definition import Definition, Node
from thuocdo.domain.scoring.papers.drafting import Draft

ANNEXES = annexes()
_MADE: dict[str, Draft] = {}


def made(annex: Annex) -> Draft:
    if annex.name not in _MADE:
        _MADE[annex.name] = annex.draft()
    return _MADE[annex.name]


each_annex = pytest.mark.parametrize("annex", ANNEXES, ids=[annex.name for annex in ANNEXES])


@each_annex
def test_every_row_is_found_under_its_code(annex: Annex) -> None:
    assert [row.code for row in made(annex).indicators] == [row.code for row in annex.rows]


@each_annex
def test_groups_and_totals_are_those_of_the_paper(annex: Annex) -> None:
    found = made(annex)
    sites = Subject(load(found.text)).by_code
    assert {code: sites[code].maximum(None) for code in annex.reads["groups"]} == {
        code: Fraction(points) for code, points in annex.reads["groups"].items()
    }
    assert (found.points, found.sum_of_rows) == (
        Fraction(annex.reads["points"]),
        Fraction(annex.reads["sum"]),
    )


@each_annex
def test_the_decision_is_found(annex: Annex) -> None:
    header = made(annex).header
    assert header.number == annex.reads.get("number", "")
    assert "date" not in annex.reads or str(header.date) == annex.reads["date"]
    assert "title" not in annex.reads or header.title.vi == annex.reads["title"]


@each_annex
def test_what_is_odd_about_the_paper_is_told(annex: Annex) -> None:
    told = sorted(remark.code for remark in made(annex).remarks if remark.code.startswith("draft."))
    assert told == sorted(annex.reads.get("remarks", ()))


@each_annex
def test_the_draft_lints_without_errors(annex: Annex) -> None:
    assert [found.tell() for found in lint(load(made(annex).text), cases=False) if found.is_error] == []


@each_annex
def test_every_row_is_read_as_described(annex: Annex) -> None:
    definition, by_code = nodes(made(annex))
    wrong = [text for row in annex.rows for text in _misread(definition, by_code[row.code], row)]
    assert wrong == []


def _misread(definition: Definition, node: Node, row: Expected) -> list[str]:
    if "unscored" in row.says:
        return [] if not node.scored else [f"{row.code}: is scored"]
    if node.reading is None or node.rule is None:
        return [f"{row.code}: has no rule"]
    found = node.reading.certainty
    if row.certainty == "not_sure":
        return [] if found in ("unsure", "unread") else [f"{row.code}: {found}, but {row.says['not_sure']}"]
    if row.certainty == "may_ask":
        return [] if found in ("unsure", "unread") else wrong_points(definition, node, row)
    wrong = (
        [] if found == row.certainty else [f"{row.code}: {found} for {row.certainty}: {node.reading.reason}"]
    )
    if row.kind and row.kind != node.rule.kind:
        wrong.append(f"{row.code}: {node.rule.kind} for {row.kind}")
    if node.rule.kind == "unknown" or CERTAINTIES.index(found) > 1:
        return wrong
    return [*wrong, *wrong_points(definition, node, row)]
