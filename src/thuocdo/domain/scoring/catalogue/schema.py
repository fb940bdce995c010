"""The JSON Schema of definition files, for editors that check while typing.

Put `# yaml-language-server: $schema=../../index.schema.json` in the first line of a definition.
"""

from __future__ import annotations

import json
from typing import Any

from thuocdo.domain.scoring.definition import Definition


def json_schema() -> dict[str, Any]:
    """The grammar of definitions as JSON Schema (draft 2020-12)."""
    schema = Definition.model_json_schema(by_alias=True, mode="validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "index.schema.json",
        **schema,
        "title": "Bộ chỉ số / Index definition",
    }


def schema_text() -> str:
    """The schema as the file beside the catalogues holds it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
