"""Aggregates and policies in words."""

from __future__ import annotations

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import AggregateKind, MissingPolicy, NotApplicablePolicy

AGGREGATE_TEXTS: dict[AggregateKind, Text] = {
    AggregateKind.SUM: Text("tổng điểm các phần", "sum of the parts"),
    AggregateKind.MEAN: Text("trung bình cộng có trọng số", "weighted mean"),
    AggregateKind.GEOMETRIC: Text("trung bình nhân có trọng số", "weighted geometric mean"),
    AggregateKind.HARMONIC: Text("trung bình điều hòa có trọng số", "weighted harmonic mean"),
    AggregateKind.POWER: Text("trung bình lũy thừa có trọng số", "weighted power mean"),
    AggregateKind.MIN: Text("phần thấp nhất", "the lowest part"),
    AggregateKind.MAX: Text("phần cao nhất", "the highest part"),
}

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
