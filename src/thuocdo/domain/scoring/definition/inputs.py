"""What the form asks for, and what happens to it before the rules read it."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Literal

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition.basics import Label, Strict
from thuocdo.domain.scoring.numbers import Number


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
