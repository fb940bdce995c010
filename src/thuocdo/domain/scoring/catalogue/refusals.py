"""Turns what the grammar refused into findings a person can act on, in both languages.

A new pydantic error type needs one line in `SENTENCES`; types without one are told in pydantic's own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.spelling import did_you_mean, nearest
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_text import Path, YamlText, dotted
from thuocdo.domain.scoring.catalogue.grammar import known_keys, owners_of

Sentence = tuple[Text, Text]
_SHOWN_LENGTH = 60


def refusals(error: ValidationError, source: YamlText, model: type[BaseModel]) -> list[Finding]:
    """One finding per refused place; the alternatives of a union that all failed are told once."""
    by_path: dict[Path, list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False):
        by_path.setdefault(_path_in_file(detail, source.data), []).append(detail)
    return [_finding(path, details, source, model) for path, details in by_path.items()]


def _path_in_file(detail: ErrorDetails, data: Any) -> Path:  # Any: data of a file, before it is checked
    """The error's location without the union members and kinds that pydantic adds to it."""
    path: list[str | int] = []
    after_kind = False
    for step in detail["loc"]:
        if isinstance(data, dict) and not after_kind and data.get("kind") == step:
            after_kind = True
            continue
        after_kind = False
        if _holds(data, step):
            data = data[step]
        elif not (detail["type"] == "missing" and step == detail["loc"][-1]):
            continue
        path.append(step)
    return tuple(path)


def _holds(data: Any, step: str | int) -> bool:  # Any: data of a file, before it is checked
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


def _finding(path: Path, details: list[ErrorDetails], source: YamlText, model: type[BaseModel]) -> Finding:
    detail = _most_telling(details)
    message, fix = _tell(detail, path, model)
    code = f"catalogue.{detail['type'].replace('_', '-')}"
    return Finding("error", code, source.place(path), dotted(path), message, fix)


def _most_telling(details: list[ErrorDetails]) -> ErrorDetails:
    """The alternative of a union that was most likely meant: what got furthest, a number before the rest."""
    return min(details, key=lambda detail: (-len(detail["loc"]), detail["type"] != "value_error"))


def _tell(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> Sentence:
    if detail["type"] == "extra_forbidden":
        return _unknown_key(str(path[-1]) if path else "", known_keys(model, detail["loc"][:-1]))
    if detail["type"] in ("model_type", "model_attributes_type"):
        return _not_a_mapping(detail, known_keys(model, detail["loc"]))
    own = getattr(detail.get("ctx", {}).get("error"), "text", None)
    if isinstance(own, Text):
        return own, Text("")
    sentence = SENTENCES.get(detail["type"])
    return sentence(detail) if sentence else _in_its_own_words(detail)


def _unknown_key(key: str, known: Iterable[str]) -> Sentence:
    known = tuple(known)
    fix = did_you_mean(key, known)
    owners = owners_of(key)
    if owners and not nearest(key, known, n=1):
        fix = Text(
            f"Khoá này chỉ dùng ở: {_places(owners, 'vi')}; dời về đúng chỗ hoặc xoá.",
            f"This key belongs to: {_places(owners, 'en')}. Move it there or delete it.",
        )
    return Text(f"Khoá «{key}» không có ở chỗ này.", f"The key '{key}' is not known here."), fix


def _places(owners: Iterable[str], language: str) -> str:
    named = dict.fromkeys(_PLACES[owner].pick(language) if owner in _PLACES else owner for owner in owners)
    return ", ".join(named)


def _not_a_mapping(detail: ErrorDetails, known: Iterable[str]) -> Sentence:
    listed = ", ".join(list(known)[:12])
    return (
        Text(
            f"Cần các khoá và giá trị, không phải {shown(detail['input'])}.",
            f"Keys with values are needed here, not {shown(detail['input'])}.",
        ),
        Text(f"Các khoá có thể dùng: {listed}.", f"Keys to use: {listed}."),
    )


def _missing(detail: ErrorDetails) -> Sentence:
    key = detail["loc"][-1]
    return (
        Text(f"Thiếu khoá bắt buộc «{key}».", f"The key '{key}' is required and not here."),
        Text(f"Thêm dòng «{key}: …».", f"Add a line '{key}: …'."),
    )


def _choice(detail: ErrorDetails) -> Sentence:
    expected = [
        word.strip(" '\"")
        for word in _context(detail, "expected", "expected_tags").replace(" or ", ",").split(",")
    ]
    given = _context(detail, "tag") or str(detail["input"])
    return (
        Text(
            f"{shown(given)} không thuộc các giá trị được dùng.",
            f"{shown(given)} is not one of the words used here.",
        ),
        did_you_mean(given, expected),
    )


def _no_kind(detail: ErrorDetails) -> Sentence:
    del detail
    return (
        Text("Chưa ghi «kind» (loại quy tắc).", "The rule does not say its 'kind'."),
        Text("Thêm ví dụ «kind: ratio».", "Add for example 'kind: ratio'."),
    )


def _code(detail: ErrorDetails) -> Sentence:
    return (
        Text(
            f"{shown(detail['input'])} không dùng làm mã được.", f"{shown(detail['input'])} cannot be a code."
        ),
        Text(
            "Mã gồm chữ, số, dấu chấm, gạch nối, gạch dưới, không có dấu cách; bắt đầu bằng chữ hoặc số.",
            "A code has letters, digits, dots, hyphens and underscores, and starts with a letter or digit.",
        ),
    )


def _number(detail: ErrorDetails) -> Sentence:
    given = detail["input"]
    fix = Text("Ghi một số như 20, 0.8, 80% hoặc 1/2.", "Write a number such as 20, 0.8, 80% or 1/2.")
    if isinstance(given, str) and given.replace(",", "").replace(".", "").strip("-+ ").isdigit():
        fix = Text(
            "Trong tệp này dùng dấu chấm thập phân và không chấm phân cách nghìn: 0.8, 1250.",
            "In this file the decimal sign is a point and thousands are not separated: 0.8, 1250.",
        )
    return Text(f"{shown(given)} không phải là số.", f"{shown(given)} is not a number."), fix


def _value(detail: ErrorDetails) -> Sentence:
    told = str(detail.get("ctx", {}).get("error", ""))
    if told.startswith(("an input name", "only numbers, input names", "an expression")):
        return _expression(detail)
    if told.startswith("a number") or "Fraction" in told:
        return _number(detail)
    if told == "":
        return _in_its_own_words(detail)
    return (
        Text(
            f"Giá trị {shown(detail['input'])} không hợp lệ: {told}.",
            f"{shown(detail['input'])} is refused: {told}.",
        ),
        Text("Sửa theo lý do đã nêu.", "Change it for the reason given."),
    )


def _expression(detail: ErrorDetails) -> Sentence:
    given = shown(detail["input"])
    return (
        Text(
            f"{given} không phải tên số liệu hay biểu thức đọc được.",
            f"{given} is not an input or an expression.",
        ),
        Text(
            "Chỉ dùng số, tên số liệu, + - * /, so sánh, and/or/not và min, max, abs, round, clip, if, ln, sqrt.",
            "Use numbers, input names, + - * /, comparisons, and/or/not and min, max, abs, round, clip, if, ln, sqrt.",
        ),
    )


def _plain(vi: str, en: str, fix_vi: str, fix_en: str) -> Callable[[ErrorDetails], Sentence]:
    def sentence(detail: ErrorDetails) -> Sentence:
        given = shown(detail["input"])
        return Text(f"{given} {vi}.", f"{given} {en}."), Text(fix_vi, fix_en)

    return sentence


def _bound(detail: ErrorDetails) -> Sentence:
    limits = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    told = " ".join(
        f"{sign} {detail['ctx'][key]}" for key, sign in limits.items() if key in detail.get("ctx", {})
    )
    return (
        Text(
            f"{shown(detail['input'])} nằm ngoài khoảng cho phép.",
            f"{shown(detail['input'])} is out of range.",
        ),
        Text(f"Ghi một số {told}.", f"Write a number {told}."),
    )


def _stray_language(detail: ErrorDetails) -> Sentence:
    key = detail["loc"][-1]
    return (
        Text(f"Văn bản chỉ có «vi» và «en», không có «{key}».", f"A text has 'vi' and 'en', not '{key}'."),
        Text("Xoá khoá này.", "Delete this key."),
    )


def _in_its_own_words(detail: ErrorDetails) -> Sentence:
    return (
        Text(f"Giá trị {shown(detail['input'])} không hợp lệ ({detail['msg']}).", f"{detail['msg']}."),
        Text("Xem trang hướng dẫn thêm một bộ chỉ số.", "See the page on adding an index."),
    )


def _context(detail: ErrorDetails, *names: str) -> str:
    context: Mapping[str, Any] = detail.get("ctx", {})
    return next((str(context[name]) for name in names if name in context), "")


def shown(value: object) -> str:
    """A value as a message quotes it: short, in quotation marks, containers by their kind."""
    if value is None:
        return "«»"
    if isinstance(value, dict):
        return "{" + ", ".join(list(value)[:3]) + (", …" if len(value) > 3 else "") + "}"
    text = "[…]" if isinstance(value, list) else str(value)
    return f"«{text[:_SHOWN_LENGTH]}…»" if len(text) > _SHOWN_LENGTH else f"«{text}»"


_TEXT = _plain(
    "không phải văn bản",
    "is not a text",
    "Ghi một dòng chữ, hoặc {vi: …, en: …}.",
    "Write a text, or {vi: …, en: …}.",
)
_LIST = _plain(
    "không phải danh sách",
    "is not a list",
    "Ghi [a, b] hoặc mỗi dòng một dấu «-».",
    "Write [a, b] or lines starting with '-'.",
)
_MAPPING = _plain(
    "không phải các cặp khoá: giá trị",
    "is not keys with values",
    "Ghi {khoá: giá trị}.",
    "Write {key: value}.",
)
_DATE = _plain("không phải ngày", "is not a date", "Ghi ngày dạng 2026-09-01.", "Write a date as 2026-09-01.")
_YES_NO = _plain(
    "không phải true/false", "is not true or false", "Ghi true hoặc false.", "Write true or false."
)
_WHOLE = _plain(
    "không phải số nguyên", "is not a whole number", "Ghi một số nguyên.", "Write a whole number."
)

_PLACES = {
    "Definition": Text("đầu tệp (bộ chỉ số)", "the top level of the file"),
    "Node": Text("nhóm hoặc chỉ số", "a group or indicator"),
    "InputSpec": Text("số liệu trong inputs", "an input"),
    "Aggregate": Text("aggregate", "aggregate"),
    "Preparation": Text("prepare", "prepare"),
    "Applicability": Text("applies_to", "applies_to"),
    "ClassBand": Text("classes.bands", "classes.bands"),
    "Award": Text("bậc, mức hoặc bước của quy tắc", "a band, level or step of a rule"),
}

SENTENCES: dict[str, Callable[[ErrorDetails], Sentence]] = {
    "missing": _missing,
    "literal_error": _choice,
    "enum": _choice,
    "union_tag_invalid": _choice,
    "union_tag_not_found": _no_kind,
    "string_pattern_mismatch": _code,
    "value_error": _value,
    "is_instance_of": _TEXT,
    "dataclass_type": _TEXT,
    "string_type": _TEXT,
    "unexpected_keyword_argument": _stray_language,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _MAPPING,
    "bool_type": _YES_NO,
    "bool_parsing": _YES_NO,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "greater_than": _bound,
    "greater_than_equal": _bound,
    "less_than": _bound,
    "less_than_equal": _bound,
}
