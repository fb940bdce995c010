"""Where the parts of a tile map stand, in the units of its drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.apps.foundation.ui.components import Tile
from thuocdo.apps.foundation.ui.templatetags._numbers import pick

WIDTH, HEIGHT, GAP = 78, 58, 4
LINE_LETTERS, LINE_HEIGHT = 12, 12


@dataclass(frozen=True, slots=True)
class PlacedTile:
    """A tile with its corner, the lines of its name and the height its value stands at."""

    tile: Tile
    x: int
    y: int
    lines: tuple[tuple[str, int], ...]
    value_y: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2


def place(tiles: Sequence[Tile]) -> tuple[list[PlacedTile], int, int]:
    """Every tile at its place, and the width and height of the whole map."""
    placed = [_place(tile) for tile in tiles]
    right = max((tile.column for tile in tiles), default=0) + 1
    bottom = max((tile.row for tile in tiles), default=0) + 1
    return placed, right * (WIDTH + GAP) + GAP, bottom * (HEIGHT + GAP) + GAP


def wrap_name(name: str) -> list[str]:
    """A name on one to three short lines, broken at spaces only."""
    lines: list[str] = []
    for word in name.replace(" - ", " – ").split():
        if lines and len(lines[-1]) + 1 + len(word) <= LINE_LETTERS:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines[:3]


def _place(tile: Tile) -> PlacedTile:
    x, y = GAP + tile.column * (WIDTH + GAP), GAP + tile.row * (HEIGHT + GAP)
    lines = wrap_name(tile.short or pick(tile.name))
    height = (len(lines) + 1) * LINE_HEIGHT
    first = y + (HEIGHT - height) // 2 + 9
    return PlacedTile(
        tile=tile,
        x=x,
        y=y,
        lines=tuple((line, first + number * LINE_HEIGHT) for number, line in enumerate(lines)),
        value_y=first + len(lines) * LINE_HEIGHT + 2,
    )
