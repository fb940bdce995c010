"""Reading the stored definitions."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.db.models import Q, QuerySet

from thuocdo.apps.assessment.indices.errors import DamagedDefinitionError, UnknownIndexError
from thuocdo.apps.assessment.indices.models import DefinitionStatus, IndexDefinition, InputLink
from thuocdo.domain.scoring.catalogue import load
from thuocdo.domain.scoring.definition import Definition


def parsed(stored: IndexDefinition) -> Definition:
    """The definition as the engine reads it; read once per version and process."""
    return _read(stored.version)


@lru_cache(maxsize=64)
def _read(version: str) -> Definition:
    stored = IndexDefinition.objects.get(version=version)
    if not stored.is_intact:
        raise DamagedDefinitionError(stored.reference)
    return load(bytes(stored.content).decode()).definition


def newest_definitions() -> QuerySet[IndexDefinition]:
    """The newest text of every rule set, without the texts themselves."""
    return IndexDefinition.objects.newest().defer("content").order_by("code", "-valid_from", "rule_set")


def definitions_in_force(day: dt.date) -> QuerySet[IndexDefinition]:
    """The rule sets whose legal force covers `day`; drafts and illustrative ones are shown and say so."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    not_over = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    return newest_definitions().filter(begun, not_over).exclude(status=DefinitionStatus.REPLACED)


def rule_sets_of(code: str) -> list[IndexDefinition]:
    """The rule sets of an index by its code or alias, the newest in force first."""
    found = newest_definitions().filter(Q(code=code) | Q(aliases__contains=[code]))
    return sorted(found, key=lambda stored: (stored.valid_from or dt.date.min, stored.rule_set), reverse=True)


def find_definition(code: str, rule_set: str = "") -> IndexDefinition:
    """The newest text of a rule set; without one, of the rule set that came into force last."""
    found = rule_sets_of(code)
    for stored in found:
        if not rule_set or stored.rule_set == rule_set:
            return stored
    known = found or newest_definitions()
    raise UnknownIndexError(f"{code}@{rule_set}" if rule_set else code, [stored.reference for stored in known])


def element_codes(index_code: str) -> dict[str, str]:
    """Input → code of the data element that feeds it."""
    rows = InputLink.objects.filter(index_code=index_code).select_related("element")
    return {row.input: row.element.code for row in rows}
