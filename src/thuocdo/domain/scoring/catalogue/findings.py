"""The findings of the primitives under the name that readers of definitions know."""

from __future__ import annotations

from thuocdo.domain.primitives.findings import SEVERITIES, SEVERITY_LABELS, Finding, Place, Severity, in_order

__all__ = ["SEVERITIES", "SEVERITY_LABELS", "Finding", "Place", "Severity", "in_order"]
