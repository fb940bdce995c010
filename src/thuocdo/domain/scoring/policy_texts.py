"""Aggregates and policies in words."""

from __future__ import annotations

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import AggregateKind, MissingPolicy, NotApplicablePolicy

_AGGREGATES: dict[AggregateKind, Text] = {
    AggregateKind.SUM: Text("tổng điểm các phần", "sum of the parts"),
    AggregateKind.MEAN: Text("trung bình cộng", "mean"),
    AggregateKind.GEOMETRIC: Text("trung bình nhân", "geometric mean"),
    AggregateKind.HARMONIC: Text("trung bình điều hòa", "harmonic mean"),
    AggregateKind.POWER: Text("trung bình lũy thừa", "power mean"),
    AggregateKind.MIN: Text("phần thấp nhất", "the lowest part"),
    AggregateKind.MAX: Text("phần cao nhất", "the highest part"),
}
_WITHOUT_WEIGHTS = (AggregateKind.SUM, AggregateKind.MIN, AggregateKind.MAX)


def aggregate_words(kind: AggregateKind, *, is_even: bool) -> Text:
    """How a group is made of its children; `is_even` when all of them weigh the same."""
    words = _AGGREGATES[kind]
    if is_even or kind in _WITHOUT_WEIGHTS:
        return words
    return Text(f"{words.vi} có trọng số", f"weighted {words.pick('en')}")


NOT_APPLICABLE_TEXTS: dict[NotApplicablePolicy, Text] = {
    NotApplicablePolicy.FULL: Text("không áp dụng: được điểm tối đa", "does not apply: full points"),
    NotApplicablePolicy.DROP: Text(
        "không áp dụng: trừ khỏi điểm tối đa", "does not apply: taken off the maximum"
    ),
    NotApplicablePolicy.RESCALE: Text(
        "không áp dụng: các phần còn lại được quy đổi cho đủ điểm",
        "does not apply: the others are stretched over it",
    ),
    NotApplicablePolicy.ZERO: Text("không áp dụng: 0 điểm", "does not apply: no points"),
}


def not_applicable_words(policy: NotApplicablePolicy, reason: Text | None) -> Text:
    """What happens to a node that does not apply, and what in the rule set keeps it from applying, where it says so."""
    words = NOT_APPLICABLE_TEXTS[policy]
    if reason is None:
        return words
    return Text(f"{words.vi} (lý do: {reason.vi})", f"{words.pick('en')} (because {reason.pick('en')})")


MISSING_TEXTS: dict[MissingPolicy, Text] = {
    MissingPolicy.BLOCK: Text("thiếu số liệu: chưa tính được", "missing: cannot be computed"),
    MissingPolicy.ZERO: Text(
        "thiếu số liệu: 0 điểm theo quy định", "missing: no points, as the rule set says"
    ),
    MissingPolicy.EXCLUDE: Text(
        "thiếu số liệu: không tính, các phần còn lại được quy đổi",
        "missing: left out, the others are stretched over it",
    ),
}
