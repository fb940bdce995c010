"""One row of a draft written anew in its text; every other byte stays as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from thuocdo.apps.assessment.drafts.errors import DraftRefusedError, UnknownRowError
from thuocdo.apps.assessment.drafts.queries.texts import OpenText, read_text
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.errors import ScoringError
from thuocdo.domain.scoring.papers.drafting.editing import NodeChange, edited

CONFIRMED = "confirmed"
_ODD_BREAKS = re.compile("\r(?!\n)|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
HOLDER = "indicators:\n"
SUMS = "lint.points-do-not-add-up"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row as somebody settled it. Without `rule` the rule stays; `points` None is "not known"."""

    title: Text
    points: Fraction | None
    rule: Mapping[str, Any] | None = None  # Any: a rule as plain data
    inputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # Any: inputs as plain data
    duties: Mapping[str, object] = field(
        default_factory=dict
    )  # agencies, source, evidence; None takes a key out


def mended(text: OpenText, code: str, change: RowChange) -> NodeChange:
    """What a settled row changes in the text: title, points, rule, inputs, and that somebody confirmed it."""
    site = text.site(code)
    if site is None:
        raise UnknownRowError(code)
    node, plain = site.node, text.plain(site)
    said: dict[str, object] = {}
    if change.title != node.title:
        said["title"] = {"vi": change.title.vi, "en": change.title.en} if change.title.en else change.title.vi
    known = node.points if isinstance(node.points, Fraction) else None
    if change.points != known:
        said["points"] = change.points if change.points is not None else "unknown"
    if change.rule is not None and dict(change.rule) != plain.get("rule"):
        said["rule"] = dict(change.rule)
    said |= {key: value for key, value in change.duties.items() if value != plain.get(key)}
    if node.reading is not None:
        said["reading"] = _confirmed(plain)
    return NodeChange(said, change.inputs)


def confirmed(text: OpenText, code: str) -> NodeChange:
    """The row as it was read, confirmed; a proposal becomes its rule."""
    site = text.site(code)
    if site is None:
        raise UnknownRowError(code)
    plain = text.plain(site)
    said: dict[str, object] = {"reading": _confirmed(plain)}
    proposal = (plain.get("reading") or {}).get("proposal")
    if proposal is not None and (plain.get("rule") or {}).get("kind", "unknown") == "unknown":
        said["rule"] = proposal
    return NodeChange(said)


def rewritten(content: bytes, text: OpenText, changes: Mapping[str, NodeChange]) -> bytes:
    """The text with some rows changed; a row that stands by itself is changed in its own lines."""
    told = content.decode("utf-8")
    in_lines = {} if _ODD_BREAKS.search(told) else _alone(told, text, changes)
    lines = _lines(told)
    for start, end, written in sorted(in_lines.values(), reverse=True):
        lines[start:end] = [written]
    told = "".join(lines)
    for code, change in changes.items():
        if code not in in_lines:
            told = edited(told, code, change)
    return told.encode()


def _alone(told: str, text: OpenText, changes: Mapping[str, NodeChange]) -> dict[str, tuple[int, int, str]]:
    """Rows cut out and changed as texts of their own: a text of 200 rows is not read anew for each of them."""
    lines, found = _lines(told), {}
    for code, change in changes.items():
        site = text.site(code)
        if change.inputs or site is None or not site.node.is_leaf:
            continue
        start, end = _span(lines, text.loaded.place(site.path).line - 1)
        with suppress(ScoringError):  # what cannot be read alone is changed within the whole text
            alone = edited(HOLDER + "".join(lines[start:end]), code, change)
            found[code] = (start, end, alone.removeprefix(HOLDER))
    return found


def _lines(told: str) -> list[str]:
    return told.splitlines(keepends=True) if not _ODD_BREAKS.search(told) else [told]


def _span(lines: Sequence[str], start: int) -> tuple[int, int]:
    """The lines of a row: from its dash to the next line that is not set in further."""
    dash = _indent(lines[start])
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > dash):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return start, end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def refuse_broken(content: bytes, code: str) -> None:
    """Raise with everything that is wrong in the row now; sums may wait until the draft is signed."""
    reading = read_text(content)
    if reading.loaded is None:
        raise DraftRefusedError([found for found in reading.findings if found.is_error])
    found = OpenText(reading.loaded).findings_of.get(code, ())
    wrong = [finding for finding in found if finding.is_error and finding.code != SUMS]
    if wrong:
        raise DraftRefusedError(wrong)


def _confirmed(plain: Mapping[str, Any]) -> dict[str, object]:  # Any: a node as plain data
    """The reading as it is kept once somebody has looked: where it stood in the paper, no doubt any more."""
    reading = plain.get("reading") or {}
    return {"certainty": CONFIRMED} | ({"place": reading["place"]} if reading.get("place") else {})
