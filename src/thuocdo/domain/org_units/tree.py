"""The units of one day and who belongs to whom, in every hierarchy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from thuocdo.domain.org_units.errors import UnitAbsentError, UnknownUnitError
from thuocdo.domain.org_units.names import natural_key, nearest
from thuocdo.domain.org_units.units import TERRITORIAL, ChangeKind, Level, OrgUnit, Version
from thuocdo.domain.primitives.texts import Text


@dataclass(frozen=True)
class UnitTree:
    """All units that are there on `at`; children come in Vietnamese order, numbers as numbers."""

    at: dt.date
    units: Mapping[str, OrgUnit]
    known_from: Mapping[str, dt.date]

    @cached_property
    def versions(self) -> dict[str, Version]:
        """The version of each unit that is there, in Vietnamese order of names."""
        valid = {unit.id: version for unit in self.units.values() if (version := unit.at(self.at))}
        present = {unit_id for unit_id in valid if self._stands(unit_id, valid)}
        ordered = sorted(present, key=lambda unit_id: (natural_key(valid[unit_id].short_name), unit_id))
        return {unit_id: valid[unit_id] for unit_id in ordered}

    def __contains__(self, unit_id: object) -> bool:
        return unit_id in self.versions

    def __len__(self) -> int:
        return len(self.versions)

    def __iter__(self) -> Iterator[str]:
        return iter(self.versions)

    def version(self, unit_id: str) -> Version:
        """The version of a unit on this day."""
        if unit_id in self.versions:
            return self.versions[unit_id]
        if unit := self.units.get(unit_id):
            raise UnitAbsentError(unit.label, self.at, unit.span)
        raise UnknownUnitError(unit_id, nearest(unit_id, self.versions), self.at)

    def name(self, unit_id: str) -> str:
        """The official name on this day."""
        return self.version(unit_id).name

    def short_name(self, unit_id: str) -> str:
        """The name for charts and lists of one level on this day."""
        return self.version(unit_id).short_name

    def label(self, unit_id: str) -> str:
        """The name on this day, told apart from units of the same name."""
        return self.version(unit_id).full_label

    def parent(self, unit_id: str, *, hierarchy: str = TERRITORIAL) -> str | None:
        """The unit right above, or None at the top."""
        return self.version(unit_id).parents.get(hierarchy)

    def children(
        self, unit_id: str, *, hierarchy: str = TERRITORIAL, level: Level | None = None
    ) -> tuple[str, ...]:
        """The units right below, of one level if asked."""
        self.version(unit_id)
        below = self._children.get((hierarchy, unit_id), ())
        return tuple(child for child in below if level in (None, self.versions[child].kind.level))

    def ancestors(self, unit_id: str, *, hierarchy: str = TERRITORIAL) -> tuple[str, ...]:
        """The units above, the nearest first."""
        parent = self.parent(unit_id, hierarchy=hierarchy)
        return () if parent is None else (parent, *self.ancestors(parent, hierarchy=hierarchy))

    def descendants(
        self, unit_id: str, *, hierarchy: str = TERRITORIAL, level: Level | None = None
    ) -> tuple[str, ...]:
        """Every unit below, depth first, of one level if asked."""
        found: list[str] = []
        for child in self.children(unit_id, hierarchy=hierarchy):
            found += [child, *self.descendants(child, hierarchy=hierarchy)]
        return tuple(child for child in found if level in (None, self.versions[child].kind.level))

    def is_within(self, unit_id: str, root: str, *, hierarchy: str = TERRITORIAL) -> bool:
        """Whether `unit_id` is `root` or below it."""
        return unit_id == root or root in self.ancestors(unit_id, hierarchy=hierarchy)

    def path(self, unit_id: str, *, hierarchy: str = TERRITORIAL) -> tuple[str, ...]:
        """From the top down to the unit itself."""
        return (*reversed(self.ancestors(unit_id, hierarchy=hierarchy)), unit_id)

    def roots(self, *, hierarchy: str = TERRITORIAL) -> tuple[str, ...]:
        """The units of the hierarchy that have nobody above."""
        above = {parent for kind, parent in self._children if kind == hierarchy}
        return tuple(
            unit_id for unit_id in self if unit_id in above and not self.parent(unit_id, hierarchy=hierarchy)
        )

    def of_level(self, level: Level, *, within: str | None = None) -> tuple[str, ...]:
        """The units of a level, all of them or those at or below `within`."""
        found = (unit_id for unit_id, version in self.versions.items() if version.kind.level == level)
        return tuple(unit_id for unit_id in found if within is None or self.is_within(unit_id, within))

    @property
    def caveats(self) -> tuple[Text, ...]:
        """What the reader should know: days before the records begin, units nobody has verified."""
        early = sorted(file for file, day in self.known_from.items() if self.at < day)
        notes = [
            Text(
                f"Đơn vị trong «{file}» đầy đủ từ {self.known_from[file]:%d/%m/%Y}; trước đó có thể thiếu.",
                f"Units in '{file}' are whole from {self.known_from[file]:%Y-%m-%d}; before, some may lack.",
            )
            for file in early
        ]
        for version in self.versions.values():
            if version.then and version.then.kind == ChangeKind.UNVERIFIED:
                notes.append(
                    Text(
                        f"{version.full_label}: {version.then.label('vi')}.",
                        f"{version.full_label}: {version.then.label('en')}.",
                    )
                )
        return tuple(notes)

    @cached_property
    def _children(self) -> dict[tuple[str, str], tuple[str, ...]]:
        below: dict[tuple[str, str], list[str]] = {}
        for unit_id, version in self.versions.items():
            for hierarchy, parent in version.parents.items():
                below.setdefault((hierarchy, parent), []).append(unit_id)
        return {key: tuple(children) for key, children in below.items()}

    def _stands(self, unit_id: str, valid: Mapping[str, Version]) -> bool:
        """A unit of unknown start is taken to be there as long as those above it are."""
        version = valid.get(unit_id)
        if version is None or version.valid_from is not None:
            return version is not None
        return all(self._stands(parent, valid) for parent in version.parents.values())
