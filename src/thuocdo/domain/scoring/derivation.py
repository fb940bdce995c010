"""How one score came about, as data: what sentences, JSON and screens are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.rules import Step

NO_TEXT = Text("")


@dataclass(frozen=True)
class InputShown:
    """One input as it was written, and as the rule read it where a treatment changed it."""

    name: str
    title: Text
    type: str
    state: str
    value: Fraction | None
    choice: str = ""
    unit_of_measure: Text = NO_TEXT
    source: str = ""
    reason: str = ""
    derived_from: str = ""
    treatments: tuple[Text, ...] = ()
    read_as: Fraction | None = None


@dataclass(frozen=True)
class RuleShown:
    """The rule with its parameters, in words, and its arithmetic for the unit."""

    kind: str
    parameters: Mapping[str, object]
    words: Text
    how: Text = NO_TEXT  # what the definition's author wrote
    steps: tuple[Step, ...] = ()
    band: Text | None = None
    reason: Text | None = None
    points: Fraction | None = None


@dataclass(frozen=True)
class ChildShown:
    """One part of a group, as the group read it."""

    code: str
    title: Text
    points: Fraction | None
    maximum: Fraction | None
    weight: Fraction
    state: str
    counts: bool
    adjusts: bool


@dataclass(frozen=True)
class FactorShown:
    """Another indicator's ratio or share, by which the points were multiplied."""

    code: str
    title: Text
    read: str
    value: Fraction | None


@dataclass(frozen=True)
class GateShown:
    """A condition on another node, and whether it held the points down."""

    code: str
    title: Text
    at_least: Fraction
    read: str
    else_cap: Fraction
    is_closed: bool


@dataclass(frozen=True)
class PolicyShown:
    """A policy of the rule set that was applied to this unit."""

    code: str
    text: Text


@dataclass(frozen=True)
class RoundingShown:
    """The node's rounding stage."""

    raw: Fraction | None
    digits: int | None
    rounded: Fraction | None
    parent_reads: str


@dataclass(frozen=True)
class ReferenceShown:
    """The document a node rests on and how sure that is."""

    number: str
    date: str
    issuer: str
    article: str
    certainty: str
    certainty_text: Text
    source: str
    note: str


@dataclass(frozen=True)
class PublishedShown:
    """From total points to the number people quote."""

    label: Text
    divide_by: Fraction
    digits: int | None
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    class_title: Text | None


@dataclass(frozen=True)
class BlockerShown:
    """One reason why there is no number."""

    code: str
    kind: str
    inputs: tuple[str, ...]
    text: Text
    title: Text = NO_TEXT


@dataclass(frozen=True)
class Derivation:
    """Everything behind one number of one unit; None where a number is not known."""

    index: str
    index_title: Text
    rule_set: str
    version: str  # hash of the definition's text; empty where it was not loaded from a file
    engine_version: str
    period: str
    unit: str
    unit_name: str
    code: str
    title: Text
    level: str
    state: str
    points: Fraction | None
    maximum: Fraction | None
    low: Fraction | None
    high: Fraction | None
    rounding: RoundingShown
    reference: ReferenceShown
    inputs: tuple[InputShown, ...] = ()
    rule: RuleShown | None = None
    aggregate: Text | None = None
    aggregate_steps: tuple[Step, ...] = ()
    children: tuple[ChildShown, ...] = ()
    factor: FactorShown | None = None
    gate: GateShown | None = None
    policies: tuple[PolicyShown, ...] = ()
    published: PublishedShown | None = None
    blockers: tuple[BlockerShown, ...] = ()
    responsible: Text = NO_TEXT
    evidence: tuple[Text, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
