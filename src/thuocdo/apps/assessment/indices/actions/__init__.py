"""What can be done with index definitions."""

from __future__ import annotations

from thuocdo.apps.assessment.indices.actions.lifecycle import correct_rule_set, put_in_force
from thuocdo.apps.assessment.indices.actions.storing import (
    LoadReport,
    export_definition,
    load_catalogues,
    store_definition,
)

__all__ = [
    "LoadReport",
    "correct_rule_set",
    "export_definition",
    "load_catalogues",
    "put_in_force",
    "store_definition",
]
