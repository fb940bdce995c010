"""Storing definitions byte for byte, and the data elements their inputs are fed from."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from thuocdo.apps.assessment.indices.errors import DamagedDefinitionError
from thuocdo.apps.assessment.indices.models import IndexDefinition, InputLink
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.measurement.values.models import DataElement
from thuocdo.domain.scoring.catalogue import discover, load
from thuocdo.domain.scoring.definition import Definition, InputSpec


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load found: texts that are new here, and texts that were here already."""

    stored: tuple[IndexDefinition, ...]
    known: tuple[IndexDefinition, ...]


@transaction.atomic
def load_catalogues(*, root: Path, by: User | None, now: dt.datetime) -> LoadReport:
    """Store every definition below `root`; one bad file and nothing is stored."""
    stored: list[IndexDefinition] = []
    known: list[IndexDefinition] = []
    for entry in discover([root]):
        path = str(entry.path.relative_to(root))
        definition, is_new = _store(entry.path.read_bytes(), path=path, by=by, now=now)
        (stored if is_new else known).append(definition)
    return LoadReport(tuple(stored), tuple(known))


@transaction.atomic
def store_definition(*, content: bytes, path: str, by: User | None, now: dt.datetime) -> IndexDefinition:
    """Store one text as it is; the same text again is the same definition."""
    return _store(content, path=path, by=by, now=now)[0]


def export_definition(*, definition: IndexDefinition) -> bytes:
    """The text as it was stored, byte for byte; an error when it no longer gives its version."""
    if not definition.is_intact:
        raise DamagedDefinitionError(definition.reference)
    return bytes(definition.content)


def _store(content: bytes, *, path: str, by: User | None, now: dt.datetime) -> tuple[IndexDefinition, bool]:
    version = hashlib.sha256(content).hexdigest()
    known = IndexDefinition.objects.filter(version=version).first()
    if known is not None:
        return known, False
    read = load(content, name=path).definition
    stored = IndexDefinition.objects.create(
        code=read.index,
        rule_set=read.rule_set,
        number=_next_number(read),
        version=version,
        content=content,
        path=path,
        title_vi=read.title.vi,
        title_en=read.title.en,
        aliases=list(read.aliases),
        series=read.series,
        levels=list(read.levels),
        legal_number=read.legal.number,
        status=read.status,
        valid_from=read.valid.start,
        valid_to=read.valid.end,
        stored_by=by,
        stored_at=now,
    )
    link_inputs(definition=read)
    audit.record("indices.definition_stored", stored, by=by, after={"version": version, "path": path})
    return stored, True


def _next_number(read: Definition) -> int:
    same = IndexDefinition.objects.filter(code=read.index, rule_set=read.rule_set)
    newest: int | None = same.aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


@transaction.atomic
def link_inputs(*, definition: Definition) -> None:
    """Make a data element for every input that nothing feeds yet; later an annex or a count may take its place."""
    linked = set(InputLink.objects.filter(index_code=definition.index).values_list("input", flat=True))
    fresh = {
        name: spec for name, spec in definition.inputs.items() if name not in linked and spec.derive is None
    }
    elements = {name: _element(definition.index, name, spec) for name, spec in fresh.items()}
    DataElement.objects.bulk_create(elements.values(), ignore_conflicts=True)
    codes = [element.code for element in elements.values()]
    stored = {element.code: element for element in DataElement.objects.filter(code__in=codes)}
    InputLink.objects.bulk_create(
        InputLink(index_code=definition.index, input=name, element=stored[element.code])
        for name, element in elements.items()
    )


def _element(index_code: str, name: str, spec: InputSpec) -> DataElement:
    return DataElement(
        code=f"{index_code}.{name}",
        title_vi=spec.title.vi or name,
        title_en=spec.title.en,
        help_vi=spec.help.vi,
        help_en=spec.help.en,
        unit_of_measure_vi=spec.unit_of_measure.vi,
        unit_of_measure_en=spec.unit_of_measure.en,
        kind=spec.type,
    )
