"""Parts on lines of their own, some met or not, some by a formula.

"Có kế hoạch: 2 điểm. Tỷ lệ hoàn thành: a/b × 8 điểm. a: số nhiệm vụ hoàn thành; b: tổng số nhiệm vụ".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.reading import Certainty, ReadInput, ReadPart, RuleReading
from thuocdo.domain.scoring.papers.wording.clauses import Clause
from thuocdo.domain.scoring.papers.wording.formulas import MAX, Form
from thuocdo.domain.scoring.papers.wording.manners.target import targeted
from thuocdo.domain.scoring.papers.wording.material import Candidate, Doubt, Material
from thuocdo.domain.scoring.papers.wording.measures import Measure, measure_of, resolved
from thuocdo.domain.scoring.papers.wording.names import names_extreme, sentence, slug
from thuocdo.domain.scoring.papers.wording.worth import not_adding_up, plain_number


def read(material: Material) -> Candidate | None:
    """Titles with points or a formula that add up to the maximum."""
    clauses = [clause for _, clause in material.clauses]
    if not material.points or len(clauses) < 2 or material.scores or material.eaches:
        return None
    if any(clause.measured is not None or clause.otherwise for clause in clauses):
        return None
    if all(clause.award.is_constant for clause in clauses):
        return None
    parts = [_part(clause, material) for clause in clauses]
    found = [part for part in parts if part is not None]
    if len(found) != len(parts):
        return None
    found = _told_apart(found, material)
    claimed = {place for place, _ in material.clauses} | material.naming | material.harmless_limits
    doubts = (
        *not_adding_up(sum((part.points or Fraction(0) for part in found), Fraction(0)), material.points),
        *_unsure_parts(found),
    )
    return Candidate("parts", None, (), frozenset(claimed), doubts, tuple(found))


def _part(clause: Clause, material: Material) -> ReadPart | None:
    title = sentence(clause.text)
    if clause.award.is_constant:
        points = clause.award.points(material.points) or Fraction(0)
        asked = ReadInput(slug(title), title, "yes_no")
        rule = {
            "kind": "yes_no",
            "of": asked.name,
            "yes": {"points": plain_number(points)},
            "no": {"points": 0},
        }
        return (
            ReadPart(title, points, RuleReading("sure", rule, (asked,), manner="yes_no"))
            if points > 0
            else None
        )
    return _by_formula(clause, title, material)


def _by_formula(clause: Clause, title: str, material: Material) -> ReadPart | None:
    known = resolved(clause.award.form, material)
    if (
        known is None
        or len(known.terms) != 1
        or clause.award.proportional
        or any(map(names_extreme, known.names))
    ):
        return None
    ((term, number),) = known.terms.items()
    powers = dict(term)
    points = number * (material.points or 0) if powers.pop(MAX, 0) else number
    measure = measure_of(Form({tuple(sorted(powers.items())): Fraction(1)}), replace(material, title=title))
    if measure is None or not measure.is_rate or points <= 0:
        return None
    rule = targeted(measure, Fraction(1), Fraction(0), "")
    return ReadPart(title, points, _reading(rule, measure))


def _told_apart(parts: list[ReadPart], material: Material) -> list[ReadPart]:
    """Where two parts name the same figure, each has its own: "Lãnh đạo: tỷ lệ ký số …; Đơn vị: tỷ lệ ký số …"."""
    read = [asked.name for part in parts for asked in part.reading.inputs]
    defined = {slug(sentence(title)) for title in material.definitions.values()}
    return [_of_its_own(part, {name for name in read if read.count(name) > 1} - defined) for part in parts]


def _of_its_own(part: ReadPart, shared: set[str]) -> ReadPart:
    if part.reading.rule is None or not shared & {asked.name for asked in part.reading.inputs}:
        return part
    titles = {asked.name: f"{asked.title} ({part.title})" for asked in part.reading.inputs}
    names = {name: slug(title) for name, title in titles.items() if name in shared}
    inputs = tuple(
        replace(asked, name=names[asked.name], title=titles[asked.name]) if asked.name in names else asked
        for asked in part.reading.inputs
    )
    rule = {
        key: names.get(value, value) if isinstance(value, str) else value
        for key, value in part.reading.rule.items()
    }
    reason = Text(
        f"Số liệu của hai phần mang cùng tên; hiểu là mỗi phần có số liệu riêng. {part.reading.reason.vi}".strip(),
        f"Two parts name their figure alike; each is taken to have its own. {part.reading.reason.en}".strip(),
    )
    certainty: Certainty = "unsure" if part.reading.certainty == "unsure" else "likely"
    return replace(
        part, reading=replace(part.reading, certainty=certainty, rule=rule, inputs=inputs, reason=reason)
    )


def _reading(rule: dict[str, object], measure: Measure) -> RuleReading:
    levels = {doubt.level for doubt in measure.doubts}
    reason = Text(
        " ".join(doubt.text.vi for doubt in measure.doubts),
        " ".join(doubt.text.en for doubt in measure.doubts),
    )
    certainty: Certainty = "unsure" if "unsure" in levels else "likely" if levels else "sure"
    return RuleReading(certainty, rule, measure.inputs, reason=reason, manner="ratio")


def _unsure_parts(parts: Sequence[ReadPart]) -> list[Doubt]:
    return [
        Doubt("unsure" if part.reading.certainty == "unsure" else "likely", part.reading.reason)
        for part in parts
        if part.reading.certainty != "sure"
    ]
