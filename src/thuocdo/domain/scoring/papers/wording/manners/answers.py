"""Conditions in words: yes or no, levels, and parts that add up.

"Có: 10 điểm; Không: 0 điểm", "Chủ tịch: điểm tối đa; Phó Chủ tịch: 1/2 điểm tối đa; khác: 0",
"- Có chuyên mục: 5 điểm - Tin hàng tuần: 5 điểm".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.scoring.papers.reading import ReadInput
from thuocdo.domain.scoring.papers.wording.awards import Award
from thuocdo.domain.scoring.papers.wording.clauses import Clause
from thuocdo.domain.scoring.papers.wording.dates import on_dates
from thuocdo.domain.scoring.papers.wording.formulas import constant
from thuocdo.domain.scoring.papers.wording.likeness import (
    are_rungs,
    is_absence,
    is_negative,
    on_ladder,
    repeated,
)
from thuocdo.domain.scoring.papers.wording.manners.spans import spans_of
from thuocdo.domain.scoring.papers.wording.material import Candidate, Doubt, Material, likely, unsure
from thuocdo.domain.scoring.papers.wording.names import answer_title, sentence, slug, unique
from thuocdo.domain.scoring.papers.wording.worth import (
    is_nothing,
    not_adding_up,
    plain_number,
    share_text,
    worths,
)

_NOT_ANSWERS = (
    "theo ket qua",
    "can cu",
    "dua tren",
    "tren co so",
    "lay ",
    "theo danh gia",
    "theo so lieu",
    "theo bao cao",
)
_NOTHING = Award(constant(Fraction(0)))


@dataclass(frozen=True, slots=True)
class Answers:
    """The clauses of a text that is all conditions with plain awards."""

    said: tuple[Clause, ...]  # without "còn lại"
    rest: Award | None
    claimed: frozenset[int]


def _answers(material: Material) -> Answers | None:
    clauses = material.clauses
    limits = {place for place, _ in material.limits} - material.harmless_limits
    if not clauses or material.scores or material.eaches or limits or material.equations:
        return None
    if not all(clause.award.is_constant for _, clause in clauses):
        return None
    rests = [clause.award for _, clause in clauses if clause.otherwise]
    said = tuple(clause for _, clause in clauses if not clause.otherwise)
    if any(token.mark in ("equals", "times") for clause in said for token in clause.words[1:]):
        return None
    if len(rests) > 1 or not said or any(words(clause.text).startswith(_NOT_ANSWERS) for clause in said):
        return None
    if any(clause.measured is not None for clause in said) and spans_of(material) is not None:
        return None
    return Answers(
        said, rests[0] if rests else None, frozenset(place for place, _ in clauses) | material.harmless_limits
    )


def read_yes_no(material: Material) -> Candidate | None:
    """One condition, with or without its absence."""
    found = _answers(material)
    if found is None or len(found.said) > 2 or any(clause.measured is not None for clause in found.said):
        return None
    pair = _yes_and_no(found)
    if pair is None:
        return None
    positive, absence, doubts = pair
    worth = worths([positive.award, absence], material.points)
    if worth.shares[0] == worth.shares[1]:
        return None
    if any(token.mark in ("ge", "gt", "le", "lt") for token in positive.words) and any(
        token.kind == "num" for token in positive.words
    ):
        doubts.append(
            likely(
                "Điều kiện bằng số được hỏi như có hay không.",
                "A condition on numbers is asked as yes or no.",
            )
        )
    title = answer_title(positive.text, material.title)
    if worth.shares[0] < worth.shares[1] and title == sentence(material.title) and positive.text:
        title = f"{title}: {positive.text}"  # "chậm: 0 điểm" is not answered by the title alone
    asked = ReadInput(slug(title), title, "yes_no")
    rule = {"kind": "yes_no", "of": asked.name, "yes": _level(worth.fields[0]), "no": _level(worth.fields[1])}
    return Candidate("yes_no", rule, (asked,), found.claimed, (*doubts, *worth.doubts))


def _yes_and_no(found: Answers) -> tuple[Clause, Award, list[Doubt]] | None:
    """The condition, what its absence gives, and what was supplied."""
    first = found.said[0]
    if len(found.said) == 1:
        if found.rest is not None:
            return first, found.rest, []
        if is_negative(first.text):
            return None
        doubt = likely(
            "Không nói trường hợp không đạt; hiểu là 0 điểm.",
            "What 'no' gives is not said; taken as nothing.",
        )
        return first, _NOTHING, [doubt]
    second = found.said[1]
    if is_negative(first.text) and not is_negative(second.text):
        first, second = second, first
    if found.rest is not None or not is_absence(second.text, of=first.text):
        return None
    return first, second.award, []


def _level(field: dict[str, object]) -> object:
    return field.get("share", field)


def read_levels(material: Material) -> Candidate | None:
    """Several conditions of which one holds."""
    found = _answers(material)
    if found is None or len(found.said) + (found.rest is not None) < 2 or read_yes_no(material) is not None:
        return None
    if read_checklist(material) is not None:
        return None
    awards = [clause.award for clause in found.said]
    worth = worths([*awards, *([found.rest] if found.rest else [])], material.points)
    doubts = [*worth.doubts, *_level_doubts(found, material)]
    codes: dict[str, str] = {}
    levels: dict[str, object] = {}
    for clause, field in zip(found.said, worth.fields, strict=False):
        code = unique(slug(clause.text, longest=30), codes)
        codes[code] = sentence(clause.text)
        levels[code] = _level(field)
    title = sentence(material.title) or "Mức đạt được"
    name = slug(title)
    otherwise = _level(worth.fields[-1]) if found.rest is not None else 0
    codes[unique("khac", codes)] = "Trường hợp khác"
    asked = ReadInput(name, title, "choice", tuple(codes.items()))
    rule = {"kind": "levels", "of": name, "levels": levels, "otherwise": otherwise}
    return Candidate("levels", rule, (asked,), found.claimed, tuple(doubts))


def _level_doubts(found: Answers, material: Material) -> list[Doubt]:
    texts = [clause.text for clause in found.said]
    doubts = []
    if twice := repeated(texts):
        doubts.append(unsure(f"«{twice}» được nêu hai lần.", f"'{twice}' stands twice."))
    complete = found.rest is not None or any(is_nothing(clause.award) for clause in found.said)
    if not complete:
        doubts.append(
            likely(
                "Không nói các trường hợp khác; hiểu là 0 điểm.",
                "Nothing is said of other cases; taken as no points.",
            )
        )
    earning = [clause for clause in found.said if not is_nothing(clause.award)]
    dated = on_dates([clause.text for clause in earning])
    if dated is not None:
        doubts += dated
    elif len(earning) > 1 and not are_rungs([clause.text for clause in earning]):
        doubt = likely if complete else unsure
        doubts.append(
            doubt(
                "Hiểu là chọn một mức; văn bản không nói các mức có cộng với nhau không.",
                "Taken as one level of several; the paper does not say whether they add up.",
            )
        )
    if any(clause.measured is not None for clause in found.said):
        doubts.append(
            likely(
                "Điều kiện bằng số được hỏi như một lựa chọn.",
                "A condition on a number is asked as a choice.",
            )
        )
    points = [clause.award.points(material.points) for clause in earning]
    known = [number for number in points if number is not None]
    if len(known) > 1 and known != sorted(known, reverse=True) and known != sorted(known):
        doubts.append(
            likely("Các mức không xếp theo thứ tự điểm.", "The levels are not in the order of their points.")
        )
    return doubts


def read_checklist(material: Material) -> Candidate | None:
    """Parts that add up to the maximum."""
    found = _answers(material)
    if found is None or material.points is None or material.points <= 0:
        return None
    earning = [clause for clause in found.said if not is_nothing(clause.award)]
    nothing = [clause for clause in found.said if is_nothing(clause.award)]
    known = [clause.award.points(material.points) or Fraction(0) for clause in earning]
    if (
        len(earning) < 2
        or max(known) >= material.points
        or (found.rest is not None and not is_nothing(found.rest))
    ):
        return None
    doubts = _sum_doubts(known, material.points, earning)
    strangers = [
        clause for clause in nothing if not any(is_absence(clause.text, of=other.text) for other in earning)
    ]
    if strangers and sum(known) != material.points:
        return None
    if strangers:
        doubts.append(
            likely(
                f"«{strangers[0].text}» hiểu là không đạt phần nào.",
                f"'{strangers[0].text}' is taken as no part met.",
            )
        )
    if any(clause.measured is not None for clause in earning):
        doubts.append(
            likely(
                "Điều kiện bằng số được hỏi như có hay không.",
                "A condition on numbers is asked as yes or no.",
            )
        )
    if any(len(clause.text) < 3 for clause in earning):
        doubts.append(unsure("Không nói các phần là gì.", "It is not said what the parts are."))
    inputs: list[ReadInput] = []
    for clause in earning:
        title = answer_title(clause.text, material.title, shortest=0)
        name = unique(slug(title), [item.name for item in inputs])
        inputs.append(ReadInput(name, title, "yes_no"))
    worth = worths([clause.award for clause in earning], material.points, must_reach=False)
    return Candidate(
        "checklist",
        _checklist_rule(inputs, known, material.points, earning),
        tuple(inputs),
        found.claimed,
        (*doubts, *worth.doubts),
    )


def _checklist_rule(
    inputs: Sequence[ReadInput], known: Sequence[Fraction], maximum: Fraction, earning: Sequence[Clause]
) -> dict[str, object]:
    total = sum(known, Fraction(0))
    scale = maximum / total if total > maximum else Fraction(1)
    if scale == 1 and all(clause.award.form.share is None for clause in earning):
        items = {item.name: plain_number(number) for item, number in zip(inputs, known, strict=True)}
        return {"kind": "checklist", "items": items, "as": "points"}
    shares = {
        item.name: share_text(number * scale / maximum) for item, number in zip(inputs, known, strict=True)
    }
    return {"kind": "checklist", "items": shares}


def _sum_doubts(known: Sequence[Fraction], maximum: Fraction, earning: Sequence[Clause]) -> list[Doubt]:
    texts = [clause.text for clause in earning]
    doubts = not_adding_up(sum(known, Fraction(0)), maximum)
    if len(set(known)) > 1 and on_ladder(texts):
        doubts.append(
            unsure(
                "Các điều kiện giống các mức của một việc, nhưng điểm cộng lại mới đủ điểm tối đa.",
                "The conditions look like levels of one thing, yet only their sum gives the maximum.",
            )
        )
    if twice := repeated(texts):
        doubts.append(unsure(f"«{twice}» được nêu hai lần.", f"'{twice}' stands twice."))
    return doubts
