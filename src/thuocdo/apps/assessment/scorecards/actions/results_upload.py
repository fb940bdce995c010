"""A table of published results handed in on screen: looked at first, kept as a whole after somebody confirmed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Count
from django.utils.text import slugify

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.queries import find_definition, newest_definitions, parsed
from thuocdo.apps.assessment.scorecards.actions.data_sets import (
    SetContext,
    SetDescription,
    keep_data_set,
    peers_of_sets,
    results_of,
)
from thuocdo.apps.assessment.scorecards.actions.published import keep_published
from thuocdo.apps.assessment.scorecards.errors import ResultsRefusedError
from thuocdo.apps.assessment.scorecards.models import DataSet, PeerSet, PublishedResult
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.evidence.models import Upload
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.published import Margins, check_published
from thuocdo.domain.scoring.published_rows import result_rows
from thuocdo.domain.scoring.published_tables import Known, ResultsRead, RowProblem, limits_of, read_results
from thuocdo.domain.scoring.sheets.limits import Limits

KINDS = frozenset({".csv", ".xlsx"})
LIMITS = Limits(rows=20_000)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A table with what whoever handed it in said about it."""

    upload: Upload
    index_code: str
    title: str
    published_on: dt.date


def look_at(handed_in: HandedIn) -> ResultsRead:
    """Everything the table says and everything that is wrong with it; nothing is stored."""
    with handed_in.upload.file.open("rb") as file:
        table = result_rows(file.read(), handed_in.upload.name, LIMITS)
    read = read_results(table, _known(handed_in.index_code))
    return replace(read, problems=(*read.problems, *_clashes(read, handed_in)))


@transaction.atomic
def keep_results(*, handed_in: HandedIn, by: User, now: dt.datetime) -> DataSet:
    """Keep the table as a data set with verdicts, all of it or nothing."""
    read = look_at(handed_in)
    if not read.is_good:
        raise ResultsRefusedError(len(read.problems))
    upload, code = handed_in.upload, handed_in.index_code
    data_set = keep_data_set(
        described=SetDescription(
            code=_code_of(handed_in),
            index_code=code,
            title=Text(handed_in.title),
            source=", ".join(dict.fromkeys(one.source for one in read.figures))[:500],
            as_of=handed_in.published_on,
            upload=upload,
        ),
        by=by,
        now=now,
    )
    editions = _editions(code, {one.period for one in read.figures})
    codes = sorted({one.peer_set for one in read.figures})
    definitions = {period: _definition(code, rule_set) for period, rule_set in editions.items()}
    checks = check_published(
        read.figures, editions=definitions, peer_sets=peers_of_sets(codes), margins=Margins()
    )
    peer_sets = PeerSet.objects.in_bulk(codes, field_name="code")
    context = SetContext(data_set, editions, peer_sets, handed_in.published_on)
    keep_published(results=results_of(checks, context), by=by)
    return data_set


def _code_of(handed_in: HandedIn) -> str:
    """The same file for the same day is the same data set, however often it is handed in."""
    marks = hashlib.sha256(f"{handed_in.title}|{handed_in.upload.sha256}".encode()).hexdigest()[:8]
    return slugify(f"{handed_in.index_code[:50]}-{handed_in.published_on:%Y-%m-%d}-{marks}")


def _known(index_code: str) -> Known:
    definitions = [parsed(stored) for stored in newest_definitions().filter(code=index_code)]
    limits = {code: limit for one in reversed(definitions) for code, limit in limits_of(one).items()}
    units = dict(OrgUnit.objects.values_list("code", "name_vi"))
    sizes = dict(PeerSet.objects.annotate(size=Count("members")).values_list("code", "size"))
    return Known(units, sizes, limits)


def _clashes(read: ResultsRead, handed_in: HandedIn) -> Iterator[RowProblem]:
    """Figures that the same source is known to have published that day with another number."""
    kept = {
        (row.period, _code(row.peer_set), _code(row.unit), row.node, row.source): row
        for row in PublishedResult.objects.filter(
            index_code=handed_in.index_code, published_on=handed_in.published_on
        ).select_related("unit", "peer_set")
    }
    for number, one in zip(read.rows, read.figures, strict=True):
        row = kept.get((one.period, one.peer_set, one.unit, one.measure, one.source))
        if row is not None and (row.value, row.rank) != (one.value, one.rank):
            reason = Text(
                "nguồn này đã có số khác cho đúng ngày công bố đó; chọn ngày công bố của bản sau",
                "this source is known with another number for that day; give the day of the later publication",
            )
            yield RowProblem(number, "value", f"{one.name}, {one.measure}", reason)


def _code(kept: OrgUnit | PeerSet | None) -> str:
    return kept.code if kept is not None else ""


def _editions(index_code: str, periods: set[str]) -> dict[str, str]:
    """The rule set of every period: as published before, else the one in force on its last day, else none."""
    before = PublishedResult.objects.filter(index_code=index_code, period__in=periods).exclude(rule_set="")
    known = dict(before.values_list("period", "rule_set"))
    return {period: known.get(period) or _in_force(index_code, period) for period in sorted(periods)}


def _in_force(index_code: str, period: str) -> str:
    try:
        day = Period.parse(period).end
    except ThuocDoError:
        return ""
    found: IndexDefinition | None = newest_definitions().on(day).filter(code=index_code).first()
    return found.rule_set if found is not None else ""


def _definition(index_code: str, rule_set: str) -> Definition | None:
    if not rule_set or not newest_definitions().filter(code=index_code, rule_set=rule_set).exists():
        return None
    return parsed(find_definition(index_code, rule_set))
