"""What a reader makes of the scoring words of one row of a paper: a rule, how surely, and why.

`sure`: every word was accounted for and only one rule fits. `likely`: one reading, but a convention supplied
something the paper does not say. `unsure`: two readings, a contradiction or words not understood; the rule is a
proposal only. `unread`: no rule.

>>> UNREAD.certainty, UNREAD.rule
('unread', None)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from thuocdo.domain.primitives.texts import Text

Certainty = Literal["sure", "likely", "unsure", "unread"]
CERTAINTIES: tuple[Certainty, ...] = ("sure", "likely", "unsure", "unread")  # the surest first

NO_REASON = Text("")
InputType = Literal["count", "number", "percent", "yes_no", "choice", "points", "money"]


@dataclass(frozen=True, slots=True)
class ReadInput:
    """One figure the rule asks for, named and titled after the words of the paper."""

    name: str
    title: str
    type: InputType
    choices: tuple[tuple[str, str], ...] = ()  # code, title as printed
    unit_of_measure: str = ""
    part_of: str = ""  # the input it can never exceed
    max: Fraction | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class ReadPart:
    """One of several parts that add up, with its own points and its own rule."""

    title: str
    points: Fraction | None
    reading: RuleReading


@dataclass(frozen=True, slots=True)
class RuleReading:
    """A rule in the grammar of definitions (a plain mapping), or parts with rules of their own, or neither."""

    certainty: Certainty
    rule: Mapping[str, object] | None  # for "unsure" a proposal
    inputs: tuple[ReadInput, ...] = ()
    parts: tuple[ReadPart, ...] = ()  # then `rule` is None
    reason: Text = NO_REASON  # why it is not sure, naming the words
    unread: tuple[str, ...] = ()  # pieces of the text that were not understood
    manner: str = ""  # which manner of writing it was read by: "ratio", "bands", …
    rounding: int | None = None  # the digits the points of the row are rounded to, where the words say so


UNREAD = RuleReading("unread", None)
