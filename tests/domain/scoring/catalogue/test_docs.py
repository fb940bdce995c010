"""The how-to page is what an officer works by: its example must work, and nothing of the grammar may be left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel, TypeAdapter

from thuocdo.domain.primitives.yaml_text import read_yaml
from thuocdo.domain.scoring.catalogue import lint, load, run_cases
from thuocdo.domain.scoring.catalogue.cases import Case, CaseOutput, CaseUnit, CaseValue
from thuocdo.domain.scoring.definition import (
    AggregateKind,
    Definition,
    InputSpec,
    MissingPolicy,
    Node,
    NotApplicablePolicy,
    Preparation,
    PreparationKind,
)
from thuocdo.domain.scoring.rules import Rule

PAGE = (Path(__file__).parents[4] / "docs/how-to/add-an-index.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
EXAMPLES = [block for block in BLOCKS if block.startswith("{kind:")]
RULES: TypeAdapter[BaseModel] = TypeAdapter(Rule)


def rule_of(block: str) -> BaseModel:
    return RULES.validate_python(read_yaml(block, "page").data)


def keys(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def test_the_worked_example_lints_without_a_single_finding(tmp_path: Path) -> None:
    folder = tmp_path / "ward-service" / "2026-01-01-first"
    (folder / "cases").mkdir(parents=True)
    (folder / "index.yaml").write_text(BLOCKS[0], encoding="utf-8")
    (folder / "cases" / "first.yaml").write_text(BLOCKS[1], encoding="utf-8")
    loaded = load(folder)
    assert [finding.tell("en") for finding in lint(loaded) if finding.severity != "note"] == []
    assert [result.passed for result in run_cases(loaded)] == [True]


@pytest.mark.parametrize("block", EXAMPLES)
def test_every_rule_on_the_page_is_a_rule(block: str) -> None:
    assert [found for found in rule_of(block).check() if found.severity == "error"] == []


def test_every_rule_kind_and_each_of_its_keys_is_shown() -> None:
    shown: dict[str, set[str]] = {}
    for block in EXAMPLES:
        data = read_yaml(block, "page").data
        assert isinstance(data, dict)
        shown.setdefault(str(data["kind"]), set()).update(data)
    mapping = RULES.json_schema()["discriminator"]["mapping"]
    assert set(shown) == set(mapping)
    for block in EXAMPLES:
        rule = rule_of(block)
        assert set(keys(type(rule))) <= shown[rule.kind] | words(), rule.kind


def words() -> set[str]:
    """Everything the page sets in code, word by word."""
    return {word for span in re.findall(r"`([^`\n]+)`", PAGE) for word in re.findall(r"\w+", span)}


@pytest.mark.parametrize(
    "model",
    [Definition, Node, InputSpec, Preparation, Case, CaseUnit, CaseOutput, CaseValue],
    ids=lambda model: model.__name__,
)
def test_every_key_of_the_grammar_is_documented(model: type[BaseModel]) -> None:
    assert set(keys(model)) <= words()


@pytest.mark.parametrize("choices", [AggregateKind, MissingPolicy, NotApplicablePolicy, PreparationKind])
def test_every_word_of_a_choice_is_documented(choices: type) -> None:
    assert {choice.value for choice in choices} <= words()
