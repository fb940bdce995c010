"""`checklist`: parts that are each met or not, and add up.

>>> Checklist(kind="checklist", items=["plan", "budget", "report"], need=2).describe().en
'plan, budget, report: 2 of 3 give the maximum, fewer in proportion'
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import Array
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.readings import Readings
from thuocdo.domain.scoring.rules.always import always_or_never
from thuocdo.domain.scoring.rules.base import (
    NO_TITLES,
    ONE,
    ZERO,
    Bounds,
    Direction,
    NotInvertible,
    RuleExplanation,
    RuleFinding,
    RuleModel,
    Step,
    Titles,
    Wanted,
    error,
    not_invertible,
    warning,
)
from thuocdo.domain.scoring.rules.one_quantity import one
from thuocdo.domain.scoring.wording import joined, number_text, percent_text, say

Item = Annotated[str, BeforeValidator(lambda name: str(name))]


class Checklist(RuleModel):
    """`items` as a mapping gives every part its share (or points, with `as: points`); as a list all weigh the same.

    With `need: k` any k parts give all, fewer in proportion (or nothing, with `fewer: zero`); with `each` every part
    gives so many points.
    """

    kind: Literal["checklist"]
    items: dict[Item, Number] | tuple[Item, ...]
    worth: Literal["share", "points"] = Field(default="share", alias="as")
    need: int | None = Field(default=None, ge=1)
    each: Number | None = None
    fewer: Literal["proportion", "zero"] = "proportion"

    def inputs(self) -> tuple[str, ...]:
        """The parts."""
        return tuple(self.items)

    def worths(self, maximum: Fraction) -> dict[str, Fraction]:
        """The points of every part."""
        if isinstance(self.items, dict):
            unit = ONE if self.worth == "points" else maximum
            return {name: number * unit for name, number in self.items.items()}
        each = self.each if self.each is not None else maximum / (self.need or len(self.items) or 1)
        return dict.fromkeys(self.items, each)

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row."""
        at, total = read.arithmetic, read.full(ZERO)
        for name, worth in self.worths(maximum).items():
            answer = read.number(name)
            met = at.at_least(answer, ONE, certain=read.source.is_as_written(name))
            unknown = answer * read.constant(ZERO)  # nought where known, unknown where not
            total = total + unknown + at.where(met, read.full(worth), read.full(ZERO))
        return self._enough(read, total, maximum)

    def _enough(self, read: Readings, total: Array, maximum: Fraction) -> Array:
        if self.need is None:
            return total
        full = self._full(maximum)
        if self.fewer == "proportion":
            return read.arithmetic.minimum(total, read.constant(full))
        nothing = total * read.constant(ZERO)
        return read.arithmetic.where(read.at_least(total, full), nothing + read.constant(full), nothing)

    def _full(self, maximum: Fraction) -> Fraction:
        worths = sorted(self.worths(maximum).values())
        return sum(worths[: self.need], ZERO)

    def range(self, maximum: Fraction) -> Bounds:
        """From no part to all of them."""
        if self.need is not None:
            full = self._full(maximum)
            return min(full, ZERO), max(full, ZERO)
        worths = self.worths(maximum).values()
        return sum((worth for worth in worths if worth < 0), ZERO), sum(
            (worth for worth in worths if worth > 0), ZERO
        )

    def own_points(self) -> Fraction | None:
        """All parts together, when they say points."""
        says_points = self.each is not None or (isinstance(self.items, dict) and self.worth == "points")
        return self.range(ZERO)[1] if says_points else None

    def monotonicity(self) -> dict[str, Direction]:
        """A part met helps, unless it is worth less than nothing."""
        worths = self.worths(ONE)
        return {name: 1 if worth > 0 else -1 if worth < 0 else 0 for name, worth in worths.items()}

    def breakpoints(self) -> tuple[Fraction, ...]:
        """One, where a part becomes met."""
        return (ONE,)

    def inverse(self, wanted: Wanted) -> Fraction | NotInvertible:
        """Whether meeting the part `vary` gives the points, the other parts as held (not held is not met)."""
        trivial = always_or_never(wanted, self.range(wanted.maximum))
        if trivial is not None:
            return trivial
        if wanted.vary is None:
            return not_invertible(
                "many", "Có nhiều cách chọn phần đạt.", "There are many ways to choose the parts."
            )
        met = {name for name, value in wanted.held.items() if value >= 1}
        if self._points_of(met - {wanted.vary}, wanted.maximum) >= wanted.points:
            return not_invertible(
                "always", "Không cần phần này vẫn đạt.", "The points are reached without this part."
            )
        if self._points_of(met | {wanted.vary}, wanted.maximum) >= wanted.points:
            return ONE
        return not_invertible(
            "never", "Thêm phần này vẫn chưa đạt.", "This part alone does not give these points."
        )

    def _points_of(self, met: set[str], maximum: Fraction) -> Fraction:
        total = sum((worth for name, worth in self.worths(maximum).items() if name in met), ZERO)
        if self.need is None:
            return total
        full = self._full(maximum)
        return min(total, full) if self.fewer == "proportion" or total >= full else ZERO

    def explain(self, read: Readings, maximum: Fraction) -> RuleExplanation:
        """Every part met, then points."""
        points = one(self.evaluate(read, maximum))
        answers = {name: one(read.number(name)) for name in self.inputs()}
        worths = self.worths(maximum)
        met = [name for name, answer in answers.items() if answer is not None and answer >= 1]
        steps: tuple[Step, ...] = ()
        if points is not None:
            earned = tuple(worths[name] for name in met)
            adds_up = bool(earned) and sum(earned, ZERO) == points
            template = " + ".join(f"{{{place}}}" for place in range(len(met))) if adds_up else "{0}"
            steps = (Step(say("điểm", "points"), template, earned if adds_up else (points,), points),)
        band = Text(f"đạt {len(met)} / {len(answers)} phần", f"{len(met)} of {len(answers)} parts met")
        return RuleExplanation(self.kind, steps, band=band, points=points)

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        if isinstance(self.items, dict):
            return self._describe_worths(titles)
        names, count = _named(self.items, titles), str(len(self.items))
        if self.each is not None:
            return say(
                "{names}: mỗi phần đạt được {each} điểm",
                "{names}: {each} points each",
                names=names,
                each=self.each,
            )
        if self.need is None:
            return say("{names}: mỗi phần như nhau", "{names}: each part weighs the same", names=names)
        less = (
            Text("ít hơn tính theo tỷ lệ", "fewer in proportion")
            if self.fewer == "proportion"
            else Text("ít hơn được 0 điểm", "fewer give nothing")
        )
        return say(
            "{names}: đạt {need} trong {count} phần được điểm tối đa, {less}",
            "{names}: {need} of {count} give the maximum, {less}",
            names=names,
            need=str(self.need),
            count=count,
            less=less,
        )

    def _describe_worths(self, titles: Titles) -> Text:
        items = self.items if isinstance(self.items, dict) else {}
        named = {name: titles.get(name, Text(name, name)) for name in items}

        def listed(language: str) -> str:
            write = number_text if self.worth == "points" else percent_text
            return ", ".join(
                f"{named[name].pick(language)}: {write(worth, language)}" for name, worth in items.items()
            )

        return say(
            "cộng các phần đạt ({parts})",
            "the parts met add up ({parts})",
            parts=Text(listed("vi"), listed("en")),
        )

    def check(self) -> list[RuleFinding]:
        """There must be parts, enough of them, and shares should add up to one."""
        findings = []
        if not self.items:
            findings.append(error("no-item", "items", "chưa có phần nào.", "there is no part."))
        if not isinstance(self.items, dict) and len(set(self.items)) != len(self.items):
            findings.append(error("twice", "items", "một phần xuất hiện hai lần.", "a part stands twice."))
        if self.need is not None and self.need > len(self.items):
            findings.append(
                error("need", "need", "need lớn hơn số phần.", "need is more than there are parts.")
            )
        if isinstance(self.items, dict) and self.each is not None:
            findings.append(
                error("each", "each", "each chỉ dùng với danh sách.", "each goes with a list only.")
            )
        if isinstance(self.items, dict) and self.worth == "share" and self.need is None:
            findings += self._check_sum(sum(self.items.values(), ZERO))
        return findings

    def _check_sum(self, total: Fraction) -> list[RuleFinding]:
        if total == 1:
            return []
        text = say(
            "tổng các phần là {total}, không phải 1.", "the shares add up to {total}, not 1.", total=total
        )
        return [warning("shares", "items", text.vi, text.en)]


def _named(items: Iterable[str], titles: Titles) -> Text:
    return joined([titles[item] if item in titles else Text(item, item) for item in items], ", ")
