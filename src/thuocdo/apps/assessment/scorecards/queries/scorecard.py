"""One unit in one round: every node with its points, its inputs, its rule in words and its reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.apps.assessment.scorecards.models import PublishedResult, Round, Score, ScoreState, Scoring, SheetValue, Track
from thuocdo.apps.assessment.scorecards.queries.scoreboard import NOTHING, TOTAL, Figure
from thuocdo.apps.measurement.values.models import State
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition, Node


@dataclass(frozen=True, slots=True)
class InputLine:
    """One input of an indicator as the scoring took it."""

    name: str
    title: Text
    unit_of_measure: Text
    state: str
    number: Decimal | None = None
    choice: str = ""
    source: str = ""
    reason: str = ""

    @property
    def is_absent(self) -> bool:
        """Whether the engine had nothing to read."""
        return self.state in (State.MISSING, State.NOT_AVAILABLE)


@dataclass(frozen=True, slots=True)
class Line:
    """One node of the tree."""

    node: Node
    depth: int
    figure: Figure
    inputs: tuple[InputLine, ...]
    rule: Text
    has_explanation: bool
    is_under_given: bool = False

    @property
    def lost(self) -> Decimal | None:
        """Points not reached."""
        if self.figure.points is None or self.figure.maximum is None:
            return None
        return self.figure.maximum - self.figure.points

    @property
    def absent(self) -> tuple[InputLine, ...]:
        """The inputs that are missing, by name."""
        return tuple(one for one in self.inputs if one.is_absent)

    @property
    def is_group(self) -> bool:
        """Whether it has children."""
        return not self.node.is_leaf


@dataclass(frozen=True)
class Scorecard:
    """Everything the page of one unit shows below the frame of its board."""

    lines: tuple[Line, ...]
    scoring: Scoring | None
    track: Track
    published: tuple[PublishedResult, ...]
    views: tuple[tuple[Text, Figure], ...]

    @property
    def blocking(self) -> list[Line]:
        """The indicators that keep the total from being known."""
        return [
            line
            for line in self.lines
            if not line.is_group and line.node.scored and line.figure.state == ScoreState.BLOCKED and not line.is_under_given
        ]


def scorecard(this_round: Round, *, unit_id: int, track: Track, definition: Definition | None) -> Scorecard:
    """The card of a unit the reader may see; the caller has asked for the board first, which decides that."""
    figures = _figures(this_round, unit_id, track)
    scoring = this_round.scorings.filter(track=track).select_related("definition", "by").defer("definition__content").first()
    taken = _taken(this_round, unit_id)
    lines = tuple(_lines(definition, figures, taken)) if definition is not None else ()
    published = PublishedResult.objects.filter(
        index_code=this_round.index_code, period=this_round.period, unit_id=unit_id
    )
    views = tuple(
        (view.title, figures[view.code]) for view in (definition.views if definition else ()) if view.code in figures
    )
    return Scorecard(lines, scoring, track, tuple(published), views)


def _figures(this_round: Round, unit_id: int, track: Track) -> dict[str, Figure]:
    scores = Score.objects.in_force(this_round.pk, track).filter(unit_id=unit_id)
    return {
        score.node: Figure(
            score.state, score.points, score.maximum, score.low, score.high,
            score.value, score.value_low, score.value_high,
        )
        for score in scores
    }  # fmt: skip


def _taken(this_round: Round, unit_id: int) -> dict[str, SheetValue]:
    newest = this_round.scorings.filter(track=Track.SELF).first()
    if newest is None:
        return {}
    return {row.input: row for row in SheetValue.objects.filter(sheet__scoring=newest, sheet__unit_id=unit_id)}


def _lines(definition: Definition, figures: Mapping[str, Figure], taken: Mapping[str, SheetValue]) -> list[Line]:
    lines: list[Line] = []

    def add(nodes: Sequence[Node], depth: int, is_under_given: bool) -> None:
        for node in nodes:
            inputs = tuple(_input(definition, name, taken.get(name)) for name in input_names(node))
            is_given = bool(node.given and node.given in taken and taken[node.given].number is not None)
            lines.append(
                Line(
                    node=node,
                    depth=depth,
                    figure=figures.get(node.code, NOTHING),
                    inputs=inputs,
                    rule=rule_words(node),
                    has_explanation=node.code in figures,
                    is_under_given=is_under_given,
                )
            )
            add(node.children, depth + 1, is_under_given or is_given)

    add(definition.root.children, 0, False)
    return lines


def input_names(node: Node) -> tuple[str, ...]:
    """The inputs a node reads: those of its rule, and the one that can give its result."""
    names = tuple(node.rule.inputs()) if node.rule is not None else ()
    return (node.given, *names) if node.given and node.given not in names else names


def rule_words(node: Node) -> Text:
    """How points are made, in plain words: the definition's own, else the rule's."""
    if node.how.vi:
        return node.how
    return node.rule.describe() if node.rule is not None else Text("")


def _input(definition: Definition, name: str, taken: SheetValue | None) -> InputLine:
    spec = definition.inputs.get(name)
    title = spec.title if spec is not None and spec.title.vi else Text(name)
    unit = spec.unit_of_measure if spec is not None else Text("")
    if taken is None:
        return InputLine(name, title, unit, State.MISSING)
    return InputLine(
        name, title, unit, taken.state, taken.number, taken.choice, taken.source, taken.reason
    )


__all__ = ["TOTAL", "InputLine", "Line", "Scorecard", "input_names", "rule_words", "scorecard"]
