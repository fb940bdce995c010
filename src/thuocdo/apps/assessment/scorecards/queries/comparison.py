"""One unit in two rounds, from stored scores: the domain's comparison with the figures that the screens draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from thuocdo.apps.assessment.scorecards.models import Score, Track
from thuocdo.apps.assessment.scorecards.queries.scoreboard import (
    NOTHING,
    TOTAL,
    BoardRow,
    Figure,
    Scoreboard,
)
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring import compare as domain
from thuocdo.domain.scoring.compare import Movement, Side, SideNode, WaterfallStep

__all__ = ["ComparedNode", "Comparison", "Movement", "compare_rounds"]


@dataclass(frozen=True, slots=True)
class ComparedNode:
    """A node before and after, with the figures as they are stored."""

    found: domain.Change
    before: Figure
    after: Figure
    is_lowest: bool = True

    @property
    def code(self) -> str:
        """Its code."""
        return self.found.code

    @property
    def title(self) -> Text:
        """Its title."""
        return self.found.title

    @property
    def is_top(self) -> bool:
        """Whether it is a top group of one of the rounds."""
        return self.found.depth == 1

    @property
    def movement(self) -> Movement:
        """What became of it."""
        return self.found.direction

    @property
    def change(self) -> Decimal | None:
        """The difference in points, or in the published share where points are not known."""
        return self.found.change

    @property
    def is_at_maximum(self) -> bool:
        """Whether nothing more is to be gained."""
        return self.found.is_at_maximum

    @property
    def in_points(self) -> bool:
        """Whether the change counts points, and not a share of an unknown maximum."""
        return self.found.is_in_points


@dataclass(frozen=True)
class Comparison:
    """Two rounds of one index for one unit."""

    before: Scoreboard
    after: Scoreboard
    row_before: BoardRow
    row_after: BoardRow
    found: domain.Comparison
    nodes: tuple[ComparedNode, ...]

    @property
    def is_break(self) -> bool:
        """Whether the rules changed in between, so that the series does not run on."""
        return self.found.is_break

    @property
    def change(self) -> Decimal | None:
        """The change of the number people quote."""
        return self.found.value.change

    @property
    def rules(self) -> tuple[str, str]:
        """Both rule sets by name; by version too where only the text changed."""
        sides = self.found.sides
        if sides[0].rule_set != sides[1].rule_set:
            return sides[0].rule_set, sides[1].rule_set
        names = [f"{side.rule_set} ({side.version[:8]})" for side in sides]
        return names[0], names[1]

    @property
    def is_in_points(self) -> bool:
        """Whether every matched node has points in both rounds; else shares are compared."""
        return all(node.is_in_points for node in self.found.nodes if node.change is not None)

    @property
    def ranks(self) -> tuple[int | None, int | None]:
        """Both ranks, where they mean something."""
        return self.before.shown_rank(self.row_before), self.after.shown_rank(self.row_after)

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
        """Of the lowest nodes that are compared, those with nothing more to gain."""
        return [node for node in self.nodes if node.is_lowest and node.is_at_maximum]

    @cached_property
    def waterfall(self) -> tuple[WaterfallStep, ...]:
        """From total to total over the top groups; nothing where the rules changed."""
        return () if self.is_break else self.found.waterfall

    def moved(self, movement: Movement) -> list[ComparedNode]:
        """The lowest nodes of one movement, the greatest change first: a group would count its indicators again."""
        found = [node for node in self.nodes if node.is_lowest and node.movement is movement]
        return sorted(found, key=lambda node: -domain.size_of(node.found))


def compare_rounds(before: Scoreboard, after: Scoreboard, *, unit: str) -> Comparison | None:
    """The unit in both rounds as the reader may see them; None where it is missing from one."""
    row_before = next((row for row in before.rows if row.code == unit), None)
    row_after = next((row for row in after.rows if row.code == unit), None)
    if row_before is None or row_after is None:
        return None
    old, new = _figures(before, row_before), _figures(after, row_after)
    known = old.keys() | new.keys()
    depths = {column.code: 1 for column in (*before.columns, *after.columns)}
    found = domain.compare_sides(
        _side(before, row_before, old, known=known, depths=depths),
        _side(after, row_after, new, known=known, depths=depths),
    )
    groups = _groups_of(before, known) | _groups_of(after, known)
    nodes = tuple(
        ComparedNode(
            change, old.get(change.code, NOTHING), new.get(change.code, NOTHING), change.code not in groups
        )
        for change in _in_order(found, before)
    )
    return Comparison(before, after, row_before, row_after, found, nodes)


def _in_order(found: domain.Comparison, before: Scoreboard) -> list[domain.Change]:
    """Nodes as the earlier rules have them, then what is new."""
    places = {code: place for place, code in enumerate(_titles(before))}
    return sorted((*found.nodes, *found.unmatched), key=lambda one: places.get(one.code, len(places)))


def _groups_of(board: Scoreboard, known: set[str]) -> set[str]:
    """The nodes that have children among those with numbers."""
    if board.definition is None:
        return set()
    nodes = board.definition.root.walk()
    return {node.code for node in nodes if any(child.code in known for child in node.children)}


def _figures(board: Scoreboard, row: BoardRow) -> dict[str, Figure]:
    scores = Score.objects.in_force(board.round.pk, Track(board.track)).filter(
        unit_id=row.unit_id, depth__gte=1
    )
    views = {view.code for view in board.definition.views} if board.definition else set()
    return {
        score.node: Figure(score.state, score.points, score.maximum, score.low, score.high, score.value)
        for score in scores
        if score.node not in views
    }


def _side(
    board: Scoreboard,
    row: BoardRow,
    figures: Mapping[str, Figure],
    *,
    known: set[str],
    depths: Mapping[str, int],
) -> Side:
    """A node that the rules have stands on the side even without a number; one that nobody scored is left out."""
    titles = _titles(board)
    shown = [code for code in titles if code in known]
    shown += sorted(figures.keys() - titles.keys())
    nodes = [
        _node(code, titles.get(code, Text(code)), figures.get(code, NOTHING), depths.get(code, 2))
        for code in shown
    ]
    this_round = board.round
    return Side(
        index=this_round.index_code,
        rule_set=this_round.rule_set,
        version=board.text.version if board.text is not None else "",
        period=this_round.period,
        unit=row.code,
        nodes=(_node(TOTAL, domain.TOTAL_TITLE, row.total, 0), *nodes),
        value=row.quoted,
        rank=row.rank,
    )


def _node(code: str, title: Text, figure: Figure, depth: int) -> SideNode:
    return SideNode(
        code=code,
        title=title,
        depth=depth,
        points=figure.points,
        maximum=figure.maximum,
        share=figure.share,
    )


def _titles(board: Scoreboard) -> dict[str, Text]:
    if board.definition is None:
        return {code: board.round.label(code) for code in board.round.labels}
    return {node.code: node.title for node in board.definition.root.walk() if node.code != TOTAL}
