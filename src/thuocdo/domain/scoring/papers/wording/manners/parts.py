"""Parts with rules of their own: headings that say points, each followed by the words that score it.

"1. Ban hành kế hoạch (5 điểm): - trước 31/01: 5 điểm; - sau 31/01: 2 điểm. 2. Tỷ lệ hoàn thành (5 điểm): a/b × 5".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.reading import ReadPart, RuleReading
from thuocdo.domain.scoring.papers.wording.awards import award_of, holds_award, stripped
from thuocdo.domain.scoring.papers.wording.clauses import Limit, items
from thuocdo.domain.scoring.papers.wording.lines import Line
from thuocdo.domain.scoring.papers.wording.material import Candidate, Doubt, Material
from thuocdo.domain.scoring.papers.wording.names import sentence
from thuocdo.domain.scoring.papers.wording.tokens import Token, tokens, written
from thuocdo.domain.scoring.papers.wording.worth import not_adding_up
from thuocdo.domain.scoring.wording import number_text

ReadRule = Callable[[str, Fraction | None, str], RuleReading]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with its points, and the lines under it."""

    title: str
    points: Fraction
    body: tuple[Line, ...]


def read(material: Material, read_rule: ReadRule) -> Candidate | None:
    """At least two headings with points, one of them with words of its own."""
    blocks = _blocks(material.lines, material.points)
    if blocks is None:
        return None
    parts = tuple(_part(block, read_rule) for block in blocks)
    if any(part.reading.rule is None for part in parts):
        return None
    everything = frozenset(said.place for said in material.said)
    doubts = [
        *not_adding_up(sum((block.points for block in blocks), Fraction(0)), material.points),
        *_doubts_of(parts),
    ]
    return Candidate("parts", None, (), everything, tuple(doubts), parts)


def _part(block: Block, read_rule: ReadRule) -> ReadPart:
    text = "\n".join(f"{line.marker} {line.text}".strip() for line in block.body)
    if not text:
        text = f"Có: {number_text(block.points)} điểm; Không: 0 điểm"
    return ReadPart(block.title, block.points, read_rule(text, block.points, block.title))


def _blocks(found: Sequence[Line], maximum: Fraction | None) -> list[Block] | None:
    """The lines cut at the headings, which all begin with the same kind of marker."""
    found = _without_heading(found)
    style = next((line.style for line in found if _heading(line, maximum) is not None), "")
    starts = [place for place, line in enumerate(found) if line.style == style]
    if not style or len(starts) < 2 or starts[0] != 0:
        return None
    blocks = []
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        heading = _heading(found[start], maximum)
        if heading is None:
            return None
        title, points, rest = heading
        body = (*((Line(rest),) if rest else ()), *found[start + 1 : end])
        blocks.append(Block(title, points, body))
    return blocks if any(block.body for block in blocks) else None


def _without_heading(found: Sequence[Line]) -> Sequence[Line]:
    """Without first lines that only say that something follows, or what the maximum is."""
    start = 0
    while start < len(found) and all(isinstance(item, Limit) for item in items(found[start].text)):
        start += 1
    return found[start:]


def _heading(line: Line, maximum: Fraction | None) -> tuple[str, Fraction, str] | None:
    """Title, points and what follows the colon: "Ban hành kế hoạch (5 điểm): …", "Ban hành kế hoạch: 5 điểm"."""
    found = stripped(tokens(line.text))
    for opening, token in enumerate(found):
        if token.mark != "(":
            continue
        closing = next((at for at in range(opening, len(found)) if found[at].mark == ")"), None)
        if closing is None or not opening:
            return None
        after = found[closing + 1 :]
        points = _points(found[opening + 1 : closing], maximum)
        if points is not None and (not after or after[0].mark in (":", ",", ".")):
            return _title(found[:opening]), points, _text_after(line.text, after[1:])
    return _at_colon(found, maximum)


def _at_colon(found: Sequence[Token], maximum: Fraction | None) -> tuple[str, Fraction, str] | None:
    place = next((at for at, token in enumerate(found) if token.mark == ":"), None)
    if not place or holds_award(found[:place]):
        return None
    points = _points(found[place + 1 :], maximum)
    return (_title(found[:place]), points, "") if points is not None else None


def _title(found: Sequence[Token]) -> str:
    return sentence(written(found))


def _text_after(text: str, found: Sequence[Token]) -> str:
    rest = stripped(found)
    return text[rest[0].start :].strip() if rest else ""


def _points(found: Sequence[Token], maximum: Fraction | None) -> Fraction | None:
    award = award_of(stripped(found))
    if award is None or award.is_bare or award.is_share:
        return None
    points = award.points(maximum)
    return points if points is not None and points > 0 and (maximum is None or points < maximum) else None


def _doubts_of(parts: Sequence[ReadPart]) -> list[Doubt]:
    doubts = []
    for part in parts:
        reading = part.reading
        if reading.certainty in ("likely", "unsure"):
            level: Literal["likely", "unsure"] = "unsure" if reading.certainty == "unsure" else "likely"
            doubts.append(
                Doubt(
                    level,
                    Text(f"{part.title}: {reading.reason.vi}", f"{part.title}: {reading.reason.pick('en')}"),
                )
            )
    return doubts
