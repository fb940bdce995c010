"""Which unit of one day a written name means.

Its name of that day with all accents comes first (Hương Vân and Hương Văn are two wards), then without accents,
then names of other days, then names without what stands before them.

>>> without_title("thanh pho hue"), closeness("hue", "thanh pho hue")
('hue', 1)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thuocdo.domain.org_units.names import tidy, words
from thuocdo.domain.org_units.tree import UnitTree
from thuocdo.domain.org_units.units import Level, OrgUnit

# What stands before a proper name; left off when nothing else matches.
_TITLES = (
    "thanh pho truc thuoc trung uong", "thanh pho", "thi tran", "thi xa", "tinh", "quan", "huyen", "phuong",
    "xa", "tp", "tx", "tt", "q", "h", "p", "x",
)  # fmt: skip

Index = Mapping[str, tuple[OrgUnit, ...]]


@dataclass(frozen=True, slots=True)
class Spellings:
    """Four indices of names, the surest first; the first keeps accents, the others are folded."""

    indices: tuple[Index, ...]
    levels: Mapping[str, Level]

    @classmethod
    def of_tree(cls, tree: UnitTree) -> Spellings:
        """The spellings of every unit of one day."""
        named = [(tree.units[unit_id], version) for unit_id, version in tree.versions.items()]
        of_the_day = [
            (unit, {version.name, version.full_label, version.short_name, *unit.aliases})
            for unit, version in named
        ]
        ever = [(unit, unit.spellings) for unit, _ in named]
        indices = (
            _index((unit, map(_accented, names)) for unit, names in of_the_day),
            _index((unit, map(words, names)) for unit, names in of_the_day),
            _index((unit, map(words, names)) for unit, names in ever),
            _index((unit, (without_title(words(name)) for name in names)) for unit, names in ever),
        )
        return cls(indices, {unit.id: version.kind.level for unit, version in named})

    def matches(self, wanted: str, level: Level | None = None) -> tuple[OrgUnit, ...]:
        """The units that the written name `wanted` can mean, by the surest index that knows it."""
        folded_name = words(wanted)
        tries = [(self.indices[0], _accented(wanted))]
        tries += [
            (index, form) for form in (folded_name, without_title(folded_name)) for index in self.indices[1:]
        ]
        for index, form in tries:
            if form:
                found = tuple(u for u in index.get(form, ()) if level in (None, self.levels[u.id]))
                if found:
                    return found
        return ()


def _accented(name: str) -> str:
    return tidy(name).casefold()


def _index(named: Iterable[tuple[OrgUnit, Iterable[str]]]) -> Index:
    index: dict[str, tuple[OrgUnit, ...]] = {}
    for unit, forms in named:
        for form in set(forms):
            index[form] = (*index.get(form, ()), unit)
    return index


def without_title(form: str) -> str:
    """The folded name without what stands before a proper name."""
    title = next((title for title in _TITLES if form.startswith(title + " ")), "")
    return form[len(title) :].strip()


def closeness(wanted: str, form: str) -> int:
    """How well the folded `form` answers a search for `wanted`: 0 is the same, 9 is not at all."""
    if form == wanted:
        return 0
    if without_title(form) == wanted:
        return 1
    if form.startswith(wanted) or without_title(form).startswith(wanted):
        return 2
    if f" {wanted}" in form:
        return 3
    return 4 if wanted in form else 9
