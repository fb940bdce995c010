"""How results are made of results: points, policies, rounding, aggregates, gates, who is meant."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from thuocdo.domain.scoring.definition.basics import Code, Strict
from thuocdo.domain.scoring.numbers import Number


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


def read_aggregate(value: object) -> object:
    """A bare word as the aggregate of that kind."""
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
    """Which units a node applies to: empty lists mean everybody. Classes are those of units (urban, coastal …)."""

    levels: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    except_classes: tuple[str, ...] = ()
    except_units: tuple[str, ...] = ()
