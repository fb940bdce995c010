"""Results that somebody else published: kept as they stand, recomputed where their parts are known.

A figure is one line of a published table: a value, a rank or both, for one unit, measure and edition.
Checking says of every value and rank whether it agrees when recomputed, differs, or cannot be recomputed,
and why.

    checks = check_published(figures, editions={"2022": definition}, peer_sets={...}, margins=Margins())
    [check for check in checks if check.verdict is Verdict.DIFFERS]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from thuocdo.domain.primitives.rounding import exact, round_half_up
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition, Node, View
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.sheet import InputSheet

TOTAL = "total"
MEAN_OF_PEERS = "mean"  # the unit code of a published average
_DIGITS = 4


class Verdict(StrEnum):
    """What recomputing a published figure gave."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_RECOMPUTABLE = "not_recomputable"


VERDICT_LABELS: dict[Verdict, Text] = {
    Verdict.AGREES: Text("đã tính lại, khớp", "recomputed, agrees"),
    Verdict.DIFFERS: Text("đã tính lại, không khớp", "recomputed, differs"),
    Verdict.NOT_RECOMPUTABLE: Text("không tính lại được", "not recomputable"),
}


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One line of a published table; `measure` is total, a node's code or a view's code."""

    period: str
    peer_set: str
    unit: str
    name: str
    measure: str
    value: Decimal | None
    rank: int | None
    source: str


@dataclass(frozen=True, slots=True)
class PublishedPeers:
    """Who is ranked together: how many and, after a merger, of which parts each unit is the mean."""

    code: str
    size: int
    title: Text = field(default_factory=lambda: Text(""))
    merged_from: str | None = None
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Margins:
    """How far a recomputed value may lie from a published one, since published parts are rounded already."""

    total: Fraction = Fraction(1, 10_000)
    views: Fraction = Fraction(2, 10_000)


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on a figure's value or on its rank."""

    figure: PublishedFigure
    of: str  # "value" or "rank"
    verdict: Verdict
    recomputed: Decimal | int | None
    reason: Text


def check_published(
    figures: Sequence[PublishedFigure],
    *,
    editions: Mapping[str, Definition | None],
    peer_sets: Mapping[str, PublishedPeers],
    margins: Margins | None = None,
    unknown_rules: Mapping[str, Text] | None = None,
) -> tuple[Check, ...]:
    """A verdict on every published value and rank.

    `editions` has each period's rule set, None where it is not known; `unknown_rules` says what is known instead.
    """
    book = _Book(tuple(figures), editions, peer_sets, margins or Margins(), unknown_rules or {})
    return tuple(check for figure in figures for check in book.check(figure))


@dataclass(frozen=True)
class _Book:
    """All figures of a publication, looked up by what they are about."""

    figures: tuple[PublishedFigure, ...]
    editions: Mapping[str, Definition | None]
    peer_sets: Mapping[str, PublishedPeers]
    margins: Margins
    unknown_rules: Mapping[str, Text]

    @cached_property
    def values(self) -> dict[tuple[str, str, str, str], Fraction]:
        """Published values by period, peer set, unit and measure."""
        return {
            (one.period, one.peer_set, one.unit, one.measure): exact(one.value)
            for one in self.figures
            if one.value is not None
        }

    @cached_property
    def totals(self) -> dict[tuple[str, str, str], Fraction]:
        """Totals that the engine computes from complete published parts, by period, peer set and unit."""
        found: dict[tuple[str, str, str], Fraction] = {}
        for period, peers in sorted({(one.period, one.peer_set) for one in self.figures}):
            definition = self.editions.get(period)
            if definition is not None:
                totals = self._totals_of(definition, period, peers)
                found.update({(period, peers, unit): total for unit, total in totals})
        return found

    def _totals_of(self, definition: Definition, period: str, peers: str) -> Iterator[tuple[str, Fraction]]:
        inputs = given_inputs(definition)
        cells = [
            (unit, inputs[measure], value)
            for (of, among, unit, measure), value in self.values.items()
            if (of, among) == (period, peers) and measure in inputs
        ]
        table = score(definition, InputSheet.from_values(period, cells))
        for unit in table.sheet.row_of:
            total = table.published_decimal(unit)
            if total is not None:
                yield unit, Fraction(total)

    def check(self, figure: PublishedFigure) -> Iterator[Check]:
        """The verdicts on one figure."""
        if figure.value is not None:
            yield self._check_value(figure, exact(figure.value))
        if figure.rank is not None:
            yield self._check_rank(figure, figure.rank)

    def _check_value(self, figure: PublishedFigure, value: Fraction) -> Check:
        found, how = self._recompute(figure)
        if found is None:
            return Check(figure, "value", Verdict.NOT_RECOMPUTABLE, None, how)
        margin = self.margins.total if figure.measure == TOTAL else self.margins.views
        verdict = Verdict.AGREES if abs(found - value) <= margin else Verdict.DIFFERS
        return Check(figure, "value", verdict, round_half_up(found, _DIGITS), how)

    def _recompute(self, figure: PublishedFigure) -> tuple[Fraction | None, Text]:
        """The value from its parts, and how; or None and why not."""
        peers = self.peer_sets.get(figure.peer_set)
        if peers is None:
            return None, _OTHER_INDEX
        if figure.unit == MEAN_OF_PEERS:
            return self._mean(figure, peers)
        if peers.merged_from is not None:
            return self._merged(figure, peers)
        definition = self.editions.get(figure.period)
        if definition is None:
            return None, self.unknown_rules.get(figure.period, _NO_RULE_SET)
        if figure.measure == TOTAL:
            return self._total(figure, definition)
        view = next((view for view in definition.views if view.code == figure.measure), None)
        return (None, _COMPONENTS_UNKNOWN) if view is None else self._view(figure, definition, view)

    def _total(self, figure: PublishedFigure, definition: Definition) -> tuple[Fraction | None, Text]:
        total = self.totals.get((figure.period, figure.peer_set, figure.unit))
        if total is not None:
            return total, Text("Tính từ đủ các chỉ số chính đã công bố.", "From all published main indices.")
        inputs = given_inputs(definition)
        known = [code for code in inputs if self._value(figure, code) is not None]
        listed = f": {', '.join(known)}" if known else ""
        return None, Text(
            f"Chỉ có {len(known)}/{len(inputs)} chỉ số chính được công bố{listed}.",
            f"Only {len(known)} of {len(inputs)} main indices are published{listed}.",
        )

    def _view(
        self, figure: PublishedFigure, definition: Definition, view: View
    ) -> tuple[Fraction | None, Text]:
        """A view's value: the total's points without those of the nodes outside it."""
        total = self._value(figure, TOTAL)
        outside = [node for node in definition.root.children if node.code not in view.members and node.scored]
        parts = [self._points(figure, node) for node in outside]
        if total is None or any(part is None for part in parts):
            return None, Text(
                "Chưa có giá trị chung hoặc chỉ số ngoài trụ cột.",
                "The total or an index outside the pillar is not published.",
            )
        points = total * definition.published.divide_by - sum(
            (part or Fraction(0) for part in parts), Fraction(0)
        )
        codes = ", ".join(node.code for node in outside)
        return points / view.points, Text(
            f"(Điểm chung − điểm chỉ số {codes}) / {view.points}.",
            f"(Total points − indices {codes}) / {view.points}.",
        )

    def _merged(self, figure: PublishedFigure, peers: PublishedPeers) -> tuple[Fraction | None, Text]:
        """The unweighted mean of the units a merged one was made of."""
        parts = peers.parts.get(figure.unit, (figure.unit,))
        keys = [(figure.period, peers.merged_from or "", part, figure.measure) for part in parts]
        if any(key not in self.values for key in keys):
            return None, Text(
                "Chưa đủ giá trị của các tỉnh trước sáp nhập.", "Values before the merger are missing."
            )
        mean = sum((self.values[key] for key in keys), Fraction(0)) / len(keys)
        listed = ", ".join(parts)
        return mean, Text(
            f"Trung bình cộng trước sáp nhập: {listed}.", f"Unweighted mean before the merger: {listed}."
        )

    def _mean(self, figure: PublishedFigure, peers: PublishedPeers) -> tuple[Fraction | None, Text]:
        known = self._known_values(figure)
        if not known and self.editions.get(figure.period) is None:
            return None, self.unknown_rules.get(figure.period, _NO_RULE_SET)
        if len(known) < peers.size:
            return None, _too_few(len(known), peers.size)
        mean = sum(known.values(), Fraction(0)) / len(known)
        return mean, Text(
            f"Trung bình cộng của {len(known)} đơn vị.", f"Unweighted mean of {len(known)} units."
        )

    def _check_rank(self, figure: PublishedFigure, rank: int) -> Check:
        peers = self.peer_sets.get(figure.peer_set)
        if peers is None:
            return Check(figure, "rank", Verdict.NOT_RECOMPUTABLE, None, _OTHER_INDEX)
        values, how = self._everyones(figure, peers)
        if figure.unit not in values or len(values) < peers.size:
            return Check(figure, "rank", Verdict.NOT_RECOMPUTABLE, None, _too_few(len(values), peers.size))
        found = 1 + sum(value > values[figure.unit] for value in values.values())
        verdict = Verdict.AGREES if found == rank else Verdict.DIFFERS
        return Check(figure, "rank", verdict, found, how)

    def _everyones(self, figure: PublishedFigure, peers: PublishedPeers) -> tuple[dict[str, Fraction], Text]:
        """The values ranked together: published where all are, recomputed otherwise."""
        published = self._known_values(figure)
        if len(published) >= peers.size:
            return published, Text(
                f"Xếp lại từ giá trị công bố của {len(published)} đơn vị.",
                f"Ranked again from the published values of {len(published)} units.",
            )
        recomputed = self._recomputed_values(figure.period, peers, figure.measure)
        return recomputed, Text(
            f"Xếp lại từ giá trị tính lại của {len(recomputed)} đơn vị.",
            f"Ranked again from recomputed values of {len(recomputed)} units.",
        )

    def _known_values(self, figure: PublishedFigure) -> dict[str, Fraction]:
        wanted = (figure.period, figure.peer_set, figure.measure)
        return {
            unit: value
            for (period, peers, unit, measure), value in self.values.items()
            if (period, peers, measure) == wanted and unit != MEAN_OF_PEERS
        }

    def _recomputed_values(self, period: str, peers: PublishedPeers, measure: str) -> dict[str, Fraction]:
        """Every peer's value as far as it can be recomputed; ranks of pillars rest on these."""
        units = peers.parts or {
            unit: (unit,)
            for (of, among, unit, _) in self.values
            if (of, among) == (period, peers.code) and unit != MEAN_OF_PEERS
        }
        blank = (
            (unit, PublishedFigure(period, peers.code, unit, "", measure, None, None, "")) for unit in units
        )
        found = ((unit, self._recompute(figure)[0]) for unit, figure in blank)
        return {unit: value for unit, value in found if value is not None}

    def _value(self, figure: PublishedFigure, measure: str) -> Fraction | None:
        return self.values.get((figure.period, figure.peer_set, figure.unit, measure))

    def _points(self, figure: PublishedFigure, node: Node) -> Fraction | None:
        value = self._value(figure, node.code)
        return value * node.points if value is not None and isinstance(node.points, Fraction) else None


def given_inputs(definition: Definition) -> dict[str, str]:
    """Node code → the input that gives its result directly, for the scored top of the tree."""
    found: dict[str, str] = {}
    for node in definition.root.children:
        rule_input = node.rule.inputs()[0] if node.rule is not None and node.rule.kind == "given" else None
        name = node.given or rule_input
        if node.scored and name is not None:
            found[node.code] = name
    return found


def _too_few(known: int, size: int) -> Text:
    return Text(f"Chỉ có giá trị của {known}/{size} đơn vị.", f"Only {known} of {size} units have a value.")


_NO_RULE_SET = Text(
    "Chưa biết quy tắc của kỳ này.",
    "The rule set of this edition is not known.",
)
_COMPONENTS_UNKNOWN = Text(
    "Điểm từng chỉ số thành phần chưa biết, chỉ có giá trị công bố.",
    "The components' points are not known; only the published value is.",
)
_OTHER_INDEX = Text("Thuộc bộ chỉ số khác (cấp quốc gia).", "Belongs to another index (national).")
