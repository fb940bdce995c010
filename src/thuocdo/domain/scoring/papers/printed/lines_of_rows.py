"""The texts of one indicator, gathered from the rows of the file it stands in.

>>> texts = RowTexts()
>>> for line, points in (("Họp 4 lần", "20"), ("Họp 3 lần", "15")):
...     texts.add_line([line], points)
>>> texts.method()
'Họp 4 lần: 20 điểm\\nHọp 3 lần: 15 điểm'
>>> texts.points()
'20\\n15'
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from thuocdo.domain.scoring.papers.headings import Role
from thuocdo.domain.scoring.papers.points import read_points


@dataclass(slots=True)
class RowTexts:
    """Texts by role, and the scoring with the points printed beside its lines."""

    details: dict[Role, list[str]] = field(default_factory=dict)
    lines: list[tuple[str, str]] = field(default_factory=list)  # scoring, points of the same row of the file
    has_pairs: bool = False

    def add(self, role: Role, text: str) -> None:
        """Note a text of one role."""
        if text:
            self.details.setdefault(role, []).append(text)

    def add_points(self, points: str) -> None:
        """Note points alone."""
        self.add_line([], points)

    def add_line(self, methods: list[str], points: str) -> None:
        """Note the scoring of one row of the file, maybe in two columns, and the points beside it."""
        told = [method for method in methods if method]
        if len(told) == 2 and _are_points(told[1], told[0].count("\n") + 1):
            self.has_pairs = True
            told = ["\n".join(map(_paired, told[0].split("\n"), told[1].split("\n")))]
        if told or points:
            self.lines.append(("\n".join(told), points))

    @property
    def is_paired(self) -> bool:
        """Whether points beside the lines became part of the scoring."""
        return self.has_pairs or bool(self._beside())

    def _beside(self) -> frozenset[int]:
        """The rows of the file whose points belong to their line; the first may give those of the whole row."""
        given = [at for at, (_, points) in enumerate(self.lines) if points]
        values = [value for at in given if (value := read_points(self.lines[at][1]).value) is not None]
        if len(values) < 2 or len(values) < len(given) or not all(self.lines[at][0] for at in given[1:]):
            return frozenset()
        is_sum = len(values) > 2 and values[0] == sum(values[1:], Fraction(0))
        is_of_the_row = is_sum or not self.lines[given[0]][0]
        return frozenset(given[1:] if is_of_the_row else given)

    def points(self) -> str:
        """The points as printed: those that stand for the whole row, else all of them, line by line."""
        beside = self._beside()
        given = [(at, points) for at, (_, points) in enumerate(self.lines) if points]
        of_the_row = [points for at, points in given if at not in beside]
        return "\n".join(of_the_row or [points for _, points in given])

    def method(self) -> str:
        """The scoring as printed."""
        beside = self._beside()
        lines = (
            _paired(line, points) if at in beside else line for at, (line, points) in enumerate(self.lines)
        )
        return "\n".join(line for line in lines if line)

    def detail(self, role: Role) -> str:
        """The texts of one role, each once."""
        return "\n".join(dict.fromkeys(self.details.get(role, ())))


def _are_points(text: str, lines: int) -> bool:
    parts = text.split("\n")
    return len(parts) == lines and all(
        (value := read_points(part)).value is not None and value.is_sure for part in parts
    )


def _paired(line: str, points: str) -> str:
    if not points or not line:
        return line or points
    return (
        f"{line.rstrip(' :')}: {points} điểm" if points[-1:].isdigit() else f"{line.rstrip(' :')}: {points}"
    )
