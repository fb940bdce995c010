"""The pages of indices."""

from __future__ import annotations

from thuocdo.apps.assessment.indices.views.pages import form, index, indices, node, schema, text

__all__ = ["form", "index", "indices", "node", "schema", "text"]
