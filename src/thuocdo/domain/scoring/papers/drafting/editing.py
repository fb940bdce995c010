"""Changes one row of a draft's text and leaves every other byte of it as it was: comments, order, line ends.

>>> text = "schema: 1\\nindicators:\\n  - code: a\\n    points: 5  # printed\\n    rule: {kind: unknown}\\n"
>>> print(edited(text, "a", NodeChange(set={"points": 6, "rule": {"kind": "constant", "share": 1}})), end="")
schema: 1
indicators:
  - code: a
    points: 6  # printed
    rule: {kind: constant, share: 1}

The places come from the marks of the parsed text. What comes out is parsed again and must say what was asked for and
nothing else; a text written so that this cannot be (a key behind an anchor) is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any
from unicodedata import normalize

import yaml

from thuocdo.domain.primitives.spelling import did_you_mean
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_text import read_yaml
from thuocdo.domain.scoring.catalogue.errors import DefinitionError
from thuocdo.domain.scoring.errors import ScoringError
from thuocdo.domain.scoring.papers.drafting.writing import entry, flow

_LISTS = ("groups", "indicators", "parts")
_ORDER = (
    "code", "title", "points", "weight", "scored", "adjusts", "aggregate", "rule", "reading", "given",
    "responsible", "suppliers", "verified_by", "data_source", "data_from", "evidence", "how", "legal", "source",
    "why", "note",
)  # fmt: skip
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Node = Any  # the nodes of the parser carry no types


@dataclass(frozen=True, slots=True)
class NodeChange:
    """What to write into one node, and which inputs to declare or drop.

    `set` maps keys of the node (`rule`, `points`, `title`, `reading` …) to plain data; None removes the key.
    `inputs` maps names to their whole specification; None removes the input.
    """

    set: Mapping[str, object] = field(default_factory=dict)
    inputs: Mapping[str, Mapping[str, object] | None] = field(default_factory=dict)


class NoSuchRowError(ScoringError):
    """A code that the draft does not have."""

    code = "draft.no-such-row"

    def __init__(self, code: str, known: list[str]) -> None:
        fix = did_you_mean(code, known)
        super().__init__(
            Text(
                f"Bản thảo không có dòng «{code}». {fix.vi}",
                f"The draft has no row '{code}'. {fix.pick('en')}",
            )
        )


class NotEditableError(ScoringError):
    """A row written in a way that cannot be changed in place."""

    code = "draft.not-editable"

    def __init__(self, code: str) -> None:
        super().__init__(
            Text(
                f"Không sửa được «{code}» mà giữ nguyên phần còn lại của văn bản. Hãy sửa trực tiếp trong tệp YAML.",
                f"'{code}' cannot be changed without touching the rest of the text. Edit the YAML file itself.",
            )
        )


def edited(text: str, code: str, change: NodeChange) -> str:
    """The text with one node and its inputs changed; raises NoSuchRowError, NotEditableError or DefinitionError."""
    before = read_yaml(text, "<text>")
    if before.findings or not isinstance(before.data, dict):
        raise DefinitionError("<text>", before.findings)
    wanted = _unshared(before.data)
    for key, value in change.set.items():
        if _put(_data_of(wanted, code), key, value):
            text = _changed(text, _path_of(text, code), key, value)
    for name, spec in change.inputs.items():
        declared = wanted.get("inputs") or {}
        if _put(declared, name, spec):
            wanted["inputs"] = declared
            text = _changed_input(text, name, spec)
    after = read_yaml(text, "<text>")
    if after.findings or not _same(after.data, wanted):
        raise NotEditableError(code)
    return text


def _changed_input(text: str, name: str, spec: Mapping[str, object] | None) -> str:
    root = _root(text)
    inputs = _value_of(root, "inputs")
    if inputs is None and "inputs" not in [key.value for key, _ in root.value]:
        return text.rstrip("\n") + "\n\ninputs:\n" + "\n".join(entry(name, spec, indent=2)) + "\n"
    if not isinstance(inputs, yaml.MappingNode):
        return _changed(text, (), "inputs", {name: spec})
    return _changed(text, ("inputs",), name, spec)


def _changed(text: str, path: tuple[str | int, ...], key: str, value: object) -> str:
    """Write, replace or remove one key of the mapping under `path`."""
    mapping = _at(_root(text), path)
    newline = "\r\n" if "\r\n" in text else "\n"
    for position, (name, old) in enumerate(mapping.value):
        if name.value == key:
            if value is None:
                return _removed(text, mapping, position)
            return _replaced(text, mapping, (name, old), value, newline)
    return text if value is None else _added(text, mapping, key, value, newline)


def _replaced(text: str, mapping: _Node, pair: tuple[_Node, _Node], value: object, newline: str) -> str:
    name, old = pair
    start, end = name.start_mark.index, _end(text, old)
    key = text[start : name.end_mark.index]
    rest = text[end : _line_after(text, end)]
    if mapping.flow_style or rest.strip():  # a comment behind the value would become part of a block of words
        return f"{text[:start]}{key}: {flow(value)}{text[end:]}"
    lines = entry(name.value, value, indent=name.start_mark.column)
    written = newline.join(lines).lstrip(" ")
    return text[:start] + written + text[end:]


def _removed(text: str, mapping: _Node, position: int) -> str:
    name, old = mapping.value[position]
    start, end = name.start_mark.index, _end(text, old)
    if mapping.flow_style:
        if position + 1 < len(mapping.value):
            return text[:start] + text[mapping.value[position + 1][0].start_mark.index :]
        if position:
            return text[: _end(text, mapping.value[position - 1][1])] + text[end:]
        return text[:start] + text[end:]
    if position == 0:
        return _first_removed(text, mapping, start, end)
    begin = text.rfind("\n", 0, start) + 1
    return text[:begin] + text[_line_after(text, end) :]


def _first_removed(text: str, mapping: _Node, start: int, end: int) -> str:
    """The first key may stand behind the dash of a list: the next one moves up to it."""
    if len(mapping.value) == 1:
        return f"{text[:start]}{{}}{text[end:]}"
    return text[:start] + text[mapping.value[1][0].start_mark.index :]


def _added(text: str, mapping: _Node, key: str, value: object, newline: str) -> str:
    if not mapping.value:
        start, end = mapping.start_mark.index, mapping.end_mark.index
        return f"{text[:start]}{{{flow(key)}: {flow(value)}}}{text[end:]}"
    name, before = _neighbour(mapping, key)
    end = _end(text, before)
    if mapping.flow_style:
        return f"{text[:end]}, {flow(key)}: {flow(value)}{text[end:]}"
    here = _line_after(text, end)
    lines = entry(key, value, indent=name.start_mark.column)
    gap = "" if text[:here].endswith("\n") else newline
    return text[:here] + gap + newline.join(lines) + newline + text[here:]


def _neighbour(mapping: _Node, key: str) -> tuple[_Node, _Node]:
    """The pair after which a new key reads best: its place among the keys of a node, else the end."""
    pairs: list[tuple[_Node, _Node]] = mapping.value
    if key in _ORDER:
        earlier = _ORDER[: _ORDER.index(key)]
        standing = [pair for pair in pairs if pair[0].value in earlier]
        if standing:
            return max(standing, key=lambda pair: earlier.index(pair[0].value))
    return pairs[-1]


def _end(text: str, value: _Node) -> int:
    """Where a value really ends: marks of blocks run on to the next thing in the file."""
    if isinstance(value, yaml.CollectionNode) and not value.flow_style and value.value:
        last = value.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    end = value.end_mark.index
    if isinstance(value, yaml.ScalarNode) and value.style in ("|", ">"):
        while end > value.start_mark.index and text[end - 1] in " \r\n":
            end -= 1
    return int(end)


def _line_after(text: str, position: int) -> int:
    found = text.find("\n", position)
    return len(text) if found < 0 else found + 1


def _root(text: str) -> _Node:
    return yaml.compose(text, Loader=_Loader)


def _value_of(mapping: _Node, key: str) -> _Node | None:
    return next((value for name, value in mapping.value if name.value == key), None)


def _at(root: _Node, path: tuple[str | int, ...]) -> _Node:
    for step in path:
        root = root.value[step] if isinstance(step, int) else _value_of(root, step)
    return root


def _path_of(text: str, code: str) -> tuple[str | int, ...]:
    for path, node in _nodes(_root(text), ()):
        found = _value_of(node, "code")
        if found is not None and found.value == code:
            return path
    raise NotEditableError(code)


def _nodes(mapping: _Node, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], _Node]]:
    for name in _LISTS:
        items = _value_of(mapping, name)
        for position, item in enumerate(items.value if isinstance(items, yaml.SequenceNode) else ()):
            yield (*path, name, position), item
            yield from _nodes(item, (*path, name, position))


def _data_of(data: dict[str, Any], code: str) -> dict[str, Any]:
    """The node of a code in plain data."""
    found = list(_data_nodes(data))
    for node in found:
        if str(node.get("code")) == code:
            return node
    raise NoSuchRowError(code, [str(node.get("code")) for node in found])


def _data_nodes(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in _LISTS:
        for node in data.get(name) or ():
            if isinstance(node, dict):
                yield node
                yield from _data_nodes(node)


def _put(data: dict[str, Any], key: str, value: object) -> bool:
    """Write a key into plain data; whether that changes anything."""
    if value is None:
        return data.pop(key, _ABSENT) is not _ABSENT
    if key in data and _same(data[key], value):
        return False
    data[key] = value
    return True


_ABSENT = object()


def _unshared(data: Any) -> Any:
    """Plain data in which nothing stands twice, so that a change behind an anchor is noticed."""
    if isinstance(data, dict):
        return {key: _unshared(value) for key, value in data.items()}
    return [_unshared(value) for value in data] if isinstance(data, list) else data


def _same(read: object, wanted: object) -> bool:
    """Whether what was read back is what was meant, numbers by value."""
    if isinstance(wanted, Mapping):
        return (
            isinstance(read, Mapping)
            and set(read) == {str(key) for key in wanted}
            and all(_same(read[str(key)], value) for key, value in wanted.items())
        )
    if isinstance(wanted, list | tuple):
        return (
            isinstance(read, list)
            and len(read) == len(wanted)
            and all(_same(one, other) for one, other in zip(read, wanted, strict=True))
        )
    if isinstance(wanted, bool) or wanted is None:
        return read is wanted
    if isinstance(wanted, int | float | Decimal | Fraction):
        return _as_number(read) == Fraction(str(wanted) if isinstance(wanted, float) else wanted)
    return str(read) == normalize("NFC", str(wanted)) and not isinstance(read, bool)


def _as_number(read: object) -> Fraction | None:
    try:
        return Fraction(str(read))
    except (ValueError, ZeroDivisionError):
        return None
