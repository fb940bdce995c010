"""Tile maps: one square per unit, placed so that neighbours look like neighbours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_tables import Table


class LayoutKind(StrEnum):
    """Whether places follow the map or only fill a grid."""

    GEOGRAPHIC = "geographic"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class TileLayout:
    """Column and row (from 0, north at the top) of each unit of one set at one date."""

    code: str
    name: Text
    at: dt.date
    kind: LayoutKind
    places: Mapping[str, tuple[int, int]]
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def columns(self) -> int:
        """How many columns it needs."""
        return 1 + max((column for column, _ in self.places.values()), default=-1)

    @property
    def rows(self) -> int:
        """How many rows it needs."""
        return 1 + max((row for _, row in self.places.values()), default=-1)

    def covers(self, unit_ids: frozenset[str]) -> bool:
        """Whether every one of the units has a place."""
        return unit_ids <= set(self.places)


def read_layout(table: Table) -> TileLayout:
    """A layout file: rows of the map from north to south, `.` where there is nothing."""
    table.only("code", "name", "at", "layout", "note", "tiles")
    at = table.date("at")
    if at is None:
        table.note("Thiếu ngày «at» của bộ đơn vị.", "The date 'at' of the set of units is missing.", at="at")
    places: dict[str, tuple[int, int]] = {}
    lines: dict[str, int] = {}
    for row, (unit_ids, line) in enumerate(_rows(table)):
        for column, unit_id in enumerate(unit_ids):
            if unit_id == ".":
                continue
            if unit_id in places:
                table.note(
                    f"«{unit_id}» đứng hai ô. Giữ lại một.",
                    f"'{unit_id}' has two tiles. Keep one.",
                    at="tiles",
                )
            places[unit_id] = (column, row)
            lines[unit_id] = line
    return TileLayout(
        code=table.text("code"),
        name=table.bilingual("name"),
        at=at or dt.date.min,
        kind=table.choice("layout", LayoutKind),
        places=places,
        file=table.file,
        lines=lines,
    )


def grid_layout(
    code: str, name: Text, at: dt.date, unit_ids: tuple[str, ...], *, columns: int = 8
) -> TileLayout:
    """A plain grid for units nobody has drawn a map of, in the order given."""
    places = {unit_id: (i % columns, i // columns) for i, unit_id in enumerate(unit_ids)}
    return TileLayout(code, name, at, LayoutKind.GRID, places)


def _rows(table: Table) -> Iterator[tuple[list[str], int]]:
    for position, text in enumerate(table.texts("tiles")):
        yield text.split(), table.line_of("tiles", position)
