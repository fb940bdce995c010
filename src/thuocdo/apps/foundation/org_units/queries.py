"""Reading units for screens."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Prefetch, Q

from thuocdo.apps.foundation.org_units.models import (
    OrgUnit,
    OrgUnitQuerySet,
    UnitClass,
    UnitLink,
    UnitSuccession,
    UnitVersion,
)
from thuocdo.apps.foundation.org_units.tree_of_day import DayTree, UnitOfDay, tree_of
from thuocdo.domain.org_units.loading import load_units
from thuocdo.domain.org_units.names import folded
from thuocdo.domain.org_units.succession import Break
from thuocdo.domain.org_units.units import ONE_DAY, TERRITORIAL, Kind
from thuocdo.domain.primitives.texts import Text


def units_at(on: date, *, text: str = "", level: str = "") -> OrgUnitQuerySet:
    """The units of a day, in Vietnamese order, with the units right above them that day."""
    links = UnitLink.objects.select_related("parent").filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )
    units = OrgUnit.objects.at(on).prefetch_related(Prefetch("links_up", links, to_attr="links_now"))
    if text:
        units = units.matching(folded(text))
    return units.filter(level=level) if level else units


def unit_with_story(code: str) -> OrgUnit | None:
    """One unit with its versions, where it stood, and what it came from and became."""
    return (
        OrgUnit.objects.filter(code=code)
        .prefetch_related(
            "versions",
            "classes",
            Prefetch(
                "links_up", UnitLink.objects.select_related("parent").order_by("hierarchy", "valid_from")
            ),
            Prefetch("successions", UnitSuccession.objects.select_related("successor")),
            Prefetch("predecessions", UnitSuccession.objects.select_related("unit")),
        )
        .first()
    )


def root_unit() -> OrgUnit | None:
    """The unit this installation serves: ROOT_UNIT, else the top of the tree with most below it."""
    if settings.ROOT_UNIT:
        return OrgUnit.objects.filter(code=settings.ROOT_UNIT).first()
    return OrgUnit.objects.filter(links_up__isnull=True, links_down__isnull=False).order_by("pk").first()


def tree_at(on: date, root: OrgUnit, *, hierarchy: str = TERRITORIAL) -> DayTree:
    """The units of a day under `root`, named as they were, in a constant number of queries."""
    there = {unit.pk: unit for unit in OrgUnit.objects.at(on)}
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    in_force = begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    links = UnitLink.objects.filter(in_force, hierarchy=hierarchy).values_list("child_id", "parent_id")
    parents = {child: there[parent].code for child, parent in links if parent in there}
    units = {}
    for version in UnitVersion.objects.filter(in_force, unit_id__in=there):
        unit = there[version.unit_id]
        # A bracket that tells namesakes apart belongs to the latest name only.
        label = unit.label if version.name == unit.name_vi else version.name
        units[unit.code] = UnitOfDay(
            unit.code, label, Kind(version.kind), parents.get(unit.pk), unit.sort_key
        )
    return tree_of(on, root.code, units)


def codes_matching(on: date, text: str) -> frozenset[str]:
    """The units of a day whose name or code holds the text, accents aside."""
    return frozenset(OrgUnit.objects.at(on).matching(folded(text)).values_list("code", flat=True))


def change_days() -> list[date]:
    """The days on which the tree became different, the latest first."""
    spans = UnitVersion.objects.values_list("valid_from", "valid_to").distinct()
    days = {begin for begin, _ in spans if begin} | {end + ONE_DAY for _, end in spans if end}
    return sorted(days, reverse=True)


def changes_on(on: date) -> list[UnitSuccession]:
    """What ended the day before: units with what became of them."""
    ended = UnitSuccession.objects.filter(ended_on=on - ONE_DAY).select_related("unit", "successor")
    return list(ended.order_by("unit__level", "unit__sort_key"))


def caveats_at(tree: DayTree) -> list[Text]:
    """What the reader of a tree should know, when its units come from the shipped definitions."""
    registry = load_units()
    if not all(code in registry.units for code in tree.units):
        return []
    return list(registry.at(tree.on).caveats)


@dataclass(frozen=True, slots=True)
class Fate:
    """Who answers today for a unit that has ended: the units, and where its line breaks."""

    units: list[OrgUnit]
    breaks: list[Text]


def fate_of(unit: OrgUnit, today: date) -> Fate | None:
    """The end of the chain of successors; None for a unit that is there, or that the definitions do not know."""
    registry = load_units()
    if unit.valid_to is None or unit.valid_to >= today or unit.code not in registry.units:
        return None
    followed = registry.successors(unit.code, since=unit.valid_to, until=today)
    units = OrgUnit.objects.filter(code__in=followed.targets)
    return Fate(list(units), [_told(found) for found in followed.breaks])


def _told(found: Break) -> Text:
    return Text(found.sentence("vi"), found.sentence("en"))


@dataclass(frozen=True, slots=True)
class ClassReader:
    """An index that reads a unit class: its title and page, and the indicators that name the class."""

    unit_class: str
    index: Text
    url: str
    indicators: tuple[str, ...]


_class_readers: dict[str, Callable[[], Iterable[ClassReader]]] = {}


def register_class_readers(name: str, provider: Callable[[], Iterable[ClassReader]]) -> None:
    """Say which unit classes are read; apps above do so from `AppConfig.ready`, the same name again replaces."""
    _class_readers[name] = provider


def class_readers() -> dict[str, list[ClassReader]]:
    """Every unit class that somebody reads, with its readers, by name of the class."""
    found: dict[str, list[ClassReader]] = {}
    for provider in _class_readers.values():
        for reader in provider():
            found.setdefault(reader.unit_class, []).append(reader)
    return dict(sorted(found.items()))


def classes_on(day: date, unit_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The classes of the units on a day, in one query; a unit without any is not there."""
    found: dict[int, set[str]] = {}
    for unit_id, code in (
        UnitClass.objects.on(day).filter(unit_id__in=unit_ids).values_list("unit_id", "code").order_by()
    ):
        found.setdefault(unit_id, set()).add(code)
    return {unit_id: tuple(sorted(codes)) for unit_id, codes in found.items()}
