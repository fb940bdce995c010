"""What an index asks for: its inputs in the order of its tree, with what each may be.

An input that rules read but nobody declared is taken for what its rule makes of it: yes or no, a choice, a
number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition, InputSpec, Node


@dataclass(frozen=True, slots=True)
class Asked:
    """One input: its specification and the nodes that read it, first reader first."""

    name: str
    spec: InputSpec
    readers: tuple[Node, ...] = ()

    @property
    def title(self) -> Text:
        """What people call it; where nobody named it, the title of an indicator that reads nothing else."""
        if self.spec.title.vi:
            return self.spec.title
        alone = [node for node in self.readers if node.title.vi and set(_read_by(node)) == {self.name}]
        return alone[0].title if len(alone) == len(self.readers) == 1 else Text(self.name)

    @property
    def is_computed(self) -> bool:
        """Whether the value follows from other inputs and is never typed."""
        return self.spec.derive is not None


def asked_inputs(definitions: Definition | Sequence[Definition]) -> dict[str, Asked]:
    """All inputs of one or several rule sets by name: those of the tree first, other declared ones after."""
    found: dict[str, Asked] = {}
    for definition in [definitions] if isinstance(definitions, Definition) else definitions:
        for node in definition.root.walk():
            for name in _read_by(node):
                known = found.get(name) or Asked(name, definition.inputs.get(name) or _implied(node, name))
                found[name] = replace(known, readers=(*known.readers, node))
        for name, spec in definition.inputs.items():
            found.setdefault(name, Asked(name, spec))
    return found


def _read_by(node: Node) -> Iterator[str]:
    if node.rule is not None:
        yield from dict.fromkeys(node.rule.inputs())
    if node.given is not None:
        yield node.given


def _implied(node: Node, name: str) -> InputSpec:
    kind = getattr(node.rule, "kind", "")
    if node.given == name:
        return InputSpec(title=node.title, type="points" if node.given_as == "points" else "percent")
    if kind in ("yes_no", "checklist"):
        return InputSpec(type="yes_no")
    if kind == "levels":
        levels = getattr(node.rule, "levels", {})
        return InputSpec(type="choice", choices={str(code): Text(str(code)) for code in levels})
    return InputSpec()
