"""Any value of a definition in words, and two of them beside each other.

>>> arrow(value_text(Fraction(20)), value_text(Fraction(30))).vi
'20 → 30'
>>> clauses(Text("a / b; đạt tối đa từ 80%"), Text("a / b; đạt tối đa từ 90%")).vi
'“đạt tối đa từ 80%” → “đạt tối đa từ 90%”'
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from thuocdo.domain.primitives.provenance import CERTAINTY_LABELS, Certainty
from thuocdo.domain.primitives.texts import LANGUAGES, Text
from thuocdo.domain.scoring.definition import (
    Aggregate,
    AggregateKind,
    MissingPolicy,
    NotApplicablePolicy,
    Source,
)
from thuocdo.domain.scoring.policy_texts import MISSING_TEXTS, NOT_APPLICABLE_TEXTS, aggregate_words
from thuocdo.domain.scoring.wording import joined, number_text

NONE = Text("không ghi", "not stated")
UNKNOWN = Text("chưa biết", "not known")
_KEYS: Mapping[str, Text] = {
    "from": Text("từ", "from"),
    "to": Text("đến", "to"),
    "part": Text("thành phần", "part"),
    "indicator": Text("chỉ số", "indicator"),
    "group": Text("nhóm", "group"),
    "total": Text("tổng", "total"),
    "digits": Text("số chữ số lẻ", "digits"),
    "levels": Text("cấp", "levels"),
    "classes": Text("nhóm đơn vị", "unit classes"),
    "except_classes": Text("trừ nhóm đơn vị", "except unit classes"),
    "except_units": Text("trừ đơn vị", "except units"),
    "node": Text("mục", "node"),
    "at_least": Text("ít nhất", "at least"),
    "else_cap": Text("nếu không thì tối đa", "else at most"),
    "number": Text("số", "number"),
    "date": Text("ngày", "date"),
    "certainty": Text("độ chắc", "certainty"),
    "reason": Text("lý do", "reason"),
    "place": Text("vị trí", "place"),
    "note": Text("ghi chú", "note"),
    "divide_by": Text("chia cho", "divided by"),
    "label": Text("tên gọi", "label"),
    "kind": Text("kiểu", "kind"),
    "article": Text("điều, mục", "article"),
}
_SAID: Mapping[str, Text] = {
    "unknown": UNKNOWN,
    "in_force": Text("có hiệu lực", "in force"),
    "draft": Text("bản thảo", "draft"),
    "illustrative": Text("minh hoạ", "illustrative"),
    "replaced": Text("đã thay thế", "replaced"),
    "sure": Text("chắc", "sure"),
    "likely": Text("khá chắc", "likely"),
    "unsure": Text("chưa chắc", "unsure"),
    "unread": Text("chưa đọc được", "not read"),
    "confirmed": Text("đã xác nhận", "confirmed"),
    "values": Text("số liệu báo cáo", "reported values"),
    "dossiers": Text("hồ sơ", "dossiers"),
    "survey": Text("khảo sát", "a survey"),
    "measurement": Text("đo tự động", "measurement"),
    "nation": Text("quốc gia", "nation"),
    "ministry": Text("bộ", "ministry"),
    "province": Text("tỉnh", "province"),
    "department": Text("sở, ngành", "department"),
    "district": Text("huyện", "district"),
    "commune": Text("xã", "commune"),
    "points": Text("điểm", "points"),
    "share": Text("tỷ lệ", "share"),
}
_YES, _NO = Text("có", "yes"), Text("không", "no")
_LONGEST = 90  # letters of a text that is told whole
_AROUND = 3  # words beside what changed in a longer one


def value_text(value: object) -> Text:
    """A value of any field in words."""
    if value is None or value == "" or value in ((), [], {}) or value == Text(""):
        return NONE
    return next(told(value) for kind, told in _TELLERS if isinstance(value, kind))


def _words(value: object) -> Text:
    said = str(value.value) if isinstance(value, Enum) else str(value)
    return _SAID.get(said, Text(said))


def _list(values: Iterable[object]) -> Text:
    return joined([value_text(one) for one in values], ", ")


def _mapping(values: Mapping[str, object]) -> Text:
    return joined([_named(str(name), value_text(one)) for name, one in values.items()], ", ")


def _without_label(text: Text) -> Text:
    """What stands behind the colon: the label is the field's own."""
    return Text(text.vi.partition(": ")[2], text.pick("en").partition(": ")[2])


def _number(value: Fraction) -> Text:
    return Text(number_text(value), number_text(value, "en"))


def _model(value: BaseModel) -> Text:
    """The fields that say something, by the names that stand in the file."""
    fields = type(value).model_fields
    said = [
        _named(fields[name].alias or name, value_text(one))
        for name, one in value
        if one != fields[name].get_default() or (isinstance(value, Aggregate) and name == "kind")
    ]
    return joined(said, ", ") if said else NONE


def _named(name: str, text: Text) -> Text:
    told = _KEYS.get(name, Text(name))
    return Text(f"{told.vi} {text.vi}", f"{told.pick('en')} {text.pick('en')}")


def _source(source: Source) -> Text:
    """The reference with its certainty and note."""
    certainty = value_text(source.status)
    parts = [Text(part) for part in (source.ref, source.note) if part]
    return joined([*parts, certainty])


# The first that fits: a truth value is a number too, and an enumeration a text.
_TELLERS: tuple[tuple[type, Callable[[Any], Text]], ...] = (  # Any: each gets what its type says
    (bool, lambda value: _YES if value else _NO),
    (Text, lambda value: value),
    (Certainty, lambda value: CERTAINTY_LABELS[value]),
    (AggregateKind, lambda value: aggregate_words(value, is_even=True)),
    (MissingPolicy, lambda value: _without_label(MISSING_TEXTS[value])),
    (NotApplicablePolicy, lambda value: _without_label(NOT_APPLICABLE_TEXTS[value])),
    (str, _words),
    (Enum, _words),
    (datetime.date, lambda value: Text(f"{value:%d/%m/%Y}", f"{value:%Y-%m-%d}")),
    (Source, _source),
    (BaseModel, _model),
    (Mapping, _mapping),
    (Sequence, _list),
    (object, lambda value: _number(Fraction(value))),
)


def arrow(before: Text, after: Text) -> Text:
    """Before and after with an arrow between."""
    return Text(f"{before.vi} → {after.vi}", f"{before.pick('en')} → {after.pick('en')}")


def quoted(text: Text) -> Text:
    """A text in quotes; what is not stated stands without them."""
    return text if text in (NONE, UNKNOWN) else Text(f"“{text.vi}”", f"“{text.pick('en')}”")


def words_changed(before: Text, after: Text) -> Text:
    """Two texts people wrote, quoted; of long ones only the words that changed."""
    if before in (NONE, UNKNOWN) or after in (NONE, UNKNOWN):
        return arrow(_short(before), _short(after))
    if before.vi == after.vi:
        before, after = Text(before.pick("en")), Text(after.pick("en"))
    told = [_excerpts(before.pick(language), after.pick(language)) for language in LANGUAGES]
    return arrow(quoted(Text(told[0][0], told[1][0])), quoted(Text(told[0][1], told[1][1])))


def _short(text: Text) -> Text:
    return quoted(Text(*(_cut(words) for words in (text.vi, text.pick("en")))))


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST or words == NONE.vi else words[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _excerpts(before: str, after: str) -> tuple[str, str]:
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    old, new = before.split(), after.split()
    start = _shared(old, new)
    end = min(_shared(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    return _excerpt(old, start, end), _excerpt(new, start, end)


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words at the beginning are the same."""
    for place, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return place
    return min(len(old), len(new))


def _excerpt(words: Sequence[str], start: int, end: int) -> str:
    first, last = max(start - _AROUND, 0), min(len(words) - end + _AROUND, len(words))
    if first <= 1:
        first = 0
    told = _cut(" ".join(words[first:last]))
    return ("… " if first else "") + told + (" …" if last < len(words) and not told.endswith("…") else "")


def clauses(before: Text, after: Text) -> Text:
    """Two sentences made of clauses: those that went, and those that came; the whole where none stayed."""
    sides = [_clauses(before.pick(language), after.pick(language)) for language in LANGUAGES]
    if not all(stayed for _, _, stayed in sides):
        return arrow(before, after)
    gone, come = Text(sides[0][0], sides[1][0]), Text(sides[0][1], sides[1][1])
    if not gone.vi and not come.vi:  # the same clauses in another order
        return arrow(before, after)
    if not gone.vi:
        return prefixed(Text("thêm ", "with "), quoted(come))
    if not come.vi:
        return prefixed(Text("bỏ ", "without "), quoted(gone))
    return arrow(quoted(gone), quoted(come))


def _clauses(before: str, after: str) -> tuple[str, str, bool]:
    old, new = before.split("; "), after.split("; ")
    gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
    return "; ".join(gone), "; ".join(come), any(one in new for one in old)


def items(before: Sequence[Text], after: Sequence[Text]) -> Text:
    """Two lists of texts: what came and what went."""
    come = [_short(one) for one in after if one.vi not in {other.vi for other in before}]
    gone = [_short(one) for one in before if one.vi not in {other.vi for other in after}]
    said = [prefixed(Text("thêm ", "added "), joined(come, ", "))] if come else []
    said += [prefixed(Text("bỏ ", "dropped "), joined(gone, ", "))] if gone else []
    return (
        joined(said)
        if said
        else Text("đổi thứ tự hoặc bản tiếng Anh", "another order or other English words")
    )


def prefixed(prefix: Text, text: Text) -> Text:
    """Words before a text."""
    return Text(prefix.vi + text.vi, prefix.pick("en") + text.pick("en"))
