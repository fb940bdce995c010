"""The numbers that Word prints before paragraphs without their standing in the text.

>>> _letters(28), _roman(14)
('bb', 'xiv')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from thuocdo.domain.scoring.papers.files.xml_trees import Node

_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_BULLET = "- "


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    is_legal: bool = False  # every number in it is printed in Arabic figures


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of a document in the order in which they are met."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # abstract list → level
    lists: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)  # list → abstract, starts
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # paragraph style → list, level
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def printed(self, paragraph: Node) -> str:
        """What Word prints before a paragraph, a space included; empty for plain paragraphs."""
        place = self._place(paragraph)
        if place is None or place[0] not in self.lists:
            return ""
        number, depth = place
        abstract, starts = self.lists[number]
        levels = self.levels.get(abstract, {})
        level = levels.get(depth)
        if level is None or level.format == "none":
            return ""
        counts = self.counts.setdefault(abstract, {})
        if depth in starts and (number, depth) not in self.begun:
            counts.pop(depth, None)
        self.begun.add((number, depth))
        counts[depth] = counts[depth] + 1 if depth in counts else starts.get(depth, level.start)
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return _BULLET if level.format == "bullet" else f"{_fill(level, levels, counts)} "

    def _place(self, paragraph: Node) -> tuple[str, int] | None:
        style = self.styles.get(paragraph.value("w:pPr", "w:pStyle") or "")
        own = paragraph.first("w:pPr", "w:numPr")
        if own is None:
            return style
        number = own.value("w:numId") or (style[0] if style else "")
        depth = own.value("w:ilvl")
        level = int(depth) if depth else style[1] if style else 0
        return (number, level) if number and number != "0" else None


def _fill(level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    def figure(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        known = levels.get(depth, _Level())
        return _figure(counts.get(depth, known.start), "decimal" if level.is_legal else known.format)

    return re.sub(r"%([1-9])", figure, level.text)


def _figure(count: int, form: str) -> str:
    if form in ("upperLetter", "lowerLetter"):
        return _letters(count).upper() if form.startswith("upper") else _letters(count)
    if form in ("upperRoman", "lowerRoman"):
        return _roman(count).upper() if form.startswith("upper") else _roman(count)
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _letters(count: int) -> str:
    """As Word counts in letters: a … z, aa, bb …"""
    times, place = divmod(max(count, 1) - 1, 26)
    return chr(97 + place) * (times + 1)


def _roman(count: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        text += sign * times
    return text


def read_numbering(numbering: Node | None, styles: Node | None) -> Numbering:
    """The lists of a document and the paragraph styles that belong to one."""
    found = Numbering()
    root = numbering.first("w:numbering") if numbering else None
    for abstract in root.every("w:abstractNum") if root else ():
        levels = {int(level.attributes.get("ilvl", "0")): _level(level) for level in abstract.every("w:lvl")}
        found.levels[abstract.attributes.get("abstractNumId", "")] = levels
    for each in root.every("w:num") if root else ():
        starts = {
            int(change.attributes.get("ilvl", "0")): int(start)
            for change in each.every("w:lvlOverride")
            if (start := change.value("w:startOverride"))
        }
        found.lists[each.attributes.get("numId", "")] = (each.value("w:abstractNumId") or "", starts)
    _read_styles(found, styles.first("w:styles") if styles else None)
    return found


def _level(node: Node) -> _Level:
    start = node.value("w:start")
    return _Level(
        int(start) if start else 0,
        node.value("w:numFmt") or "decimal",
        node.value("w:lvlText") or "",
        node.value("w:isLgl") not in (None, "0", "false"),
    )


def _read_styles(found: Numbering, root: Node | None) -> None:
    parents: dict[str, str] = {}
    for style in root.every("w:style") if root else ():
        name = style.attributes.get("styleId", "")
        number = style.value("w:pPr", "w:numPr", "w:numId")
        if number:
            found.styles[name] = (number, int(style.value("w:pPr", "w:numPr", "w:ilvl") or 0))
        elif parent := style.value("w:basedOn"):
            parents[name] = parent
    for name in parents:
        above = parents.get(name)
        for _ in range(20):
            if above is None or above in found.styles:
                break
            above = parents.get(above)
        if above in found.styles:
            found.styles[name] = found.styles[above or ""]
