"""A scoring text cut into lines that each say one thing, with the marker each began with.

Word processors break lines anywhere, and clerks put several items on one line; both are undone here.

>>> [(line.marker, line.text) for line in lines("- Có chuyên mục: 5 điểm - Tin hàng\\ntuần: 5 điểm; Còn lại: 0")]
[('-', 'Có chuyên mục: 5 điểm'), ('-', 'Tin hàng tuần: 5 điểm'), ('', 'Còn lại: 0')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thuocdo.domain.scoring.papers.wording.plain import plain

LONGEST = 12_000  # letters of a scoring text that anybody could still check
_MARKER = re.compile(r"(?P<marker>[-+*]+|\(?[a-zđ][)]|\(?\d{1,2}[).](?!\d)|\(?[ivx]{1,4}\))\s*(?=\S)")
_DEFINES = re.compile(r"[A-Za-z]\d?(?:\s*/\s*[A-Za-z]\d?)?\s*(?:[:=<>]|là\b|>=|<=)")
_ENDED = re.compile(r"(?:[;:.,]|điểm|đ|tối đa|\d|%)$", re.IGNORECASE)
_FORMULA_SO_FAR = re.compile(r"(?:%|\)|[/*=] *\w+|\b[A-Za-z]|tỷ lệ)$", re.IGNORECASE)
_INNER = re.compile(r"(?<=[\w%).;,:])\s+(?P<dash>[-+])\s+(?=[A-ZĐÀ-Ỹ])")
_SENTENCE = re.compile(r"(?<=[\w%)\"])\.\s+(?=\S)")
_DEFINING = re.compile(r"\(\s*((?:trong đó:?|với)?\s*[A-Za-z]\d?\s*(?::|= |là )[^()]*)\)", re.IGNORECASE)
_IN_WHICH = re.compile(
    r"[,.]?\s+(?=trong đó:?\s+[a-z]\d?\b)|,\s+(?=với:?\s+[a-z]\d?\s*(?::|=|là ))", re.IGNORECASE
)
_TWO_WORDS = re.compile(r"[^\W\d]{2,}\W+[^\W\d]|\d+ ?(?:đ|%)$|điểm$|: *\d+$", re.IGNORECASE)
_SHORT = re.compile(r"(?:\b(?:TP|Q|P|TT|TX|TS|ThS|PGS|GS|v\.v|tr|St|No|Nr)|\b[A-ZĐ])$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, and the sign it began with: "-", "+", "a)", "1." or none."""

    text: str
    marker: str = ""

    @property
    def style(self) -> str:
        """The family of its marker: signs are themselves, letters and numbers are one family each."""
        if not self.marker:
            return ""
        sign = self.marker.strip("().")
        return "1" if sign.isdigit() else sign[:1] if not sign.isalpha() else "a"


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a text, in order, empty ones left out."""
    found = []
    text = _DEFINING.sub(r"; \1;", plain(text[:LONGEST]))
    for line in _unwrapped(_IN_WHICH.sub("; ", text).split("\n")):
        marker, rest = _marker_of(line)
        for place, piece in enumerate(_items(rest)):
            inner, words = ("-", piece[1:]) if piece.startswith("\x00") else ("", piece)
            words = words.strip(" \t")
            if words.strip(" .;,-"):
                found.append(Line(words, marker if place == 0 else inner))
    return tuple(found)


def _unwrapped(raw: list[str]) -> Iterator[str]:
    held = ""
    for line in raw:
        line = line.strip()
        if held and _goes_on(held, line):
            held = f"{held} {line}"
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _goes_on(held: str, line: str) -> bool:
    if (line[:1] in ("*", "/") or line[:2].lower() == "x ") and _FORMULA_SO_FAR.search(held):
        return True
    if not line or _MARKER.match(line):
        return not line
    if held.count("(") > held.count(")") and line.count(")") > line.count("("):
        return True
    if held[-1] in "*/=+<>":
        return True
    begins_small = line[0].islower() or line[0] in "*/=)<>"
    return begins_small and not _DEFINES.match(line) and not _ENDED.search(held)


def _marker_of(line: str) -> tuple[str, str]:
    match = _MARKER.match(line)
    if match is None or (line[0] == "-" and line[1:2].isdigit()):
        return "", line
    return match["marker"], line[match.end() :]


def _items(line: str) -> Iterator[str]:
    """The line cut at semicolons, at dashes before a capital and at the ends of sentences."""
    for part in _outside_brackets(line, ";"):
        for number, piece in enumerate(_at_dashes(part)):
            for place, sentence in enumerate(_sentences(piece)):
                yield ("\x00" if number and not place else "") + sentence


def _at_dashes(part: str) -> Iterator[str]:
    start = 0
    for match in _INNER.finditer(part):
        before = part[: match.start()]
        if before.count("(") <= before.count(")"):
            yield part[start : match.start()]
            start = match.end()
    yield part[start:]


def _outside_brackets(line: str, sign: str) -> Iterator[str]:
    depth, start = 0, 0
    for place, letter in enumerate(line):
        depth += (letter == "(") - (letter == ")")
        if letter == sign and depth <= 0:
            yield line[start:place]
            start = place + 1
    yield line[start:]


def _sentences(piece: str) -> Iterator[str]:
    start = 0
    for match in _SENTENCE.finditer(piece):
        said = piece[start : match.start()]
        defines = _DEFINES.match(piece, match.end()) is not None
        if defines or (not _SHORT.search(said) and _TWO_WORDS.search(said)):
            yield piece[start : match.start()]
            start = match.end()
    yield piece[start:]
