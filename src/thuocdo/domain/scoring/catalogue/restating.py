"""Changes what the head of a definition says, and leaves every other byte of its text as it was.

>>> restated(b"schema: 1\\nstatus: draft # for now\\nvalid: {from: 2026-01-01}\\n", {
...     ("status",): "replaced", ("valid", "to"): datetime.date(2026, 6, 30)}).decode()
'schema: 1\\nstatus: replaced # for now\\nvalid: {from: 2026-01-01, to: 2026-06-30}\\n'

The places come from the marks of the parsed text; comments, order, quotes and line ends stay. The result is parsed
again and must say what was asked for and nothing else.
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import yaml

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_text import read_yaml
from thuocdo.domain.scoring.catalogue.errors import DefinitionError
from thuocdo.domain.scoring.definition import Definition, Legal, Validity
from thuocdo.domain.scoring.errors import ScoringError

Key = tuple[str, ...]
_BOM = "\ufeff"
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Node = Any  # the nodes of the parser carry no types
_ORDERS: dict[Key, tuple[str, ...]] = {
    parent: tuple(info.alias or name for name, info in model.model_fields.items())
    for parent, model in (((), Definition), (("legal",), Legal), (("valid",), Validity))
}


class NotRestatableError(ScoringError):
    """The head is written in a way that cannot be changed in place."""

    code = "catalogue.not-restatable"

    def __init__(self, *keys: Key) -> None:
        name = ", ".join(".".join(key) for key in keys)
        super().__init__(
            Text(
                f"Không ghi được «{name}» vào văn bản mà giữ nguyên phần còn lại. Hãy ghi «{name}» thành một dòng "
                "riêng ở đầu tệp rồi thử lại.",
                f"'{name}' cannot be written into the text without touching the rest. Write '{name}' on a line of its "
                "own at the head of the file and try again.",
            )
        )


def restated(content: bytes, changes: Mapping[Key, object]) -> bytes:
    """`content` with other values under the named keys of its head; None empties a key that stands there.

    Keys are one or two deep: ("status",), ("legal", "number"), ("valid", "to"). Raises DefinitionError for a text that
    cannot be read and NotRestatableError where the rest would not stay as it is.
    """
    before = read_yaml(content, "<text>")
    if before.findings or not isinstance(before.data, dict):
        raise DefinitionError("<text>", before.findings)
    text = content.decode("utf-8")
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    wanted = _unshared(before.data)
    written = {key: _plain(value) for key, value in changes.items()}
    for key, value in written.items():
        if _put(wanted, key, value):
            try:
                text = _changed(text, key, value)
            except (
                yaml.YAMLError
            ) as error:  # a name that the rest of the text repeats went with the value before
                raise NotRestatableError(*written) from error
    if read_yaml(text, "<text>").data != wanted:
        raise NotRestatableError(*written)
    return (mark + text).encode()


def _unshared(data: Any) -> Any:  # Any: whatever YAML holds
    """Plain data in which nothing stands twice, so that a change behind an anchor is noticed."""
    if isinstance(data, dict):
        return {key: _unshared(value) for key, value in data.items()}
    return [_unshared(value) for value in data] if isinstance(data, list) else data


def _plain(value: object) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, datetime.date) else unicodedata.normalize("NFC", str(value))


def _put(data: dict[str, Any], key: Key, value: str | None) -> bool:  # Any: whatever YAML holds
    """Write the value into plain data; whether that changes anything."""
    *parents, last = key
    for parent in parents:
        if value is None and not data.get(parent):
            return False
        data[parent] = data.get(parent) or {}
        data = data[parent]
        if not isinstance(data, dict):
            raise NotRestatableError(key)
    if data.get(last) == value:
        return False
    data[last] = value
    return True


def _changed(text: str, key: Key, value: str | None) -> str:
    parent = _mapping(yaml.compose(text, Loader=_Loader), key[:-1])
    if parent is None or not parent.value:  # no such mapping yet, or an empty one
        return _with_value(text, key[:-1], f"{{{key[-1]}: {_written(value)}}}")
    return _with_value(text, key, _written(value, in_quotes=_is_quoted(parent, key[-1])))


def _is_quoted(parent: _Node, name: str) -> bool:
    """Whether the value stands in double quotes, or new ones would, as in JSON."""
    found = next((value for key, value in parent.value if key.value == name), None)
    if found is not None:
        return getattr(found, "style", None) == '"'
    return bool(parent.value) and bool(parent.flow_style) and parent.value[0][0].style == '"'


def _mapping(root: _Node, path: Key) -> _Node:
    """The mapping under a path of keys, None where there is none."""
    for part in path:
        root = next((value for name, value in root.value if name.value == part), None)
        if not isinstance(root, yaml.MappingNode):
            return None
    return root


def _with_value(text: str, key: Key, written: str) -> str:
    parent: _Node = _mapping(yaml.compose(text, Loader=_Loader), key[:-1])
    for name, value in parent.value:
        if name.value == key[-1]:
            return _replaced(text, key, value, written)
    return _inserted(text, key, parent, written)


def _replaced(text: str, key: Key, value: _Node, written: str) -> str:
    if value.value and not isinstance(value, yaml.ScalarNode):
        raise NotRestatableError(key)
    start, end = value.start_mark.index, _end(text, value)
    gap = " " if start and text[start - 1] == ":" else ""  # an empty value stands right behind its colon
    return text[:start] + gap + written + text[end:]


def _inserted(text: str, key: Key, parent: _Node, written: str) -> str:
    quote = '"' if _is_quoted(parent, key[-1]) else ""
    line = f"{quote}{key[-1]}{quote}: {written}"
    before, after = _neighbours(key, parent)
    if parent.flow_style:
        if before is not None:
            end = _end(text, before[1])
            return f"{text[:end]}, {line}{text[end:]}"
        start = after[0].start_mark.index
        return f"{text[:start]}{line}, {text[start:]}"
    newline = "\r\n" if "\r\n" in text else "\n"
    indent = " " * parent.value[0][0].start_mark.column
    if before is not None:
        end = _line_end(text, _end(text, before[1]))
        return f"{text[:end]}{newline}{indent}{line}{text[end:]}"
    start = after[0].start_mark.index
    return f"{text[:start]}{line}{newline}{indent}{text[start:]}"


def _neighbours(key: Key, parent: _Node) -> tuple[Any, Any]:
    """The entry that the grammar puts before a new key (the last of them), and the entry to put it before."""
    order = _ORDERS[key[:-1]]
    place = order.index(key[-1])
    earlier = [pair for pair in parent.value if pair[0].value in order[:place]]
    return (earlier[-1] if earlier else None), parent.value[0]


def _end(text: str, node: _Node) -> int:
    """Where the content of a node ends, without the space and comments that the parser counts to it."""
    if isinstance(node, yaml.ScalarNode):
        start: int = node.start_mark.index
        return start + len(text[start : node.end_mark.index].rstrip())
    if node.flow_style or not node.value:
        end: int = node.end_mark.index
        return end
    last = node.value[-1]
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _line_end(text: str, start: int) -> int:
    found = re.compile(r"\r?\n|\Z").search(text, start)
    return found.start() if found else len(text)


def _written(value: str | None, *, in_quotes: bool = False) -> str:
    """A value as YAML: plain where that reads back as the same words, else in double quotes."""
    if value is None:
        return "null"
    is_plain = (
        not in_quotes and "\n" not in value and read_yaml(f"{{k: {value}}}", "<text>").data == {"k": value}
    )
    return value if is_plain else json.dumps(value, ensure_ascii=False)
