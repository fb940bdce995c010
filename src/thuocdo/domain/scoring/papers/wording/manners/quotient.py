"""Formulas that are no sum of products: a division by a sum, the smaller or larger of two.

"Điểm = a/(b + c) × điểm tối đa", "Điểm = min(a/b, 1) × 10", "Điểm = max(0; 10 − a × 2)".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from thuocdo.domain.scoring.papers.wording.clauses import Score
from thuocdo.domain.scoring.papers.wording.formulas import (
    MAX,
    Extreme,
    Form,
    Formula,
    Name,
    Number,
    Operation,
    form,
    names_in,
)
from thuocdo.domain.scoring.papers.wording.manners import rate
from thuocdo.domain.scoring.papers.wording.manners.target import number
from thuocdo.domain.scoring.papers.wording.material import Candidate, Material, likely, unsure
from thuocdo.domain.scoring.papers.wording.measures import Asking
from thuocdo.domain.scoring.papers.wording.names import names_extreme
from thuocdo.domain.scoring.papers.wording.tendency import against_tendency
from thuocdo.domain.scoring.papers.wording.worth import threshold
from thuocdo.domain.scoring.wording import number_text, percent_text

ONE = Fraction(1)


def read(material: Material) -> Candidate | None:
    """One formula for the points, and what its letters stand for."""
    if len(material.scores) != 1 or material.clauses or material.eaches or not material.points:
        return None
    ((place, score),) = material.scores
    if any(_is_among_peers(name, material) for name in names_in(score.formula) - {MAX}):
        return None
    if {at for at, _ in material.limits} - material.harmless_limits:
        return _within_another_limit(material)
    if form(score.formula) is not None or material.equations:
        return None
    plain = _without_cap(score.formula, material.points)
    claimed = frozenset({place, *(at for at, _ in material.limits)}) | material.naming
    if form(plain) is not None:
        is_capped = _caps(score.formula)
        return _as_rate(plain, material, is_capped=is_capped) or _as_expression(plain, material, claimed)
    return _as_ratio(plain, material, claimed) or _as_expression(plain, material, claimed)


def _is_among_peers(name: str, material: Material) -> bool:
    """Whether a name means the highest or lowest of all units."""
    title = material.definitions.get(name, name)
    return names_extreme(title) or any(name.startswith(end) or name.endswith(end) for end in ("min", "max"))


def _without_cap(formula: Formula, maximum: Fraction) -> Formula:
    """Without limits that the row has anyway: min(…, điểm tối đa), max(0, …), min(…, 1) × điểm tối đa."""
    match formula:
        case Extreme(of=parts):
            kept = [part for part in parts if not _is_limit(part, formula.name, maximum)]
            return _without_cap(kept[0], maximum) if len(kept) == 1 < len(parts) else formula
        case Operation(sign="*", left=Extreme() as left, right=right) if _is_fixed(right):
            return replace(formula, left=_without_cap(left, ONE))
        case Operation(sign="*", left=left, right=Extreme() as right) if _is_fixed(left):
            return replace(formula, right=_without_cap(right, ONE))
    return formula


def _is_limit(part: Formula, name: str, maximum: Fraction) -> bool:
    if name == "max":
        return isinstance(part, Number) and part.value == 0
    return _is_full(part, maximum)


def _is_fixed(part: Formula) -> bool:
    return isinstance(part, Number) or (isinstance(part, Name) and part.name == MAX)


def _is_full(part: Formula, maximum: Fraction) -> bool:
    return (isinstance(part, Number) and part.value == maximum) or (
        isinstance(part, Name) and part.name == MAX and maximum != ONE
    )


def _caps(formula: Formula) -> bool:
    """Whether the paper itself says that the maximum is the most: min(…, 10), min(…, 1) × điểm tối đa."""
    match formula:
        case Extreme(name="min"):
            return True
        case Operation(sign="*", left=Extreme(name="min"), right=Name(name=name)):
            return name == MAX
        case Operation(sign="*", left=Name(name=name), right=Extreme(name="min")):
            return name == MAX
    return False


def _as_rate(plain: Formula, material: Material, *, is_capped: bool) -> Candidate | None:
    """The same text with the limits left out; said of the points, they leave no doubt about what is above."""
    said = tuple(
        replace(entry, item=replace(entry.item, formula=plain)) if isinstance(entry.item, Score) else entry
        for entry in material.said
    )
    found = rate.read(replace(material, said=said))
    if found is None or not is_capped:
        return found
    doubts = [doubt for doubt in found.doubts if not doubt.text.vi.startswith("Quá mức điểm tối đa")]
    return replace(found, doubts=tuple(doubts))


def _within_another_limit(material: Material) -> Candidate | None:
    """ "…, tối đa 8 điểm" in a row of ten: the formula without the limit as a proposal."""
    limits = [limit.points for _, limit in material.limits]
    places = frozenset(place for place, _ in material.limits)
    found = rate.read(
        replace(material, said=tuple(entry for entry in material.said if entry.place not in places))
    )
    if found is None or limits[0] is None:
        return None
    return replace(found, claimed=found.claimed | places).doubting(
        unsure(
            f"Giới hạn {number_text(limits[0])} điểm khác điểm tối đa của dòng; đề xuất chưa tính.",
            f"The limit of {number_text(limits[0], 'en')} is not the row's maximum; the proposal leaves it out.",
        )
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """A product as what stands above the line and below it, and its number in points."""

    above: tuple[Form, ...]
    below: tuple[Form, ...]
    factor: Fraction


def _as_ratio(formula: Formula, material: Material, claimed: frozenset[int]) -> Candidate | None:
    """One sum over another, times the maximum."""
    parts = _parts(formula, material.points or ONE)
    if parts is None or len(parts.above) != 1 or len(parts.below) != 1 or parts.factor <= 0:
        return None
    asking = Asking(material)
    of, to = _sum(parts.above[0], asking), _sum(parts.below[0], asking)
    if of is None or to is None:
        return None
    factor = parts.factor / (material.points or ONE)
    rule: dict[str, object] = {"kind": "ratio", "of": of, "to": to}
    doubts = list(asking.doubts)
    if factor > 1:
        rule["full_at"] = threshold(ONE / factor, percent=True)
    elif factor < 1:
        doubts.append(
            unsure(
                f"Công thức chỉ cho tối đa {percent_text(factor)} điểm tối đa.",
                f"The formula gives at most {percent_text(factor, 'en')} of the maximum.",
            )
        )
    doubts += against_tendency(material.title, falling=False)
    return Candidate("ratio", rule, tuple(asking.inputs.values()), claimed, tuple(doubts))


def _parts(formula: Formula, points: Fraction) -> _Parts | None:
    match formula:
        case Operation(sign="*" | "/" as sign, left=left, right=right):
            first, second = _parts(left, points), _parts(right, points)
            if first is None or second is None:
                return None
            if sign == "*":
                return _Parts(
                    first.above + second.above, first.below + second.below, first.factor * second.factor
                )
            if not second.factor:
                return None
            return _Parts(
                first.above + second.below, first.below + second.above, first.factor / second.factor
            )
        case Number(value=value):
            return _Parts((), (), value)
        case Name(name=name) if name == MAX:
            return _Parts((), (), points)
    plain = form(formula)
    return None if plain is None or MAX in plain.names else _Parts((plain,), (), ONE)


def _sum(value: Form, asking: Asking) -> str | None:
    """A sum of single figures, none of them times a number."""
    if any(len(term) != 1 or term[0][1] != 1 or abs(size) != 1 for term, size in value.terms.items()):
        return None
    signs = sorted(value.terms.items(), key=lambda item: item[1] < 0)
    text = "".join(f" {'+' if size > 0 else '-'} {asking.name_of(term[0][0])}" for term, size in signs)
    return text.removeprefix(" + ").strip()


def _as_expression(formula: Formula, material: Material, claimed: frozenset[int]) -> Candidate | None:
    """The formula word for word."""
    asking = Asking(material)
    text = _written(formula, asking, material.points or ONE)
    if text is None or not asking.inputs or len(text) > 380:
        return None
    doubt = likely(
        "Công thức được chép nguyên; kết quả giữ trong khoảng 0 đến điểm tối đa.",
        "The formula is copied as it stands, kept between nothing and the maximum.",
    )
    rule = {"kind": "expression", "points": text}
    return Candidate("formula", rule, tuple(asking.inputs.values()), claimed, (doubt, *asking.doubts))


def _written(formula: Formula, asking: Asking, points: Fraction) -> str | None:
    match formula:
        case Number(value=value):
            return number(value)
        case Name(name=name):
            return number(points) if name == MAX else asking.name_of(name)
        case Extreme(name=name, of=of):
            parts = [_written(part, asking, points) for part in of]
            return None if None in parts or len(parts) < 2 else f"{name}({', '.join(map(str, parts))})"
    left, right = _written(formula.left, asking, points), _written(formula.right, asking, points)
    return None if left is None or right is None else f"({left} {formula.sign} {right})"
