from __future__ import annotations

from decimal import Decimal

import jsonschema
import pytest

from thuocdo.domain.primitives.paths import catalogues_root
from thuocdo.domain.primitives.yaml_text import read_yaml
from thuocdo.domain.scoring.catalogue import discover, json_schema, schema_text
from thuocdo.domain.scoring.catalogue.discovery import Entry

REWRITE = (
    "python -c 'from thuocdo.domain.scoring.catalogue import schema_text; print(schema_text(), end=\"\")' "
    "> catalogues/index.schema.json"
)


def as_json(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    return [as_json(inner) for inner in value] if isinstance(value, list) else value


def test_the_schema_beside_the_catalogues_is_fresh() -> None:
    written = (catalogues_root() / "index.schema.json").read_text(encoding="utf-8")
    assert written == schema_text(), REWRITE


@pytest.mark.parametrize("entry", discover(), ids=lambda entry: entry.reference)
def test_the_schema_accepts_every_catalogue(entry: Entry) -> None:
    data = as_json(read_yaml(entry.path.read_text(encoding="utf-8"), entry.path.name).data)
    assert list(jsonschema.Draft202012Validator(json_schema()).iter_errors(data)) == []


@pytest.mark.parametrize("wrong", [{"pionts": 1}, {"title": 5}, {"valid": {"since": "2020-01-01"}}])
def test_the_schema_refuses_what_the_grammar_refuses(wrong: dict[str, object]) -> None:
    data = {"schema": 1, "index": "x", "rule_set": "1", "title": "x", "points": 1, **wrong}
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(data)
