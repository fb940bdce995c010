from __future__ import annotations

import pytest

from thuocdo.domain.scoring.applicability import applies, classes_read, why_not
from thuocdo.domain.scoring.catalogue import find, load
from thuocdo.domain.scoring.definition import Applicability
from thuocdo.domain.scoring.explain import explain
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow

WARD = UnitRow("phu-xuan", level="commune", classes=("no_market", "urban"))
TEXT = """schema: 1
index: small
rule_set: "2026"
title: {vi: Nhỏ}
points: 10
groups:
  - code: "1"
    title: A
    points: 10
    indicators:
      - {code: "1.1", title: B, points: 4, rule: {kind: given, of: b}, not_applicable: rescale,
         applies_to: {except_classes: [no_market]}}
      - {code: "1.2", title: C, points: 6,
         rule: {kind: relative, of: c, method: minmax, within: class, when_equal: full}}
inputs:
  b: {title: B, type: points}
  c: {title: C, type: number}
"""


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (Applicability(), None),
        (Applicability(levels=("commune",)), None),
        (Applicability(levels=("province",)), "it is not for the unit's level"),
        (Applicability(classes=("urban", "coastal")), None),
        (Applicability(classes=("coastal", "island")), "the unit is not of the class coastal, island"),
        (Applicability(except_classes=("coastal",)), None),
        (Applicability(except_classes=("coastal", "no_market")), "the unit is of the class no_market"),
        (Applicability(except_units=("phu-xuan",)), "the rule set names the unit as an exception"),
    ],
)
def test_what_does_not_apply_says_why_and_only_that(rule: Applicability, reason: str | None) -> None:
    found = why_not(rule, WARD)
    assert (None if found is None else found.pick("en")) == reason
    assert applies(rule, WARD) is (reason is None)


def test_the_shipped_sets_read_the_classes_their_documents_name() -> None:
    departments = classes_read(find("dti-department").definition)
    assert departments.named == {
        "no_public_services": ("5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "6.3")
    }
    communes = classes_read(find("dti-commune").definition)
    assert communes.named == {"no_market": ("7.5",), "no_tourism": ("7.6",), "no_remote_school": ("8.7",)}
    assert communes.comparing == ()


def test_rules_that_compare_within_classes_read_every_class() -> None:
    read = classes_read(load(TEXT.encode(), name="small").definition)
    assert (read.named, read.comparing) == ({"no_market": ("1.1",)}, ("1.2",))
    assert read.matters("anything")


@pytest.mark.parametrize("place", ["", "  c: {title: C, type: number, prepare: "])
def test_gaps_filled_within_classes_read_every_class(place: str) -> None:
    step = "[{kind: impute, method: mean, within: class}]"
    text = TEXT.replace("within: class", "within: all")
    text = (
        text.replace("  c: {title: C, type: number", place + step) if place else text + f"prepare: {step}\n"
    )
    read = classes_read(load(text.encode(), name="small").definition)
    assert read.comparing == (("c",) if place else ("total",))
    assert read.matters("anything")


def test_rules_that_name_classes_read_no_other() -> None:
    read = classes_read(find("dti-department").definition)
    assert read.matters("no_public_services")
    assert not read.matters("urban")


def test_the_derivation_says_why_an_indicator_does_not_apply() -> None:
    definition = load(TEXT.encode(), name="small").definition
    cells = [("phu-xuan", "c", 3), ("a-luoi", "c", 2), ("a-luoi", "b", 4)]
    table = score(definition, InputSheet.from_values("2026", cells, [WARD, UnitRow("a-luoi")]))
    (policy,) = explain(table, "phu-xuan", "1.1").policies
    assert policy.code == "not_applicable.rescale"
    assert policy.text.vi.endswith("(lý do: đơn vị thuộc nhóm no_market)")
    assert policy.text.pick("en").endswith("(because the unit is of the class no_market)")
    assert explain(table, "a-luoi", "1.1").policies == ()
