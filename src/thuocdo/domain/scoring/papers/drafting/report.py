"""The table of readings: every indicator of a paper with the rule understood, in words, and how surely.

What needs somebody's eyes comes first: unread, unsure, likely; what is sure comes last, each in printed order.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.drafting.leaves import rule_of
from thuocdo.domain.scoring.papers.drafting.result import Draft, DraftRow
from thuocdo.domain.scoring.papers.reading import CERTAINTIES, Certainty, RuleReading

CERTAINTY_LABELS: dict[Certainty, Text] = {
    "sure": Text("chắc chắn", "sure"),
    "likely": Text("khá chắc", "likely"),
    "unsure": Text("chưa chắc", "unsure"),
    "unread": Text("chưa đọc được", "unread"),
}
REPORT_COLUMNS: tuple[tuple[str, Text], ...] = (
    ("certainty", Text("Mức chắc chắn", "Certainty")),
    ("code", Text("Mã", "Code")),
    ("title", Text("Nội dung", "Item")),
    ("points", Text("Điểm tối đa", "Maximum")),
    ("kind", Text("Kiểu quy tắc", "Rule kind")),
    ("rule", Text("Cách hiểu", "As understood")),
    ("words", Text("Lời văn", "Words")),
    ("reason", Text("Lý do", "Reason")),
    ("place", Text("Vị trí", "Place")),
    ("remarks", Text("Cần xem", "Remarks")),
)
Cell = str | Fraction | Text | None


def by_doubt(made: Draft) -> list[DraftRow]:
    """The indicators, the least sure first."""
    return sorted(made.indicators, key=lambda row: -CERTAINTIES.index(row.certainty or "sure"))


def report_rows(made: Draft) -> list[dict[str, Cell]]:
    """One line for each indicator, and one for each part that its words name."""
    return [line for row in by_doubt(made) for line in _lines(row)]


def kind_of(reading: RuleReading) -> str:
    """The kind of the rule that was read or is proposed; empty where there is none."""
    return str(reading.rule.get("kind", "")) if reading.rule is not None else ""


def rule_words(reading: RuleReading) -> Text:
    """The rule that was read or is proposed, in plain words with the titles of its inputs."""
    rule = rule_of(reading.rule) if reading.rule is not None else None
    if rule is None:
        return Text("")
    told = rule.describe({each.name: Text(each.title) for each in reading.inputs})
    for code, title in (choice for each in reading.inputs for choice in each.choices):
        told = Text(told.vi.replace(f"{code}:", f"{title}:"), told.en.replace(f"{code}:", f"{title}:"))
    return told


def _lines(row: DraftRow) -> Iterator[dict[str, Cell]]:
    reading = row.reading
    if reading is None:
        return
    yield _line(row, reading, code=row.code, title=row.title, points=row.points)
    for code, part in zip(row.part_codes, reading.parts, strict=True):
        line = _line(row, part.reading, code=code, title=part.title, points=part.points)
        yield line | {"words": "", "remarks": ""}


def _line(
    row: DraftRow, reading: RuleReading, *, code: str, title: str, points: Fraction | None
) -> dict[str, Cell]:
    return {
        "certainty": CERTAINTY_LABELS[reading.certainty],
        "code": code,
        "title": title,
        "points": points,
        "kind": kind_of(reading) or (Text("các phần", "parts") if reading.parts else ""),
        "rule": rule_words(reading),
        "words": row.words,
        "reason": reading.reason,
        "place": row.place,
        "remarks": Text(
            " ".join(remark.message.vi for remark in row.remarks),
            " ".join(remark.message.pick("en") for remark in row.remarks),
        ),
    }
