"""One rule set of one index, whole."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition.basics import Code, Label, Legal, Source, Strict, Validity
from thuocdo.domain.scoring.definition.inputs import InputSpec, Preparation
from thuocdo.domain.scoring.definition.nodes import Node
from thuocdo.domain.scoring.definition.policies import (
    Aggregate,
    Gate,
    MissingPolicy,
    NotApplicablePolicy,
    Points,
    Rounding,
    read_aggregate,
)
from thuocdo.domain.scoring.numbers import Number


class View(Strict):
    """An overlapping selection of nodes with a scale of its own (a pillar); views never add up to the total."""

    code: Code
    title: Label
    members: tuple[Code, ...]
    points: Number
    source: Source = Source()


class ClassBand(Strict):
    """A class of results: from this value (included) to the next band's."""

    code: Code
    title: Label
    start: Number | None = Field(default=None, alias="from")  # absent in the lowest band


class Classes(Strict):
    """Bands over the published value, or equal-count classes by quantile."""

    on: Literal["value", "share"] = "value"
    kind: Literal["cuts", "quantiles"] = "cuts"
    bands: tuple[ClassBand, ...] = ()
    source: Source = Source()


class Published(Strict):
    """The number people quote: total points divided by `divide_by`, rounded; views likewise by their own points."""

    divide_by: Number = Fraction(1)
    digits: int | None = None
    label: Label = Text("điểm", "points")


class Ranking(Strict):
    """Ranks are taken on the published value at `digits`, ties by competition ranking (two at 15, next 17)."""

    on: Literal["value", "share"] = "value"
    digits: int | None = None
    descending: bool = True


class Definition(Strict):
    """One rule set of one index."""

    schema_version: Literal[1] = Field(alias="schema")
    index: Code
    rule_set: Code
    aliases: tuple[str, ...] = ()
    title: Label
    series: str = (
        "main"  # rule sets of one series follow each other in time; two series may be in force together
    )
    status: Literal["in_force", "draft", "illustrative", "replaced"] = "in_force"
    legal: Legal = Legal()
    valid: Validity = Validity()
    levels: tuple[str, ...] = ()  # kinds of units it assesses: province, department, commune …
    points: Points
    aggregate: Annotated[Aggregate, BeforeValidator(read_aggregate)] = Aggregate()
    groups: tuple[Node, ...] = ()
    indicators: tuple[Node, ...] = ()
    views: tuple[View, ...] = ()
    inputs: dict[Code, InputSpec] = {}
    prepare: tuple[Preparation, ...] = ()
    missing: MissingPolicy = MissingPolicy.BLOCK
    not_applicable: NotApplicablePolicy = NotApplicablePolicy.RESCALE
    min_coverage: Number | None = None  # share of indicators a unit must have to get a total at all
    rounding: Rounding = Rounding()
    published: Published = Published()
    ranking: Ranking = Ranking()
    classes: Classes = Classes()
    gate: Gate | None = None
    source: Source = Source()
    note: str = ""

    @property
    def root(self) -> Node:
        """The whole index as one node, code `total`."""
        return Node(
            code="total",
            title=self.title,
            points=self.points,
            aggregate=self.aggregate,
            groups=self.groups,
            indicators=self.indicators,
            gate=self.gate,
        )
