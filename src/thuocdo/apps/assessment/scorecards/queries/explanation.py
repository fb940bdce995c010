"""Why a number is what it is: worked out again from the frozen inputs of its scoring, or as it was published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from thuocdo.apps.assessment.indices.queries import parsed
from thuocdo.apps.assessment.scorecards.models import Round, Score, Scoring
from thuocdo.apps.assessment.scorecards.queries.intake import sheet_of_scoring
from thuocdo.apps.assessment.scorecards.queries.scoreboard import TOTAL, Figure
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.as_json import to_json
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.derivation import Derivation
from thuocdo.domain.scoring.explain import explain
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.results import ScoreTable


@dataclass(frozen=True, slots=True)
class Part:
    """One number that another was made of."""

    code: str
    title: Text
    value: Decimal | None
    maximum: Decimal | None = None


@dataclass(frozen=True)
class Explanation:
    """The derivation of a computed number; for others what was stored with them, or the parts of a pillar."""

    score: Score
    title: Text
    derivation: Derivation | None = None
    stored: Mapping[str, object] | None = None
    parts: tuple[Part, ...] = ()

    @property
    def figure(self) -> Figure:
        """The stored number."""
        one = self.score
        return Figure(
            one.state, one.points, one.maximum, one.low, one.high, one.value, one.value_low, one.value_high
        )

    @property
    def is_quoted(self) -> bool:
        """Whether the number people quote is the value and not the points."""
        one = self.score
        return one.node == TOTAL or (one.points is None and one.value is not None)

    @property
    def is_in_points(self) -> bool:
        """Whether what is quoted counts points of the maximum."""
        one = self.score
        return one.points is not None and (not self.is_quoted or one.value in (None, one.points))

    @property
    def kind(self) -> str:
        """How the number came about: computed, published, merged or pillar."""
        if self.derivation is not None:
            return "computed"
        return str((self.stored or {}).get("kind", "pillar"))

    @property
    def is_repeated(self) -> bool:
        """Whether working it out again gave the number that is stored."""
        if self.derivation is None:
            return True
        stored, again = self.score.points, self.derivation.points
        if stored is None or again is None:
            return stored is None and again is None
        return abs(stored - Decimal(again.numerator) / Decimal(again.denominator)) <= Decimal("1e-10")

    def as_json(self) -> dict[str, object]:
        """Everything as plain data."""
        if self.derivation is not None:
            return dict(to_json(self.derivation))
        said: dict[str, object] = dict(self.stored or {"kind": "pillar"})
        if self.parts:
            said["parts"] = {
                part.code: None if part.value is None else f"{part.value.normalize():f}"
                for part in self.parts
            }
        return said | {
            "node": self.score.node,
            "value": _plain(self.score.value),
            "points": _plain(self.score.points),
        }


def explanation_of(
    this_round: Round, *, unit_code: str, unit_id: int, node: str, track: str
) -> Explanation | None:
    """The explanation of one number of one unit; None where there is no such number."""
    found = Score.objects.in_force(this_round.pk, track).filter(unit_id=unit_id, node=node)
    stored = found.select_related("scoring__definition").defer("scoring__definition__content").first()
    if stored is None:
        return None
    text = stored.scoring.definition or this_round.definition
    definition = parsed(text) if text is not None else None
    if track != this_round.computed_track or definition is None:
        parts = _merged_parts(stored)
        return Explanation(
            stored, _title(this_round, definition, node), stored=stored.derivation or {}, parts=parts
        )
    view = next((one for one in definition.views if one.code == node), None)
    table = table_of(stored.scoring_id)
    if view is not None:
        titles = {one.code: one.title for one in definition.root.walk()}
        parts = tuple(
            Part(code, titles[code], table.decimal(unit_code, code), _maximum(table, unit_code, code))
            for code in view.members
        )
        return Explanation(stored, view.title, stored={"kind": "pillar"}, parts=parts)
    derivation = explain(table, unit_code, node)
    return Explanation(stored, derivation.title, derivation=derivation)


@lru_cache(maxsize=16)
def table_of(scoring_id: int) -> ScoreTable:
    """The table of a scoring, made again from what it took in; a scoring never changes, so it is kept."""
    scoring = Scoring.objects.select_related("definition", "round__peer_set").get(pk=scoring_id)
    assert scoring.definition is not None  # noqa: S101 -- computed scores always have one
    definition = parsed(scoring.definition)
    return score(definition, sheet_of_scoring(scoring, definition), version=scoring.definition.version)


def _merged_parts(stored: Score) -> tuple[Part, ...]:
    parts = (stored.derivation or {}).get("parts")
    if not isinstance(parts, dict):
        return ()
    names = _names(parts)
    return tuple(
        Part(code, Text(names.get(str(code), str(code))), Decimal(str(value)))
        for code, value in parts.items()
    )


def _names(codes: Mapping[str, object]) -> dict[str, str]:
    return dict(OrgUnit.objects.filter(code__in=list(codes)).values_list("code", "name_vi"))


def _title(this_round: Round, definition: Definition | None, node: str) -> Text:
    if node == "total":
        return Text("Tổng", "Total")
    if definition is None:
        return this_round.label(node)
    titles = {one.code: one.title for one in definition.root.walk()}
    return titles.get(node, Text(node))


def _maximum(table: ScoreTable, unit_code: str, code: str) -> Decimal | None:
    maximum = float(table.maximum(code)[table.row(unit_code)])
    return Decimal(repr(maximum)) if maximum == maximum else None


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"
