"""Every unit there ever was, found by name, asked for at any date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from thuocdo.domain.org_units.errors import AmbiguousUnitError, UnitAbsentError, UnknownUnitError
from thuocdo.domain.org_units.layouts import TileLayout, grid_layout
from thuocdo.domain.org_units.names import natural_key, nearest, words
from thuocdo.domain.org_units.peer_sets import PeerSet
from thuocdo.domain.org_units.spellings import Spellings, closeness
from thuocdo.domain.org_units.succession import Succession, follow
from thuocdo.domain.org_units.tree import UnitTree
from thuocdo.domain.org_units.units import ONE_DAY, Level, OrgUnit, level_words
from thuocdo.domain.primitives.texts import Text


@dataclass(frozen=True)
class UnitRegistry:
    """The units by id, the layouts, and the hash of the files they come from."""

    units: Mapping[str, OrgUnit]
    known_from: Mapping[str, dt.date]
    layouts: tuple[TileLayout, ...] = ()
    version: str = ""

    def unit(self, unit_id: str) -> OrgUnit:
        """The unit of that id."""
        if unit_id in self.units:
            return self.units[unit_id]
        raise UnknownUnitError(unit_id, nearest(unit_id, self.units))

    def at(self, day: dt.date) -> UnitTree:
        """The tree of that day."""
        if day not in self._trees:
            if len(self._trees) >= 64:
                self._trees.clear()
            self._trees[day] = UnitTree(day, self.units, self.known_from)
        return self._trees[day]

    @property
    def change_days(self) -> tuple[dt.date, ...]:
        """The days on which something became different, the earliest first."""
        starts = {v.valid_from for unit in self.units.values() for v in unit.versions if v.valid_from}
        after = {v.valid_to + ONE_DAY for unit in self.units.values() for v in unit.versions if v.valid_to}
        return tuple(sorted(starts | after))

    def find(
        self, text: str, at: dt.date | None = None, *, level: Level | None = None, limit: int = 20
    ) -> list[OrgUnit]:
        """Units whose name, code or id holds `text`, accents aside; the closest first."""
        wanted = words(text)
        if not wanted:
            return []
        found = []
        for unit in self._there(at, level):
            rank = min((closeness(wanted, form) for form in self._forms[unit.id]), default=9)
            if rank < 9:
                found.append((rank, natural_key(unit.label), unit.id, unit))
        return [unit for *_, unit in sorted(found)[:limit]]

    def resolve(self, name: str, at: dt.date, *, level: Level | None = None) -> OrgUnit:
        """The one unit of that day that is meant by an id, a code or a name as people write it."""
        exact = self._by_code.get(name.strip())
        if exact is not None:
            if exact.at(at) is None:
                raise UnitAbsentError(exact.label, at, exact.span)
            return exact
        matches = self._spellings_at(at).matches(name, level)
        if len(matches) > 1:
            raise AmbiguousUnitError(name, [(unit.id, unit.label) for unit in matches])
        if matches:
            return matches[0]
        spellings = {spelling: unit for unit in self._there(at, level) for spelling in unit.spellings}
        raise UnknownUnitError(name, nearest(name, spellings), at)

    def successors(self, unit_id: str, *, since: dt.date, until: dt.date) -> Succession:
        """What the unit of `since` has become by `until`, with the breaks on the way."""
        self.unit(unit_id)
        return follow(self.units, unit_id, since=since, until=until)

    def predecessors(self, unit_id: str, *, at: dt.date, until: dt.date) -> dict[str, Succession]:
        """The units of day `at` that have gone, whole or in part, into `unit_id` by `until`."""
        self.unit(unit_id)
        return self._flows_into(at, until).get(unit_id, {})

    def peer_set(
        self,
        level: Level,
        at: dt.date,
        *,
        within: str | None = None,
        only: Iterable[str] | None = None,
        name: Text | None = None,
    ) -> PeerSet:
        """The units of `level` on that day, below `within` and among `only` where given."""
        chosen = None if only is None else set(only)
        tree = self.at(at)
        members = tuple(u for u in tree.of_level(level, within=within) if chosen is None or u in chosen)
        place = "" if within is None else tree.name(within)
        kinds = level_words(level, {tree.version(member).kind for member in members})
        title = name or Text(
            f"{len(members)} {kinds.vi}{f' của {place}' if place else ''} ({at:%d/%m/%Y})",
            f"{len(members)} {kinds.en}{f' of {place}' if place else ''} ({at:%Y-%m-%d})",
        )
        code = "-".join(
            part for part in (level.value, within or "", str(len(members)), f"{at:%Y%m%d}") if part
        )
        return PeerSet(code, title, level, at, members, within)

    def layout_of(self, unit_ids: Iterable[str], at: dt.date) -> TileLayout:
        """The smallest drawn tile map that has all these units, else a plain grid in Vietnamese order."""
        wanted = frozenset(unit_ids)
        drawn = [layout for layout in self.layouts if wanted and layout.covers(wanted)]
        if drawn:
            return min(drawn, key=lambda layout: len(layout.places))
        tree = self.at(at)
        ordered = tuple(unit_id for unit_id in tree if unit_id in wanted)
        return grid_layout("grid", Text("Lưới ô, không theo địa lý", "Plain grid, not a map"), at, ordered)

    @cached_property
    def _trees(self) -> dict[dt.date, UnitTree]:
        return {}

    @cached_property
    def _flows(self) -> dict[tuple[dt.date, dt.date], dict[str, dict[str, Succession]]]:
        return {}

    def _flows_into(self, at: dt.date, until: dt.date) -> dict[str, dict[str, Succession]]:
        key = (at, until)
        if key not in self._flows:
            into: dict[str, dict[str, Succession]] = {}
            for unit_id in self.at(at):
                succession = follow(self.units, unit_id, since=at, until=until)
                for target in succession.targets:
                    into.setdefault(target, {})[unit_id] = succession
            self._flows[key] = into
        return self._flows[key]

    @cached_property
    def _by_code(self) -> dict[str, OrgUnit]:
        codes = {code: unit for unit in self.units.values() for code in unit.codes.values()}
        return codes | dict(self.units)

    @cached_property
    def _forms(self) -> dict[str, frozenset[str]]:
        return {unit.id: frozenset(words(name) for name in unit.spellings) for unit in self.units.values()}

    @cached_property
    def _spellings(self) -> dict[dt.date, Spellings]:
        return {}

    def _spellings_at(self, day: dt.date) -> Spellings:
        if day not in self._spellings:
            self._spellings[day] = Spellings.of_tree(self.at(day))
        return self._spellings[day]

    def _there(self, at: dt.date | None, level: Level | None) -> Iterable[OrgUnit]:
        units = self.units.values() if at is None else (self.units[unit_id] for unit_id in self.at(at))
        return (unit for unit in units if level is None or _level(unit, at) == level)


def _level(unit: OrgUnit, at: dt.date | None) -> Level:
    version = unit.at(at) if at else unit.latest
    return (version or unit.latest).kind.level
