"""DTI 2020–2024 as published: every line as a result, four rounds, and what can be computed again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.queries import element_codes, find_definition, parsed, plain_points
from thuocdo.apps.assessment.scorecards.actions import open_round, publish_round, score_round
from thuocdo.apps.assessment.scorecards.actions.data_sets import load_published, merged_of, merged_parts
from thuocdo.apps.assessment.scorecards.actions.published import OfficialScore, keep_official
from thuocdo.apps.assessment.scorecards.models import PeerSet, Round
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.measurement.values.actions import NewValue, record_values
from thuocdo.apps.measurement.values.models import SourceKind
from thuocdo.domain.org_units.registry import UnitRegistry
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring import published as domain
from thuocdo.domain.scoring.catalogue.published_files import Published, find_published, read_published
from thuocdo.domain.scoring.published import PublishedFigure, given_inputs

# The day each edition was announced (provincial press and the ministry's site; see catalogues/dti-province/sources.md).


@dataclass(frozen=True)
class Edition:
    """One year of one peer set."""

    period: str
    peers: PeerSet
    definition: IndexDefinition | None


def load_dti(*, registry: UnitRegistry, peer_sets: Mapping[str, PeerSet], now: dt.datetime) -> list[Round]:
    """Everything published about the DTI; gives the rounds, the newest first."""
    book = read_published(find_published("dti"))
    load_published(book=book, registry=registry, by=None, now=now)
    parts = merged_parts(registry, peer_sets["provinces-34"], peer_sets["provinces-63"].at)
    rules = find_definition("dti-province", "2022-05-20-922")
    rounds = []
    for period in ("2022", "2023"):
        edition = Edition(period, peer_sets["provinces-63"], rules)
        rounds.append(_round_with_rules(book, edition, now))
    labels = {node.code: node.title for node in parsed(rules).root.children}
    for code in ("provinces-63", "provinces-34"):
        edition = Edition("2024", peer_sets[code], None)
        rounds.append(_round_without_rules(book, edition, labels, parts, now))
    return rounds[::-1]


def _round_with_rules(book: Published, edition: Edition, now: dt.datetime) -> Round:
    """A round of the rules of 2022: published numbers beside what the engine makes of the published parts."""
    assert edition.definition is not None  # noqa: S101 -- the caller chose it
    definition = parsed(edition.definition)
    opened = _open(edition, now, note=_NOTE_OF_PARTS, rule_set=edition.definition.rule_set)
    figures = _figures(book, edition)
    inputs = given_inputs(definition)
    elements = element_codes(definition.index)
    units = _units(figures)
    entries = [
        NewValue(elements[inputs[one.measure]], units[one.unit], one.value, source=one.source)
        for one in figures
        if one.measure in inputs and one.value is not None
    ]
    record_values(
        period=edition.period,
        entries=entries,
        source_kind=SourceKind.PUBLISHED,
        observed_on=book.about.announced[edition.period],
        by=None,
        now=now,
    )
    score_round(round=opened, by=None, now=now)
    maxima = {node.code: plain_points(node.points) for node in definition.root.children}
    keep_official(
        round=opened,
        scores=[_official(one, units, maxima, Decimal(1000)) for one in figures],
        by=None,
        now=now,
    )
    return publish_round(round=opened, by=None)


def _round_without_rules(
    book: Published,
    edition: Edition,
    labels: Mapping[str, Text],
    parts: Mapping[str, Sequence[str]],
    now: dt.datetime,
) -> Round:
    """A round of rules that are not known: published values, or the means that the merger rule gives."""
    shown = {code: label for code, label in labels.items() if code in ("3", "7", "8", "9")}
    spec = next(spec for spec in book.about.peer_sets if spec.code == edition.peers.code)
    merged = merged_of(book, spec, edition.period, parts)
    opened = _open(
        edition,
        now,
        note=_NOTE_OF_MERGERS if merged else _NOTE_OF_RULES,
        rule_set=book.about.rule_names[edition.period],
        labels=shown,
    )
    figures = (
        [(one.figure, one.parts if len(one.parts) > 1 else None) for one in merged]
        if merged
        else [(one, None) for one in _figures(book, edition)]
    )
    units = _units([one for one, _ in figures])
    scores = [_official(one, units, {}, None, made_of) for one, made_of in figures]
    keep_official(round=opened, scores=scores, by=None, now=now)
    return publish_round(round=opened, by=None)


def _open(
    edition: Edition,
    now: dt.datetime,
    *,
    note: Text,
    rule_set: str,
    labels: Mapping[str, Text] | None = None,
) -> Round:
    size = edition.peers.code.removeprefix("provinces-")
    return open_round(
        code=f"dti-{edition.period}-{size}",
        name=Text(
            f"DTI cấp tỉnh {edition.period} ({size} tỉnh, thành phố)",
            f"Provincial DTI {edition.period} ({size} provinces)",
        ),
        index_code="dti-province",
        rule_set=rule_set,
        definition=edition.definition,
        level="province",
        period=edition.period,
        peer_set=edition.peers,
        source=_SOURCE,
        note=note,
        labels=labels,
        by=None,
        now=now,
    )


def _figures(book: Published, edition: Edition) -> list[PublishedFigure]:
    """The published values of the peers in one year: the whole and the main indices."""
    codes = set(edition.peers.units.values_list("code", flat=True))
    return [
        one
        for one in book.figures
        if one.period == edition.period
        and one.peer_set == edition.peers.code
        and one.unit in codes
        and one.value is not None
        and not one.measure.startswith("pillar")
        and (one.measure == domain.TOTAL or one.measure.isdigit())
    ]


def _official(
    one: PublishedFigure,
    units: Mapping[str, OrgUnit],
    maxima: Mapping[str, Decimal | None],
    scale: Decimal | None,
    made_of: Mapping[str, Decimal] | None = None,
) -> OfficialScore:
    value = one.value if one.value is not None else Decimal(0)
    is_total = one.measure == domain.TOTAL
    maximum = scale if is_total else maxima.get(one.measure)
    derivation: dict[str, object] = {"kind": "published", "value": str(value), "source": one.source}
    if made_of is not None:
        derivation |= {"kind": "merged", "parts": {part: str(number) for part, number in made_of.items()}}
    return OfficialScore(
        unit=units[one.unit],
        node=one.measure,
        depth=0 if is_total else 1,
        value=value,
        points=None if maximum is None else value * maximum,
        maximum=maximum,
        rank=one.rank,
        class_code="",
        derivation=derivation,
    )


def _units(figures: Sequence[PublishedFigure]) -> dict[str, OrgUnit]:
    return OrgUnit.objects.in_bulk({one.unit for one in figures}, field_name="code")


_SOURCE = "https://dti.gov.vn (2022–2024), https://github.com/PhamQuyNam/PMNM_HaUI.DNK_2025"
_NOTE_OF_PARTS = Text(
    "Giá trị và hạng do Bộ công bố. Năm đơn vị có đủ chín chỉ số chính được tính lại ở đây; đơn vị khác chỉ có bốn "
    "chỉ số chính được công bố nên tổng tính lại là một khoảng.",
    "Values and ranks as published by the ministry. Where all nine main indices are published the total is computed "
    "again here; elsewhere only four are, so the recomputed total is a range.",
)
_NOTE_OF_RULES = Text(
    "Giá trị đã công bố. DTI 2024 chấm theo 405/QĐ-BKHCN mà phụ lục chưa có ở đây, nên không tính lại được và không "
    "so sánh chặt với các năm trước.",
    "Published values. DTI 2024 follows Decision 405/QĐ-BKHCN, whose annex is not here: nothing can be computed again, "
    "and the series is not strictly comparable with earlier years.",
)
_NOTE_OF_MERGERS = Text(
    "Tỉnh sau sáp nhập lấy trung bình cộng không trọng số của các tỉnh trước sáp nhập, như Bộ đã nêu. Bốn giá trị và "
    "tám hạng đã công bố dùng để đối chiếu; các giá trị khác do hệ thống suy ra theo quy tắc đó.",
    "A merged province has the unweighted mean of the provinces it was made of, as the ministry says. Four published "
    "values and eight ranks serve as a check; the other values are derived here by that rule.",
)
