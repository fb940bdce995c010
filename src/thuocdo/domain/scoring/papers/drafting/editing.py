"""Changes one row of a draft's text and leaves every other byte of it as it was: comments, order, line ends.

>>> text = "schema: 1\\nindicators:\\n  - code: a\\n    points: 5  # printed\\n    rule: {kind: unknown}\\n"
>>> print(edited(text, "a", NodeChange(set={"points": 6, "rule": {"kind": "constant", "share": 1}})), end="")
schema: 1
indicators:
  - code: a
    points: 6  # printed
    rule: {kind: constant, share: 1}

What comes out is parsed again and must say what was asked for and nothing else; a text written so that this cannot be
(a key behind an anchor) is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from thuocdo.domain.primitives.spelling import did_you_mean
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_text import YamlText, read_yaml
from thuocdo.domain.scoring.catalogue.errors import DefinitionError
from thuocdo.domain.scoring.errors import ScoringError
from thuocdo.domain.scoring.papers.drafting.splicing import INPUTS, LISTS, Edit, spliced

_ABSENT = object()


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
    return edited_rows(text, {code: change})


def edited_rows(text: str, changes: Mapping[str, NodeChange]) -> str:
    """The text with several nodes changed, read and written once; raises what `edited` raises."""
    before = _read(text)
    if before.findings or not isinstance(before.data, dict):
        raise DefinitionError("<text>", before.findings)
    wanted = _unshared(before.data)
    edits = _edits(wanted, changes)
    if not edits:
        return text
    written = spliced(text, edits)
    if _says(written, wanted):
        return written
    # Edits that lie too close to be made at once (all keys of a line on one line) are made one after the other.
    for edit in edits:
        text = spliced(text, [edit])
    if not _says(text, wanted):
        raise NotEditableError(", ".join(changes))
    return text


def _edits(data: dict[str, Any], changes: Mapping[str, NodeChange]) -> list[Edit]:
    """Write the changes into plain data; what must be done to the text for that."""
    edits = []
    nodes = {str(node.get("code")): node for node in reversed(list(_nodes(data)))}
    for code, change in changes.items():
        if code not in nodes:
            raise NoSuchRowError(code, list(nodes))
        edits += [
            Edit(code, key, value) for key, value in change.set.items() if _put(nodes[code], key, value)
        ]
        for name, spec in change.inputs.items():
            declared = data.get("inputs") or {}
            if _put(declared, name, spec):
                data["inputs"] = declared
                edits.append(Edit(INPUTS, name, spec))
    return edits


@lru_cache(maxsize=8)
def _read(text: str) -> YamlText:
    """What was written last is most often what is changed next."""
    return read_yaml(text, "<text>")


def _says(text: str, wanted: object) -> bool:
    read = _read(text)
    return not read.findings and (read.data == wanted or _same(read.data, wanted))


def _nodes(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in LISTS:
        for node in data.get(name) or ():
            if isinstance(node, dict):
                yield node
                yield from _nodes(node)


def _put(data: dict[str, Any], key: str, value: object) -> bool:
    """Write a key into plain data; whether that changes anything."""
    if value is None:
        return data.pop(key, _ABSENT) is not _ABSENT
    if key in data and _same(data[key], value):
        return False
    data[key] = value
    return True


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
