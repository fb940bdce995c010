"""Index definitions as files: read, checked, found by name, and tried on worked cases.

loaded = find("766")
for finding in lint(loaded):
    print(finding.tell("en"))
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_HOMES = {
    "thuocdo.domain.primitives.findings": ("Finding", "Place"),
    f"{__name__}.cases": ("Case", "CaseResult", "run_case", "run_cases"),
    f"{__name__}.discovery": ("Entry", "discover", "find", "locate"),
    f"{__name__}.errors": ("AmbiguousDefinitionError", "DefinitionError", "UnknownDefinitionError"),
    f"{__name__}.linting": ("lint", "lint_path"),
    f"{__name__}.loading": ("LoadedDefinition", "Reading", "load", "read"),
    f"{__name__}.schema": ("json_schema", "schema_text"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    # Scoring a form loads a definition and nothing else: what lints and runs cases is read when it is asked for.
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)
