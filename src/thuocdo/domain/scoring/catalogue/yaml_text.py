"""Reads YAML as people write it: numbers keep their digits, words stay words, every value has its line.

Stricter and plainer than YAML 1.1. `1.10` is not 1.1 (it may be a code), `yes` and `no` are words, dates
are text until the grammar asks for a date, a key may stand once only. Anchors are followed within limits;
tags, merge keys, several documents, deep nesting and huge numbers are refused, so that a hostile file
cannot take the machine down.

>>> read_yaml("points: 18\\ncode: 1.10", "x.yaml").data
{'points': 18, 'code': Decimal('1.10')}
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import yaml
from yaml import events

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.findings import Finding, Place

MAX_BYTES = 2_000_000
MAX_NODES = 200_000
MAX_DEPTH = 40
MAX_PROBLEMS = 200

Path = tuple[str | int, ...]
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?\Z")
_MONSTROUS = re.compile(r"[-+]?[0-9._]+[eE][-+]?[0-9]{3,}|[-+]?[0-9._/]{60,}|[-+]?[0-9.]+/0+(\.0*)?")
_WORDS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class YamlText:
    """Plain data with the place of every key and item, and what was wrong on the way."""

    data: object
    places: dict[Path, tuple[int, int]]
    findings: tuple[Finding, ...]
    file: str

    def place(self, path: Path) -> Place:
        """Where `path` stands in the file; where its nearest parent stands if it does not."""
        while path and path not in self.places:
            path = path[:-1]
        return Place(self.file, *self.places.get(path, (1, 1)))


def dotted(path: Path) -> str:
    """A path as people write it.

    >>> dotted(("groups", 0, "points"))
    'groups[0].points'
    """
    told = ""
    for part in path:
        told += f"[{part}]" if isinstance(part, int) else f".{part}" if told else str(part)
    return told


def decode(content: bytes, file: str) -> tuple[str, Finding | None]:
    """Bytes as text in composed Unicode; a file in another encoding is an error that says where."""
    if len(content) > MAX_BYTES:
        size = f"{len(content) / 1e6:.1f} MB"
        return "", _fatal(
            "catalogue.too-large",
            Place(file),
            Text(f"Tệp quá lớn ({size}, tối đa 2 MB).", f"The file is too large ({size}, at most 2 MB)."),
            Text("Tách thành nhiều bộ chỉ số.", "Split it into several indices."),
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", _wrong_encoding(content, error.start, file)
    return unicodedata.normalize("NFC", text), None


def _wrong_encoding(content: bytes, position: int, file: str) -> Finding:
    line = content.count(b"\n", 0, position) + 1
    column = position - content.rfind(b"\n", 0, position)
    return _fatal(
        "catalogue.encoding",
        Place(file, line, column),
        Text("Tệp không phải mã UTF-8.", "The file is not UTF-8 text."),
        Text(
            "Lưu lại bằng mã UTF-8 (Unicode); mã TCVN3, VNI, UTF-16 không đọc được.",
            "Save it as UTF-8; TCVN3, VNI and UTF-16 cannot be read.",
        ),
    )


def read_yaml(text: str, file: str) -> YamlText:
    """`text` as data; never raises for what a file may hold, every problem is a finding."""
    reader = _Reader(file)
    try:
        data = reader.document(yaml.parse(text, Loader=_Loader))
    except _Unreadable as stop:
        reader.findings.append(stop.finding)
        data = None
    except yaml.YAMLError as error:
        reader.findings.append(_syntax_error(error, text, file))
        data = None
    return YamlText(data, reader.places, tuple(reader.findings), file)


class _Unreadable(Exception):  # noqa: N818 - control flow inside this module
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(slots=True)
class _Reader:
    """Walks the parser's events once."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    anchors: dict[str, tuple[object, int]] = field(default_factory=dict)
    nodes: int = 0

    def document(self, stream: Iterator[events.Event]) -> object:
        """The one document of the stream."""
        data: object = None
        documents = 0
        for event in stream:
            if isinstance(event, events.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._stopped(event, "catalogue.several-documents", *_SEVERAL)
                data = self._value(next(stream), stream, (), 0)
        return data

    def _value(self, event: events.Event, stream: Iterator[events.Event], path: Path, depth: int) -> object:
        self.nodes += 1
        if isinstance(event, events.AliasEvent):
            return self._alias(event)
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            raise self._stopped(event, "catalogue.too-deep", *_TOO_DEEP)
        if getattr(event, "tag", None) not in (None, "!"):
            self._note(event, path, "catalogue.tag", *_TAG)
        before = self.nodes
        value = self._content(event, stream, path, depth)
        if isinstance(event, events.NodeEvent) and event.anchor:
            self.anchors[event.anchor] = (value, self.nodes - before + 1)
        return value

    def _content(self, event: events.Event, stream: Iterator[events.Event], path: Path, depth: int) -> object:
        if isinstance(event, events.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, events.SequenceStartEvent):
            return self._sequence(stream, path, depth)
        return self._mapping(stream, path, depth)

    def _sequence(self, stream: Iterator[events.Event], path: Path, depth: int) -> list[object]:
        items: list[object] = []
        for event in stream:
            if isinstance(event, events.SequenceEndEvent):
                break
            here = (*path, len(items))
            self.places[here] = _position(event)
            items.append(self._value(event, stream, here, depth + 1))
        return items

    def _mapping(self, stream: Iterator[events.Event], path: Path, depth: int) -> dict[str, object]:
        mapping: dict[str, object] = {}
        for event in stream:
            if isinstance(event, events.MappingEndEvent):
                break
            key = self._key(event, path)
            here = (*path, key)
            if key in mapping:
                self._duplicate(event, here)
            self.places[here] = _position(event)
            mapping[key] = self._value(next(stream), stream, here, depth + 1)
        return mapping

    def _key(self, event: events.Event, path: Path) -> str:
        if not isinstance(event, events.ScalarEvent):
            raise self._stopped(event, "catalogue.key-not-a-word", *_KEY)
        if event.value == "<<":
            self._note(event, path, "catalogue.merge-key", *_MERGE)
        return str(event.value)

    def _scalar(self, event: events.ScalarEvent, path: Path) -> object:
        text: str = event.value
        if len(text) < 400 and _MONSTROUS.fullmatch(text.strip()):
            self._note(event, path, "catalogue.number-out-of-range", *_MONSTER)
            return 0
        if event.style is not None and event.style != "":
            return text
        if text.lower() in _WORDS and text in {text.lower(), text.title(), text.upper()}:
            return _WORDS[text.lower()]
        if _INTEGER.match(text):
            return int(text)
        return Decimal(text) if _DECIMAL.match(text) and not _leads_with_zero(text) else text

    def _alias(self, event: events.AliasEvent) -> object:
        if event.anchor is None or event.anchor not in self.anchors:
            raise self._stopped(event, "catalogue.alias", *_ALIAS)
        value, size = self.anchors[event.anchor]
        self.nodes += size
        if self.nodes > MAX_NODES:
            raise self._stopped(event, "catalogue.too-deep", *_TOO_DEEP)
        return value

    def _duplicate(self, event: events.Event, path: Path) -> None:
        first, _ = self.places[path]
        self._note(
            event,
            path,
            "catalogue.duplicate-key",
            Text(
                f"Khoá «{path[-1]}» đã có ở dòng {first}.",
                f"The key '{path[-1]}' already stands on line {first}.",
            ),
            Text("Giữ lại một dòng.", "Keep one of the two."),
        )

    def _note(self, event: events.Event, path: Path, code: str, message: Text, fix: Text) -> None:
        if len(self.findings) < MAX_PROBLEMS:
            self.findings.append(
                Finding("error", code, Place(self.file, *_position(event)), dotted(path), message, fix)
            )

    def _stopped(self, event: events.Event, code: str, message: Text, fix: Text) -> _Unreadable:
        return _Unreadable(_fatal(code, Place(self.file, *_position(event)), message, fix))


def _leads_with_zero(text: str) -> bool:
    digits = text.lstrip("+-")
    return len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()


def _position(event: events.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _fatal(code: str, place: Place, message: Text, fix: Text) -> Finding:
    return Finding("error", code, place, "", message, fix)


def _syntax_error(error: yaml.YAMLError, text: str, file: str) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = _reader_place(error, text, file) if mark is None else Place(file, mark.line + 1, mark.column + 1)
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "").strip()
    vi, fix = _explain_syntax(reason)
    return Finding(
        "error",
        "catalogue.syntax",
        place,
        "",
        Text(f"Không đọc được YAML: {vi}.", f"The YAML cannot be read: {reason or 'syntax error'}."),
        fix,
    )


def _reader_place(error: yaml.YAMLError, text: str, file: str) -> Place:
    # libyaml gives no mark for a forbidden character, only the byte it met.
    position = getattr(error, "position", 0) or 0
    before = text.encode()[:position].decode(errors="ignore")
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _explain_syntax(reason: str) -> tuple[str, Text]:
    for sign, vi, fix in _SYNTAX:
        if sign in reason:
            return vi, fix
    return f"sai cú pháp ({reason})", Text(
        "Xem lại dòng này và dòng ngay trên.", "Look at this line and the one above it."
    )


_SEVERAL = (
    Text("Tệp chứa nhiều tài liệu (---).", "The file holds several documents (---)."),
    Text("Mỗi phiên bản quy tắc một tệp.", "Keep one rule set per file."),
)
_TOO_DEEP = (
    Text("Tệp lồng quá sâu hoặc tự nhân bản quá nhiều.", "The file nests too deep or multiplies itself."),
    Text("Viết gọn lại; bỏ các neo & và *.", "Write it plainly; drop the anchors & and *."),
)
_TAG = (
    Text("Không dùng nhãn kiểu (!…) trong tệp định nghĩa.", "Type tags (!…) are not allowed here."),
    Text("Xoá nhãn, chỉ giữ giá trị.", "Delete the tag and keep the value."),
)
_KEY = (
    Text("Khoá phải là một từ.", "A key must be a word."),
    Text("Bỏ dấu ? hoặc ngoặc trước dấu hai chấm.", "Remove the ? or the brackets before the colon."),
)
_MERGE = (
    Text("Không dùng khoá gộp «<<».", "The merge key '<<' is not allowed."),
    Text("Viết đủ các dòng.", "Write the lines out."),
)
_MONSTER = (
    Text(
        "Số không hợp lệ: quá dài, quá lớn, hoặc chia cho 0.",
        "Not a usable number: too long, too big, or over 0.",
    ),
    Text("Ghi một số như 20, 0.8, 80% hoặc 1/2.", "Write a number such as 20, 0.8, 80% or 1/2."),
)
_ALIAS = (
    Text(
        "Dấu * trỏ tới một neo & chưa có hoặc đang mở.",
        "The alias * points to an anchor & that is not complete here.",
    ),
    Text("Đặt neo & ở phía trên, hoặc viết đủ ra.", "Put the anchor above, or write the lines out."),
)
_SYNTAX = (
    (
        "cannot start any token",
        "có ký tự Tab hoặc ký tự đặc biệt ở đầu giá trị",
        Text(
            "Thụt dòng bằng dấu cách; để giá trị trong ngoặc kép.",
            "Indent with spaces; put the value in double quotes.",
        ),
    ),
    (
        "mapping values are not allowed",
        "dấu hai chấm ở chỗ không được phép",
        Text("Để văn bản có dấu «:» trong ngoặc kép.", "Put a text with a colon in double quotes."),
    ),
    (
        "did not find expected key",
        "thụt dòng lệch hoặc thiếu dấu hai chấm",
        Text("Căn dòng này thẳng với dòng cùng cấp phía trên.", "Align this line with its siblings above."),
    ),
    (
        "could not find expected ':'",
        "thiếu dấu hai chấm",
        Text("Thêm «:» và một dấu cách sau khoá.", "Add ': ' after the key."),
    ),
    (
        "did not find expected ',' or",
        "ngoặc chưa đóng hoặc thiếu dấu phẩy",
        Text("Đóng ngoặc } hoặc ].", "Close the bracket } or ]."),
    ),
    (
        "unexpected end of stream",
        "dấu nháy chưa đóng",
        Text("Đóng dấu nháy.", "Close the quotation mark."),
    ),
    (
        "control characters are not allowed",
        "có ký tự điều khiển không nhìn thấy",
        Text("Gõ lại dòng này bằng bàn phím.", "Type this line again."),
    ),
)
