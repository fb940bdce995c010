"""The JSON Schema of definition files, for editors that check while typing.

Put `# yaml-language-server: $schema=../../index.schema.json` in the first line of a definition. The file beside
the catalogues is `schema_text()`, written anew whenever the grammar changes.
"""

from __future__ import annotations

import json
from typing import Any  # Any: JSON Schema is plain data of every shape

from pydantic import TypeAdapter

from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.numbers import Number

FILE_NAME = "index.schema.json"


def json_schema() -> dict[str, Any]:
    """The grammar of definitions as JSON Schema (draft 2020-12), with the short forms people may write."""
    schema = Definition.model_json_schema(by_alias=True, mode="validation")
    parts = schema["$defs"]
    parts["Text"] = {"anyOf": [{"type": "string"}, _text()], "title": "Text"}
    parts["Aggregate"] = {
        "anyOf": [{"$ref": "#/$defs/AggregateKind"}, parts["Aggregate"]],
        "title": "Aggregate",
    }
    # A level may give a bare share: `levels: {deputy: 1/2}`.
    parts["Award"] = {"anyOf": [TypeAdapter(Number).json_schema(), parts["Award"]], "title": "Award"}
    _let_codes_be_numbers(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": FILE_NAME,
        **schema,
        "title": "Bộ chỉ số / Index definition",
    }


def schema_text() -> str:
    """The schema as the file beside the catalogues holds it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _text() -> dict[str, Any]:
    properties = {"vi": {"type": "string"}, "en": {"type": "string"}}
    return {"type": "object", "properties": properties, "required": ["vi"], "additionalProperties": False}


def _let_codes_be_numbers(part: Any) -> None:
    """A code such as 1.10 may stand without quotation marks."""
    if isinstance(part, dict):
        if part.get("type") == "string" and "pattern" in part:
            part["type"] = ["string", "number"]
        for inner in part.values():
            _let_codes_be_numbers(inner)
    elif isinstance(part, list):
        for inner in part:
            _let_codes_be_numbers(inner)
