"""Reading the stored definitions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from thuocdo.apps.assessment.indices.errors import DamagedDefinitionError, UnknownIndexError
from thuocdo.apps.assessment.indices.models import (
    DefinitionStatus,
    IndexDefinition,
    IndexDefinitionQuerySet,
    InputLink,
    RuleSetState,
    RuleSetStep,
)
from thuocdo.domain.primitives.provenance import Provenance
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue import load
from thuocdo.domain.scoring.definition import Definition, Node
from thuocdo.domain.scoring.differences import Differences, definition_differences
from thuocdo.domain.scoring.explain import input_titles
from thuocdo.domain.scoring.policy_texts import aggregate_words


def parsed(stored: IndexDefinition) -> Definition:
    """The definition as the engine reads it; read once per version and process."""
    return _read(stored.version)


@lru_cache(maxsize=64)
def _read(version: str) -> Definition:
    stored = IndexDefinition.objects.filter(version=version).latest("pk")
    if not stored.is_intact:
        raise DamagedDefinitionError(stored.reference)
    return load(bytes(stored.content), name=stored.reference).definition


def newest_definitions() -> IndexDefinitionQuerySet:
    """The newest text of every rule set, without the texts themselves."""
    return IndexDefinition.objects.newest().defer("content").order_by("code", "-valid_from", "rule_set")


def definitions_in_force(day: dt.date) -> IndexDefinitionQuerySet:
    """The rule sets whose legal force covers `day`, one of each series; illustrative ones are shown and say so."""
    return newest_definitions().on(day)


def rule_sets_of(code: str) -> list[IndexDefinition]:
    """The rule sets of an index by its code or alias, the newest in force first."""
    found = newest_definitions().filter(Q(code=code) | Q(aliases__contains=[code]))
    return sorted(found, key=lambda stored: (stored.valid_from or dt.date.min, stored.rule_set), reverse=True)


def find_definition(code: str, rule_set: str = "", number: int | None = None) -> IndexDefinition:
    """The newest text of a rule set, or the one of that number; without a name, of the rule set in force last."""
    if rule_set and number is not None:
        return _text_of(code, rule_set, number)
    found = rule_sets_of(code)
    fitting = [stored for stored in found if not rule_set or stored.rule_set == rule_set]
    if fitting:
        # `max` keeps the first of equals, the newest.
        return max(fitting, key=_standing)
    known = found or newest_definitions()
    raise UnknownIndexError(
        f"{code}@{rule_set}" if rule_set else code, [stored.reference for stored in known]
    )


def _text_of(code: str, rule_set: str, number: int) -> IndexDefinition:
    texts = IndexDefinition.objects.filter(Q(code=code) | Q(aliases__contains=[code]), rule_set=rule_set)
    found = texts.filter(number=number).first()
    if found is None:
        known = [stored.text_reference for stored in texts.defer("content")]
        raise UnknownIndexError(f"{code}@{rule_set} #{number}", known)
    return found


def _standing(stored: IndexDefinition) -> int:
    """What has been in force comes before what is only shown, and that before what is not there yet."""
    state = stored.state_on(timezone.localdate())
    if state in (RuleSetState.IN_FORCE, RuleSetState.SUPERSEDED):
        return 2
    return 1 if state is RuleSetState.ILLUSTRATIVE else 0


@dataclass(frozen=True, slots=True)
class StoredText:
    """One text of one rule set in the history of an index; `state` is None where a newer text took its place."""

    stored: IndexDefinition
    state: RuleSetState | None
    steps: tuple[RuleSetStep, ...]
    scoring_count: int

    @property
    def last_step(self) -> RuleSetStep | None:
        """The step that stored this text; None for one that came with a catalogue."""
        return self.steps[-1] if self.steps else None


def history_of(code: str, day: dt.date) -> list[StoredText]:
    """Every text of an index that was ever stored, rule sets newest first, with steps and the scorings that cite it."""
    texts = IndexDefinition.objects.filter(code=code)
    # The scorings stand above the indices, so they are counted by the name of their relation and never imported.
    counts = dict(texts.values_list("pk").annotate(Count("scorings")).order_by())
    steps = Prefetch("steps", RuleSetStep.objects.select_related("by"))
    rows = list(texts.defer("content").select_related("stored_by").prefetch_related(steps))
    newest: dict[str, int] = {}
    for row in rows:
        newest[row.rule_set] = max(row.number, newest.get(row.rule_set, 0))
    starts = {
        row.rule_set: row.valid_from or dt.date.min for row in rows if row.number == newest[row.rule_set]
    }
    return [
        StoredText(
            row,
            row.state_on(day) if row.number == newest[row.rule_set] else None,
            tuple(sorted(row.steps.all(), key=lambda step: (step.at, step.pk))),
            counts[row.pk],
        )
        for row in sorted(
            rows, key=lambda row: (starts[row.rule_set], row.rule_set, row.number), reverse=True
        )
    ]


def text_before(stored: IndexDefinition) -> IndexDefinition | None:
    """What a text is compared with when nobody says: its rule set's text before it, else the rule set before."""
    same = IndexDefinition.objects.filter(code=stored.code, rule_set=stored.rule_set)
    earlier = same.filter(number__lt=stored.number).order_by("-number").first()
    if earlier is not None and earlier.status != DefinitionStatus.DRAFT:
        return earlier
    others = [one for one in rule_sets_of(stored.code) if one.rule_set != stored.rule_set]
    start = stored.valid_from or dt.date.min
    before = [one for one in others if (one.valid_from or dt.date.min) < start]
    in_series = [one for one in before if one.series == stored.series]
    return next(iter(in_series or before or others), None)


def differences_between(old: IndexDefinition, new: IndexDefinition) -> Differences:
    """What changed from one stored text to another, in words."""
    return definition_differences(parsed(old), parsed(new))


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
