"""One unit in one round: every node with its points, its inputs, its rule in words and its reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from thuocdo.apps.assessment.indices.queries import rule_words
from thuocdo.apps.assessment.scorecards.models import (
    PublishedResult,
    Round,
    Score,
    ScoreState,
    Scoring,
    SheetValue,
    Track,
)
from thuocdo.apps.assessment.scorecards.queries.intake import idle_codes
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
    track: str
    computed: Figure | None = None

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
    is_open: bool

    @property
    def blocking(self) -> list[Line]:
        """Where knowledge ends: the lowest shown nodes that keep the total from being known."""
        if not self.is_open:
            return []
        blocked = [
            line for line in self.lines if line.node.scored and line.figure.state == ScoreState.BLOCKED
        ]
        codes = {line.node.code for line in blocked}
        return [line for line in blocked if not any(child.code in codes for child in line.node.children)]


def scorecard(this_round: Round, *, unit_id: int, track: Track, definition: Definition | None) -> Scorecard:
    """The card of a unit the reader may see; the caller has asked for the board first, which decides that."""
    figures = _figures(this_round, unit_id, track)
    own_track = Track(this_round.computed_track)
    computed = _figures(this_round, unit_id, own_track) if track != own_track else {}
    scoring = (
        this_round.scorings.filter(track=track)
        .select_related("definition", "by")
        .defer("definition__content")
        .first()
    )
    taken = _taken(this_round, unit_id)
    lines = (
        tuple(_lines(definition, figures, computed, taken, (track, own_track)))
        if definition is not None
        else ()
    )
    published = PublishedResult.objects.filter(
        Q(published_on=this_round.values_until) | Q(published_on__isnull=True),
        Q(peer_set=this_round.peer_set) | Q(peer_set__isnull=True),
        index_code=this_round.index_code,
        period=this_round.period,
        unit_id=unit_id,
    )
    is_open = figures.get(TOTAL, NOTHING).state == ScoreState.BLOCKED and TOTAL in figures
    views = tuple(
        (view.title, figures[view.code])
        for view in (definition.views if definition else ())
        if view.code in figures
    )
    return Scorecard(lines, scoring, track, tuple(published), views, is_open)


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
    newest = this_round.scorings.filter(track=this_round.computed_track).first()
    if newest is None:
        return {}
    return {
        row.input: row for row in SheetValue.objects.filter(sheet__scoring=newest, sheet__unit_id=unit_id)
    }


def _lines(
    definition: Definition,
    figures: Mapping[str, Figure],
    computed: Mapping[str, Figure],
    taken: Mapping[str, SheetValue],
    tracks: tuple[Track, Track],
) -> list[Line]:
    """The tree; a node without a number on the track that is looked at (the first) has that computed here, if any."""
    lines: list[Line] = []
    idle = idle_codes(definition, taken)

    def add(nodes: Sequence[Node], depth: int) -> None:
        for node in nodes:
            if node.code in idle:
                continue
            again = computed.get(node.code)
            figure = figures.get(node.code, NOTHING)
            known = figure if node.code in figures or again is None else again
            inputs = tuple(_input(definition, name, taken.get(name)) for name in _read_by(node, known, taken))
            of_track = tracks[0] if node.code in figures else tracks[1] if again is not None else ""
            lines.append(Line(node, depth, figure, inputs, rule_words(definition, node), of_track, again))
            add(node.children, depth + 1)

    add(definition.root.children, 0)
    return lines


def _read_by(node: Node, figure: Figure, taken: Mapping[str, SheetValue]) -> tuple[str, ...]:
    """The inputs a line shows: an unused way to give a group's result is missing only where nothing else is there."""
    names = input_names(node)
    is_needed = node.given in taken or node.is_leaf or figure.state == ScoreState.BLOCKED
    return names if is_needed else tuple(name for name in names if name != node.given)


def input_names(node: Node) -> tuple[str, ...]:
    """The inputs a node reads: those of its rule, and the one that can give its result."""
    names = tuple(node.rule.inputs()) if node.rule is not None else ()
    return (node.given, *names) if node.given and node.given not in names else names


def _input(definition: Definition, name: str, taken: SheetValue | None) -> InputLine:
    spec = definition.inputs.get(name)
    title = spec.title if spec is not None and spec.title.vi else Text(name)
    unit = spec.unit_of_measure if spec is not None else Text("")
    if taken is None:
        return InputLine(name, title, unit, State.MISSING)
    return InputLine(name, title, unit, taken.state, taken.number, taken.choice, taken.source, taken.reason)
