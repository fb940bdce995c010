"""So much for every so many, where the paper does not say what a part of a step gives.

"Cứ 10% được 1 điểm", "cứ 5 ngày chậm trừ 1 điểm", "từ 90% trở lên: 10 điểm; cứ giảm 1% trừ 0,5 điểm": whole steps only,
or in proportion? The proposal is in proportion, and both are named.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from thuocdo.domain.scoring.papers.reading import InputType, ReadInput
from thuocdo.domain.scoring.papers.wording.clauses import Clause
from thuocdo.domain.scoring.papers.wording.each import Each
from thuocdo.domain.scoring.papers.wording.formulas import RATE, quantity
from thuocdo.domain.scoring.papers.wording.manners.target import number
from thuocdo.domain.scoring.papers.wording.material import Candidate, Doubt, Material, unsure
from thuocdo.domain.scoring.papers.wording.measures import Measure, measure_of, subject_form
from thuocdo.domain.scoring.papers.wording.names import fold, sentence, slug
from thuocdo.domain.scoring.papers.wording.worth import is_nothing, threshold
from thuocdo.domain.scoring.wording import number_text, percent_text

ZERO, ONE = Fraction(0), Fraction(1)
_LATE = ("cham", "tre", "thieu", "qua han", "vuot")


@dataclass(frozen=True, slots=True)
class Start:
    """Where the steps are counted from, and what is given there as a part of the maximum."""

    at: Fraction
    share: Fraction
    measure: Measure
    is_said: bool = True


def read(material: Material) -> Candidate | None:
    """One "for every …" whose step is more than one or a percentage, with a start or without."""
    if len(material.eaches) != 1 or material.scores or not material.points or material.points < 0:
        return None
    ((place, each),) = material.eaches
    if (each.size == 1 and not each.is_percent) or not each.points or not each.size:
        return None
    starts = [
        (at, clause) for at, clause in material.clauses if not (clause.otherwise and is_nothing(clause.award))
    ]
    if len(starts) > 1:
        return None
    start = _start(starts[0][1], material, each) if starts else _nowhere(each, material)
    if start is None or not _begins_there(each, start):
        return None
    slope = each.points / each.size / material.points
    rule = _rule(start, -slope if each.minus else slope, each)
    if rule is None:
        return None
    claimed = {place, *(at for at, _ in (*material.clauses, *material.limits))} | material.naming
    doubts = (*_parts_of_a_step(each, start), *_limits(each, material), *start.measure.doubts)
    return Candidate("stepwise", rule, start.measure.inputs, frozenset(claimed), doubts)


def _start(clause: Clause, material: Material, each: Each) -> Start | None:
    """ "Từ 90% trở lên: 10 điểm": the lower end of a condition, and its points."""
    points, condition = clause.award.points(material.points), clause.measured
    if points is None or condition is None or condition.is_percent != each.is_percent:
        return None
    at = condition.span.low
    if at is None or (each.minus and at == 0):
        return None
    measure = measure_of(subject_form(condition.subject, material), material)
    if measure is None or (measure.to is None and len(measure.inputs) != 1):
        return None
    if measure.to is None:
        type_: InputType = "percent" if each.is_percent else "number"
        (asked,) = measure.inputs
        measure = Measure(measure.of, None, (ReadInput(asked.name, asked.title, type_),), each.is_percent)
    return Start(at, points / (material.points or ONE), measure)


def _begins_there(each: Each, start: Start) -> bool:
    """Whether "dưới 80%: cứ …" names the start itself."""
    if not any(letter.isdigit() for letter in each.subject):
        return True
    at = percent_text(start.at) if each.is_percent else number_text(start.at)
    return each.subject.endswith(f" {at}")


def _nowhere(each: Each, material: Material) -> Start | None:
    """No start is said: from nought for what is given, from none late for what is taken off."""
    if not each.is_percent:
        title = sentence(f"Số {each.what[:1].lower()}{each.what[1:]}" if each.what else material.title)
        if not title:
            return None
        asked = ReadInput(slug(title), title, "count")
        return Start(ZERO, ONE if each.minus else ZERO, Measure(asked.name, None, (asked,)), is_said=False)
    measure = measure_of(quantity(RATE), material)
    if measure is None:
        return None
    if not each.minus:
        return Start(ZERO, ZERO, measure, is_said=False)
    is_bad = any(f" {word} " in f" {fold(f'{each.what} {material.title}')} " for word in _LATE)
    return Start(ZERO if is_bad else ONE, ONE, measure, is_said=False)


def _rule(start: Start, slope: Fraction, each: Each) -> dict[str, object] | None:
    """A straight line through the start, from nothing to the maximum."""
    percent, fields = each.is_percent, start.measure.fields
    begins_at_none = start.at == 0
    falls_with = each.minus and not begins_at_none  # fewer than the start takes off
    line = abs(slope) if falls_with or not each.minus else slope
    empty, full = start.at - start.share / line, start.at + (ONE - start.share) / line
    if start.measure.to is not None or (not falls_with and not begins_at_none):
        what = start.measure.expression
        share = f"{number(start.share)} + ({what} - {number(start.at)}) * {number(line)}"
        if not falls_with:
            share = f"if({what} >= {number(start.at)}, {share}, 0)"
        return {"kind": "expression", "share": share}
    if empty < 0:
        low = [0, str(start.share - start.at * line)]
        return {"kind": "piecewise", **fields, "points": [low, [threshold(full, percent=percent), 1]]}
    return {
        "kind": "linear",
        **fields,
        "from": threshold(empty, percent=percent),
        "to": threshold(full, percent=percent),
    }


def _parts_of_a_step(each: Each, start: Start) -> list[Doubt]:
    step_vi = percent_text(each.size) if each.is_percent else number_text(each.size)
    step_en = percent_text(each.size, "en") if each.is_percent else number_text(each.size, "en")
    doubts = [
        unsure(
            f"«Cứ {step_vi}»: không nói phần lẻ chưa đủ {step_vi} thì bỏ đi hay tính theo tỷ lệ; "
            "đề xuất là tính theo tỷ lệ.",
            f"'For every {step_en}': less than {step_en} may give nothing or its part; the proposal takes its part.",
        )
    ]
    if each.is_percent and not start.is_said and (each.minus or each.what):
        at_vi, at_en = percent_text(start.at), percent_text(start.at, "en")
        doubts.append(
            unsure(
                f"Không nói tăng, giảm từ mức nào; đề xuất là từ {at_vi}.",
                f"It is not said from where; the proposal begins at {at_en}.",
            )
        )
    return doubts


def _limits(each: Each, material: Material) -> list[Doubt]:
    limits = [limit for _, limit in material.limits] + ([each.limit] if each.limit else [])
    if all(limit.points in (None, material.points) for limit in limits):
        return []
    return [
        unsure(
            "Giới hạn điểm khác điểm tối đa của dòng; đề xuất chưa tính.",
            "The limit is not the row's maximum; the proposal leaves it out.",
        )
    ]
