"""The conference's story: two illustrative sheets of Thừa Thiên Huế that add up to the totals reported there.

What is reported is the two totals, 697.55 for 2022 and 774.45 self-scored for 2023. The components' points, rules and
figures are made up to tell them, and so is a target; everything says so. Whose the total of 2022 is, is not known: its
track says that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.queries import element_codes, find_definition, parsed
from thuocdo.apps.assessment.scorecards.actions import (
    Peer,
    define_peer_set,
    open_round,
    publish_round,
    score_round,
)
from thuocdo.apps.assessment.scorecards.models import PeerSet, Round, Track
from thuocdo.apps.assessment.targets.actions import set_target
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.measurement.values.actions import NewValue, decimal_of, record_values
from thuocdo.apps.measurement.values.models import SourceKind
from thuocdo.domain.org_units.registry import UnitRegistry
from thuocdo.domain.primitives.paths import catalogues_root
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheets import read_inputs

INDEX, RULES, UNIT = "dti-province", "2022-05-20-922-illustrative", "hue"
LAST_DAY = dt.date(2024, 12, 31)
TARGET, TARGET_SET_ON = Decimal("0.78"), dt.date(2023, 1, 15)
TARGET_TEXT = "Minh hoạ, không có thật (illustrative)"


@dataclass(frozen=True)
class ConferenceYear:
    """One year as it was reported: whose number the total is, and what readers must know."""

    period: str
    track: Track
    note: Text


YEARS = (
    ConferenceYear(
        "2022",
        Track.UNKNOWN,
        Text(
            "Tổng 697,55 được báo cáo tại hội nghị; chưa rõ là tự chấm hay thẩm định. Điểm, quy tắc và số liệu của "
            "từng thành phần là minh hoạ. Kết quả chính thức ở đợt DTI cấp tỉnh 2022 (63 tỉnh, thành phố).",
            "The total of 697.55 was reported at the conference; whether self-scored or appraised is not known. "
            "Points, rules and figures of the components are illustrative. The official result is in the round "
            "Provincial DTI 2022 (63 provinces).",
        ),
    ),
    ConferenceYear(
        "2023",
        Track.SELF,
        Text(
            "Tổng 774,45 là điểm tự chấm được báo cáo tại hội nghị. Điểm, quy tắc và số liệu của từng thành phần là "
            "minh hoạ. Kết quả chính thức ở đợt DTI cấp tỉnh 2023 (63 tỉnh, thành phố).",
            "The total of 774.45 is the self-score reported at the conference. Points, rules and figures of the "
            "components are illustrative. The official result is in the round Provincial DTI 2023 (63 provinces).",
        ),
    ),
)


def load_conference(*, registry: UnitRegistry, now: dt.datetime) -> list[Round]:
    """Both years scored and shown to everybody; the newest first."""
    rules = find_definition(INDEX, RULES)
    unit = OrgUnit.objects.get(code=UNIT)
    peers = define_peer_set(
        code="hue-conference",
        name=Text("Riêng Thừa Thiên Huế (minh hoạ)", "Thừa Thiên Huế alone (illustrative)"),
        at=LAST_DAY,
        peers=[Peer(unit, registry.at(LAST_DAY).short_name(UNIT).removeprefix("Tỉnh "))],
    )
    set_target(
        index_code=INDEX,
        unit=unit,
        period=YEARS[-1].period,
        value=TARGET,
        document_number=TARGET_TEXT,
        document_date=TARGET_SET_ON,
        by=None,
        now=now,
    )
    return [_load_year(year, rules, unit, peers, now) for year in YEARS][::-1]


def sheet_file(period: str) -> Path:
    """The sheet of one year, beside the definition."""
    return catalogues_root() / INDEX / RULES / "sheets" / f"{UNIT}-{period}.csv"


def _load_year(
    year: ConferenceYear, rules: IndexDefinition, unit: OrgUnit, peers: PeerSet, now: dt.datetime
) -> Round:
    opened = open_round(
        code=f"dti-{year.period}-conference",
        name=Text(
            f"DTI {year.period} tại hội nghị, thành phần minh hoạ",
            f"DTI {year.period} at the conference, illustrative components",
        ),
        index_code=INDEX,
        rule_set=RULES,
        definition=rules,
        level="province",
        period=year.period,
        peer_set=peers,
        source=f"{INDEX}/{RULES}/sheets/{sheet_file(year.period).name}",
        note=year.note,
        is_illustrative=True,
        computed_track=year.track,
        by=None,
        now=now,
    )
    record_values(
        period=year.period,
        entries=list(_entries(rules, unit, year.period)),
        source_kind=SourceKind.ILLUSTRATIVE,
        observed_on=dt.date(int(year.period), 12, 31),
        by=None,
        now=now,
    )
    score_round(round=opened, by=None, now=now)
    return publish_round(round=opened, by=None)


def _entries(rules: IndexDefinition, unit: OrgUnit, period: str) -> Iterator[NewValue]:
    definition = parsed(rules)
    elements = element_codes(INDEX)
    read = read_inputs(sheet_file(period), definition, period=period)
    sheet = read.sheets[period]
    row = sheet.row_of[UNIT]
    for name, column in sheet.columns.items():
        choice = column.choices.get(row, "")
        number = None if choice else decimal_of(column.fraction(row))
        yield NewValue(elements[name], unit, number, choice=choice, source=column.sources.get(row, ""))
