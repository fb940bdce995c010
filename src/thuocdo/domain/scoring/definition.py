"""An index as data: what one rule set's YAML file says, typed and checked.

The file is the source; this module is its grammar. A node is a group (it has children and an aggregate) or an
indicator (it has a rule). Every node's result is counted in points of its maximum; an index whose values are
not points (a development index between 0 and 1) has `points: 1`.

Three things are not the same and stay apart everywhere: a maximum or rule that is *not known* (`points: unknown`,
`rule: {kind: unknown}`), a value that is *missing*, and an indicator that does *not apply* to a unit.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from thuocdo.domain.primitives.provenance import Certainty
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.rules import Rule


def _read_code(value: object) -> object:
    return str(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else value


Code = Annotated[str, Field(pattern=r"^[\w][\w.\-]*$"), BeforeValidator(_read_code)]


class Strict(BaseModel):
    """Unknown keys are refused: a misplaced word must never be ignored in silence."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True
    )


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _read_text(value: object) -> object:
    if isinstance(value, str):
        return Text(value)
    if (
        isinstance(value, dict)
        and set(value) <= {"vi", "en"}
        and "vi" in value
        and _are_texts(value.values())
    ):
        return Text(**value)
    return value


Label = Annotated[Text, BeforeValidator(_read_text)]


class Legal(Strict):
    """The document a rule set or a rule rests on; `article` points inside it."""

    number: str = ""
    date: datetime.date | None = None
    issuer: str = ""
    article: str = ""
    replaces: str = ""
    note: str = ""


class Source(Strict):
    """How sure the row is and where it comes from."""

    status: Certainty = Certainty.UNKNOWN
    ref: str = ""
    note: str = ""


class Validity(Strict):
    """Closed dates of legal force; `to` is empty while in force."""

    start: datetime.date | None = Field(default=None, alias="from")
    end: datetime.date | None = Field(default=None, alias="to")

    def covers(self, day: datetime.date) -> bool:
        """Whether `day` lies between the dates, both included."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class ByPeriod(Strict):
    """A number that differs by edition: `{by_period: {"2019": 0.3, "2020": 0.35}}`; other periods are an error."""

    by_period: dict[Code, Number]


Unknown = Literal["unknown"]
Points = Annotated[
    Number | ByPeriod | Unknown, BeforeValidator(lambda value: "unknown" if value is None else value)
]
Weight = Number | ByPeriod


class MissingPolicy(StrEnum):
    """What a missing or not-available input does to its indicator."""

    BLOCK = "block"  # unknown result: the total is a range
    ZERO = "zero"
    EXCLUDE = "exclude_and_rescale"


class NotApplicablePolicy(StrEnum):
    """What an indicator that does not apply to a unit does to the unit's total."""

    FULL = "full"
    DROP = "drop"  # leaves the maximum
    RESCALE = "rescale"  # the others of its group are stretched over its points
    ZERO = "zero"


class Stage(Strict):
    """One rounding stage: half-up to `digits` (none = not rounded) and what the parent then reads."""

    digits: int | None = Field(default=None, ge=0, le=12)
    parent_reads: Literal["rounded", "raw"] = "rounded"


class Rounding(Strict):
    """The stages of a rule set; a node may override its own with `rounding`."""

    part: Stage = Stage()
    indicator: Stage = Stage()
    group: Stage = Stage()
    total: Stage = Stage()


class AggregateKind(StrEnum):
    """How a group's result comes from its children's."""

    SUM = "sum"
    MEAN = "mean"  # arithmetic, by `weight`
    GEOMETRIC = "geometric_mean"
    HARMONIC = "harmonic_mean"
    POWER = "power_mean"
    MIN = "min"
    MAX = "max"


class Aggregate(Strict):
    """`aggregate: sum` or `{kind: power_mean, power: 0.5}`; means read children as shares of their points."""

    kind: AggregateKind = AggregateKind.SUM
    power: Number | None = None
    floor: Number | None = None  # the result is not lower / higher than this many points
    ceiling: Number | None = None


def _read_aggregate(value: object) -> object:
    return {"kind": value} if isinstance(value, str) else value


class Gate(Strict):
    """A condition on a sibling or descendant node: below `at_least` points (or share) the result is capped.

    `{node: "2", at_least: 10, else_cap: 0}`: under 10 points in node 2 this node gets at most 0 points.
    """

    node: Code
    at_least: Number
    read: Literal["points", "share"] = "points"
    else_cap: Number


class Factor(Strict):
    """The result is multiplied by another indicator's share of its maximum, or by the raw ratio its rule read."""

    indicator: Code
    read: Literal["ratio", "share"] = "ratio"


class Applicability(Strict):
    """Which units a node applies to: empty lists mean everybody. Classes are tags of units (urban, coastal …)."""

    levels: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    except_classes: tuple[str, ...] = ()
    except_units: tuple[str, ...] = ()


class PreparationKind(StrEnum):
    """What happens to a column of values over all peers before the rules read it."""

    DENOMINATE = "denominate"
    IMPUTE = "impute"
    WINSORISE = "winsorise"
    LOG = "log"
    ZSCORE = "zscore"
    MINMAX = "minmax"


class Preparation(Strict):
    """One declared step of data treatment, in the order of the list.

    - `{kind: denominate, by: population, times: 1000}`
    - `{kind: impute, method: mean|median|min|max|zero|value, value: 3, within: peers|class|unit_group}`
    - `{kind: winsorise, lower: 0.05, upper: 0.95}` (quantiles)
    - `{kind: winsorise, skew: 2, kurtosis: 3.5, max_points: 5, then: log}`
    - `{kind: log, shift: 0}`
    - `{kind: zscore, population: sample}` and `{kind: minmax}` put it on a scale that a `derive` can average
    """

    kind: PreparationKind
    by: str | None = None
    times: Number = Fraction(1)
    method: Literal["mean", "median", "min", "max", "zero", "value"] = "mean"
    value: Number | None = None
    within: Literal["peers", "class", "unit_group"] = "peers"
    lower: Number | None = None
    upper: Number | None = None
    skew: Number | None = None
    kurtosis: Number | None = None
    max_points: int | None = None
    then: Literal["keep", "log"] = "keep"
    shift: Number = Fraction(0)
    population: Literal["sample", "population"] = "sample"
    only: tuple[
        str, ...
    ] = ()  # at index level: the inputs it is for (empty = all numeric inputs of indicators)
    skip: tuple[str, ...] = ()


class InputSpec(Strict):
    """One declared input: what the form asks for and what a value may be."""

    title: Label = Text("")
    help: Label = Text("")
    unit_of_measure: Label = Text("")
    type: Literal["count", "number", "percent", "yes_no", "choice", "points", "money"] = "number"
    min: Number | None = None
    max: Number | None = None
    choices: dict[str, Label] = {}
    part_of: str | None = None  # a count that can never exceed this other input (not for targets)
    source: str = ""
    derive: str | None = None  # an expression over other inputs: the value is computed, not asked for
    prepare: tuple[Preparation, ...] = ()


class Node(Strict):
    """A group, an indicator or a part of one."""

    code: Code
    title: Label = Text("")
    points: Points | None = None  # absent: taken from the parent (means) or the children (sums)
    weight: Weight = Fraction(1)
    groups: tuple[Node, ...] = ()
    indicators: tuple[Node, ...] = ()
    parts: tuple[Node, ...] = ()
    aggregate: Annotated[Aggregate, BeforeValidator(_read_aggregate)] = Aggregate()
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
    responsible: Label = Text("")
    verified_by: Label = Text("")
    data_source: Label = Text("")
    evidence: tuple[Label, ...] = ()
    how: Label = Text("")  # the rule in plain words, where the generated sentence is not enough
    legal: Legal = Legal()
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

    def walk(self) -> Iterator[Node]:
        """This node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


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
    aggregate: Annotated[Aggregate, BeforeValidator(_read_aggregate)] = Aggregate()
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
