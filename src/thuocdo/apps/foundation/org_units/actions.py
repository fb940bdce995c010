"""Bringing the definitions of units into the database, and saying which classes units belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError

from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.audit.models import Actor
from thuocdo.apps.foundation.org_units.closure import Link, Span, closure
from thuocdo.apps.foundation.org_units.errors import (
    ClassEndError,
    ClassOverlapError,
    UnitsInUseError,
    UnknownClassError,
)
from thuocdo.apps.foundation.org_units.models import (
    OrgUnit,
    UnitClass,
    UnitClosure,
    UnitLink,
    UnitSuccession,
    UnitVersion,
)
from thuocdo.apps.foundation.org_units.queries import class_readers
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


@transaction.atomic
def classify(
    *,
    unit: OrgUnit,
    unit_class: str,
    valid_from: date,
    document: str,
    by: Actor | None,
    now: datetime,
    valid_to: date | None = None,
) -> UnitClass:
    """Say that a unit belongs to a class from a day on; some definition must read the class."""
    known = class_readers()
    if unit_class not in known:
        raise UnknownClassError(unit_class, known)
    if valid_to is not None and valid_to < valid_from:
        raise ClassEndError(unit_class, valid_from, None)
    # The lock on the unit keeps two people from both finding no overlap.
    OrgUnit.objects.select_for_update().get(pk=unit.pk)
    if UnitClass.objects.filter(unit=unit, code=unit_class).meeting(valid_from, valid_to).exists():
        raise ClassOverlapError(str(unit), unit_class)
    name = str(by) if by is not None else ""
    held = UnitClass.objects.create(
        unit=unit,
        code=unit_class,
        valid_from=valid_from,
        valid_to=valid_to,
        document=document,
        set_by_name=name,
        set_at=now,
        changed_by_name=name,
    )
    audit.record("org_units.classified", unit, by=by, after=_told(held), reason=document)
    return held


@transaction.atomic
def end_class(
    *, held: UnitClass, valid_to: date, document: str, expected: int, by: Actor | None
) -> UnitClass:
    """Give a class of a unit its last day; scores that were computed while it held stay as they are."""
    if held.valid_to is not None or valid_to < held.valid_from:
        raise ClassEndError(held.code, held.valid_from, held.valid_to)
    before = _told(held)
    held.valid_to = valid_to
    held.save_versioned(expected=expected, by=by, fields=["valid_to"])
    audit.record("org_units.class_ended", held.unit, by=by, before=before, after=_told(held), reason=document)
    return held


def _told(held: UnitClass) -> dict[str, object]:
    return {"unit_class": held.code, "valid_from": held.valid_from, "valid_to": held.valid_to}
