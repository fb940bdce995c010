"""The pages of indices."""

from __future__ import annotations

from thuocdo.apps.assessment.indices.views.input_forms import choose_form
from thuocdo.apps.assessment.indices.views.pages import form, index, indices, node, schema, text
from thuocdo.apps.assessment.indices.views.reasons import reasons_page
from thuocdo.apps.assessment.indices.views.versions import correct, diff, versions

__all__ = [
    "choose_form",
    "correct",
    "diff",
    "form",
    "index",
    "indices",
    "node",
    "reasons_page",
    "schema",
    "text",
    "versions",
]
