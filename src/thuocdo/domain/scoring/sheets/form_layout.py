"""The wide form as rows of cells, before it becomes a workbook or CSV.

It looks like a form of the office: number, code, figure, unit of measure, and for every unit value, state,
source, note; figures stand under the groups and indicators that read them. With last period's sheet, what each unit
gave then stands before its value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition, InputSpec, Node
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow
from thuocdo.domain.scoring.sheets.asked import Asked, asked_inputs
from thuocdo.domain.scoring.sheets.headings import LABELS, PREVIOUS
from thuocdo.domain.scoring.sheets.number_messages import number_text
from thuocdo.domain.scoring.sheets.written_cells import Cell, classes_text, state_word, value_cell

LAYOUT = ("number", "input", "title", "unit_of_measure")
BLOCK = ("value", "state", "source", "reason")
_POINTS = Text("điểm", "points")
_OTHERS = Text("Số liệu khác", "Other figures")


class RowKind(StrEnum):
    """What a row is, for whoever dresses it."""

    HEADING = "heading"
    GROUP = "group"
    INDICATOR = "indicator"
    FIGURE = "figure"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row; `asked` is the input of a figure, `label` the name of a fact."""

    kind: RowKind
    cells: tuple[Cell, ...]
    asked: Asked | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class FormLayout:
    """A form for the units of one period."""

    definition: Definition
    sheet: InputSheet
    language: str
    version: str = ""
    previous: InputSheet | None = None

    @property
    def block(self) -> tuple[str, ...]:
        """The columns of one unit."""
        return BLOCK if self.previous is None else ("previous", *BLOCK)

    @property
    def is_for_one(self) -> bool:
        """Whether it is the form of a single unit."""
        return len(self.sheet.units) == 1

    def rows(self) -> Iterator[FormRow]:
        """Facts, headings, figures."""
        yield from self._facts()
        columns = (*LAYOUT, *(self.block * len(self.sheet.units)))
        yield FormRow(RowKind.HEADING, tuple(self._heading(name) for name in columns))
        yield from self._figures()

    def _heading(self, name: str) -> str:
        if name != "previous" or self.previous is None:
            return LABELS[name].pick(self.language)
        words, period = PREVIOUS.pick(self.language), self.previous.period
        return f"{words} ({period})" if period else words

    def _facts(self) -> Iterator[FormRow]:
        definition = self.definition
        common = {
            "index": definition.index,
            "rule_set": definition.rule_set,
            "version": self.version,
            "period": self.sheet.period,
        }
        for name, text in common.items():
            if text or name == "period":
                yield self._fact(name, (text,))
        for name in ("unit", "unit_name", "level", "parent", "classes"):
            texts = [_unit_fact(unit, name) for unit in self.sheet.units]
            if any(texts) or name in ("unit", "unit_name"):
                yield self._fact(name, tuple(texts) if self.is_for_one else _spread(texts, self.block))

    def _fact(self, name: str, cells: Sequence[Cell]) -> FormRow:
        """The label, an empty cell beside it (the number column is narrow), the texts."""
        return FormRow(RowKind.FACT, (LABELS[name].pick(self.language), None, *cells), label=name)

    def _figures(self) -> Iterator[FormRow]:
        asked = asked_inputs(self.definition)
        open_names = {name for name, each in asked.items() if not each.is_computed}
        number = 0
        for place, names in _placed(self.definition, open_names):
            yield FormRow(place.kind, (place.text(self.language),))
            for name in names:
                number += 1
                yield self._figure(number, asked[name])
        for name in self.sheet.columns:
            if name not in asked:
                number += 1
                yield self._figure(number, Asked(name, InputSpec()))

    def _figure(self, number: int, asked: Asked) -> FormRow:
        spec, language = asked.spec, self.language
        cells: list[Cell] = [
            str(number),
            asked.name,
            asked.title.pick(language),
            spec.unit_of_measure.pick(language),
        ]
        column = self.sheet.column(asked.name)
        for row, unit in enumerate(self.sheet.units):
            if self.previous is not None:
                cells.append(self._given_before(self.previous, unit, asked))
            cells.append(value_cell(column, row, spec, language))
            cells.append(state_word(column, row, language))
            cells.append(column.sources.get(row, ""))
            cells.append(column.reasons.get(row, ""))
        return FormRow(RowKind.FIGURE, tuple(cells), asked)

    def _given_before(self, previous: InputSheet, unit: UnitRow, asked: Asked) -> Cell:
        """What the unit gave last time: the value, or the state in words; nothing where nothing is known."""
        row, column = previous.row_of.get(unit.code), previous.column(asked.name)
        if row is None:
            return None
        value = value_cell(column, row, asked.spec, self.language)
        return state_word(column, row, self.language) if value is None else value


def _spread(texts: Sequence[str], block: Sequence[str]) -> tuple[Cell, ...]:
    """Each unit's text at the value column of its block."""
    cells: list[Cell] = [None, None]
    for text in texts:
        cells.extend(text if name == "value" else None for name in block)
    return tuple(cells)


def _unit_fact(unit: UnitRow, name: str) -> str:
    facts = {
        "unit": unit.code,
        "unit_name": unit.name,
        "level": unit.level,
        "parent": unit.parent,
        "classes": classes_text(unit),
    }
    return facts[name]


@dataclass(frozen=True, slots=True)
class _Place:
    kind: RowKind
    title: Text

    def text(self, language: str) -> str:
        return self.title.pick(language)


def _placed(definition: Definition, names: set[str]) -> Iterator[tuple[_Place, list[str]]]:
    """Groups and indicators in order, each with the inputs first read there; then those nobody reads."""
    left = dict.fromkeys(name for name in asked_inputs(definition) if name in names)
    for node in definition.root.walk():
        if node.code == definition.root.code:
            continue
        reads = [name for name in dict.fromkeys(_inputs_of(node)) if name in left]
        for name in reads:
            del left[name]
        if reads or _has_open(node, left):
            yield _Place(RowKind.INDICATOR if node.is_leaf else RowKind.GROUP, _title(node)), reads
    if left:
        yield _Place(RowKind.GROUP, _OTHERS), list(left)


def _inputs_of(node: Node) -> Iterator[str]:
    if node.rule is not None:
        yield from node.rule.inputs()
    if node.given is not None:
        yield node.given


def _has_open(node: Node, left: Mapping[str, None]) -> bool:
    return any(name in left for below in node.walk() for name in _inputs_of(below))


def _title(node: Node) -> Text:
    points = {"vi": "", "en": ""}
    if isinstance(node.points, Fraction) and node.points:
        points = {
            language: f" ({number_text(node.points, language)} {_POINTS.pick(language)})"
            for language in points
        }
    titles = {language: f"{node.code}. {node.title.pick(language)}".rstrip(". ") for language in points}
    return Text(titles["vi"] + points["vi"], titles["en"] + points["en"])
