"""Reading the stored definitions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.db.models import Q, QuerySet

from thuocdo.apps.assessment.indices.errors import DamagedDefinitionError, UnknownIndexError
from thuocdo.apps.assessment.indices.models import DefinitionStatus, IndexDefinition, InputLink
from thuocdo.domain.primitives.provenance import Provenance
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue import load
from thuocdo.domain.scoring.definition import Definition, Node
from thuocdo.domain.scoring.explain import input_titles
from thuocdo.domain.scoring.policy_texts import aggregate_words


def parsed(stored: IndexDefinition) -> Definition:
    """The definition as the engine reads it; read once per version and process."""
    return _read(stored.version)


@lru_cache(maxsize=64)
def _read(version: str) -> Definition:
    stored = IndexDefinition.objects.get(version=version)
    if not stored.is_intact:
        raise DamagedDefinitionError(stored.reference)
    return load(bytes(stored.content), name=stored.reference).definition


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
    raise UnknownIndexError(
        f"{code}@{rule_set}" if rule_set else code, [stored.reference for stored in known]
    )


def element_codes(index_code: str) -> dict[str, str]:
    """Input → code of the data element that feeds it."""
    rows = InputLink.objects.filter(index_code=index_code).select_related("element")
    return {row.input: row.element.code for row in rows}


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """One index on the list: its newest rule set in force, and what the definition says of itself."""

    stored: IndexDefinition
    definition: Definition
    group_count: int
    indicator_count: int
    firm_count: int
    unknown: tuple[Node, ...]

    @property
    def points(self) -> Decimal | None:
        """The maximum of the whole, None where it is not known."""
        return plain_points(self.definition.points)


def summary_of(stored: IndexDefinition) -> IndexSummary:
    """What a definition holds, counted."""
    definition = parsed(stored)
    leaves = [node for node in definition.root.walk() if node.is_leaf and node.code != "total"]
    scored = [node for node in leaves if node.scored]
    firm = sum(is_firm(node) for node in leaves)
    tops = len(definition.root.children)
    return IndexSummary(
        stored, definition, tops, len(leaves), firm, tuple(node for node in scored if is_unknown(node))
    )


def plain_points(points: object) -> Decimal | None:
    """A maximum as a number; None where it is unknown, comes from elsewhere or differs by period."""
    return Decimal(points.numerator) / Decimal(points.denominator) if isinstance(points, Fraction) else None


def is_firm(node: Node) -> bool:
    """Whether the row rests on a source."""
    return Provenance(node.source.status).is_firm


def is_unknown(node: Node) -> bool:
    """Whether its maximum or its rule is not known, so that it blocks a total computed from it."""
    return node.points == "unknown" or (node.rule is not None and node.rule.kind == "unknown")


def find_node(definition: Definition, code: str) -> Node | None:
    """A group or indicator by its code."""
    return next((node for node in definition.root.walk() if node.code == code), None)


def rule_words(definition: Definition, node: Node) -> Text:
    """How points are made, in plain words: the rule with the titles of its inputs, and what the author adds."""
    if node.rule is None:
        return node.how if node.how.vi or node.is_leaf else _group_words(node)
    words = node.rule.describe(_quoted_titles(definition))
    if not node.how.vi:
        return words
    return Text(f"{words.vi}. {node.how.vi}", f"{words.pick('en')}. {node.how.pick('en')}")


def _group_words(node: Node) -> Text:
    words = aggregate_words(node.aggregate.kind, is_even=node.weighs_evenly)
    if not node.given:
        return words
    return Text(
        f"giá trị đã cho của nhóm; không có thì {words.vi}",
        f"the value given for it, else {words.pick('en')}",
    )


def _quoted_titles(definition: Definition) -> dict[str, Text]:
    return {
        name: Text(f"“{title.vi}”", f"“{title.pick('en')}”")
        for name, title in input_titles(definition).items()
    }
