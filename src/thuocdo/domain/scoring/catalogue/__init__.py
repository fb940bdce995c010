"""Index definitions as files: read, checked, found by name, and tried on worked cases.

loaded = find("766")
for finding in lint(loaded):
    print(finding.tell("en"))
"""

from __future__ import annotations

from thuocdo.domain.primitives.findings import Finding, Place
from thuocdo.domain.scoring.catalogue.cases import Case, CaseResult, run_case, run_cases
from thuocdo.domain.scoring.catalogue.discovery import Entry, discover, find, locate
from thuocdo.domain.scoring.catalogue.errors import (
    AmbiguousDefinitionError,
    DefinitionError,
    UnknownDefinitionError,
)
from thuocdo.domain.scoring.catalogue.linting import lint, lint_path
from thuocdo.domain.scoring.catalogue.loading import LoadedDefinition, Reading, load, read
from thuocdo.domain.scoring.catalogue.schema import json_schema, schema_text

__all__ = [
    "AmbiguousDefinitionError",
    "Case",
    "CaseResult",
    "DefinitionError",
    "Entry",
    "Finding",
    "LoadedDefinition",
    "Place",
    "Reading",
    "UnknownDefinitionError",
    "discover",
    "find",
    "json_schema",
    "lint",
    "lint_path",
    "load",
    "locate",
    "read",
    "run_case",
    "run_cases",
    "schema_text",
]
