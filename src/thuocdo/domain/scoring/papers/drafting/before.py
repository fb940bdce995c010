"""What the edition before already settled: names of inputs, translations, reasons, and rules somebody confirmed.

A row is the same as one of last year when its title says the same words; a row with the same code must at least be
titled alike. Last year's inputs then still score this year's draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition, InputSpec, Node
from thuocdo.domain.scoring.papers.drafting.inputs import renamed
from thuocdo.domain.scoring.papers.drafting.items import Item
from thuocdo.domain.scoring.papers.drafting.leaves import rule_of
from thuocdo.domain.scoring.papers.reading import ReadInput, RuleReading
from thuocdo.domain.scoring.rules import RuleModel

_ALIKE = 0.8
_KEPT = ("why", "data_from")


@dataclass(frozen=True)
class EditionBefore:
    """An edition opened for looking things up by code and by title."""

    definition: Definition | None = None
    by_code: Mapping[str, Node] = field(default_factory=dict)
    by_title: Mapping[str, Node] = field(default_factory=dict)

    @classmethod
    def of(cls, definition: Definition | None) -> EditionBefore:
        """The edition; without one nothing is ever found."""
        if definition is None:
            return cls()
        nodes = list(definition.root.walk())[1:]
        return cls(
            definition,
            {node.code: node for node in nodes},
            {words(node.title.vi): node for node in reversed(nodes) if node.title.vi},
        )

    def node(self, item: Item) -> Node | None:
        """The node that meant the same."""
        title = words(item.row.title)
        same_code = self.by_code.get(item.code)
        if same_code is not None and _alike(title, words(same_code.title.vi)):
            return same_code
        return self.by_title.get(title)

    def give_codes(self, items: list[Item]) -> None:
        """Rows that the paper does not number keep the codes they had, where nobody else has them now."""
        taken = {item.code for item in items}
        for item in items:
            found = self.by_title.get(words(item.row.title))
            if found is not None and not item.row.number and found.code not in taken:
                taken.add(found.code)
                item.code = found.code

    def english(self) -> dict[str, str]:
        """Every Vietnamese text of the edition that has a translation."""
        nodes = self.by_code.values()
        texts = [text for node in nodes for text in _texts(node)]
        specs = self.definition.inputs.values() if self.definition else ()
        return {text.vi: text.en for text in [*texts, *(spec.title for spec in specs)] if text.en}

    def kept(self, items: list[Item]) -> dict[str, dict[str, object]]:
        """Keys that no paper prints and the edition before had filled in."""
        found: dict[str, dict[str, object]] = {}
        for item in items:
            node = self.node(item)
            if node is not None:
                found[item.code] = dict(_kept_keys(node))
        return found

    def reading(self, item: Item, reading: RuleReading) -> tuple[RuleReading, frozenset[str]]:
        """The reading by last year's inputs, and their names; the confirmed rule where the words are the same."""
        node = self.node(item)
        if node is None or node.rule is None or self.definition is None or node.rule.kind == "unknown":
            return reading, frozenset()
        if _is_settled(node, item):
            return _as_confirmed(self.definition, node, node.rule)
        rule = rule_of(reading.rule) if reading.rule is not None else None
        names = self._names(reading, rule, node.rule) if rule is not None else {}
        return (_with_names(reading, names), frozenset(names.values())) if names else (reading, frozenset())

    def input_names(self) -> dict[str, str]:
        """Words of an input's title → its name."""
        specs = self.definition.inputs if self.definition else {}
        return {words(spec.title.vi): name for name, spec in reversed(specs.items()) if spec.title.vi}

    def _names(self, reading: RuleReading, rule: RuleModel, old: RuleModel) -> dict[str, str]:
        """New input → last year's: of the same kind of rule with as many inputs, those that are titled alike."""
        if self.definition is None or type(rule) is not type(old) or len(rule.inputs()) != len(old.inputs()):
            return {}
        names = {}
        for new, known in zip(rule.inputs(), old.inputs(), strict=True):
            spec, each = self.definition.inputs.get(known), _input(reading, new)
            if spec is not None and each is not None and _alike(words(each.title), words(spec.title.vi)):
                names[new] = known
        return names


def _is_settled(node: Node, item: Item) -> bool:
    """Whether the paper says word for word what somebody already confirmed, for as many points."""
    is_known = node.reading is None or node.reading.is_settled
    return is_known and bool(node.how.vi) and node.how.vi == item.row.method and node.points == item.value


def _as_confirmed(definition: Definition, node: Node, rule: RuleModel) -> tuple[RuleReading, frozenset[str]]:
    written = rule.model_dump(mode="json", by_alias=True, exclude_unset=True)
    specs = {name: definition.inputs[name] for name in rule.inputs() if name in definition.inputs}
    inputs = tuple(_read_input(name, spec) for name, spec in specs.items())
    reason = Text(
        f"Lời văn và điểm của «{node.code}» như phiên bản {definition.rule_set}.",
        f"Words and points of '{node.code}' are those of {definition.rule_set}.",
    )
    return RuleReading("sure", written, inputs, reason=reason, manner="as-before"), frozenset(specs)


def _with_names(reading: RuleReading, names: Mapping[str, str]) -> RuleReading:
    inputs = tuple(
        replace(each, name=names.get(each.name, each.name), part_of=names.get(each.part_of, each.part_of))
        for each in reading.inputs
    )
    return replace(reading, rule=renamed(reading.rule or {}, names), inputs=inputs)


def _input(reading: RuleReading, name: str) -> ReadInput | None:
    return next((each for each in reading.inputs if each.name == name), None)


def _read_input(name: str, spec: InputSpec) -> ReadInput:
    return ReadInput(
        name,
        spec.title.vi,
        spec.type,
        choices=tuple((code, title.vi) for code, title in spec.choices.items()),
        unit_of_measure=spec.unit_of_measure.vi,
        part_of=spec.part_of or "",
        max=spec.max,
        help=spec.help.vi,
    )


def _kept_keys(node: Node) -> Iterator[tuple[str, object]]:
    for name in _KEPT:
        value = getattr(node, name)
        if isinstance(value, Text):
            if value.vi:
                yield name, {"vi": value.vi, "en": value.en} if value.en else value.vi
        elif value:
            yield name, value


def _texts(node: Node) -> list[Text]:
    return [node.title, node.responsible, node.verified_by, node.data_source, *node.suppliers, *node.evidence]


def _alike(title: str, other: str) -> bool:
    return title == other or SequenceMatcher(None, title, other, autojunk=False).ratio() >= _ALIKE
