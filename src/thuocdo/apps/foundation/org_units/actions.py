"""Bringing the definitions of units into the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError

from thuocdo.apps.foundation.org_units.closure import Link, Span, closure
from thuocdo.apps.foundation.org_units.errors import UnitsInUseError
from thuocdo.apps.foundation.org_units.models import (
    OrgUnit,
    UnitClosure,
    UnitLink,
    UnitSuccession,
    UnitVersion,
)
from thuocdo.domain.org_units.names import folded, sort_key
from thuocdo.domain.org_units.registry import UnitRegistry
from thuocdo.domain.org_units.units import OrgUnit as DefinedUnit

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load did."""

    created: int
    updated: int
    removed: int
    total: int


@transaction.atomic
def store_units(registry: UnitRegistry) -> LoadSummary:
    """Make the database say what the registry says; codes and keys of known units stay.

    A unit that the registry no longer has is removed if nothing refers to it; else nothing is loaded.
    """
    known = OrgUnit.objects.in_bulk(field_name="code")
    rows = [_row(unit) for unit in registry.units.values()]
    gone = set(known) - {row.code for row in rows}
    _remove(gone)
    OrgUnit.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[f.name for f in OrgUnit._meta.fields if f.name not in {"id", "code"}],
    )
    _store_details(registry)
    created = len({row.code for row in rows} - set(known))
    return LoadSummary(created, len(rows) - created, len(gone), len(rows))


def _remove(codes: set[str]) -> None:
    try:
        OrgUnit.objects.filter(code__in=codes).delete()
    except ProtectedError as error:
        raise UnitsInUseError(codes) from error


def _row(unit: DefinedUnit) -> OrgUnit:
    latest = unit.latest
    searched = " ".join(sorted({folded(name) for name in unit.spellings}))
    return OrgUnit(
        code=unit.id,
        national_code=unit.codes.get("portal", ""),
        name_vi=latest.name,
        label=latest.full_label,
        kind=latest.kind.value,
        level=unit.level.value,
        folded=searched,
        sort_key=sort_key(latest.full_label),
        valid_from=unit.versions[0].valid_from,
        valid_to=latest.valid_to,
    )


def _store_details(registry: UnitRegistry) -> None:
    for model in (UnitVersion, UnitLink, UnitSuccession, UnitClosure):
        model._base_manager.all().delete()
    keys = dict(OrgUnit.objects.values_list("code", "pk"))
    units = registry.units.values()
    UnitVersion.objects.bulk_create(_versions(units, keys), batch_size=BATCH)
    links = [link for unit in units for link in _links(unit)]
    UnitLink.objects.bulk_create(
        [
            UnitLink(
                hierarchy=link.hierarchy,
                parent_id=keys[link.parent],
                child_id=keys[link.child],
                valid_from=link.valid_from,
                valid_to=link.valid_to,
            )
            for link in links
        ],
        batch_size=BATCH,
    )
    successions = _successions(units, keys)
    UnitSuccession.objects.bulk_create(successions, batch_size=BATCH)
    codes = {pk: code for code, pk in keys.items()}
    followed = [
        (codes[row.unit_id], codes[row.successor_id]) for row in successions if row.successor_id is not None
    ]
    spans = [Span(unit.id, unit.versions[0].valid_from, unit.latest.valid_to) for unit in units]
    UnitClosure.objects.bulk_create(
        [
            UnitClosure(
                hierarchy=row.hierarchy,
                ancestor_id=keys[row.ancestor],
                descendant_id=keys[row.descendant],
                depth=row.depth,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                is_inherited=row.is_inherited,
            )
            for row in closure(spans, links, followed)
        ],
        batch_size=BATCH,
    )


def _versions(units: Iterable[DefinedUnit], keys: Mapping[str, int]) -> list[UnitVersion]:
    return [
        UnitVersion(
            unit_id=keys[unit.id],
            name=version.name,
            kind=version.kind.value,
            valid_from=version.valid_from,
            valid_to=version.valid_to,
            source=version.provenance.reference,
            certainty=version.provenance.certainty.value,
        )
        for unit in units
        for version in unit.versions
    ]


def _links(unit: DefinedUnit) -> list[Link]:
    return [
        Link(hierarchy, parent, unit.id, version.valid_from, version.valid_to)
        for version in unit.versions
        for hierarchy, parent in version.parents.items()
    ]


def _successions(units: Iterable[DefinedUnit], keys: Mapping[str, int]) -> list[UnitSuccession]:
    """One row for each unit that follows, or one without successor that says why."""
    rows = []
    for unit in units:
        change = unit.latest.then
        if change is None:
            continue
        for successor in change.into or (None,):
            rows.append(
                UnitSuccession(
                    unit_id=keys[unit.id],
                    successor_id=keys[successor] if successor else None,
                    kind=change.kind.value,
                    ended_on=unit.latest.valid_to,
                    note=change.note.vi,
                )
            )
    return rows
