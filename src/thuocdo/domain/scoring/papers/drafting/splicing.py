"""Writes keys into a YAML text at the places that its parsed marks give; everything between stays.

Blocks stay blocks and lines stay lines: in `{code: a, points: 5}` a new key goes between the braces, in a block it gets
lines of its own, at the place among a node's keys where people look for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from thuocdo.domain.scoring.papers.drafting.writing import entry, flow

LISTS = ("groups", "indicators", "parts")
INPUTS = ""  # no code is empty: the owner of declared inputs
_ORDER = (
    "code", "title", "points", "weight", "scored", "adjusts", "aggregate", "rule", "reading", "given",
    "responsible", "suppliers", "verified_by", "data_source", "data_from", "evidence", "how", "legal", "source",
    "why", "note",
)  # fmt: skip
_Base: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Node = Any  # the nodes of the parser carry no types
_Splice = tuple[int, int, str]  # from, to, what stands there instead


class _Loader(_Base):  # type: ignore[misc]  # the base is chosen at run time
    """Only places are asked for: what a plain word means need not be found out."""

    yaml_implicit_resolvers: dict[str, object] = {}


@dataclass(frozen=True, slots=True)
class Edit:
    """One key of one mapping: the node of a code, or the inputs; None removes the key."""

    owner: str
    key: str
    value: object


def spliced(text: str, edits: Sequence[Edit]) -> str:
    """The text with all edits made; where they get into each other's way the result may not be what is wanted."""
    root = yaml.compose(text, Loader=_Loader)
    nodes = dict(reversed(list(_nodes(root))))
    writer = _Writer(text, "\r\n" if "\r\n" in text else "\n")
    declared = _value_of(root, "inputs")
    if isinstance(declared, yaml.MappingNode):
        nodes[INPUTS] = declared
    for edit in edits:
        if edit.owner in nodes:
            writer.write(
                nodes[edit.owner], edit, removed={each.key for each in edits if _is_removal(each, edit)}
            )
    first = {edit.key: edit.value for edit in edits if edit.owner == INPUTS}
    if first and INPUTS not in nodes:
        writer.write_first_inputs(root, first)
    return writer.text()


def _is_removal(each: Edit, edit: Edit) -> bool:
    return each.owner == edit.owner and each.value is None


class _Writer:
    """Collects splices and makes them from the end, so that none moves another."""

    def __init__(self, text: str, newline: str) -> None:
        self.source, self.newline = text, newline
        self.splices: list[_Splice] = []

    def text(self) -> str:
        """The text with every splice made."""
        text = self.source
        # At one place what was asked first comes out first: a later one is put in before it is, behind it.
        for start, end, written in sorted(self.splices, key=lambda splice: splice[:2], reverse=True):
            text = text[:start] + written + text[end:]
        return text

    def write(self, mapping: _Node, edit: Edit, removed: set[str]) -> None:
        """Replace, remove or add one key."""
        for position, (name, old) in enumerate(mapping.value):
            if name.value == edit.key:
                if edit.value is None:
                    self._remove(mapping, position)
                else:
                    self._replace(mapping, name, old, edit.value)
                return
        if edit.value is not None:
            self._add(mapping, edit, removed)

    def write_first_inputs(self, root: _Node, inputs: dict[str, object]) -> None:
        """Open the list of inputs at the end of the text, or fill the empty one."""
        for name, value in root.value:
            if name.value == "inputs":
                self._replace(root, name, value, inputs)
                return
        end = len(self.source.rstrip("\n"))
        lines = [
            "",
            "",
            "inputs:",
            *(line for key, spec in inputs.items() for line in entry(key, spec, indent=2)),
            "",
        ]
        self.splices.append((end, len(self.source), self.newline.join(lines)))

    def _replace(self, mapping: _Node, name: _Node, old: _Node, value: object) -> None:
        start, end = name.start_mark.index, _end(self.source, old)
        rest = self.source[end : self._line_after(end)]
        if (
            mapping.flow_style or rest.strip()
        ):  # a comment behind the value would become part of a block of words
            written = f"{self.source[start : name.end_mark.index]}: {flow(value)}"
        else:
            written = self.newline.join(entry(name.value, value, indent=name.start_mark.column)).lstrip(" ")
        self.splices.append((start, end, written))

    def _remove(self, mapping: _Node, position: int) -> None:
        name, old = mapping.value[position]
        start, end = name.start_mark.index, _end(self.source, old)
        following = (
            mapping.value[position + 1][0].start_mark.index if position + 1 < len(mapping.value) else None
        )
        if mapping.flow_style:
            if following is None and position:
                start = _end(self.source, mapping.value[position - 1][1])
            self.splices.append((start, following or end, ""))
        elif position == 0:  # it may stand behind the dash of a list: the next one moves up to it
            self.splices.append((start, following or end, "" if following else "{}"))
        else:
            self.splices.append((self.source.rfind("\n", 0, start) + 1, self._line_after(end), ""))

    def _add(self, mapping: _Node, edit: Edit, removed: set[str]) -> None:
        if not mapping.value:
            start, end = mapping.start_mark.index, mapping.end_mark.index
            self.splices.append((start, end, f"{{{flow(edit.key)}: {flow(edit.value)}}}"))
            return
        name, before = _neighbour(mapping, edit.key, removed)
        end = _end(self.source, before)
        if mapping.flow_style:
            self.splices.append((end, end, f", {flow(edit.key)}: {flow(edit.value)}"))
            return
        here = self._line_after(end)
        lines = entry(edit.key, edit.value, indent=name.start_mark.column)
        gap = "" if self.source[:here].endswith("\n") else self.newline
        self.splices.append((here, here, gap + self.newline.join(lines) + self.newline))

    def _line_after(self, position: int) -> int:
        found = self.source.find("\n", position)
        return len(self.source) if found < 0 else found + 1


def _neighbour(mapping: _Node, key: str, removed: set[str]) -> tuple[_Node, _Node]:
    """The pair after which a new key reads best: its place among the keys of a node, else the end."""
    pairs: list[tuple[_Node, _Node]] = mapping.value
    if key in _ORDER:
        earlier = _ORDER[: _ORDER.index(key)]
        standing = [pair for pair in pairs if pair[0].value in earlier and pair[0].value not in removed]
        if standing:
            return max(standing, key=lambda pair: earlier.index(pair[0].value))
    return next((pair for pair in reversed(pairs) if pair[0].value not in removed), pairs[-1])


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


def _value_of(mapping: _Node, key: str) -> _Node | None:
    return next((value for name, value in mapping.value if name.value == key), None)


def _nodes(mapping: _Node) -> Iterator[tuple[str, _Node]]:
    """Every node with its code, in the order of the file's lists."""
    for name in LISTS:
        items = _value_of(mapping, name)
        for item in items.value if isinstance(items, yaml.SequenceNode) else ():
            if isinstance(item, yaml.MappingNode):
                code = _value_of(item, "code")
                yield (code.value if code is not None else INPUTS), item
                yield from _nodes(item)
