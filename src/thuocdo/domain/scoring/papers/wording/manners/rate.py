"""A share of the maximum in proportion to a rate, with a target and a floor where they are said.

"Điểm = a/b × điểm tối đa", "a ≥ 80%: điểm tối đa; a < 80%: a/80% × điểm tối đa; dưới 50%: 0 điểm".
"""

from __future__ import annotations

from fractions import Fraction

from thuocdo.domain.scoring.papers.wording.formulas import MAX, Form, Name, form
from thuocdo.domain.scoring.papers.wording.manners.spans import (
    empty_cases,
    spans_of,
    when_empty,
)
from thuocdo.domain.scoring.papers.wording.manners.target import (
    read_target,
    share_form,
    targeted,
    without_factor,
)
from thuocdo.domain.scoring.papers.wording.manners.weighted import weighted
from thuocdo.domain.scoring.papers.wording.material import Candidate, Doubt, Material, likely, unsure
from thuocdo.domain.scoring.papers.wording.measures import Measure, measure_of
from thuocdo.domain.scoring.papers.wording.names import names_extreme
from thuocdo.domain.scoring.papers.wording.tendency import against_tendency
from thuocdo.domain.scoring.papers.wording.worth import plain_number
from thuocdo.domain.scoring.wording import percent_text

ZERO, ONE = Fraction(0), Fraction(1)


def read(material: Material) -> Candidate | None:
    """A formula for the points, alone or on some spans."""
    if material.eaches or len(material.scores) > 1:
        return None
    if material.scores and len(empty_cases(material)) == len(material.clauses):
        return _plain(material)
    found = spans_of(material)
    if found is None:
        return None
    awards = [*(piece.award for piece in found.pieces), *([found.rest] if found.rest is not None else [])]
    if not material.scores and all(award.is_constant for award in awards):
        return None
    return read_target(found, material)


def _plain(material: Material) -> Candidate | None:
    (place, score) = material.scores[0]
    value = form(score.formula)
    share = share_form(value, material) if value is not None else None
    if (
        value is None
        or any(names_extreme(name) for name in value.names)
        or share is None
        or not share.names
        or any(limit.points not in (None, material.points) for _, limit in material.limits)
    ):
        return None
    base, factor = without_factor(share)
    measure = measure_of(base, material)
    if measure is None:
        return weighted(share, material, frozenset({place}) | material.naming | material.harmless_limits)
    if MAX not in value.names and measure.to is None and not measure.is_rate and _counts(measure):
        return None
    doubts = [*measure.doubts]
    if score.by_habit:
        doubts.append(
            likely(
                "«Tính theo tỷ lệ» hiểu là tỷ lệ × điểm tối đa.",
                "'In proportion' is taken as the rate × the maximum.",
            )
        )
    empty = empty_cases(material)
    claimed = frozenset({place, *(at for at, _ in (*material.limits, *empty))}) | material.naming
    is_alone = isinstance(score.formula, Name)
    manner, rule = _plain_rule(
        measure, factor * measure.scale, doubts, share, is_alone=is_alone, is_capped=bool(material.limits)
    )
    if rule is not None and "to" in rule and (empty or material.exempt):
        claimed |= material.exempt
        rule["when_empty"] = when_empty([clause.award for _, clause in empty], material) or "unknown"
    if rule is None:
        return None
    doubts += against_tendency(material.title, falling=_is_inverse(share) or _taken_off(share) is not None)
    return Candidate(manner, rule, measure.inputs, claimed, tuple(doubts))


def _counts(measure: Measure) -> bool:
    """Whether so many points for each are meant rather than a share."""
    return all(item.type == "count" for item in measure.inputs)


def _is_inverse(share: Form) -> bool:
    return share.terms.get(()) == 1 and len(share.terms) == 2 and min(share.terms.values()) == -1


def _taken_off(share: Form) -> Fraction | None:
    """What each takes off, in 1 − k·x; None for other forms."""
    rest = [number for term, number in share.terms.items() if term]
    return -rest[0] if share.terms.get(()) == 1 and len(rest) == 1 and rest[0] < 0 else None


def _plain_rule(
    measure: Measure, factor: Fraction, doubts: list[Doubt], share: Form, *, is_alone: bool, is_capped: bool
) -> tuple[str, dict[str, object] | None]:
    if _is_inverse(share) and len(measure.inputs) == 2 and measure.to is not None:
        part = next(item.name for item in measure.inputs if item.name != measure.to)
        return "inverse ratio", {"kind": "ratio", "of": part, "to": measure.to, "lower_is_better": True}
    if _is_inverse(share) and len(measure.inputs) == 1 and measure.to is None:
        return "inverse ratio", {"kind": "linear", "of": measure.inputs[0].name, "from": 1, "to": 0}
    if (each := _taken_off(share)) is not None and len(measure.inputs) == 1 and measure.to is None:
        return "penalty", {
            "kind": "linear",
            "of": measure.inputs[0].name,
            "from": plain_number(ONE / each),
            "to": 0,
        }
    if measure.to is None and not measure.is_rate:
        return _points_out_of(measure, factor, doubts, is_alone=is_alone)
    if factor < 1:
        doubts.append(
            unsure(
                f"Công thức chỉ cho tối đa {percent_text(factor)} điểm tối đa.",
                f"The formula gives at most {percent_text(factor, 'en')} of the maximum.",
            )
        )
    if factor > 1 and not is_capped:
        doubts.append(
            likely("Quá mức điểm tối đa thì lấy điểm tối đa.", "Beyond the maximum, the maximum is taken.")
        )
    return "ratio", targeted(measure, ONE / factor if factor > 1 else ONE, ZERO, "")


def _points_out_of(
    measure: Measure, factor: Fraction, doubts: list[Doubt], *, is_alone: bool
) -> tuple[str, dict[str, object] | None]:
    """Kết quả/100 × điểm tối đa"""
    scale = ONE / factor
    if is_alone or scale <= 1:
        doubts.append(
            unsure("Không nói số liệu theo thang nào.", "It is not said on what scale the figure is.")
        )
        return "given", {"kind": "given", **measure.fields, "as": "points" if is_alone else "share"}
    return "given", {"kind": "given", **measure.fields, "as": "points", "out_of": plain_number(scale)}
