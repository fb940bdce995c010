"""The tree of one day as the kit draws it, and the tile map of the units right below one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from thuocdo.apps.foundation.ui.components import Tile, TreeNode
from thuocdo.domain.org_units.layouts import LayoutKind, TileLayout, grid_layout
from thuocdo.domain.org_units.registry import UnitRegistry
from thuocdo.domain.org_units.units import LEVEL_LABELS, Kind, Level, level_words
from thuocdo.domain.primitives.texts import Text

_LEVELS = list(Level)
GRID_NAME = Text("Lưới ô, không theo địa lý", "Plain grid, not a map")
# Shades of one hue, told apart by the name of the kind in the tip and in the list behind.
BANDS = {Kind.WARD: 3, Kind.TOWNSHIP: 2, Kind.COMMUNE: 1, Kind.PROVINCE: 2, Kind.DISTRICT: 2}


@dataclass(frozen=True, slots=True)
class UnitOfDay:
    """A unit as it was called and whom it stood under on one day."""

    code: str
    label: str
    kind: Kind
    parent: str | None
    sort_key: str

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("org_units:unit", args=[self.code])


@dataclass(frozen=True, slots=True)
class DayTree:
    """The units of a day below one of them, in one hierarchy."""

    on: dt.date
    root: str
    units: Mapping[str, UnitOfDay]
    children: Mapping[str, Sequence[UnitOfDay]]

    def below(self, code: str) -> list[UnitOfDay]:
        """Every unit below, depth first."""
        found = []
        for child in self.children.get(code, ()):
            found += [child, *self.below(child.code)]
        return found


def tree_of(on: dt.date, root: str, units: Mapping[str, UnitOfDay]) -> DayTree:
    """The tree below `root`, children in Vietnamese order within each level."""
    children: dict[str, list[UnitOfDay]] = {}
    ordered = sorted(
        units.values(), key=lambda unit: (_LEVELS.index(unit.kind.level), unit.sort_key, unit.code)
    )
    for unit in ordered:
        if unit.parent is not None:
            children.setdefault(unit.parent, []).append(unit)
    return DayTree(on, root, units, children)


def nodes_of(tree: DayTree, *, wanted: frozenset[str] | None = None) -> list[TreeNode]:
    """The tree below the root, one branch per level; with `wanted` only those units and the way to them."""
    return _levels(tree, tree.root, wanted, depth=0)


def _levels(tree: DayTree, code: str, wanted: frozenset[str] | None, *, depth: int) -> list[TreeNode]:
    shown = [child for child in tree.children.get(code, ()) if _leads(tree, child, wanted)]
    levels = sorted({child.kind.level for child in shown}, key=_LEVELS.index)
    if len(levels) <= 1:
        return [_node(tree, child, wanted, depth=depth) for child in shown]
    return [
        _level(tree, [child for child in shown if child.kind.level == level], wanted, depth=depth)
        for level in levels
    ]


def _level(tree: DayTree, members: list[UnitOfDay], wanted: frozenset[str] | None, *, depth: int) -> TreeNode:
    words = level_words(members[0].kind.level, {member.kind for member in members})
    return TreeNode(
        label=Text(f"{words.vi} ({len(members)})", f"{words.pick('en')} ({len(members)})"),
        children=[_node(tree, member, wanted, depth=depth + 1) for member in members],
        is_open=wanted is not None or (depth == 0 and len(members) <= 12),
    )


def _node(tree: DayTree, unit: UnitOfDay, wanted: frozenset[str] | None, *, depth: int) -> TreeNode:
    children = _levels(tree, unit.code, wanted, depth=depth + 1)
    return TreeNode(
        label=unit.label,
        url=unit.url,
        note=_count(tree, unit.code) if children else "",
        children=children,
        is_open=wanted is not None and bool(children),
    )


def _count(tree: DayTree, code: str) -> Text:
    count = len(tree.below(code))
    return Text(f"{count} đơn vị bên dưới", f"{count} units below")


def _leads(tree: DayTree, unit: UnitOfDay, wanted: frozenset[str] | None) -> bool:
    if wanted is None or unit.code in wanted:
        return True
    return any(below.code in wanted for below in tree.below(unit.code))


@dataclass(frozen=True, slots=True)
class UnitMap:
    """A tile map of the units of one level; a plain grid says that it is one."""

    name: Text
    level: Text
    is_drawn: bool
    tiles: tuple[Tile, ...]
    legend: tuple[tuple[int, Text], ...]


def map_of(tree: DayTree, registry: UnitRegistry, *, level: Level | None = None) -> UnitMap | None:
    """The map of the units below the root: of `level`, else of the level right below that has most of them."""
    candidates = [unit for unit in tree.below(tree.root) if unit.kind.level in MAPPED]
    chosen = level or _usual_level(tree)
    members = [unit for unit in candidates if unit.kind.level == chosen]
    if len(members) < 2:
        return None
    layout = _layout(registry, [member.code for member in members], tree.on)
    kinds = {member.kind for member in members}
    return UnitMap(
        name=layout.name,
        level=level_words(members[0].kind.level, kinds),
        is_drawn=layout.kind == LayoutKind.GEOGRAPHIC,
        tiles=tuple(_tile(member, layout, registry, tree.on) for member in members),
        legend=tuple(_legend(kinds)) if len(kinds) > 1 else (),
    )


def counts_of(tree: DayTree) -> list[tuple[Text, int]]:
    """How many units of each level stand below the root, in words for the finding."""
    below = tree.below(tree.root)
    levels = sorted({unit.kind.level for unit in below}, key=_LEVELS.index)
    return [
        (level_words(level, {unit.kind for unit in below}), sum(unit.kind.level == level for unit in below))
        for level in levels
    ]


MAPPED = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


def levels_to_map(tree: DayTree) -> list[tuple[Level, Text, int]]:
    """The levels below the root that a map can show, with how many units each has."""
    below = [unit.kind.level for unit in tree.below(tree.root)]
    counted = [(level, LEVEL_LABELS[level], below.count(level)) for level in MAPPED]
    return [found for found in counted if found[2] > 1]


def _usual_level(tree: DayTree) -> Level | None:
    """The highest level that has several units right below the root."""
    direct = [unit.kind.level for unit in tree.children.get(tree.root, ())]
    return next((level for level in MAPPED if direct.count(level) > 1), None)


def _layout(registry: UnitRegistry, codes: list[str], on: dt.date) -> TileLayout:
    if all(code in registry.units for code in codes):
        return registry.layout_of(codes, on)
    return grid_layout("grid", GRID_NAME, on, tuple(codes))


def _tile(unit: UnitOfDay, layout: TileLayout, registry: UnitRegistry, on: dt.date) -> Tile:
    column, row = layout.places[unit.code]
    known = registry.units.get(unit.code)
    version = known.at(on) if known else None
    short = version.short_name if version else unit.label
    return Tile(
        code=unit.code,
        name=unit.label,
        column=column,
        row=row,
        band=BANDS.get(unit.kind),
        url=unit.url,
        short=_bare(short),
    )


def _bare(name: str) -> str:
    """The name without its kind, which the shade and the list tell."""
    first, _, rest = name.partition(" ")
    return (
        rest
        if rest and first in {"Phường", "Xã", "Huyện", "Quận"}
        else name.removeprefix("Thị xã ").removeprefix("Thị trấn ")
    )


def _legend(kinds: set[Kind]) -> list[tuple[int, Text]]:
    return sorted((BANDS[kind], level_words(kind.level, {kind})) for kind in kinds if kind in BANDS)
