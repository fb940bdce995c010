"""Data sets of published results: kept with the verdict of computing them again; loaded as often as wanted.

A figure that was published again on a later day, or by another source, is a row of its own; the earlier one stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Count

from thuocdo.apps.assessment.scorecards.actions.provinces import define_provinces
from thuocdo.apps.assessment.scorecards.actions.published import keep_published
from thuocdo.apps.assessment.scorecards.models import DataSet, PeerSet, PublishedResult
from thuocdo.apps.assessment.scorecards.models.published import Check
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.evidence.models import Upload
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.org_units.registry import UnitRegistry
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring import published as domain
from thuocdo.domain.scoring.catalogue.published_files import PeersSpec, Published
from thuocdo.domain.scoring.merged import MergedFigure, merged_figures
from thuocdo.domain.scoring.published import PublishedFigure, PublishedPeers

_VERDICTS = {
    domain.Verdict.AGREES: Check.AGREES,
    domain.Verdict.DIFFERS: Check.DIFFERS,
    domain.Verdict.NOT_RECOMPUTABLE: Check.NOT_RECOMPUTABLE,
}


@dataclass(frozen=True, slots=True)
class SetDescription:
    """What a data set is."""

    code: str
    index_code: str
    title: Text
    source: str
    as_of: dt.date
    upload: Upload | None = None


@dataclass(frozen=True, slots=True)
class SetContext:
    """What the rows of a data set are tied to: rule set by period, peer sets by code, the day of publication."""

    data_set: DataSet
    rule_sets: Mapping[str, str]
    peer_sets: Mapping[str, PeerSet]
    published_on: dt.date | None


@dataclass(frozen=True, slots=True)
class LoadedSet:
    """A data set that was loaded: its published rows, and those derived for merged units."""

    data_set: DataSet
    published: int
    derived: int


@transaction.atomic
def load_published(
    *, book: Published, registry: UnitRegistry, by: User | None, now: dt.datetime
) -> LoadedSet:
    """Load a published table of the catalogues with verdicts; the same table again changes nothing."""
    about = book.about
    peer_sets = define_provinces(registry)
    data_set = keep_data_set(
        described=SetDescription(about.code, about.index, about.title, about.source, about.as_of),
        by=by,
        now=now,
    )
    rule_sets = {
        period: rule_set or about.rule_names.get(period, "") for period, rule_set in about.editions.items()
    }
    context = SetContext(data_set, rule_sets, peer_sets, about.published_on)
    merged = {
        spec.code: merged_parts(registry, peer_sets[spec.code], peer_sets[spec.merged_from].at)
        for spec in about.peer_sets
        if spec.merged_from is not None
    }
    results = results_of(book.check(merged), context)
    derived = list(_derived(book, merged, context))
    keep_published(results=[*results, *derived], by=by)
    return LoadedSet(data_set, len(results), len(derived))


def keep_data_set(*, described: SetDescription, by: User | None, now: dt.datetime) -> DataSet:
    """The data set of that code, brought up to date."""
    kept, _ = DataSet.objects.update_or_create(
        code=described.code,
        defaults={
            "index_code": described.index_code,
            "title_vi": described.title.vi,
            "title_en": described.title.en or "",
            "source": described.source,
            "as_of": described.as_of,
            "upload": described.upload,
            "by": by,
            "loaded_at": now,
        },
    )
    return kept


def merged_parts(registry: UnitRegistry, peers: PeerSet, before: dt.date) -> dict[str, tuple[str, ...]]:
    """Of which units of the day `before` each peer of today was made."""
    codes = peers.units.values_list("code", flat=True)
    return {code: tuple(registry.predecessors(code, at=before, until=peers.at)) for code in codes}


def peers_of_sets(codes: Sequence[str]) -> dict[str, PublishedPeers]:
    """The stored peer sets as the check reads them."""
    rows = PeerSet.objects.filter(code__in=codes).annotate(size=Count("members"))
    return {one.code: PublishedPeers(one.code, one.size, one.name) for one in rows}


def results_of(checks: Sequence[domain.Check], context: SetContext) -> list[PublishedResult]:
    """Every published line with the verdict on its value, or on its rank where it has no value."""
    told: dict[int, list[domain.Check]] = {}
    for check in checks:
        told.setdefault(id(check.figure), []).append(check)
    units = _units([verdicts[0].figure for verdicts in told.values()])
    return [_result(verdicts, units, context) for verdicts in told.values()]


def _result(
    verdicts: Sequence[domain.Check], units: Mapping[str, OrgUnit], context: SetContext
) -> PublishedResult:
    check = verdicts[0]
    result = _row(check.figure, units, context)
    reason = _told(verdicts)
    result.check_result = _VERDICTS[check.verdict]
    result.recomputed = check.recomputed if check.of == "value" else None
    result.reason_vi, result.reason_en = reason.vi, reason.pick("en")
    return result


def _row(figure: PublishedFigure, units: Mapping[str, OrgUnit], context: SetContext) -> PublishedResult:
    unit = units.get(figure.unit)
    return PublishedResult(
        data_set=context.data_set,
        index_code=context.data_set.index_code,
        rule_set=context.rule_sets.get(figure.period, ""),
        period=figure.period,
        unit=unit,
        subject=figure.name or (unit.name_vi if unit is not None else figure.unit),
        node=figure.measure,
        peer_set=context.peer_sets.get(figure.peer_set),
        value=figure.value,
        rank=figure.rank,
        published_on=context.published_on,
        source=figure.source,
    )


def _units(figures: Sequence[PublishedFigure]) -> dict[str, OrgUnit]:
    """Units by the codes of the figures, ours or those of the national portal."""
    codes = {figure.unit for figure in figures}
    return OrgUnit.objects.in_bulk(codes, field_name="code") | {
        unit.national_code: unit for unit in OrgUnit.objects.filter(national_code__in=codes)
    }


def _told(checks: Sequence[domain.Check]) -> Text:
    """The reasons of the verdicts on value and rank, one after the other."""
    words = {"value": Text("", ""), "rank": Text("Hạng: ", "Rank: ")}
    said = [(words[check.of], domain.VERDICT_LABELS[check.verdict], check.reason) for check in checks]
    return Text(
        " ".join(f"{of.vi}{label.vi}. {reason.vi}" if of.vi else reason.vi for of, label, reason in said),
        " ".join(
            f"{of.en}{label.en}. {reason.pick('en')}" if of.en else reason.pick("en")
            for of, label, reason in said
        ),
    )


def _derived(
    book: Published, merged: Mapping[str, Mapping[str, Sequence[str]]], context: SetContext
) -> Iterator[PublishedResult]:
    """What the rule of mergers gives where nothing was published; each row says that it is derived."""
    for spec in book.about.peer_sets:
        for period in sorted({one.period for one in book.figures if one.peer_set == spec.code}):
            found = merged_of(book, spec, period, merged.get(spec.code, {}))
            derived = [one for one in found if not one.is_published and len(one.parts) > 1]
            units = _units([one.figure for one in derived])
            yield from (_derived_row(one, units, context) for one in derived)


def merged_of(
    book: Published, spec: PeersSpec, period: str, parts: Mapping[str, Sequence[str]]
) -> list[MergedFigure]:
    """The figures of the units of a merged peer set; nothing where no rule of mergers is published."""
    if spec.merged_from is None or not spec.merged_by:
        return []
    peers = PublishedPeers(spec.code, spec.size, spec.title, spec.merged_from, parts)
    return merged_figures(book.figures, period=period, peers=peers, source=spec.merged_by)


def _derived_row(one: MergedFigure, units: Mapping[str, OrgUnit], context: SetContext) -> PublishedResult:
    row = _row(replace(one.figure, name=units[one.figure.unit].name_vi), units, context)
    listed = ", ".join(one.parts)
    row.check_result, row.recomputed = Check.DERIVED, one.figure.value
    row.reason_vi = f"Không công bố; suy ra là trung bình cộng trước sáp nhập: {listed}."
    row.reason_en = f"Not published; derived as the unweighted mean before the merger: {listed}."
    return row
