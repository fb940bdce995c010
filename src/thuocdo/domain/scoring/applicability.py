"""To whom a node applies: by level, by unit class, by name; and which classes a definition reads at all.

>>> from thuocdo.domain.scoring.sheet import UnitRow
>>> rule = Applicability(except_classes=("no_market",))
>>> applies(rule, UnitRow("xa-a", classes=("no_market",))), applies(rule, UnitRow("xa-b"))
(False, True)
>>> why_not(rule, UnitRow("xa-a", classes=("no_market",))).pick("en")
'the unit is of the class no_market'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Applicability, Definition, Node, Preparation, PreparationKind
from thuocdo.domain.scoring.sheet import UnitRow


def applies(rule: Applicability, unit: UnitRow) -> bool:
    """Whether a node with the rule applies to the unit."""
    if rule.levels and unit.level not in rule.levels:
        return False
    if rule.classes and not set(rule.classes) & set(unit.classes):
        return False
    return unit.code not in rule.except_units and not set(rule.except_classes) & set(unit.classes)


def why_not(rule: Applicability, unit: UnitRow) -> Text | None:
    """What keeps a node from applying to the unit; None where nothing in the rule does."""
    if rule.levels and unit.level not in rule.levels:
        return Text("không dành cho cấp của đơn vị", "it is not for the unit's level")
    if rule.classes and not set(rule.classes) & set(unit.classes):
        wanted = ", ".join(rule.classes)
        return Text(f"đơn vị không thuộc nhóm {wanted}", f"the unit is not of the class {wanted}")
    if unit.code in rule.except_units:
        return Text("bộ chỉ số nêu tên đơn vị là ngoại lệ", "the rule set names the unit as an exception")
    excepted = ", ".join(name for name in rule.except_classes if name in unit.classes)
    if excepted:
        return Text(f"đơn vị thuộc nhóm {excepted}", f"the unit is of the class {excepted}")
    return None


@dataclass(frozen=True)
class ClassesRead:
    """The unit classes a definition reads: each named one with the nodes that name it, and what is read within classes.

    `comparing` holds the nodes whose rule compares within a class and the inputs that are filled within one.
    """

    named: Mapping[str, tuple[str, ...]]
    comparing: tuple[str, ...]

    def matters(self, unit_class: str) -> bool:
        """Whether a result can depend on the class."""
        return bool(self.comparing) or unit_class in self.named


def classes_read(definition: Definition) -> ClassesRead:
    """Every unit class that the definition names, in order of appearance, and what compares or fills within classes."""
    named: dict[str, list[str]] = {}
    comparing: list[str] = []
    for node in definition.root.walk():
        for name in (*node.applies_to.classes, *node.applies_to.except_classes):
            named.setdefault(name, []).append(node.code)
        if _compares_within_classes(node):
            comparing.append(node.code)
    comparing += [name for name, spec in definition.inputs.items() if _fills_within_classes(spec.prepare)]
    if _fills_within_classes(definition.prepare):
        comparing.append("total")
    return ClassesRead({name: tuple(codes) for name, codes in named.items()}, tuple(comparing))


def _fills_within_classes(steps: Sequence[Preparation]) -> bool:
    return any(step.kind == PreparationKind.IMPUTE and step.within == "class" for step in steps)


def _compares_within_classes(node: Node) -> bool:
    return getattr(node.rule, "within", None) == "class"
