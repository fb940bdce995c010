"""What changed between two definitions, in words: two rule sets, two texts of one, a draft and what it replaces.

    found = definition_differences(find("766@2022").definition, find("766@2026").definition)
    found.summary.vi, [change.sentence.vi for change in found.changes]

Nodes are matched as people match rows of two papers: by code and title, then by a title that moved. The head comes
first, then the rows in the order of the new paper (what went stands where it stood), then the inputs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.differences.changes import (
    KIND_LABELS,
    ChangeKind,
    DefinitionChange,
    Differences,
)
from thuocdo.domain.scoring.differences.matching import Row, match
from thuocdo.domain.scoring.differences.nodes import Sides, node_changes
from thuocdo.domain.scoring.differences.values import value_text
from thuocdo.domain.scoring.differences.whole import header_changes, input_changes, renamed_inputs
from thuocdo.domain.scoring.wording import joined, say

__all__ = ["KIND_LABELS", "ChangeKind", "DefinitionChange", "Differences", "definition_differences"]

_COUNTED = {
    ChangeKind.ADDED: Text("thêm", "added"),
    ChangeKind.DROPPED: Text("bỏ", "dropped"),
    ChangeKind.MOVED: Text("chuyển hoặc đổi mã", "moved"),
    ChangeKind.POINTS: Text("đổi điểm", "points changed"),
    ChangeKind.RULE: Text("đổi cách tính", "rules changed"),
}


def definition_differences(old: Definition, new: Definition) -> Differences:
    """Everything that changed from `old` to `new`, each a sentence in both languages, with a summary."""
    renamed = renamed_inputs(old, new)
    rows = match(old, new)
    changes = (
        *header_changes(old, new),
        *node_changes(Sides(old, new, renamed), rows),
        *input_changes(old, new, renamed),
    )
    return Differences(_summary(rows.old, rows.new, old, new, changes), changes)


def _summary(
    old_rows: Sequence[Row],
    new_rows: Sequence[Row],
    old: Definition,
    new: Definition,
    changes: Sequence[DefinitionChange],
) -> Text:
    if not changes:
        return Text(
            "Hai phiên bản giống nhau, không có gì thay đổi.", "The two say the same; nothing changed."
        )
    counts = say(
        "{old} → {new} chỉ số",
        "{old} → {new} indicators",
        old=_indicators(old_rows),
        new=_indicators(new_rows),
    )
    told = [
        *(_count(kind, words, changes) for kind, words in _COUNTED.items()),
        *_groups(changes),
        *_rest(changes),
    ]
    total = say(
        "tổng {old} → {new}", "total {old} → {new}", old=value_text(old.points), new=value_text(new.points)
    )
    return joined([counts, joined([one for one in told if one.vi], ", "), total])


def _indicators(rows: Sequence[Row]) -> str:
    return str(sum(row.node.is_leaf for row in rows))


def _is_counted(change: DefinitionChange) -> bool:
    return change.is_indicator and change.kind in _COUNTED


def _count(kind: ChangeKind, words: Text, changes: Sequence[DefinitionChange]) -> Text:
    # A row may have two changes of a kind, its points and its weight: it counts once.
    found = {(change.group, change.code) for change in changes if change.kind is kind and _is_counted(change)}
    return say("{words} {n}", "{n} {words}", words=words, n=str(len(found))) if found else Text("")


def _groups(changes: Sequence[DefinitionChange]) -> Iterator[Text]:
    for kind, vi, en in (
        (ChangeKind.ADDED, "thêm {n} nhóm", "{n} groups added"),
        (ChangeKind.DROPPED, "bỏ {n} nhóm", "{n} groups dropped"),
    ):
        count = sum(change.kind is kind and not change.is_indicator for change in changes)
        if count:
            yield say(vi, en, n=str(count))


def _rest(changes: Sequence[DefinitionChange]) -> Iterator[Text]:
    """What is counted nowhere else; where rows come from is counted apart, since it changes no points."""
    told = {ChangeKind.ADDED, ChangeKind.DROPPED, ChangeKind.SOURCE}
    count = sum(change.kind not in told and not _is_counted(change) for change in changes)
    if count:
        yield say("{n} thay đổi khác", "{n} other changes", n=str(count))
    sources = sum(change.kind is ChangeKind.SOURCE for change in changes)
    if sources:
        yield say("{n} dòng đổi nguồn dẫn", "{n} rows with another source", n=str(sources))
