"""One unit in two rounds: the totals, what rose, what fell, what stayed, what is at its maximum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from thuocdo.apps.assessment.scorecards.models import Score, Track
from thuocdo.apps.assessment.scorecards.queries.scoreboard import NOTHING, BoardRow, Figure, Scoreboard
from thuocdo.domain.primitives.texts import Text


class Movement(StrEnum):
    """What became of a node."""

    ROSE = "rose"
    FELL = "fell"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"  # without a number before or after
    UNMATCHED = "unmatched"  # in one of the two rule sets only


@dataclass(frozen=True, slots=True)
class ComparedNode:
    """A node before and after."""

    code: str
    title: Text
    is_top: bool
    before: Figure
    after: Figure
    movement: Movement

    @property
    def change(self) -> Decimal | None:
        """The difference in points, or in the published share where points are not known."""
        if self.movement is Movement.UNMATCHED:
            return None
        return _difference(self.before, self.after)

    @property
    def is_at_maximum(self) -> bool:
        """Whether nothing more is to be gained."""
        return self.after.points is not None and self.after.points == self.after.maximum

    @property
    def in_points(self) -> bool:
        """Whether the change counts points, and not a share of an unknown maximum."""
        return self.before.points is not None and self.after.points is not None


@dataclass(frozen=True)
class Comparison:
    """Two rounds of one index for one unit."""

    before: Scoreboard
    after: Scoreboard
    row_before: BoardRow
    row_after: BoardRow
    nodes: tuple[ComparedNode, ...]

    @property
    def is_break(self) -> bool:
        """Whether the rules changed in between, so that the series does not run on."""
        one, other = self.before.round, self.after.round
        return (one.index_code, one.rule_set) != (other.index_code, other.rule_set)

    @property
    def change(self) -> Decimal | None:
        """The change of the number people quote."""
        if self.row_before.quoted is None or self.row_after.quoted is None:
            return None
        return self.row_after.quoted - self.row_before.quoted

    @property
    def is_in_points(self) -> bool:
        """Whether every matched node has points in both rounds; else shares are compared."""
        matched = [
            node for node in self.nodes if node.movement is not Movement.UNMATCHED and node.change is not None
        ]
        return all(node.in_points for node in matched)

    @property
    def tops(self) -> list[ComparedNode]:
        """The top groups."""
        return [node for node in self.nodes if node.is_top]

    @property
    def unmatched(self) -> list[ComparedNode]:
        """What only one of the rule sets has."""
        return [node for node in self.nodes if node.movement is Movement.UNMATCHED]

    @property
    def at_maximum(self) -> list[ComparedNode]:
        """What has nothing more to gain."""
        return [node for node in self.nodes if node.is_at_maximum]

    def moved(self, movement: Movement) -> list[ComparedNode]:
        """The nodes of one movement, the greatest change first."""
        found = [node for node in self.nodes if node.movement is movement]
        return sorted(found, key=lambda node: -abs(node.change or Decimal(0)))

    @property
    def unexplained(self) -> Decimal | None:
        """What of the change in points no top group with known points explains."""
        before, after = self.row_before.total.points, self.row_after.total.points
        if before is None or after is None:
            return None
        known = sum((node.change or Decimal(0) for node in self.tops if node.in_points), Decimal(0))
        return after - before - known


def compare_rounds(before: Scoreboard, after: Scoreboard, *, unit: str) -> Comparison | None:
    """The unit in both rounds as the reader may see them; None where it is missing from one."""
    row_before = next((row for row in before.rows if row.code == unit), None)
    row_after = next((row for row in after.rows if row.code == unit), None)
    if row_before is None or row_after is None:
        return None
    old = _figures(before, row_before)
    new = _figures(after, row_after)
    return Comparison(before, after, row_before, row_after, tuple(_nodes(before, after, old, new)))


def _figures(board: Scoreboard, row: BoardRow) -> dict[str, Figure]:
    scores = Score.objects.in_force(board.round.pk, Track(board.track)).filter(
        unit_id=row.unit_id, depth__gte=1
    )
    return {
        score.node: Figure(score.state, score.points, score.maximum, score.low, score.high, score.value)
        for score in scores
    }


def _nodes(
    before: Scoreboard, after: Scoreboard, old: Mapping[str, Figure], new: Mapping[str, Figure]
) -> Iterable[ComparedNode]:
    known_before, known_after = _titles(before), _titles(after)
    titles = {**known_before, **known_after}
    tops = {column.code for column in (*before.columns, *after.columns)}
    views = {view.code for board in (before, after) if board.definition for view in board.definition.views}
    for code in [*titles, *sorted((old.keys() | new.keys()) - titles.keys())]:
        if code in views or (code not in old and code not in new):
            continue
        one, other = old.get(code, NOTHING), new.get(code, NOTHING)
        yield ComparedNode(
            code=code,
            title=titles.get(code, Text(code)),
            is_top=code in tops,
            before=one,
            after=other,
            movement=_movement(one, other, is_matched=code in known_before and code in known_after),
        )


def _movement(before: Figure, after: Figure, *, is_matched: bool) -> Movement:
    if not is_matched:
        return Movement.UNMATCHED
    difference = _difference(before, after)
    if difference is None:
        return Movement.UNKNOWN
    if difference == 0:
        return Movement.UNCHANGED
    return Movement.ROSE if difference > 0 else Movement.FELL


def _difference(before: Figure, after: Figure) -> Decimal | None:
    if before.points is not None and after.points is not None:
        return after.points - before.points
    if before.share is not None and after.share is not None:
        return after.share - before.share
    return None


def _titles(board: Scoreboard) -> dict[str, Text]:
    if board.definition is None:
        return {code: board.round.label(code) for code in board.round.labels}
    return {node.code: node.title for node in board.definition.root.walk() if node.code != "total"}
