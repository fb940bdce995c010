"""What changed at the nodes, in the order of the paper: rows that came, went or moved, fields of those that stayed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition, Node
from thuocdo.domain.scoring.differences.changes import NOTHING, ChangeKind, DefinitionChange
from thuocdo.domain.scoring.differences.matching import Matching, Row
from thuocdo.domain.scoring.differences.values import (
    NONE,
    arrow,
    clauses,
    items,
    prefixed,
    quoted,
    value_text,
    words_changed,
)
from thuocdo.domain.scoring.rules import Rule
from thuocdo.domain.scoring.wording import joined, say

Told = Callable[[Text, Text], Text]
_TOP = -1
_NOTHING = Text("không có", "none")
_PROPOSED = Text("cách tính (đề nghị, chưa xác nhận): ", "rule (proposed, not confirmed): ")


@dataclass(frozen=True, slots=True)
class Field:
    """How a change of one field is told: its kind, what people call the field, and how two values stand together."""

    kind: ChangeKind
    label: Text
    told: Told = arrow
    nothing: Text = NONE


# `code`, the children and the rule are told by functions of their own. How surely a row was read, and where in the
# paper it stood, is no part of what an index says: only the rule that was proposed is told, as a rule.
FIELDS: Mapping[str, Field] = {
    "title": Field(ChangeKind.TITLE, Text("tên", "title"), words_changed),
    "points": Field(ChangeKind.POINTS, Text("điểm tối đa", "maximum points")),
    "weight": Field(ChangeKind.POINTS, Text("trọng số", "weight")),
    "min_points": Field(ChangeKind.POINTS, Text("điểm thấp nhất", "lowest points")),
    "aggregate": Field(ChangeKind.POLICY, Text("cách tổng hợp", "put together by")),
    "given": Field(ChangeKind.POLICY, Text("số liệu cho cả nhóm", "input given for the whole")),
    "given_as": Field(ChangeKind.POLICY, Text("dạng số liệu của nhóm", "what is given for the whole")),
    "scored": Field(ChangeKind.POLICY, Text("tính điểm", "scored")),
    "adjusts": Field(ChangeKind.POLICY, Text("là điểm thưởng, điểm trừ", "is a bonus or penalty")),
    "copied_from": Field(ChangeKind.POLICY, Text("lấy kết quả của cấp", "result taken from the level")),
    "times": Field(ChangeKind.POLICY, Text("hệ số nhân", "multiplied by"), nothing=_NOTHING),
    "gate": Field(ChangeKind.POLICY, Text("điều kiện", "gate"), nothing=_NOTHING),
    "applies_to": Field(
        ChangeKind.POLICY, Text("đối tượng áp dụng", "applies to"), nothing=Text("mọi đơn vị", "all units")
    ),
    "valid": Field(ChangeKind.POLICY, Text("hiệu lực", "validity")),
    "missing": Field(ChangeKind.POLICY, Text("khi thiếu số liệu", "when inputs are missing")),
    "not_applicable": Field(ChangeKind.POLICY, Text("khi không áp dụng", "when it does not apply")),
    "rounding": Field(ChangeKind.POLICY, Text("làm tròn", "rounding")),
    "evidence": Field(ChangeKind.EVIDENCE, Text("tài liệu kiểm chứng", "evidence")),
    "responsible": Field(ChangeKind.PEOPLE, Text("đơn vị chủ trì", "responsible"), words_changed),
    "suppliers": Field(ChangeKind.PEOPLE, Text("đơn vị cung cấp số liệu", "suppliers")),
    "verified_by": Field(ChangeKind.PEOPLE, Text("đơn vị xác minh", "verified by"), words_changed),
    "data_source": Field(ChangeKind.DATA, Text("nguồn số liệu", "source of data"), words_changed),
    "data_from": Field(ChangeKind.DATA, Text("số liệu lấy từ", "figures come from")),
    "why": Field(ChangeKind.TEXT, Text("lý do có chỉ số", "why it is there"), words_changed),
    "how": Field(ChangeKind.TEXT, Text("lời văn cách tính", "scoring text"), words_changed),
    "legal": Field(ChangeKind.TEXT, Text("căn cứ", "legal reference"), words_changed),
    "source": Field(ChangeKind.SOURCE, Text("nguồn của dòng này", "source of the row"), words_changed),
    "note": Field(ChangeKind.TEXT, Text("ghi chú", "note"), words_changed),
}


@dataclass(frozen=True, slots=True)
class Sides:
    """Both definitions with the titles of their inputs, and the inputs that go by another name now (new → old)."""

    old: Definition
    new: Definition
    renamed: Mapping[str, str] = field(default_factory=dict)

    def rule_words(self) -> tuple[Mapping[str, Text], Mapping[str, Text]]:
        """The titles of the inputs on either side, quoted."""
        return _titles(self.old), _titles(self.new)


def _titles(definition: Definition) -> Mapping[str, Text]:
    return {name: quoted(spec.title) for name, spec in definition.inputs.items() if spec.title.vi}


def node_changes(sides: Sides, rows: Matching) -> Iterator[DefinitionChange]:
    """Every change of a node; rows that went stand where they stood."""
    titles = sides.rule_words()
    gone = _gone(rows)
    yield from (_dropped(row) for row in gone.get(_TOP, ()))
    for row in rows.new:
        if row in rows.before:
            yield from _kept(row, rows, sides, titles)
        else:
            yield _added(row)
        yield from (_dropped(old) for old in gone.get(row.place, ()))


def _gone(rows: Matching) -> Mapping[int, list[Row]]:
    """The rows that went, by the place of the new row they are told behind."""
    now = {old: new for new, old in rows.before.items()}
    ends = {row: row.place for row in rows.new}
    for row in reversed(rows.new):
        if row.parent is not None:
            ends[row.parent] = max(ends[row.parent], ends[row])
    behind: dict[Row | None, int] = {None: _TOP}  # group → where its next row that went is told
    gone: dict[int, list[Row]] = {}
    for row in rows.old:
        if row not in now:
            behind[row] = behind[row.parent]
            gone.setdefault(behind[row], []).append(row)
            continue
        behind[row] = now[row].place
        if rows.has_same_parent(now[row]):
            behind[row.parent] = ends[now[row]]
    return gone


def _change(
    row: Row, kind: ChangeKind, detail: Text, before: Text = NOTHING, after: Text = NOTHING, was: str = ""
) -> DefinitionChange:
    return DefinitionChange(
        kind=kind,
        code=row.code,
        title=row.node.title,
        detail=detail,
        before=before,
        after=after,
        old_code=was,
        group=row.top.code,
        is_indicator=row.node.is_leaf,
    )


def _added(row: Row) -> DefinitionChange:
    words = Text("nhóm mới", "new group") if row.node.children else Text("thêm mới", "added")
    return _change(row, ChangeKind.ADDED, joined([words, *_worth(row)], ", "), after=row.node.title)


def _dropped(row: Row) -> DefinitionChange:
    words = Text("bỏ nhóm", "group dropped") if row.node.children else Text("bỏ", "dropped")
    return _change(
        row, ChangeKind.DROPPED, joined([words, *_worth(row)], ", "), before=row.node.title, was=row.code
    )


def _worth(row: Row) -> list[Text]:
    if row.node.points is None:
        return []
    points = value_text(row.node.points)
    if row.node.points == "unknown":
        return [Text("chưa biết điểm", "points not known")]
    return [say("{points} điểm", "{points} points", points=points)]


def _kept(
    row: Row, rows: Matching, sides: Sides, titles: tuple[Mapping[str, Text], Mapping[str, Text]]
) -> Iterator[DefinitionChange]:
    old = rows.before[row]
    yield from _moved(row, old, rows)
    for name, one in FIELDS.items():
        before, after = getattr(old.node, name), getattr(row.node, name)
        if before != after:
            yield _field_change(row, old, one, before, after)
        if name == "points":
            yield from _rule_change(row, old, sides, titles)
    yield from _order_change(row, rows)


def _field_change(row: Row, old: Row, one: Field, before: object, after: object) -> DefinitionChange:
    was, now = (one.nothing if text == NONE else text for text in map(value_text, (before, after)))
    if isinstance(before, tuple) and isinstance(after, tuple):
        told = items(before, after)
    elif was == now:
        told = Text("đổi bản tiếng Anh hoặc chi tiết kỹ thuật", "other English words or technical details")
    else:
        told = one.told(was, now)
    sign = "" if one.kind is ChangeKind.POINTS else ":"
    detail = prefixed(Text(f"{one.label.vi}{sign} ", f"{one.label.en}{sign} "), told)
    return _change(row, one.kind, detail, was, now, old.code)


def _moved(row: Row, old: Row, rows: Matching) -> Iterator[DefinitionChange]:
    was = say("trước là {code}", "was {code}", code=old.code)
    if not rows.has_same_parent(row):
        detail = say(
            "chuyển từ {old} sang {new}", "moved from {old} to {new}", old=_group(old), new=_group(row)
        )
        if row.code != old.code:
            detail = say("{detail} ({was})", "{detail} ({was})", detail=detail, was=was)
        yield _change(row, ChangeKind.MOVED, detail, _group(old), _group(row), old.code)
    elif row.code != old.code and not _follows_its_group(row, old):
        detail = say("đổi mã, {was}", "renumbered, {was}", was=was)
        yield _change(row, ChangeKind.MOVED, detail, Text(old.code), Text(row.code), old.code)


def _group(row: Row) -> Text:
    if row.parent is None:
        return Text("cấp trên cùng", "the top")
    return say("nhóm {code}", "group {code}", code=row.parent.code)


def _follows_its_group(row: Row, old: Row) -> bool:
    """Whether 4.9 became 5.9 only because its group 4 became 5."""
    if row.parent is None or old.parent is None:
        return False
    return row.code.removeprefix(row.parent.code) == old.code.removeprefix(old.parent.code)


def _order_change(row: Row, rows: Matching) -> Iterator[DefinitionChange]:
    """The rows that stayed in a group, if they stand in another order now."""
    if not row.node.children:
        return
    kept = [
        rows.before[other].place
        for other in rows.new[row.place + 1 :]
        if other.parent is row and other in rows.before and rows.has_same_parent(other)
    ]
    if kept != sorted(kept):
        detail = Text("các mục bên trong đứng theo thứ tự khác", "what is inside stands in another order")
        yield _change(row, ChangeKind.MOVED, detail, was=row.code)


def _rule_change(
    row: Row, old: Row, sides: Sides, titles: tuple[Mapping[str, Text], Mapping[str, Text]]
) -> Iterator[DefinitionChange]:
    before, after = _meant(old.node), _meant(row.node)
    if before == after or _rule_data(before) == _rule_data(after, sides.renamed):
        return
    was, now = _rule_text(before, titles[0]), _rule_text(after, titles[1])
    told = clauses(was, now) if was != now else Text("đổi chi tiết kỹ thuật", "technical details changed")
    label = _PROPOSED if after is not row.node.rule else Text("cách tính: ", "rule: ")
    detail = prefixed(label, told)
    yield _change(row, ChangeKind.RULE, detail, was, now, old.code)


def _meant(node: Node) -> Rule | None:
    """The rule; for a row of a draft that nobody has settled, the one that is proposed."""
    rule, reading = node.rule, node.reading
    is_open = rule is not None and rule.kind == "unknown"
    return reading.proposal if is_open and reading is not None and reading.proposal is not None else rule


def _rule_text(rule: Rule | None, titles: Mapping[str, Text]) -> Text:
    return rule.describe(titles) if rule is not None else value_text(None)


def _rule_data(rule: Rule | None, renamed: Mapping[str, str] | None = None) -> str:
    """The rule as one text, with inputs by the names they had."""
    data = repr(rule.model_dump()) if rule is not None else ""
    return re.sub(r"\w+", lambda found: (renamed or {}).get(found[0], found[0]), data)
