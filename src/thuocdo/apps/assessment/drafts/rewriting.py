"""Rows of a draft written anew in its text; every other byte stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from thuocdo.apps.assessment.drafts.errors import DraftRefusedError, UnknownRowError
from thuocdo.apps.assessment.drafts.queries.texts import OpenText, read_text
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.drafting.editing import NodeChange, edited_rows

CONFIRMED = "confirmed"
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


def rewritten(content: bytes, changes: Mapping[str, NodeChange]) -> bytes:
    """The text with some rows changed; every other byte stays as it was."""
    return edited_rows(content.decode("utf-8"), changes).encode()


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
