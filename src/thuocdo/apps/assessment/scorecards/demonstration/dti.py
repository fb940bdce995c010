"""DTI 2020–2024 as published: every line as a result, four rounds, and what can be computed again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.queries import element_codes, find_definition, parsed, plain_points
from thuocdo.apps.assessment.scorecards.actions import open_round, publish_round, score_round
from thuocdo.apps.assessment.scorecards.actions.published import OfficialScore, keep_official, keep_published
from thuocdo.apps.assessment.scorecards.models import PeerSet, PublishedResult, Round
from thuocdo.apps.assessment.scorecards.models.published import Check
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.measurement.values.actions import NewValue, record_values
from thuocdo.apps.measurement.values.models import SourceKind
from thuocdo.domain.org_units.registry import UnitRegistry
from thuocdo.domain.primitives.rounding import exact, round_half_up
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring import published as domain
from thuocdo.domain.scoring.catalogue.published_files import Published, find_published, read_published
from thuocdo.domain.scoring.published import PublishedFigure, given_inputs

DIGITS = 4
# The day each edition was announced (provincial press and the ministry's site; see catalogues/dti-province/sources.md).
ANNOUNCED = {"2022": dt.date(2023, 7, 12), "2023": dt.date(2025, 2, 7), "2024": dt.date(2025, 10, 21)}
RULES_OF_2024 = "405/QĐ-BKHCN"
_VERDICTS = {
    domain.Verdict.AGREES: Check.AGREES,
    domain.Verdict.DIFFERS: Check.DIFFERS,
    domain.Verdict.NOT_RECOMPUTABLE: Check.NOT_RECOMPUTABLE,
}


@dataclass(frozen=True)
class Edition:
    """One year of one peer set."""

    period: str
    peers: PeerSet
    definition: IndexDefinition | None


def load_dti(*, registry: UnitRegistry, peer_sets: Mapping[str, PeerSet], now: dt.datetime) -> list[Round]:
    """Everything published about the DTI; gives the rounds, the newest first."""
    book = read_published(find_published("dti"))
    parts = merged_parts(registry, peer_sets["provinces-34"])
    keep_published(results=list(_results(book, parts, peer_sets)), by=None)
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


def merged_parts(registry: UnitRegistry, peers: PeerSet) -> dict[str, tuple[str, ...]]:
    """Of which provinces of 2024 each province of today was made."""
    codes = peers.units.values_list("code", flat=True)
    return {
        code: tuple(registry.predecessors(code, at=dt.date(2024, 12, 31), until=peers.at)) for code in codes
    }


def _results(
    book: Published, parts: Mapping[str, Sequence[str]], peer_sets: Mapping[str, PeerSet]
) -> Iterator[PublishedResult]:
    """Every published line with the verdict on its value, or on its rank where it has no value."""
    units = OrgUnit.objects.in_bulk({figure.unit for figure in book.figures}, field_name="code")
    verdicts: dict[int, list[domain.Check]] = {}
    for check in book.check({"provinces-34": parts}):
        verdicts.setdefault(id(check.figure), []).append(check)
    for figure in book.figures:
        check = verdicts[id(figure)][0]
        recomputed = check.recomputed if check.of == "value" else None
        reason = _told(verdicts[id(figure)])
        yield PublishedResult(
            index_code=book.about.index,
            rule_set=book.about.editions.get(figure.period) or RULES_OF_2024,
            period=figure.period,
            unit=units.get(figure.unit),
            subject=figure.name,
            node=figure.measure,
            peer_set=peer_sets.get(figure.peer_set),
            value=figure.value,
            rank=figure.rank,
            source=figure.source,
            check_result=_VERDICTS[check.verdict],
            recomputed=recomputed,
            reason_vi=reason.vi,
            reason_en=reason.pick("en"),
        )


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


def _round_with_rules(book: Published, edition: Edition, now: dt.datetime) -> Round:
    """A round of the rules of 2022: published numbers beside what the engine makes of the published parts."""
    assert edition.definition is not None  # noqa: S101 -- the caller chose it
    definition = parsed(edition.definition)
    opened = _open(edition, now, note=_NOTE_OF_PARTS)
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
        observed_on=ANNOUNCED[edition.period],
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
    is_merged = edition.peers.code == "provinces-34"
    opened = _open(edition, now, note=_NOTE_OF_MERGERS if is_merged else _NOTE_OF_RULES, labels=shown)
    figures = (
        _merged_figures(book, edition, parts)
        if is_merged
        else [(one, None) for one in _figures(book, edition)]
    )
    units = _units([one for one, _ in figures])
    scores = [_official(one, units, {}, None, made_of) for one, made_of in figures]
    keep_official(round=opened, scores=scores, by=None, now=now)
    return publish_round(round=opened, by=None)


def _open(
    edition: Edition, now: dt.datetime, *, note: Text, labels: Mapping[str, Text] | None = None
) -> Round:
    size = edition.peers.code.removeprefix("provinces-")
    rule_set = edition.definition.rule_set if edition.definition is not None else RULES_OF_2024
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


def _merged_figures(
    book: Published, edition: Edition, parts: Mapping[str, Sequence[str]]
) -> list[tuple[PublishedFigure, Mapping[str, Decimal] | None]]:
    """For every province of today its own value or the unweighted mean of what it was made of."""
    before = {
        (one.unit, one.measure): one.value
        for one in book.figures
        if one.period == edition.period and one.peer_set == "provinces-63" and one.value is not None
    }
    published = {one.unit: one for one in _figures(book, edition) if one.measure == domain.TOTAL}
    found: list[tuple[PublishedFigure, Mapping[str, Decimal] | None]] = []
    for code, made_of in parts.items():
        for measure in (domain.TOTAL, "3", "7", "8", "9"):
            known = {part: before[part, measure] for part in made_of if (part, measure) in before}
            if not made_of or len(known) < len(made_of):
                continue
            mean = round_half_up(
                sum((exact(value) for value in known.values()), Fraction(0)) / len(known), DIGITS
            )
            figure = PublishedFigure(
                edition.period, edition.peers.code, code, "", measure, mean, None, _MERGER_RULE
            )
            if measure == domain.TOTAL and code in published:
                figure = published[code]
            found.append((figure, known if len(known) > 1 else None))
    return _ranked(found)


def _ranked(
    found: Sequence[tuple[PublishedFigure, Mapping[str, Decimal] | None]],
) -> list[tuple[PublishedFigure, Mapping[str, Decimal] | None]]:
    """With competition ranks on the whole."""
    totals = [one.value for one, _ in found if one.measure == domain.TOTAL and one.value is not None]
    ranked = []
    for one, made_of in found:
        rank = 1 + sum(other > (one.value or 0) for other in totals) if one.measure == domain.TOTAL else None
        figure = PublishedFigure(
            one.period, one.peer_set, one.unit, one.name, one.measure, one.value, rank, one.source
        )
        ranked.append((figure, made_of))
    return ranked


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
_MERGER_RULE = (
    "https://dantri.com.vn/khoa-hoc/ha-noi-dan-dau-ca-nuoc-ve-chi-so-chuyen-doi-so-20251021181803153.htm"
)
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
