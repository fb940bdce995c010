"""Rows with their readings as the plain data of a definition: groups, indicators, parts, inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from string import ascii_lowercase

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.drafting.columns import agencies, data_origin, listed, one_line
from thuocdo.domain.scoring.papers.drafting.items import Item, has_words, says_something
from thuocdo.domain.scoring.papers.drafting.leaves import least_sure
from thuocdo.domain.scoring.papers.reading import ReadInput, ReadPart, RuleReading

Plain = dict[str, object]


@dataclass(frozen=True, slots=True)
class Tree:
    """What nodes are made from: the reading of every leaf and English texts known from before."""

    readings: Mapping[str, RuleReading]
    english: Mapping[str, str] = field(default_factory=dict)  # a Vietnamese text → its translation
    kept: Mapping[str, Plain] = field(
        default_factory=dict
    )  # code → keys that the edition before had filled in

    def node(self, item: Item) -> Plain:
        """One row and all below it."""
        node: Plain = {"code": item.code, "title": self.text(one_line(item.row.title) or item.code)}
        node |= self._points(item)
        if not item.is_scored:
            node["scored"] = False
        if item.adjusts:
            node["adjusts"] = True
        if item.is_leaf:
            node |= self._rule(item)
        node |= self._columns(item)
        node |= {key: value for key, value in self.kept.get(item.code, {}).items() if key not in node}
        node |= self._below(item)
        return node

    def text(self, vietnamese: str) -> object:
        """A text with its translation, where there is one."""
        english = self.english.get(vietnamese, "")
        return {"vi": vietnamese, "en": english} if english else vietnamese

    def _points(self, item: Item) -> Plain:
        if item.adjusts and not item.is_leaf:
            return self._limits(item)
        if item.value is not None:
            is_own = not item.adjusts or not _is_adjustment(self.readings.get(item.code))
            return {"points": item.value} if is_own else {}
        return {"points": "unknown"} if item.is_leaf and item.is_scored and not item.adjusts else {}

    def _limits(self, item: Item) -> Plain:
        """A group of bonuses or penalties goes no further than its printed points."""
        if item.value is None:
            return {}
        limits: Plain = {"kind": "sum"}
        if item.takes_off:
            limits["floor"] = -item.value
        if item.gives or not item.takes_off:
            limits["ceiling"] = item.value
        return {"aggregate": limits}

    def _rule(self, item: Item) -> Plain:
        reading = self.readings[item.code]
        if not item.is_scored or reading.parts:
            return {}
        return ruled(reading, item.row.place)

    def _columns(self, item: Item) -> Plain:
        row = item.row
        origin = data_origin(row.source, row.evidence)
        found: Plain = {
            "responsible": self._text_or_none(one_line(row.responsible)),
            "suppliers": [self.text(name) for name in agencies(row.suppliers)],
            "verified_by": self._text_or_none(one_line(row.verifier)),
            "data_source": self._text_or_none(one_line(row.source)),
            "data_from": origin,
            "evidence": [self.text(name) for name in listed(row.evidence)],
            "how": row.method if has_words(row) else "",
            "legal": {"article": f"Mục {item.code}"} if row.number and item.is_leaf else None,
            "note": row.note if says_something(row.note) else "",
        }
        if item.is_leaf and not row.number:
            found["legal"] = {"article": row.place}
        return {key: value for key, value in found.items() if value}

    def _text_or_none(self, text: str) -> object:
        return self.text(text) if text else None

    def _below(self, item: Item) -> Plain:
        if item.is_leaf:
            reading = self.readings[item.code]
            return {"parts": self._parts(item, reading)} if reading.parts else {}
        children = [self.node(child) for child in item.children]
        return {_name_of_list(item): children}

    def _parts(self, item: Item, reading: RuleReading) -> list[Plain]:
        return [
            self._part(part, code, item, reading)
            for part, code in zip(reading.parts, part_codes(item), strict=False)
        ]

    def _part(self, part: ReadPart, code: str, item: Item, whole: RuleReading) -> Plain:
        own = RuleReading(
            least_sure((part.reading.certainty, whole.certainty)),
            part.reading.rule,
            inputs=part.reading.inputs,
            reason=part.reading.reason if part.reading.reason.vi else whole.reason,
            rounding=part.reading.rounding,
        )
        points: Fraction | str = part.points if part.points is not None else "unknown"
        evidence = [self.text(name) for name in listed(item.row.evidence)]
        return {
            "code": code,
            "title": self.text(one_line(part.title) or code),
            "points": points,
            **ruled(own, item.row.place),
            **({"evidence": evidence} if evidence else {}),
        }


def part_codes(item: Item) -> list[str]:
    """Codes for the parts that a row's words name: 4.9.a, 4.9.b."""
    letters = [
        *ascii_lowercase,
        *(f"{first}{second}" for first in ascii_lowercase for second in ascii_lowercase),
    ]
    return [f"{item.code}.{letter}" for letter in letters]


def ruled(reading: RuleReading, place: str) -> Plain:
    """The keys `rule` and `reading`: what is sure or likely scores, what is unsure is a proposal only."""
    told: Plain = {"certainty": reading.certainty}
    if reading.reason.vi:
        told["reason"] = text(reading.reason)
    told["place"] = place
    rounding: Plain = {} if reading.rounding is None else {"rounding": {"digits": reading.rounding}}
    if reading.rule is not None and reading.certainty in ("sure", "likely"):
        return {"rule": dict(reading.rule), **rounding, "reading": told}
    unknown: Plain = {"kind": "unknown"}
    if reading.reason.vi:
        unknown["note"] = reading.reason.vi
    if reading.rule is not None:
        unknown["would_read"] = [each.name for each in reading.inputs]
        told["proposal"] = dict(reading.rule)
    return {"rule": unknown, "reading": told}


def input_spec(each: ReadInput) -> Plain:
    """One declared input."""
    spec: Plain = {"title": each.title, "type": each.type}
    if each.help:
        spec["help"] = each.help
    if each.unit_of_measure:
        spec["unit_of_measure"] = each.unit_of_measure
    if each.type in ("count", "percent", "money", "points"):
        spec["min"] = 0
    if each.max is not None:
        spec["max"] = each.max
    if each.choices:
        spec["choices"] = dict(each.choices)
    if each.part_of:
        spec["part_of"] = each.part_of
    return spec


def text(value: Text) -> object:
    """A bilingual text as definitions write it."""
    return {"vi": value.vi, "en": value.en} if value.en else value.vi


def _is_adjustment(reading: RuleReading | None) -> bool:
    return reading is not None and reading.rule is not None and reading.rule.get("kind") == "adjustment"


def _name_of_list(item: Item) -> str:
    """Groups hold groups, groups hold indicators, and an indicator holds parts."""
    if any(not child.is_leaf for child in item.children):
        return "groups" if all(not child.is_leaf for child in item.children) else "indicators"
    is_one_indicator = has_words(item.row) or all(
        child.style.kind in ("lower", "bullet") for child in item.children
    )
    return "parts" if is_one_indicator else "indicators"
