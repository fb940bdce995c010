"""The tree: groups, indicators and parts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition.basics import Code, Label, Legal, Source, Strict, Validity
from thuocdo.domain.scoring.definition.policies import (
    Aggregate,
    Applicability,
    Factor,
    Gate,
    MissingPolicy,
    NotApplicablePolicy,
    Points,
    Stage,
    Weight,
    read_aggregate,
)
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.rules import Rule

DataOrigin = Literal["values", "dossiers", "survey", "measurement"]
"""Where an indicator's figures come from: reported values, counted dossiers, a survey, automatic measurement."""


class PaperReading(Strict):
    """How surely the rule was read from the words of a paper, until somebody has confirmed it.

    What is `unsure` stands as a `proposal` beside `rule: {kind: unknown}` and scores nothing; what is `likely` scores
    in a draft; neither may be in force before it is `confirmed`. `place` is the row of the paper, and the words
    themselves are the node's `how`.
    """

    certainty: Literal["sure", "likely", "unsure", "unread", "confirmed"]
    reason: Label = Text("")
    place: str = ""
    proposal: Rule | None = None

    @property
    def is_settled(self) -> bool:
        """Whether a rule set with this row may be put in force."""
        return self.certainty in ("sure", "confirmed")


class Node(Strict):
    """A group, an indicator or a part of one."""

    code: Code
    title: Label = Text("")
    points: Points | None = None  # absent: taken from the parent (means) or the children (sums)
    weight: Weight = Fraction(1)
    groups: tuple[Node, ...] = ()
    indicators: tuple[Node, ...] = ()
    parts: tuple[Node, ...] = ()
    aggregate: Annotated[Aggregate, BeforeValidator(read_aggregate)] = Aggregate()
    rule: Rule | None = None
    given: str | None = (
        None  # an input that, when present, is the group's result as points (or share: see given_as)
    )
    given_as: Literal["points", "share"] = "points"
    scored: bool = True
    adjusts: bool = False  # bonus or penalty: counted, but not part of the maximum
    copied_from: str | None = None  # a level: units below take this result from their ancestor at that level
    times: Factor | None = None
    gate: Gate | None = None
    applies_to: Applicability = Applicability()
    valid: Validity = Validity()
    missing: MissingPolicy | None = None
    not_applicable: NotApplicablePolicy | None = None
    rounding: Stage | None = None
    min_points: Number | None = None  # clips the node's own result
    why: Label = Text("")  # why it is there: what gets better when it rises
    responsible: Label = Text("")  # the one agency that leads
    suppliers: tuple[Label, ...] = ()  # the agencies that hand in its figures
    verified_by: Label = Text("")
    data_source: Label = Text("")
    data_from: DataOrigin | None = None
    evidence: tuple[Label, ...] = ()
    how: Label = Text("")  # the rule in plain words, where the generated sentence is not enough
    legal: Legal = Legal()
    reading: PaperReading | None = None
    source: Source = Source()
    note: str = ""

    @property
    def children(self) -> tuple[Node, ...]:
        """Groups, indicators and parts in the order of the file."""
        return self.groups + self.indicators + self.parts

    @property
    def is_leaf(self) -> bool:
        """Whether points come from a rule and not from children."""
        return not self.children

    @property
    def weighs_evenly(self) -> bool:
        """Whether its children all weigh the same."""
        return all(child.weight == self.children[0].weight for child in self.children)

    def walk(self) -> Iterator[Node]:
        """This node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()
