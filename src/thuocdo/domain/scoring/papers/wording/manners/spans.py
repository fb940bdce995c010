"""Clauses whose conditions are all about one number, gathered for the manners that read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from thuocdo.domain.scoring.papers.wording.awards import Award
from thuocdo.domain.scoring.papers.wording.clauses import Clause
from thuocdo.domain.scoring.papers.wording.formulas import Form, form
from thuocdo.domain.scoring.papers.wording.intervals import Measured, Span
from thuocdo.domain.scoring.papers.wording.material import Doubt, Material, likely, unsure
from thuocdo.domain.scoring.papers.wording.measures import (
    Measure,
    measure_of,
    resolved,
    subject_form,
    subjects_of,
    with_unit,
)
from thuocdo.domain.scoring.papers.wording.names import fold, type_of
from thuocdo.domain.scoring.papers.wording.pieces import Piece
from thuocdo.domain.scoring.papers.wording.tokens import written
from thuocdo.domain.scoring.papers.wording.worth import is_nothing

_COMPOUND = re.compile(r" (?:va|hoac|nhung|dong thoi|neu|tru|ngoai|rieng|khong|chua) ")

_TIME = re.compile(r"(?:ngay|gio|phut|thang|giay)\b")
_UNITS = frozenset(["nam", "quy", "thang", "ky", "lan"])
_EMPTY = re.compile(r"(?:don vi |dia phuong |truong hop )*(?:khong|chua)(?: co)? phat sinh\b")
_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Spans:
    """Conditions on one number, what they give, and what "còn lại" gives."""

    pieces: tuple[Piece, ...]
    rest: Award | None
    rest_is_zero_case: bool  # "không họp: 0 điểm" rather than "còn lại"
    measure: Measure
    form: Form  # what is measured, equations put in
    percent: bool
    whole: bool
    when_empty: str
    doubts: tuple[Doubt, ...]
    claimed: frozenset[int]


def spans_of(material: Material) -> Spans | None:
    """The clauses of the material as conditions on one number; None if they are about something else."""
    spans = [
        (place, clause, clause.measured) for place, clause in material.clauses if clause.measured is not None
    ]
    empty = empty_cases(material)
    spans = [entry for entry in spans if (entry[0], entry[1]) not in empty]
    if not spans or material.eaches or {place for place, _ in material.limits} - material.harmless_limits:
        return None
    words_only = [entry for entry in material.clauses if entry[1].measured is None and entry not in empty]
    none_yet, rest, leftover = _rest(words_only)
    spans, leftover = _with_zero(spans, leftover)
    if leftover or len(rest) + len(none_yet) > 1:
        return None
    conditions = [condition for _, _, condition in spans]
    subjects = subjects_of(conditions)
    if len(subjects) > 1 or any(_is_compound(written(subject)) for subject in subjects):
        return None
    base = subject_form(subjects[0], material)
    measure, known = measure_of(base, material), resolved(base, material)
    if measure is None or known is None:
        return None
    doubts = [*measure.doubts, *_wording_doubts(conditions)]
    is_rate = measure.to is not None or _names_rate(written(subjects[0]), material)
    percent, conditions = _in_one_scale(conditions, doubts, is_rate=is_rate)
    measure = as_percent(measure, percent=percent, doubts=doubts)
    whole = _is_whole(measure, conditions, percent=percent)
    units = [written(condition.unit).strip('" ') for condition in conditions]
    counted = whole and not (any(_TIME.match(fold(unit)) for unit in units) and not _has_gaps(conditions))
    measure = with_unit(measure, units, whole=counted)
    pieces = tuple(
        Piece(condition.span, clause.award)
        for (_, clause, _), condition in zip(spans, conditions, strict=True)
    )
    used = {place for place, _, _ in spans} | {place for place, _ in [*rest, *none_yet, *empty]}
    others = [clause.award for _, clause in (*rest, *none_yet)]
    return Spans(
        pieces,
        others[0] if others else None,
        bool(none_yet),
        measure,
        known,
        percent,
        whole,
        when_empty([clause.award for _, clause in empty], material) if measure.to else "",
        tuple(doubts),
        frozenset(used)
        | material.naming
        | material.harmless_limits
        | (material.exempt if measure.to else frozenset()),
    )


def _with_zero(
    spans: list[tuple[int, Clause, Measured]], leftover: list[tuple[int, Clause]]
) -> tuple[list[tuple[int, Clause, Measured]], list[tuple[int, Clause]]]:
    """ "không có sự cố: 10 điểm" beside counts of incidents is the count nought."""
    known = [condition for _, _, condition in spans if not condition.is_percent]
    if len(leftover) != 1 or not known or len(known) != len(spans):
        return spans, leftover
    ((place, clause),) = leftover
    text = fold(clause.text)
    said = set(fold(" ".join(written((*condition.subject, *condition.unit)) for condition in known)).split())
    if (
        not text.startswith(("khong", "chua"))
        or not set(text.split()) - {"khong", "chua", "co", "xay", "ra"} <= said
    ):
        return spans, leftover
    nought = Measured((), Span(Fraction(0), Fraction(0), exact=True))
    return [*spans, (place, clause, nought)], []


def _has_gaps(conditions: Sequence[Measured]) -> bool:
    """Whether only whole numbers leave nothing between the bands: "đến 5 ngày", "từ 6 ngày"."""
    lows = {condition.span.low for condition in conditions}
    highs = [condition.span.high for condition in conditions if condition.span.high is not None]
    return any(high not in lows and high + 1 in lows for high in highs)


def _rest(
    found: Sequence[tuple[int, Clause]],
) -> tuple[list[tuple[int, Clause]], list[tuple[int, Clause]], list[tuple[int, Clause]]]:
    """The clause for none at all, the clause for all others, and clauses of another kind."""
    none_yet, rest, leftover = [], [], []
    for place, clause in found:
        if clause.otherwise:
            rest.append((place, clause))
        elif (
            is_nothing(clause.award)
            and fold(clause.text).startswith(("khong", "chua"))
            and len(clause.text) < 60
        ):
            none_yet.append((place, clause))
        else:
            leftover.append((place, clause))
    return none_yet, rest, leftover


def empty_cases(material: Material) -> list[tuple[int, Clause]]:
    """Clauses that say what is when there is nothing to divide by: "b = 0: …", "không phát sinh: …"."""
    divides = any(power == -1 for value in _forms(material) for term in value.terms for _, power in term)
    return [
        (place, clause)
        for place, clause in material.clauses
        if _is_empty_case(clause.measured, material)
        or (divides and clause.measured is None and _EMPTY.match(fold(clause.text)))
    ]


def _is_empty_case(condition: Measured | None, material: Material) -> bool:
    """ "b = 0: điểm tối đa": what a denominator of nought means."""
    if condition is None or condition.span.low != 0 or condition.span.high != 0:
        return False
    letter = written(condition.subject).lower()
    return any((letter, -1) in term for equation in _forms(material) for term in equation.terms)


def _forms(material: Material) -> list[Form]:
    from_clauses = [clause.award.form for _, clause in material.clauses]
    from_scores = [value for _, score in material.scores if (value := form(score.formula)) is not None]
    return [*(equation.form for equation in material.equations.values()), *from_clauses, *from_scores]


def when_empty(awards: Sequence[Award], material: Material) -> str:
    """The word of the grammar for what a denominator of nought gives."""
    if not awards:
        return "not_applicable" if material.exempt else ""
    if is_nothing(awards[0]):
        return "zero"
    points = awards[0].points(material.points)
    return "full" if awards[0].form.share == 1 or points == material.points else ""


def _is_compound(subject: str) -> bool:
    """Whether more than one thing is asked: "có kế hoạch và đạt …"; within the name of a rate it is not."""
    found = fold(subject)
    return not found.startswith(("ty le ", "so ", "tong so ", "muc do ")) and bool(
        _COMPOUND.search(f" {found} ")
    )


def _wording_doubts(conditions: Sequence[Measured]) -> list[Doubt]:
    doubts = []
    glosses = [written(condition.gloss) for condition in conditions if condition.gloss]
    if glosses:
        doubts.append(
            likely(
                f"Lời ghi trong ngoặc {glosses[0]} chỉ được giữ làm chú thích.",
                f"The remark {glosses[0]} is only kept.",
            )
        )
    if any(condition.doubtful for condition in conditions):
        doubts.append(
            likely(
                "Dấu chấm trong số hiểu là phân cách hàng nghìn.",
                "A point in a number is taken to separate thousands.",
            )
        )
    units = {_unit_key(condition) for condition in conditions if condition.unit}
    if any(not (long.startswith(short) or short.startswith(long)) for long in units for short in units):
        names = "», «".join(sorted(units))
        doubts.append(
            unsure(f"Các mức dùng đơn vị khác nhau: «{names}».", f"The bands use different units: '{names}'.")
        )
    return doubts


def _unit_key(condition: Measured) -> str:
    kept = [word for word in fold(written(condition.unit)).split() if word not in _UNITS]
    return " ".join(kept) or fold(written(condition.unit)).split()[0]


def _in_one_scale(
    conditions: Sequence[Measured], doubts: list[Doubt], *, is_rate: bool
) -> tuple[bool, list[Measured]]:
    """Bounds as shares where the number is a percentage, also those printed without the sign."""
    percent = any(condition.is_percent for condition in conditions)
    if not percent:
        rate_like = is_rate and not any(condition.unit for condition in conditions)
        if not rate_like or not _look_like_hundredths(conditions):
            return rate_like, list(conditions)
    made = []
    for condition in conditions:
        span = condition.span
        if not condition.is_percent and _largest(span) not in (None, Fraction(0)):
            span = replace(span, low=_hundredth(span.low), high=_hundredth(span.high))
            doubts.append(
                likely("Số không ghi % hiểu là phần trăm.", "A number without % is taken as a percentage.")
            )
        made.append(replace(condition, span=span))
    return True, made


def _names_rate(subject: str, material: Material) -> bool:
    """Whether what is compared is called a rate, by the condition, its definition or the row."""
    title = material.definitions.get(subject.lower(), subject)
    return type_of(title) == "percent" or (
        fold(title) in ("", "ty le") and type_of(material.title) == "percent"
    )


def _look_like_hundredths(conditions: Sequence[Measured]) -> bool:
    return any((_largest(condition.span) or 0) > 1 for condition in conditions)


def _largest(span: Span) -> Fraction | None:
    return max((end for end in (span.low, span.high) if end is not None), default=None)


def _hundredth(number: Fraction | None) -> Fraction | None:
    return None if number is None else number / _HUNDRED


def as_percent(measure: Measure, *, percent: bool, doubts: list[Doubt]) -> Measure:
    """A single figure compared with percentages is a percentage."""
    if (
        not percent
        or measure.to is not None
        or len(measure.inputs) != 1
        or measure.inputs[0].type == "percent"
    ):
        if (
            not percent
            and measure.to is None
            and len(measure.inputs) == 1
            and measure.inputs[0].type == "percent"
        ):
            return replace(measure, inputs=(replace(measure.inputs[0], type="number"),), is_rate=False)
        return measure
    if measure.inputs[0].type == "count":
        title = measure.inputs[0].title
        doubts.append(
            unsure(
                f"«{title}» là số lượng nhưng được so với phần trăm.",
                f"'{title}' is a count but is compared with percentages.",
            )
        )
    return replace(measure, inputs=(replace(measure.inputs[0], type="percent"),), is_rate=True)


def _is_whole(measure: Measure, conditions: Sequence[Measured], *, percent: bool) -> bool:
    """Whether only whole numbers can occur."""
    if percent or measure.to is not None:
        return False
    ends = [
        end
        for condition in conditions
        for end in (condition.span.low, condition.span.high)
        if end is not None
    ]
    if any(end.denominator != 1 for end in ends):
        return False
    unit = fold(" ".join(written(condition.unit) for condition in conditions))
    return (
        not unit.startswith(("trieu", "ty", "dong", "nghin", "km", "diem", "mbps"))
        and "dong" not in unit.split()
    )
