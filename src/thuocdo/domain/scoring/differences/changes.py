"""What a difference between two definitions is: one changed thing in words, and all of them with a summary.

>>> change = DefinitionChange(ChangeKind.POINTS, "4.9", Text("Hồ sơ trực tuyến"), Text("điểm tối đa 20 → 30"))
>>> change.sentence.vi
'4.9 Hồ sơ trực tuyến: điểm tối đa 20 → 30'
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from thuocdo.domain.primitives.texts import Text

NOTHING = Text("")


class ChangeKind(StrEnum):
    """What changed; the order is the one in which people ask."""

    HEADER = "header"
    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"
    TITLE = "title"
    POINTS = "points"
    RULE = "rule"
    POLICY = "policy"
    EVIDENCE = "evidence"
    PEOPLE = "people"
    DATA = "data"
    TEXT = "text"
    INPUT = "input"
    SOURCE = "source"


KIND_LABELS: dict[ChangeKind, Text] = {
    ChangeKind.HEADER: Text("phần đầu", "header"),
    ChangeKind.ADDED: Text("thêm", "added"),
    ChangeKind.DROPPED: Text("bỏ", "dropped"),
    ChangeKind.MOVED: Text("chuyển, đổi mã", "moved or renumbered"),
    ChangeKind.TITLE: Text("đổi tên", "renamed"),
    ChangeKind.POINTS: Text("đổi điểm", "points"),
    ChangeKind.RULE: Text("đổi cách tính", "rule"),
    ChangeKind.POLICY: Text("đổi quy định chung", "policy"),
    ChangeKind.EVIDENCE: Text("đổi tài liệu kiểm chứng", "evidence"),
    ChangeKind.PEOPLE: Text("đổi đơn vị", "agencies"),
    ChangeKind.DATA: Text("đổi nguồn số liệu", "source of data"),
    ChangeKind.TEXT: Text("đổi lời văn, căn cứ", "words and references"),
    ChangeKind.INPUT: Text("đổi số liệu đầu vào", "inputs"),
    ChangeKind.SOURCE: Text("đổi nguồn dẫn", "where rows come from"),
}


@dataclass(frozen=True, slots=True)
class DefinitionChange:
    """One thing that changed, at one node (no code: the rule set as a whole, or an input).

    `detail` says it shortly; `before` and `after` are whole. `group` is the code of the top group it stands in.
    """

    kind: ChangeKind
    code: str
    title: Text
    detail: Text
    before: Text = NOTHING
    after: Text = NOTHING
    old_code: str = ""
    group: str = ""
    is_indicator: bool = False

    @property
    def sentence(self) -> Text:
        """The whole sentence: where, then what."""
        return Text(self._told("vi"), self._told("en"))

    def _told(self, language: str) -> str:
        name = " ".join(part for part in (self.code, self.title.pick(language)) if part)
        detail = self.detail.pick(language)
        return f"{name}: {detail}" if name else detail[:1].upper() + detail[1:]


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that changed between two definitions, the head first, then in the order of the paper."""

    summary: Text
    changes: tuple[DefinitionChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not self.changes

    def of(self, kind: ChangeKind) -> tuple[DefinitionChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    def counts(self) -> dict[ChangeKind, int]:
        """How many changes of each kind there are, kinds without any left out."""
        return {kind: len(found) for kind in ChangeKind if (found := self.of(kind))}
