"""Storing definitions byte for byte, and the data elements their inputs are fed from."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Max, Q

from thuocdo.apps.assessment.indices.errors import DamagedDefinitionError
from thuocdo.apps.assessment.indices.models import FOLLOWING, IndexDefinition, InputLink, RuleSetStep
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.measurement.values.models import DataElement
from thuocdo.domain.scoring.catalogue import LoadedDefinition, discover, load
from thuocdo.domain.scoring.definition import Definition, InputSpec

LOCK_SPACE = 7_061_103  # sets the locks of indices apart from any other advisory lock of the database


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load found: texts that are new here, those that were here already, and those that the office's own
    decisions keep out."""

    stored: tuple[IndexDefinition, ...]
    known: tuple[IndexDefinition, ...]
    held_back: tuple[str, ...] = ()


@transaction.atomic
def load_catalogues(*, root: Path, by: User | None, now: dt.datetime) -> LoadReport:
    """Store every definition below `root`; one bad file and nothing is stored.

    A series that the office has put in force or corrected itself takes no other shipped text: it is only reported.
    """
    stored: list[IndexDefinition] = []
    known: list[IndexDefinition] = []
    held_back: list[str] = []
    for entry in discover([root]):
        path, content = str(entry.path.relative_to(root)), entry.path.read_bytes()
        lock_index(entry.index)
        found = IndexDefinition.objects.filter(version=_hash(content)).first()
        if found is not None:
            known.append(found)
            continue
        read = load(content, name=path)
        if _is_the_offices(read.definition):
            held_back.append(path)
        else:
            stored.append(keep_text(read, path=path, by=by, now=now))
    return LoadReport(tuple(stored), tuple(known), tuple(held_back))


def _is_the_offices(read: Definition) -> bool:
    """Whether steps of people decide in this rule set already, or in the series that it would take a place in."""
    steps = RuleSetStep.objects.filter(definition__code=read.index)
    mine = Q(definition__rule_set=read.rule_set)
    if read.status in FOLLOWING:
        mine |= Q(definition__series=read.series, definition__status__in=FOLLOWING)
    return steps.filter(mine).exists()


@transaction.atomic
def store_definition(*, content: bytes, path: str, by: User | None, now: dt.datetime) -> IndexDefinition:
    """Store one text as it is; the same text again is the same definition."""
    read = load(content, name=path)
    lock_index(read.definition.index)
    known = IndexDefinition.objects.filter(version=read.version).first()
    return known or keep_text(read, path=path, by=by, now=now)


def export_definition(*, definition: IndexDefinition) -> bytes:
    """The text as it was stored, byte for byte; an error when it no longer gives its version."""
    if not definition.is_intact:
        raise DamagedDefinitionError(definition.reference)
    return bytes(definition.content)


def lock_index(code: str) -> None:
    """Let nobody else store a text of this index before the transaction ends: dates and numbers stay in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK_SPACE, code])


def keep_text(
    loaded: LoadedDefinition, *, path: str, by: User | None, now: dt.datetime, reason: str = ""
) -> IndexDefinition:
    """Store a text as the newest of its rule set, byte for byte; call it in a transaction."""
    read = loaded.definition
    lock_index(read.index)
    stored = IndexDefinition.objects.create(
        code=read.index,
        rule_set=read.rule_set,
        number=_next_number(read),
        version=loaded.version,
        content=loaded.content,
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
    after = {"version": loaded.version, "path": path, "number": stored.number}
    audit.record("indices.definition_stored", stored, by=by, after=after, reason=reason)
    return stored


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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
