"""A small round over the named cast: two provinces, two groups, one indicator that Đà Nẵng does not report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from tests.world import World
from thuocdo.apps.assessment.indices.actions import store_definition
from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.scorecards.actions import Peer, define_peer_set, open_round, score_round
from thuocdo.apps.assessment.scorecards.models import Round, Scoring
from thuocdo.apps.measurement.values.actions import NewValue, record_values
from thuocdo.apps.measurement.values.models import SourceKind
from thuocdo.domain.primitives.texts import Text

NOW = dt.datetime(2026, 10, 1, 8, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 9, 30)
TEXT = """schema: 1
index: service
rule_set: "2026"
title: {vi: Bộ phục vụ, en: Service index}
legal: {number: 1/QĐ-UBND}
points: 30
rounding: {indicator: {digits: 2}, total: {digits: 2}}
published: {digits: 2, label: {vi: điểm, en: points}}
ranking: {digits: 2}
classes:
  bands:
    - {code: good, title: {vi: Tốt, en: Good}, from: 20}
    - {code: weak, title: {vi: Yếu, en: Weak}}
groups:
  - code: time
    title: {vi: Tiến độ, en: Time}
    points: 20
    indicators:
      - code: "1.1"
        title: {vi: Tỷ lệ đúng hạn, en: Share in time}
        points: 20
        rule: {kind: ratio, of: on_time, to: dossiers}
        responsible: {vi: Văn phòng, en: Office}
        source: {status: sourced, ref: Phụ lục I}
  - code: mood
    title: {vi: Hài lòng, en: Satisfaction}
    points: 10
    indicators:
      - code: "2.1"
        title: {vi: Tỷ lệ hài lòng, en: Share satisfied}
        points: 10
        rule: {kind: ratio, of: satisfied, to: asked, full_at: 90%}
        source: {status: memory}
inputs:
  on_time: {title: {vi: Hồ sơ đúng hạn, en: Dossiers in time}, type: count, part_of: dossiers}
  dossiers: {title: {vi: Hồ sơ, en: Dossiers}, type: count}
  satisfied: {title: {vi: Hài lòng, en: Satisfied}, type: count, part_of: asked}
  asked: {title: {vi: Được hỏi, en: Asked}, type: count}
"""
HUE = {"on_time": "80", "dossiers": "100", "satisfied": "45", "asked": "100"}
DA_NANG = {"on_time": "90", "dossiers": "100"}


def store_service_index(text: str = TEXT) -> IndexDefinition:
    return store_definition(content=text.encode(), path="service/2026/index.yaml", by=None, now=NOW)


def make_round(
    world: World,
    *,
    code: str = "service-2026",
    period: str = "2026",
    is_published: bool = False,
    text: str = TEXT,
) -> Round:
    definition = store_service_index(text)
    peers = [Peer(world.hue, "Huế", 1, 0), Peer(world.da_nang, "Đà Nẵng", 1, 1)]
    peer_set = define_peer_set(code="two", name=Text("2 thành phố", "2 cities"), at=DAY, peers=peers)
    opened = open_round(
        code=code,
        name=Text(f"Bộ phục vụ {period}", f"Service index {period}"),
        index_code="service",
        rule_set=definition.rule_set,
        definition=definition,
        level="province",
        period=period,
        peer_set=peer_set,
        by=None,
        now=NOW,
    )
    if is_published:
        Round.objects.filter(pk=opened.pk).update(is_published=True)
        opened.refresh_from_db()
    return opened


def give(world: World, unit: str, numbers: Mapping[str, str], *, period: str = "2026") -> None:
    entries = [
        NewValue(f"service.{name}", world.unit(unit), Decimal(number)) for name, number in numbers.items()
    ]
    record_values(
        period=period, entries=entries, source_kind=SourceKind.MANUAL, observed_on=DAY, by=None, now=NOW
    )


def scored_round(world: World, *, is_published: bool = True, **options: str) -> tuple[Round, Scoring]:
    """Huế 21,00 of 30 (16 + 5); Đà Nẵng open between 18 and 28."""
    opened = make_round(world, is_published=is_published, **options)
    give(world, "hue", HUE, period=opened.period)
    give(world, "da-nang", DA_NANG, period=opened.period)
    return opened, score_round(round=opened, by=None, now=NOW)
