"""Checks a definition the way a careful colleague would: sums, names, bands, dates, sources, worked cases.

    findings = lint(load(Path("catalogues/service-quality-766/2026-09-01-portal")))

A check is a function from a `Subject` to findings; a new one is a function and a line in `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from thuocdo.domain.primitives.findings import Finding, in_order
from thuocdo.domain.scoring.catalogue.cases import check_cases
from thuocdo.domain.scoring.catalogue.checks.completeness import (
    check_dates,
    check_folder,
    check_provenance,
    check_ranges,
    check_translations,
    check_unknowns,
)
from thuocdo.domain.scoring.catalogue.checks.inputs import (
    check_input_specs,
    check_input_types,
    check_preparations,
)
from thuocdo.domain.scoring.catalogue.checks.points import (
    check_negative_points,
    check_stated,
    check_sums,
    check_views,
    check_weights,
)
from thuocdo.domain.scoring.catalogue.checks.readings import check_readings
from thuocdo.domain.scoring.catalogue.checks.references import (
    check_choices,
    check_codes,
    check_derivations,
    check_inputs,
    check_levels,
    check_node_cycles,
    check_node_references,
    check_order,
)
from thuocdo.domain.scoring.catalogue.checks.rules import (
    check_class_bands,
    check_gates,
    check_means,
    check_power,
    check_rule_or_children,
    check_rules,
)
from thuocdo.domain.scoring.catalogue.checks.series import check_aliases, check_series
from thuocdo.domain.scoring.catalogue.checks.subject import Subject
from thuocdo.domain.scoring.catalogue.loading import LoadedDefinition, read

Check = Callable[[Subject], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    check_codes,
    check_order,
    check_rule_or_children,
    check_rules,
    check_sums,
    check_stated,
    check_negative_points,
    check_weights,
    check_views,
    check_means,
    check_power,
    check_node_references,
    check_levels,
    check_node_cycles,
    check_inputs,
    check_derivations,
    check_choices,
    check_input_specs,
    check_input_types,
    check_preparations,
    check_class_bands,
    check_gates,
    check_ranges,
    check_dates,
    check_folder,
    check_series,
    check_aliases,
    check_unknowns,
    check_readings,
    check_provenance,
    check_translations,
)


def lint(loaded: LoadedDefinition, *, cases: bool = True) -> list[Finding]:
    """Everything the checks find; the worked cases are run when the structure has no errors."""
    subject = Subject(loaded)
    findings = [found for check in CHECKS for found in check(subject)]
    if cases and not any(found.is_error for found in findings):
        findings.extend(check_cases(loaded))
    return in_order(findings)


def lint_path(path: Path, *, cases: bool = True) -> list[Finding]:
    """Read and check a folder or file; what cannot be read is told the same way."""
    reading = read(path)
    if reading.loaded is None:
        return list(reading.findings)
    return in_order((*reading.findings, *lint(reading.loaded, cases=cases)))
