from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from thuocdo.domain.scoring.definition import Preparation, PreparationKind
from thuocdo.domain.scoring.rules import KINDS, Rule, RuleModel

DOCS = Path(__file__).parents[4] / "docs" / "how-to"
ADAPTER: TypeAdapter[RuleModel] = TypeAdapter(Rule)


def examples(page: str) -> list[str]:
    return re.findall(r"`(\{kind: [^`]+\})`", (DOCS / page).read_text(encoding="utf-8"))


def table_rows() -> dict[str, str]:
    text = (DOCS / "rule-kinds.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `(\w+)` \|.*\| `(\{kind: .*\})` \|$", text, re.MULTILINE))


def test_every_kind_has_a_row_and_no_row_is_left_over() -> None:
    assert set(table_rows()) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_row_is_a_rule_of_that_kind(kind: str) -> None:
    rule = ADAPTER.validate_python(yaml.safe_load(table_rows()[kind]))
    assert isinstance(rule, KINDS[kind])
    assert rule.check() == []


def test_every_treatment_shown_can_be_read() -> None:
    shown = [example for example in examples("rule-kinds.md") if example not in table_rows().values()]
    kinds = {Preparation.model_validate(yaml.safe_load(example)).kind for example in shown}
    assert kinds == set(PreparationKind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_method_asked_of_a_kind_is_answered(kind: str) -> None:
    page = (DOCS / "add-a-rule-kind.md").read_text(encoding="utf-8")
    for method in re.findall(r"^ +\| `(\w+)\(", page, re.MULTILINE):
        assert getattr(KINDS[kind], method) is not None
