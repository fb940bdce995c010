"""What a draft would have given on the figures of a round that is scored already."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from thuocdo.apps.assessment.drafts.models import Draft
from thuocdo.apps.assessment.drafts.queries.texts import OpenText
from thuocdo.apps.assessment.scorecards.models import Round, Score, ScoreState
from thuocdo.apps.assessment.scorecards.queries.intake import sheet_of_scoring
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.results import ScoreTable, node_title
from thuocdo.domain.scoring.sheet import InputSheet, ValueState

TOTAL = "total"
STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One unit or one row: what it had, and what the draft gives it or the range in which that lies."""

    code: str
    name: Text
    old: Decimal | None
    old_maximum: Decimal | None
    new: Decimal | None
    new_maximum: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    depth: int = 0
    is_there: bool = True

    @property
    def change(self) -> Decimal | None:
        """New less old, where both are known and of the same maximum."""
        if self.old is None or self.new is None or self.old_maximum != self.new_maximum:
            return None
        return self.new - self.old


@dataclass(frozen=True)
class Preview:
    """A draft on the figures of a round."""

    round: Round
    units: tuple[PreviewLine, ...]
    missing: tuple[Text, ...]
    nodes: tuple[PreviewLine, ...] = ()

    @property
    def known(self) -> int:
        """How many units get a number and not a range."""
        return sum(line.new is not None for line in self.units)


def rounds_to_try(draft: Draft, user: User) -> list[Round]:
    """The scored rounds of the same index, the latest first."""
    codes = {draft.index_code, *([draft.before.code] if draft.before is not None else [])}
    rows = Round.objects.for_user(user).with_context().filter(index_code__in=codes, definition__isnull=False)
    return list(rows.filter(scorings__track=F("computed_track")).distinct())


def preview_of(text: OpenText, this_round: Round, user: User, *, unit: str = "") -> Preview:
    """Every unit that the person may see, old beside new; with `unit`, every row of that unit too."""
    definition = text.definition
    scoring = this_round.scorings.filter(track=this_round.computed_track).first()
    if scoring is None:
        return Preview(this_round, (), ())
    sheet = sheet_of_scoring(scoring, definition)
    table = score(definition, sheet)
    rows = Score.objects.for_user(user).in_force(this_round.pk, this_round.computed_track)
    totals = rows.filter(node=TOTAL).select_related("unit")
    units = sorted(
        (_line(table, one) for one in totals), key=lambda line: (-(line.new or line.high or 0), line.code)
    )
    nodes = _nodes(table, list(rows.filter(unit__code=unit)), unit) if unit in sheet.row_of else ()
    is_seen = any(line.code == unit for line in units)
    return Preview(this_round, tuple(units), tuple(_missing(definition, sheet)), nodes if is_seen else ())


def _line(table: ScoreTable, one: Score) -> PreviewLine:
    code = one.unit.code
    return _beside(table, code, TOTAL, Text(one.unit.name_vi, one.unit.name_en), one, shown_as=code)


def _nodes(table: ScoreTable, old: list[Score], unit: str) -> tuple[PreviewLine, ...]:
    by_node = {one.node: one for one in old}
    return tuple(
        _beside(
            table, unit, planned.code, node_title(planned), by_node.get(planned.code), depth=planned.depth
        )
        for planned in table.nodes
        if planned.counts and planned.depth
    )


def _beside(
    table: ScoreTable,
    unit: str,
    node: str,
    name: Text,
    old: Score | None,
    *,
    depth: int = 0,
    shown_as: str = "",
) -> PreviewLine:
    row = table.row(unit)
    points = table.decimal(unit, node)
    is_open = points is None and table.state(unit, node) == "unknown"
    was_known = old is not None and old.state == ScoreState.KNOWN
    return PreviewLine(
        code=shown_as or node,
        name=name,
        old=old.points if old is not None and was_known else None,
        old_maximum=_decimal(float(old.maximum)) if old is not None and old.maximum is not None else None,
        new=points,
        new_maximum=_decimal(float(table.maximum(node)[row])),
        low=_decimal(float(table.low(node)[row])) if is_open else None,
        high=_decimal(float(table.high(node)[row])) if is_open else None,
        depth=depth,
        is_there=old is not None,
    )


def _missing(definition: Definition, sheet: InputSheet) -> list[Text]:
    """The figures that the draft reads and nobody gave in that round."""
    read = dict.fromkeys(
        name for node in definition.root.walk() if node.rule is not None for name in node.rule.inputs()
    )
    return [
        _title(definition, name)
        for name in read
        if _is_asked(definition, name) and not _is_given(sheet, name)
    ]


def _is_asked(definition: Definition, name: str) -> bool:
    spec = definition.inputs.get(name)
    return spec is None or spec.derive is None


def _is_given(sheet: InputSheet, name: str) -> bool:
    return name in sheet.columns and bool((sheet.columns[name].states != ValueState.MISSING).any())


def _title(definition: Definition, name: str) -> Text:
    spec = definition.inputs.get(name)
    return spec.title if spec is not None and spec.title.vi else Text(name)


def _decimal(number: float) -> Decimal | None:
    return None if number != number else Decimal(repr(number)).quantize(STEP).normalize()
