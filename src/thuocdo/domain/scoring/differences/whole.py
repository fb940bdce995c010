"""What changed of a rule set as a whole: its head, its pillars, its inputs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition, InputSpec, View
from thuocdo.domain.scoring.differences.changes import NOTHING, ChangeKind, DefinitionChange
from thuocdo.domain.scoring.differences.values import (
    arrow,
    items,
    prefixed,
    quoted,
    value_text,
    words_changed,
)
from thuocdo.domain.scoring.wording import say

# Every field of a definition but its rows, pillars and inputs, and `rule_set`, which names the side that is compared.
FIELDS: Mapping[str, Text] = {
    "index": Text("mã bộ chỉ số", "index"),
    "title": Text("tên bộ chỉ số", "title"),
    "status": Text("trạng thái", "status"),
    "legal": Text("căn cứ", "legal reference"),
    "valid": Text("hiệu lực", "validity"),
    "points": Text("tổng điểm", "total points"),
    "series": Text("chuỗi", "series"),
    "aliases": Text("tên gọi tắt", "aliases"),
    "levels": Text("cấp được đánh giá", "levels assessed"),
    "aggregate": Text("cách tổng hợp", "put together by"),
    "prepare": Text("xử lý số liệu trước khi chấm", "treatment of the data"),
    "missing": Text("khi thiếu số liệu", "when inputs are missing"),
    "not_applicable": Text("khi không áp dụng", "when something does not apply"),
    "min_coverage": Text("tỷ lệ chỉ số tối thiểu để có tổng", "least share of indicators for a total"),
    "rounding": Text("làm tròn", "rounding"),
    "published": Text("giá trị công bố", "published value"),
    "ranking": Text("xếp hạng", "ranking"),
    "classes": Text("xếp loại", "classes"),
    "gate": Text("điều kiện", "gate"),
    "source": Text("nguồn của bộ chỉ số", "source"),
    "note": Text("ghi chú", "note"),
}
_PARTS: Mapping[tuple[str, str], Text] = {
    ("legal", "number"): Text("số quyết định", "number of the decision"),
    ("legal", "date"): Text("ngày ký", "date of the decision"),
    ("legal", "issuer"): Text("cơ quan ban hành", "issuer"),
    ("legal", "article"): Text("điều khoản", "article"),
    ("legal", "replaces"): Text("thay thế", "replaces"),
    ("legal", "note"): Text("ghi chú về căn cứ", "note on the decision"),
    ("valid", "start"): Text("có hiệu lực từ", "valid from"),
    ("valid", "end"): Text("có hiệu lực đến", "valid to"),
}
_PROSE = ("title", "note", "legal", "source")

INPUT_FIELDS: Mapping[str, Text] = {
    "title": Text("tên", "title"),
    "help": Text("hướng dẫn", "help"),
    "unit_of_measure": Text("đơn vị tính", "unit of measure"),
    "type": Text("kiểu", "type"),
    "min": Text("nhỏ nhất", "least"),
    "max": Text("lớn nhất", "greatest"),
    "choices": Text("các lựa chọn", "choices"),
    "part_of": Text("là một phần của", "part of"),
    "source": Text("nguồn", "source"),
    "derive": Text("tính từ", "derived from"),
    "prepare": Text("xử lý trước khi chấm", "treatment"),
}


def header_changes(old: Definition, new: Definition) -> Iterator[DefinitionChange]:
    """What the head says differently, field by field; law and dates part by part."""
    for name, label in FIELDS.items():
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        parts = [(part, told) for (owner, part), told in _PARTS.items() if owner == name]
        if not parts:
            yield _header(label, before, after, is_prose=name in _PROSE)
        for part, told in parts:
            if getattr(before, part) != getattr(after, part):
                yield _header(told, getattr(before, part), getattr(after, part), is_prose=part == "note")
    yield from _view_changes(old, new)


def _header(label: Text, before: object, after: object, *, is_prose: bool) -> DefinitionChange:
    was, now = value_text(before), value_text(after)
    kind = ChangeKind.SOURCE if label is FIELDS["source"] else ChangeKind.HEADER
    return _told(kind, NOTHING, label, _beside(was, now, is_prose=is_prose), (was, now))


def _beside(was: Text, now: Text, *, is_prose: bool) -> Text:
    if was == now:
        return Text("đổi chi tiết kỹ thuật", "technical details changed")
    if is_prose or max(len(was.vi), len(now.vi)) > _LONG:
        return words_changed(was, now)
    return arrow(was, now)


_LONG = 120


def _told(
    kind: ChangeKind, title: Text, label: Text, told: Text, sides: tuple[Text, Text], was: str = ""
) -> DefinitionChange:
    detail = prefixed(Text(f"{label.vi}: ", f"{label.en}: "), told)
    return DefinitionChange(kind, "", title, detail, *sides, old_code=was)


def _view_changes(old: Definition, new: Definition) -> Iterator[DefinitionChange]:
    before = {view.code: view for view in old.views}
    after = {view.code: view for view in new.views}
    for code in [*after, *(code for code in before if code not in after)]:
        was, now = before.get(code), after.get(code)
        if was != now:
            view = now or was
            title = view.title if view is not None else NOTHING
            label = say("trụ cột {title}", "pillar {title}", title=quoted(title))
            sides = (_view_text(was), _view_text(now))
            yield _told(ChangeKind.HEADER, NOTHING, label, _beside(*sides, is_prose=False), sides)


def _view_text(view: View | None) -> Text:
    if view is None:
        return Text("không có", "none")
    members = ", ".join(view.members)
    points = value_text(view.points)
    return say(
        "{points} điểm, gồm {members}", "{points} points, of {members}", points=points, members=members
    )


def renamed_inputs(old: Definition, new: Definition) -> dict[str, str]:
    """Inputs that go by another name now (new → old): the title says that they are the same."""
    gone = _by_title({name: spec for name, spec in old.inputs.items() if name not in new.inputs})
    come = _by_title({name: spec for name, spec in new.inputs.items() if name not in old.inputs})
    return {
        names[0]: gone[title][0]
        for title, names in come.items()
        if len(names) == 1 and len(gone.get(title, ())) == 1
    }


def _by_title(specs: Mapping[str, InputSpec]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, spec in specs.items():
        if spec.title.vi:
            found.setdefault(words(spec.title.vi), []).append(name)
    return found


def input_changes(old: Definition, new: Definition, renamed: Mapping[str, str]) -> Iterator[DefinitionChange]:
    """Inputs that came and went, and what is asked for differently."""
    kept = set(renamed.values())
    for name, spec in new.inputs.items():
        was = renamed.get(name, name)
        if was not in old.inputs:
            yield _input(name, spec, Text("số liệu mới", "new input"))
            continue
        if was != name:
            yield _input(name, spec, say("đổi mã, trước là {was}", "its name was {was}", was=was), was)
        yield from _input_fields(name, spec, old.inputs[was], renamed, was)
    for name, spec in old.inputs.items():
        if name not in new.inputs and name not in kept:
            yield _input(name, spec, Text("không dùng nữa", "no longer asked for"), name)


def _input(name: str, spec: InputSpec, detail: Text, was: str = "") -> DefinitionChange:
    return DefinitionChange(ChangeKind.INPUT, "", _input_title(name, spec), detail, old_code=was)


def _input_title(name: str, spec: InputSpec) -> Text:
    title = spec.title if spec.title.vi else Text(name)
    return say("Số liệu {title}", "Input {title}", title=quoted(title))


def _input_fields(
    name: str, spec: InputSpec, old: InputSpec, renamed: Mapping[str, str], was_name: str
) -> Iterator[DefinitionChange]:
    for field, label in INPUT_FIELDS.items():
        before, after = getattr(old, field), getattr(spec, field)
        if before == after or before == _as_before(after, renamed):
            continue
        was, now = value_text(before), value_text(after)
        told = (
            items(list(before.values()), list(after.values()))
            if field == "choices"
            else _beside(was, now, is_prose=field in ("title", "help"))
        )
        yield _told(ChangeKind.INPUT, _input_title(name, spec), label, told, (was, now), was_name)


def _as_before(value: object, renamed: Mapping[str, str]) -> object:
    """A name or expression with the names that the inputs had."""
    if not isinstance(value, str):
        return value
    return re.sub(r"\w+", lambda found: renamed.get(found[0], found[0]), value)
