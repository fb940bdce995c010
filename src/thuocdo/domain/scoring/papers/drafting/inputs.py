"""What the whole index asks for: one input where two rows name the same figure, two where they only sound alike.

Two rows share an input when they call it by the same words, four at least, and ask for the same kind of value. Where
names meet without that, the later one is prefixed by its row's code: `c4_9_so_ho_so`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.scoring.papers.reading import ReadInput, RuleReading

_LEAST_WORDS = 4
_WORD = re.compile(r"[^\W\d]\w*")
# Their values are words of the grammar or codes of choices, never inputs.
_NOT_INPUTS = frozenset(
    {"kind", "when_empty", "clip", "as", "method", "within", "note", "fewer", "when_equal", "ties", "population",
     "levels", "otherwise"}
)  # fmt: skip


@dataclass(slots=True)
class InputNames:
    """All inputs of an index by name, in the order in which rows ask for them."""

    known: Mapping[str, str] = field(default_factory=dict)  # words of a title → the name it had before
    inputs: dict[str, ReadInput] = field(default_factory=dict)
    shared: dict[tuple[object, ...], str] = field(default_factory=dict)

    def settle(self, reading: RuleReading, code: str, *, fixed: frozenset[str] = frozenset()) -> RuleReading:
        """The reading with names that are right for the whole index; `fixed` are those of last year's same row."""
        names: dict[str, str] = {name: name for name in fixed}
        for each in reading.inputs:
            if each.name not in fixed:
                names[each.name] = self._name(each, code, used=set(names.values()))
        settled = tuple(
            replace(each, name=names[each.name], part_of=names.get(each.part_of, ""))
            for each in reading.inputs
        )
        for each in settled:
            self.inputs.setdefault(each.name, each)
        rule = renamed(reading.rule, names) if reading.rule is not None else None
        return replace(reading, rule=rule, inputs=settled)

    def _name(self, each: ReadInput, code: str, *, used: set[str]) -> str:
        identity = (words(each.title), each.type, each.choices, each.max)
        is_telling = len(words(each.title).split()) >= _LEAST_WORDS
        if is_telling and identity in self.shared and self.shared[identity] not in used:
            return self.shared[identity]
        wanted = self.known.get(words(each.title), each.name)
        name = (
            wanted
            if wanted not in self.inputs and wanted not in used
            else self._prefixed(each.name, code, used)
        )
        if is_telling:
            self.shared.setdefault(identity, name)
        return name

    def _prefixed(self, name: str, code: str, used: set[str]) -> str:
        stem = f"c{words(code).replace(' ', '_')}_{name}"
        found, count = stem, 1
        while found in self.inputs or found in used:
            count += 1
            found = f"{stem}_{count}"
        return found


def renamed(rule: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    """A rule that reads the same inputs under other names.

    >>> renamed({"kind": "ratio", "of": "a + b", "to": "c"}, {"a": "x", "c": "y"})
    {'kind': 'ratio', 'of': 'x + b', 'to': 'y'}
    """
    if all(old == new for old, new in names.items()):
        return dict(rule)
    return {key: value if key in _NOT_INPUTS else _renamed(value, names) for key, value in rule.items()}


def _renamed(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return _WORD.sub(lambda found: names.get(found.group(), found.group()), value)
    if isinstance(value, Mapping):
        return {
            names.get(key, key): item if key in _NOT_INPUTS else _renamed(item, names)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_renamed(item, names) for item in value]
    return value
