"""So many points for each, so many taken off for each.

"mỗi sáng kiến được 0,5 điểm, tối đa 5 điểm", "mỗi lần chậm trừ 1 điểm".
"""

from __future__ import annotations

from fractions import Fraction

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.scoring.papers.reading import ReadInput
from thuocdo.domain.scoring.papers.wording.clauses import Clause
from thuocdo.domain.scoring.papers.wording.each import Each, Limit
from thuocdo.domain.scoring.papers.wording.formulas import MAX, form
from thuocdo.domain.scoring.papers.wording.lexicon import listed
from thuocdo.domain.scoring.papers.wording.likeness import is_negative
from thuocdo.domain.scoring.papers.wording.material import Candidate, Doubt, Material, likely, unsure
from thuocdo.domain.scoring.papers.wording.measures import resolved
from thuocdo.domain.scoring.papers.wording.names import sentence, slug, type_of
from thuocdo.domain.scoring.papers.wording.worth import is_nothing, plain_number
from thuocdo.domain.scoring.wording import number_text

_GENERIC_WORDS = (
    "lan, noi dung, van ban, truong hop, nhiem vu, tieu chi, don vi, viec, cuoc, tin, bai, chi tieu, loi"
)
_GENERIC = frozenset(word for phrase in listed(_GENERIC_WORDS) for word in phrase.split())
_PENALTIES = ("diem tru", "tru diem", "diem phat")
_BONUSES = ("diem cong", "diem thuong", "cong diem", "diem khuyen khich")


def read(material: Material) -> Candidate | None:
    """Exactly one "for each", with its limit."""
    counted = _counted(material)
    if counted is None or len(material.limits) + (counted[0].limit is not None) > 1:
        return None
    each, claimed = counted
    if each.size != 1 or each.is_percent:
        return None  # whole steps or in proportion: `stepwise` asks
    doubts: list[Doubt] = []
    zero = _claims_of_clauses(each, material, doubts)
    if zero is None:
        return None
    limit = each.limit or (material.limits[0][1] if material.limits else None)
    asked = _asked(each, material)
    rule = _rule(each, limit, asked, material, doubts)
    if rule is None:
        return None
    manner = "penalty" if each.minus else "per count"
    places = claimed | zero | {place for place, _ in material.limits}
    return Candidate(manner, rule, (asked,), frozenset(places), tuple(doubts))


def _counted(material: Material) -> tuple[Each, frozenset[int]] | None:
    if len(material.eaches) == 1 and not material.scores:
        ((place, each),) = material.eaches
        return each, frozenset({place})
    if material.eaches or len(material.scores) != 1:
        return None
    ((place, score),) = material.scores
    value = form(score.formula)
    known = resolved(value, material) if value is not None else None
    if known is None or len(known.terms) != 1 or MAX in known.names:
        return None
    ((term, number),) = known.terms.items()
    if len(term) != 1 or term[0][1] != 1 or number <= 0:
        return None
    title = material.definitions.get(term[0][0], term[0][0])
    if type_of(sentence(title)) != "count":
        return None
    return Each(number, Fraction(1), title), frozenset({place}) | material.naming


def _claims_of_clauses(each: Each, material: Material, doubts: list[Doubt]) -> frozenset[int] | None:
    """Clauses that only say where counting starts: "không có: 0 điểm", "không chậm: điểm tối đa"."""
    places = set()
    for place, clause in material.clauses:
        if not (_is_none_taken(clause, material) if each.minus else _is_none_there(clause)):
            return None
        places.add(place)
    if each.minus and not places and material.points and not _is_adjustment(each, material):
        doubts.append(
            likely("Hiểu là trừ từ điểm tối đa của dòng.", "Taken as taken off from the row's maximum.")
        )
    return frozenset(places)


def _is_none_taken(clause: Clause, material: Material) -> bool:
    """ "Không chậm: điểm tối đa" before what each delay takes off."""
    points = clause.award.points(material.points)
    full = clause.award.form.share == 1 or (points is not None and points == material.points)
    return full and (is_negative(clause.text) or "dung han" in words(clause.text))


def _is_none_there(clause: Clause) -> bool:
    """ "Không có: 0 điểm" before what each gives."""
    return is_nothing(clause.award) and (clause.otherwise or is_negative(clause.text))


def _asked(each: Each, material: Material) -> ReadInput:
    what = each.what.strip() or each.subject
    if set(words(what).split()) <= _GENERIC or not what:
        inside = each.subject or material.title
        what = f"{what} ({inside})" if what and inside else inside or what
    if not words(what).startswith(("so ", "tong so ")):
        what = f"Số {what[:1].lower()}{what[1:]}" if not what[:2].isupper() else f"Số {what}"
    title = sentence(what)
    return ReadInput(slug(title), title, "count")


def _is_adjustment(each: Each, material: Material) -> bool:
    title = words(material.title)
    named = title.startswith(_PENALTIES if each.minus else _BONUSES)
    return not material.points or material.points < 0 or (each.minus and named)


def _rule(
    each: Each, limit: Limit | None, asked: ReadInput, material: Material, doubts: list[Doubt]
) -> dict[str, object] | None:
    one = each.points
    if _is_adjustment(each, material):
        return _adjustment(one, each, limit, asked, material, doubts)
    maximum = material.points or Fraction(0)
    if one <= 0 or one > maximum:
        doubts.append(
            unsure(
                "Điểm mỗi lần lớn hơn điểm tối đa của dòng.", "One alone gives more than the row's maximum."
            )
        )
        one = min(max(one, Fraction(1, 100)), maximum)
    if each.minus:
        return _off_the_maximum(one, limit, asked, maximum, doubts)
    return _per_count(one, limit, asked, maximum, doubts)


def _adjustment(
    one: Fraction, each: Each, limit: Limit | None, asked: ReadInput, material: Material, doubts: list[Doubt]
) -> dict[str, object]:
    bound = limit.points if limit is not None else (abs(material.points) if material.points else None)
    if bound is None:
        doubts.append(likely("Không nói mức tối đa.", "No limit is said."))
    sign = -1 if each.minus else 1
    rule: dict[str, object] = {"kind": "adjustment", "of": asked.name, "each": plain_number(sign * one)}
    if bound is not None:
        rule["min" if each.minus else "max"] = plain_number(sign * bound)
    rule["max" if each.minus else "min"] = 0
    return rule


def _per_count(
    one: Fraction, limit: Limit | None, asked: ReadInput, maximum: Fraction, doubts: list[Doubt]
) -> dict[str, object]:
    rule: dict[str, object] = {"kind": "per_count", "of": asked.name, "each": plain_number(one)}
    if limit is None:
        doubts.append(
            likely(
                "Không nói mức tối đa; hiểu là điểm tối đa của dòng.",
                "No limit is said; the row's maximum is taken.",
            )
        )
    elif limit.points is not None and limit.points != maximum:
        doubts.append(
            unsure(
                f"Giới hạn {number_text(limit.points)} điểm khác điểm tối đa của dòng ({number_text(maximum)}).",
                f"The limit of {number_text(limit.points, 'en')} is not the maximum {number_text(maximum, 'en')}.",
            )
        )
        if 0 < limit.points < maximum:
            rule["up_to"] = plain_number(limit.points)
    return rule


def _off_the_maximum(
    one: Fraction, limit: Limit | None, asked: ReadInput, maximum: Fraction, doubts: list[Doubt]
) -> dict[str, object]:
    most = limit.points if limit is not None and limit.points is not None else maximum
    if most > maximum or (limit is not None and not limit.minus and most == maximum):
        doubts.append(
            unsure(
                "Mức trừ tối đa không khớp điểm tối đa của dòng.",
                "The most taken off does not fit the maximum.",
            )
            if most > maximum
            else likely(
                "«Tối đa» hiểu là mức trừ tối đa.", "The limit is taken as the most that is taken off."
            )
        )
        most = maximum
    if most == maximum:
        return {"kind": "linear", "of": asked.name, "from": plain_number(maximum / one), "to": 0}
    left = 1 - most / maximum
    return {
        "kind": "piecewise",
        "of": asked.name,
        "points": [[0, 1], [plain_number(most / one), plain_number(left)]],
    }
