"""The scoring words of a row as a rule: every manner is tried, and what it leaves unexplained is told.

>>> from fractions import Fraction
>>> text = "a ≥ 80%: điểm tối đa; a < 80%: a/80% × điểm tối đa"
>>> reading = read_rule(text, points=Fraction(10), title="Tỷ lệ hồ sơ trực tuyến")
>>> reading.certainty, dict(reading.rule)
('sure', {'kind': 'linear', 'of': 'ty_le_ho_so_truc_tuyen', 'from': 0, 'to': '80%'})
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from pydantic import TypeAdapter, ValidationError

from thuocdo.domain.primitives.texts import Language, Text
from thuocdo.domain.scoring.papers.reading import UNREAD, Certainty, RuleReading
from thuocdo.domain.scoring.papers.wording.aside import ASIDES, LAST_ASIDES, Row, first_of
from thuocdo.domain.scoring.papers.wording.description import read_description
from thuocdo.domain.scoring.papers.wording.manners import (
    answers,
    counting,
    given,
    ladder,
    parts,
    peers,
    quotient,
    rate,
    stepwise,
    sums,
)
from thuocdo.domain.scoring.papers.wording.material import Candidate, Doubt, Material, likely, unsure
from thuocdo.domain.scoring.papers.wording.plain import plain
from thuocdo.domain.scoring.rules import Rule

Manner = Callable[[Material], Candidate | None]
MANNERS: tuple[Manner, ...] = (
    given.read_not_scored,
    peers.read,
    rate.read,
    quotient.read,
    ladder.read,
    counting.read,
    stepwise.read,
    sums.read,
    answers.read_yes_no,
    answers.read_levels,
    answers.read_checklist,
    given.read_given,
)
_GRAMMAR: TypeAdapter[Rule] = TypeAdapter(Rule)
_BARE = re.compile(r"\b(?:diem|ty le|ti le|khong|duoi|toi da|con lai)\b")
_NOTHING_SAID = Text("Dòng này không có lời chấm điểm.", "This row has no scoring words.")


def read_rule(method: str, *, points: Fraction | None, title: str, evidence: str = "") -> RuleReading:
    """The rule that the scoring words of a row state, how surely, and why not more surely."""
    del evidence  # what proves a figure says nothing about its points
    material = Material.of(method, points=points, title=title)
    if not material.said:
        return replace(UNREAD, reason=_NOTHING_SAID)
    row = Row(plain(method), material.lines, points, title, _read_part, _described)
    if (aside := first_of(ASIDES, row)) is not None:
        return aside
    candidates = [candidate for manner in MANNERS if (candidate := manner(material)) is not None]
    fitting = [candidate for candidate in candidates if _is_sound(candidate, points)]
    if (split := parts.read(material, _read_part)) is not None:
        whole = [
            candidate
            for candidate in fitting
            if _leftover(candidate, material) == () and not candidate.doubts
        ]
        fitting = fitting if whole else [split]
    complete = [candidate for candidate in fitting if _leftover(candidate, material) == ()]
    if complete:
        return _settled(_agreed(complete), material)
    if (aside := first_of((*LAST_ASIDES, read_description), row)) is not None:
        return aside
    if fitting:
        return _settled(max(fitting, key=lambda candidate: len(candidate.claimed)), material)
    return _not_read(material)


def _read_part(method: str, points: Fraction | None, title: str) -> RuleReading:
    return read_rule(method, points=points, title=title)


def _described(reading: RuleReading) -> Text:
    """The rule in plain words, its inputs by their titles."""
    rule = rule_of(reading)
    if rule is None:
        return Text("")
    return rule.describe({asked.name: Text(asked.title) for asked in reading.inputs})


def _agreed(complete: list[Candidate]) -> Candidate:
    """The first of several; where another reads the same words otherwise, only a proposal."""
    first = complete[0]
    others = [other for other in complete[1:] if other.rule != first.rule]
    if not others:
        return first
    return first.doubting(
        unsure(
            f"Có thể đọc theo hai cách: «{first.manner}» hoặc «{others[0].manner}».",
            f"Two readings are possible: '{first.manner}' or '{others[0].manner}'.",
        )
    )


def _leftover(candidate: Candidate, material: Material) -> tuple[str, ...]:
    return tuple(said.line.text for said in material.said if said.place not in candidate.claimed)


def _is_sound(candidate: Candidate, points: Fraction | None) -> bool:
    """Whether the rule is one a definition may hold and never passes the maximum."""
    if candidate.rule is None:
        return True
    try:
        rule = _GRAMMAR.validate_python(dict(candidate.rule))
    except ValidationError:
        return False
    if any(finding.severity == "error" for finding in rule.check()):
        return False
    if rule.kind in ("adjustment", "constant") or not points or points < 0:
        return True
    highest = rule.range(points)[1]
    return highest is not None and highest <= points


def _certainty(doubts: tuple[Doubt, ...]) -> Certainty:
    levels = {doubt.level for doubt in doubts}
    return "unsure" if "unsure" in levels else "likely" if levels else "sure"


def _settled(candidate: Candidate, material: Material) -> RuleReading:
    left = _leftover(candidate, material)
    doubts = (*candidate.doubts, *_typing_doubts(material))
    if left:
        doubts = (
            *doubts,
            unsure(f"Không hiểu: {_quoted(left, 'vi')}.", f"Not understood: {_quoted(left, 'en')}."),
        )
    return RuleReading(
        _certainty(doubts),
        candidate.rule,
        candidate.inputs,
        candidate.parts,
        _joined(doubts),
        left,
        candidate.manner,
    )


def _typing_doubts(material: Material) -> tuple[Doubt, ...]:
    """Words typed without accents can be other words."""
    typed = " ".join(line.text for line in material.lines)
    if not typed.isascii() or _BARE.search(typed.lower()) is None:
        return ()
    return (likely("Văn bản gõ không dấu.", "The words are typed without accents."),)


def _joined(doubts: tuple[Doubt, ...]) -> Text:
    texts = list(dict.fromkeys(doubt.text for doubt in doubts))
    return Text(" ".join(text.vi for text in texts), " ".join(text.en for text in texts))


def _quoted(texts: Sequence[str], language: Language) -> str:
    once = dict.fromkeys(text.rstrip(".") for text in texts)
    return ", ".join(f"«{text}»" if language == "vi" else f"'{text}'" for text in once)


def _not_read(material: Material) -> RuleReading:
    said = tuple(dict.fromkeys(entry.line.text for entry in material.said))
    shown = [text[:80] for text in said[:3]]
    reason = Text(
        f"Không đọc được cách tính điểm từ: {_quoted(shown, 'vi')}.",
        f"No rule could be read from: {_quoted(shown, 'en')}.",
    )
    return replace(UNREAD, reason=reason, unread=said)


def rule_of(reading: RuleReading) -> Rule | None:
    """The rule of a reading as the engine takes it; None when there is none."""
    mapping: Mapping[str, object] | None = reading.rule
    return None if mapping is None else _GRAMMAR.validate_python(dict(mapping))
