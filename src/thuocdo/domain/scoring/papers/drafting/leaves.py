"""The rule of a row, read from its words and then doubted: does it fit the points, the sign, the grammar?

A reader may be certain of the words and still be wrong about the row. What contradicts the points column, or cannot be
a rule at all, is lowered to `unsure` or `unread` here, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

from pydantic import TypeAdapter, ValidationError

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.drafting.items import Item, has_words
from thuocdo.domain.scoring.papers.reading import CERTAINTIES, UNREAD, Certainty, ReadPart, RuleReading
from thuocdo.domain.scoring.papers.wording import read_rule
from thuocdo.domain.scoring.rules import Rule, RuleModel
from thuocdo.domain.scoring.wording import say

_NO_WORDS = Text(
    "Dòng này không có lời văn về cách tính điểm.", "This row has no words on how points come about."
)
_NO_RULE = Text(
    "Lời văn không cho điểm, cột điểm lại ghi điểm.", "The words give no points, the points column does."
)
_NOT_SCORED = Text("Văn bản ghi không chấm điểm.", "The paper says that it is not scored.")


def read_leaf(item: Item) -> RuleReading:
    """The rule of a row without rows below it, no surer than the row as a whole allows."""
    if not item.is_scored:
        return RuleReading("sure", None, reason=_NOT_SCORED, manner="not-scored")
    if not has_words(item.row):
        return replace(UNREAD, reason=_NO_WORDS)
    row = item.row
    # A penalty's points go in with their sign: that is how its words are known to be one.
    points = -item.value if item.value and item.adjusts and item.takes_off else item.value
    reading = read_rule(row.method, points=points, title=row.title, evidence=row.evidence)
    if reading.certainty in ("sure", "likely"):
        for doubt in _doubts(reading, item):
            reading = doubted(reading, *doubt)
    if not item.points.is_sure:
        reading = doubted(reading, "likely", item.points.reason)
    return reading if _parts_hold(reading, item.value) else replace(reading, certainty="unsure", parts=())


def doubted(reading: RuleReading, certainty: Certainty, reason: Text) -> RuleReading:
    """The same reading, at most as sure as `certainty`, with one more reason."""
    return replace(
        reading,
        certainty=least_sure((reading.certainty, certainty)),
        rule=None if certainty == "unread" else reading.rule,
        reason=_and(reading.reason, reason),
    )


def least_sure(certainties: Iterable[Certainty]) -> Certainty:
    """The worst of several.

    >>> least_sure(["sure", "unsure", "likely"])
    'unsure'
    """
    return max(certainties, key=CERTAINTIES.index, default="sure")


def rule_of(mapping: Mapping[str, object]) -> RuleModel | None:
    """The rule a mapping stands for; None where it is not one."""
    try:
        return _rules().validate_python(dict(mapping))
    except ValidationError:
        return None


@cache
def _rules() -> TypeAdapter[RuleModel]:
    return TypeAdapter(Rule)


def _doubts(reading: RuleReading, item: Item) -> list[tuple[Certainty, Text]]:
    if reading.parts:
        return _doubts_on_parts(reading.parts, item.value)
    if reading.rule is None:
        return [] if reading.certainty == "unread" else [("unsure", _NO_RULE)]
    rule = rule_of(reading.rule)
    if rule is None or any(found.severity == "error" for found in rule.check()):
        return [
            ("unread", Text("Cách đọc không thành quy tắc hợp lệ.", "What was read is not a valid rule."))
        ]
    return [*_doubts_on_sign(rule, item), *_doubts_on_points(rule, item)]


def _parts_hold(reading: RuleReading, points: Fraction | None) -> bool:
    """Whether parts can stand as rows of the draft: they add up, or the words leave no doubt that they are parts."""
    if not reading.parts or reading.certainty in ("sure", "likely"):
        return True
    return (
        points is not None
        and sum((part.points or Fraction(0) for part in reading.parts), Fraction(0)) == points
    )


def _doubts_on_parts(parts: tuple[ReadPart, ...], points: Fraction | None) -> list[tuple[Certainty, Text]]:
    known = [part.points for part in parts if part.points is not None]
    total = sum(known, Fraction(0))
    if points is None or len(known) < len(parts) or total == points:
        return []
    return [
        (
            "unsure",
            say(
                "Các phần cộng lại {total} điểm, cột điểm ghi {points}.",
                "The parts add up to {total} points, the points column says {points}.",
                total=total,
                points=points,
            ),
        )
    ]


def _doubts_on_sign(rule: RuleModel, item: Item) -> list[tuple[Certainty, Text]]:
    is_adjustment = getattr(rule, "kind", "") == "adjustment"
    if is_adjustment and not item.adjusts:
        return [
            (
                "unsure",
                Text(
                    "Lời văn nói cộng hoặc trừ điểm, cột điểm ghi như một tiêu chí thường.",
                    "The words speak of a bonus or penalty, the points column of an ordinary indicator.",
                ),
            )
        ]
    low, _ = rule.range(item.value or Fraction(1))
    if item.takes_off and item.adjusts and low is not None and low >= 0:
        return [
            ("unsure", Text("Dòng trừ điểm nhưng cách tính chỉ cộng.", "A penalty whose rule only adds."))
        ]
    return []


def _doubts_on_points(rule: RuleModel, item: Item) -> list[tuple[Certainty, Text]]:
    """The most a rule can give is the maximum of its row, neither more nor less."""
    if item.value is None:
        return []
    low, most = rule.range(item.value)
    if getattr(rule, "kind", "") == "adjustment" and item.takes_off:
        most = -low if low is not None else None
    if most is None or most == item.value:
        return []
    return [
        (
            "unsure",
            say(
                "Theo lời văn được nhiều nhất {most} điểm, cột điểm ghi {points}.",
                "By its words it gives at most {most} points, the points column says {points}.",
                most=most,
                points=item.value,
            ),
        )
    ]


def _and(first: Text, second: Text) -> Text:
    if not first.vi:
        return second
    return Text(f"{first.vi} {second.vi}".strip(), f"{first.pick('en')} {second.pick('en')}".strip())
