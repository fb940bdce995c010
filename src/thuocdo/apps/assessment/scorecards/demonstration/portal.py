"""Index 766 as the national portal showed it in 2026: Huế from its counts, the provinces from their group points."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.queries import element_codes, find_definition, parsed, plain_points
from thuocdo.apps.assessment.scorecards.actions import open_round, publish_round, score_round
from thuocdo.apps.assessment.scorecards.actions.data_sets import (
    SetDescription,
    keep_data_set,
    load_published,
)
from thuocdo.apps.assessment.scorecards.actions.published import OfficialScore, keep_official, keep_published
from thuocdo.apps.assessment.scorecards.models import PeerSet, PublishedResult, Round, Score, Track
from thuocdo.apps.assessment.scorecards.models.published import Check
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.measurement.values.actions import NewValue, record_values
from thuocdo.apps.measurement.values.models import SourceKind
from thuocdo.domain.org_units.registry import UnitRegistry
from thuocdo.domain.primitives.paths import catalogues_root
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.published_files import read_published

INDEX, RULES, PERIOD = "service-quality-766", "2026-09-01-portal", "2026"
GROUPS = ("CKMB", "TDGQ", "ONLINE", "TTTT", "MDSH", "MDHL")
SEPTEMBER, OCTOBER = dt.date(2026, 9, 30), dt.date(2026, 10, 10)
ROUNDING = Decimal("0.01")
SOURCE = "dichvucong.gov.vn, GitHub duynghiaqn/Crawler-766"
# Groups whose counts were not all captured: their published points are taken as given, which the derivation says.
GIVEN_GROUPS = {"H57": ("ONLINE", "TTTT"), "H20": GROUPS}


def load_portal(*, registry: UnitRegistry, peers: PeerSet, now: dt.datetime) -> list[Round]:
    """Both rounds of 2026; the newest first."""
    rules = find_definition(INDEX, RULES)
    units = {unit.national_code: unit for unit in peers.units.exclude(national_code="")}
    _record_september(units, now)
    _record_october(units, now)
    september = _open(rules, peers, SEPTEMBER, _NOTE_SEPTEMBER, now)
    october = _open(rules, peers, OCTOBER, _NOTE_OCTOBER, now)
    for opened in (september, october):
        score_round(round=opened, by=None, now=now)
    maxima = _maxima(rules)
    shown = [_in_one_row(code, rows) for code, rows in _september_groups(units).items()]
    _keep_official(september, shown, units, maxima, now)
    _keep_september(september, shown, units, now)
    _keep_official(october, list(_rows("provinces-2026-10-10.csv")), units, maxima, now)
    load_published(book=read_published(_folder()), registry=registry, by=None, now=now)
    return [publish_round(round=opened, by=None) for opened in (october, september)]


def _folder() -> Path:
    return catalogues_root() / INDEX / "published"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_folder() / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _record_september(units: Mapping[str, OrgUnit], now: dt.datetime) -> None:
    """Numerators and denominators, and the points of groups that have only points."""
    elements = element_codes(INDEX)
    numbers: dict[tuple[str, str], Decimal] = {}
    for row in _rows("metrics-2026.csv"):
        if row["code"] in units:
            for side in ("numerator", "denominator"):
                if row[f"{side}_input"] and row[side]:
                    numbers[row["code"], row[f"{side}_input"]] = Decimal(row[side])
    for code, groups in _september_groups(units).items():
        for group in GIVEN_GROUPS.get(code, ()):
            numbers[code, f"{group.lower()}_points"] = groups[group]
    entries = [
        NewValue(elements[name], units[code], number, source=SOURCE)
        for (code, name), number in numbers.items()
    ]
    _record(entries, SEPTEMBER, now)


def _record_october(units: Mapping[str, OrgUnit], now: dt.datetime) -> None:
    elements = element_codes(INDEX)
    entries = [
        NewValue(elements[f"{group.lower()}_points"], units[row["code"]], Decimal(row[group]), source=SOURCE)
        for row in _rows("provinces-2026-10-10.csv")
        for group in GROUPS
        if row["code"] in units
    ]
    _record(entries, OCTOBER, now)


def _record(entries: list[NewValue], day: dt.date, now: dt.datetime) -> None:
    record_values(
        period=PERIOD, entries=entries, source_kind=SourceKind.PUBLISHED, observed_on=day, by=None, now=now
    )


def _september_groups(units: Mapping[str, OrgUnit]) -> dict[str, dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = {}
    for row in _rows("groups-of-metrics-2026.csv"):
        if row["code"] in units:
            found.setdefault(row["code"], {})[row["group"]] = Decimal(row["points"])
    return found


def _in_one_row(code: str, groups: Mapping[str, Decimal]) -> dict[str, str]:
    known = {group: str(points) for group, points in groups.items() if group in GROUPS}
    total = groups.get("total", sum((groups[group] for group in GROUPS), Decimal(0)))
    return {"code": code, "total": str(total), "rank": "", **known}


def _open(rules: IndexDefinition, peers: PeerSet, day: dt.date, note: Text, now: dt.datetime) -> Round:
    return open_round(
        code=f"766-{day.isoformat()}",
        name=Text(
            f"766 cấp tỉnh, lũy kế đến {day:%d/%m/%Y}", f"766 of provinces, 2026 up to {day.isoformat()}"
        ),
        index_code=INDEX,
        rule_set=RULES,
        definition=rules,
        level="province",
        period=PERIOD,
        peer_set=peers,
        values_until=day,
        source=SOURCE,
        note=note,
        by=None,
        now=now,
    )


def _maxima(rules: IndexDefinition) -> dict[str, Decimal | None]:
    definition = parsed(rules)
    maxima = {node.code: plain_points(node.points) for node in definition.root.children}
    return {"total": plain_points(definition.points), **maxima}


def _keep_official(
    opened: Round,
    rows: list[dict[str, str]],
    units: Mapping[str, OrgUnit],
    maxima: Mapping[str, Decimal | None],
    now: dt.datetime,
) -> None:
    """The portal's own totals and ranks on the official track."""
    scores = [
        _official(units[row["code"]], node, row, maxima)
        for row in rows
        if row["code"] in units
        for node in ("total", *GROUPS)
    ]
    keep_official(round=opened, scores=scores, by=None, now=now)


def _keep_september(
    opened: Round, rows: list[dict[str, str]], units: Mapping[str, OrgUnit], now: dt.datetime
) -> None:
    """The published groups of September, checked against what was computed here from the counts."""
    data_set = keep_data_set(described=_SEPTEMBER_SET, by=None, now=now)
    computed = {
        (score.unit_id, score.node): score.points
        for score in Score.objects.in_force(opened.pk, Track.SELF).filter(depth__lte=1)
    }
    results = [
        _result(opened, units[row["code"]], node, row, computed)
        for row in rows
        if row["code"] in units
        for node in ("total", *GROUPS)
    ]
    for result in results:
        result.data_set = data_set
    keep_published(results=results, by=None)


def _official(
    unit: OrgUnit, node: str, row: Mapping[str, str], maxima: Mapping[str, Decimal | None]
) -> OfficialScore:
    value = Decimal(row[node])
    return OfficialScore(
        unit=unit,
        node=node,
        depth=0 if node == "total" else 1,
        value=value,
        points=value,
        maximum=maxima[node],
        rank=int(row["rank"]) if node == "total" and row["rank"] else None,
        class_code="",
        derivation={"kind": "published", "value": str(value), "source": SOURCE},
    )


def _result(
    opened: Round,
    unit: OrgUnit,
    node: str,
    row: Mapping[str, str],
    computed: Mapping[tuple[int, str], Decimal | None],
) -> PublishedResult:
    value, again = Decimal(row[node]), computed.get((unit.pk, node))
    off = None if again is None else abs(again - value)
    # Six published groups are rounded each, so their sum may miss the published total by a hundredth.
    margin = ROUNDING if node == "total" else Decimal(0)
    agrees = off is not None and off <= margin
    reason = _NO_COUNTS if off is None else _DIFFERS if not agrees else _ROUNDED if off else _AGREES
    return PublishedResult(
        index_code=INDEX,
        rule_set=RULES,
        period=PERIOD,
        unit=unit,
        subject=unit.name_vi,
        node=node,
        peer_set=opened.peer_set,
        value=value,
        rank=int(row["rank"]) if node == "total" and row["rank"] else None,
        published_on=opened.values_until,
        source=SOURCE,
        check_result=Check.AGREES
        if agrees
        else Check.DIFFERS
        if again is not None
        else Check.NOT_RECOMPUTABLE,
        recomputed=again,
        reason_vi=reason.vi,
        reason_en=reason.pick("en"),
    )


_SEPTEMBER_SET = SetDescription(
    code="service-quality-766-2026-09-30",
    index_code=INDEX,
    title=Text(
        "Điểm nhóm 766 kèm số đếm trên Cổng Dịch vụ công quốc gia, 30/09/2026",
        "Group points of 766 with their counts on the national portal, 30 September 2026",
    ),
    source=SOURCE,
    as_of=SEPTEMBER,
)
_AGREES = Text("Khớp với số tính ở đây.", "Agrees with what is computed here.")
_ROUNDED = Text(
    "Khớp trong sai số làm tròn: tổng sáu nhóm đã làm tròn lệch một phần trăm điểm.",
    "Agrees within rounding: the sum of six rounded groups is a hundredth off.",
)
_DIFFERS = Text(
    "Tổng nhóm của Cổng không bằng tổng các chỉ số Cổng trả cùng ngày; từng chỉ số thì khớp. Chưa rõ lý do.",
    "The portal's total differs from the sum of the indicators it returned that day, each of which agrees. "
    "The reason is not known.",
)
_NO_COUNTS = Text("Chưa đủ số liệu thành phần.", "The counts are not complete.")
_NOTE_SEPTEMBER = Text(
    "Huế được tính từ tử số và mẫu số Cổng Dịch vụ công quốc gia công bố; nhóm nào chưa thu đủ số đếm thì lấy điểm "
    "nhóm đã công bố. Các tỉnh khác chưa có số liệu của ngày này.",
    "Huế is computed from the numerators and denominators of the national portal; a group whose counts were not all "
    "captured enters with its published points. Other provinces have no figures for this day.",
)
_NOTE_OCTOBER = Text(
    "Cổng chỉ cho điểm sáu nhóm của 32 trong 34 tỉnh; điểm nhóm được đưa vào như đã cho, tổng và hạng tính lại ở đây.",
    "The portal gives the six group points of 32 of 34 provinces; they enter as given, totals and ranks are computed "
    "again here.",
)
