"""One round as a table: a row for every peer, a column for every group, and what the whole says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING

from django.db.models import F, Q

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.queries import parsed
from thuocdo.apps.assessment.scorecards.models import PeerSetMember, Round, Score, ScoreState, Track
from thuocdo.apps.foundation.org_units.models import OrgUnit, UnitClosure, UnitSuccession
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition

if TYPE_CHECKING:
    from thuocdo.apps.assessment.scorecards.models.scores import ScoreQuerySet
    from thuocdo.apps.foundation.accounts.models import User

TOTAL = "total"
BY_WEIGHT = (Track.OFFICIAL, Track.COUNCIL, Track.SELF, Track.UNKNOWN)
"""The tracks, the one that counts most first."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one unit: points of a maximum, a value on a published scale, or the range it lies in."""

    state: str = ScoreState.BLOCKED
    points: Decimal | None = None
    maximum: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    value: Decimal | None = None
    value_low: Decimal | None = None
    value_high: Decimal | None = None

    @property
    def share(self) -> Decimal | None:
        """How much of the maximum was reached; a published share stands in where points are not known."""
        if self.points is not None and self.maximum:
            return self.points / self.maximum
        return self.value if self.points is None else None

    @property
    def is_range(self) -> bool:
        """Whether only bounds are known."""
        return self.points is None and self.value is None and self.low is not None and self.high is not None


NOTHING = Figure()


@dataclass(frozen=True, slots=True)
class GroupColumn:
    """A top group: the column of the table and the spoke of the radar."""

    code: str
    title: Text
    maximum: Decimal | None


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One peer."""

    unit_id: int
    code: str
    name: Text
    sort_key: str
    rank: int | None
    total: Figure
    class_code: str
    groups: Mapping[str, Figure]
    tile: tuple[int, int] | None = None
    is_own: bool = False
    recomputed: Figure | None = None
    before: Decimal | None = None

    @property
    def quoted(self) -> Decimal | None:
        """The number people quote: the published value where the index has one, else the points."""
        return _quoted(self.total)

    @property
    def change(self) -> Decimal | None:
        """Against the round before."""
        return None if self.quoted is None or self.before is None else self.quoted - self.before

    @property
    def lost(self) -> list[tuple[str, Decimal]]:
        """Groups by points lost, most first."""
        losses = [
            (code, figure.maximum - figure.points)
            for code, figure in self.groups.items()
            if figure.points is not None and figure.maximum is not None
        ]
        return sorted(losses, key=lambda loss: -loss[1])


@dataclass(frozen=True)
class Scoreboard:
    """Everything the page of a round shows."""

    round: Round
    track: Track
    columns: tuple[GroupColumn, ...]
    rows: tuple[BoardRow, ...]
    peer_count: int
    text: IndexDefinition | None = None
    tracks: tuple[str, ...] = ()
    previous: Round | None = None

    @cached_property
    def definition(self) -> Definition | None:
        """The rules that the shown scores were made by, which a corrected text does not change."""
        return parsed(self.text) if self.text is not None else None

    @cached_property
    def is_ranking(self) -> bool:
        """Whether ranks mean something: published ones do, computed ones once half of the peers have a number."""
        return self.track == Track.OFFICIAL or self.is_comparable

    @cached_property
    def is_comparable(self) -> bool:
        """Whether best and median mean something: at least half of the peers have a number."""
        return self.known_count > 1 and 2 * self.known_count >= self.peer_count

    @cached_property
    def rank_base(self) -> int:
        """Among how many a rank is taken: all peers where it was published, else those that have a number."""
        return self.peer_count if self.track == Track.OFFICIAL else self.known_count

    def shown_rank(self, row: BoardRow) -> int | None:
        """The rank of a row, where ranks mean something."""
        return row.rank if self.is_ranking else None

    @cached_property
    def own_rank(self) -> int | None:
        """The rank of the reader's own unit."""
        return self.shown_rank(self.own) if self.own is not None else None

    @cached_property
    def has_changes(self) -> bool:
        """Whether at least half of the known numbers can be compared with the round before."""
        return 2 * sum(row.change is not None for row in self.rows) >= self.known_count > 0

    @cached_property
    def ordered(self) -> list[BoardRow]:
        """The rows with a number, best first."""
        return sorted(
            (row for row in self.rows if row.quoted is not None),
            key=lambda row: (-(row.quoted or 0), row.sort_key),
        )

    @cached_property
    def ranked(self) -> list[BoardRow]:
        """The rows with a rank that means something, best first."""
        if not self.is_ranking:
            return []
        return sorted(
            (row for row in self.rows if row.rank is not None), key=lambda row: (row.rank or 0, row.sort_key)
        )

    @cached_property
    def known_count(self) -> int:
        """How many peers have a number."""
        return sum(row.quoted is not None for row in self.rows)

    @cached_property
    def median(self) -> Decimal | None:
        """The middle of the numbers people quote."""
        known = [row.quoted for row in self.rows if row.quoted is not None]
        return median(known) if known else None

    @cached_property
    def own(self) -> BoardRow | None:
        """The reader's own unit, where it is a peer."""
        return next((row for row in self.rows if row.is_own), None)

    @cached_property
    def digits(self) -> int:
        """Decimals of the quoted number."""
        if self.definition is not None and self.definition.published.digits is not None:
            return self.definition.published.digits
        return max((_decimals(row.quoted) for row in self.rows), default=2)

    def column(self, code: str) -> GroupColumn | None:
        """A group by its code."""
        return next((column for column in self.columns if column.code == code), None)

    def best(self, code: str) -> Decimal | None:
        """The best share any peer has in a group."""
        return max(self._shares(code), default=None)

    def middle(self, code: str) -> Decimal | None:
        """The median share of a group."""
        shares = self._shares(code)
        return median(shares) if shares else None

    def known_in(self, code: str) -> int:
        """How many peers have a share in a group."""
        return len(self._shares(code))

    def _shares(self, code: str) -> list[Decimal]:
        figures = (row.groups.get(code, NOTHING).share for row in self.rows)
        return [share for share in figures if share is not None]


@dataclass(frozen=True, slots=True)
class _Stored:
    """One stored score on its way to a row."""

    figure: Figure
    rank: int | None
    class_code: str


_ByNode = dict[str, _Stored]
_ByUnit = dict[int, _ByNode]


def scoreboard(this_round: Round, *, user: User, track: str = "") -> Scoreboard:
    """The board as `user` may see it, in a number of queries that does not grow with the peers."""
    return _board(this_round, Score.objects.for_user(user), track, lambda peers: own_peers(user, peers))


def board_for_everybody(this_round: Round, *, track: str = "", own: Collection[str] = ()) -> Scoreboard:
    """The board without anybody's eyes, with the units in focus by code: for commands and jobs, never for a screen."""

    def in_focus(peers: Sequence[int]) -> set[int]:
        return set(OrgUnit.objects.filter(code__in=own, pk__in=peers).values_list("pk", flat=True))

    return _board(this_round, Score.objects.all(), track, in_focus)


def _board(
    this_round: Round, visible: ScoreQuerySet, track: str, in_focus: Callable[[Sequence[int]], set[int]]
) -> Scoreboard:
    members = list(PeerSetMember.objects.filter(peer_set=this_round.peer_set).select_related("unit"))
    texts = _texts(this_round)
    tracks = tuple(one for one in BY_WEIGHT if one in texts)
    own_track = Track(this_round.computed_track)
    chosen = Track(track) if track in tracks else (tracks[0] if tracks else own_track)
    text = _text(this_round, texts.get(chosen, this_round.definition_id))
    by_track = _scores(this_round, visible, Q(scoring__track=chosen) | Q(scoring__track=own_track, depth=0))
    shown = by_track.get(chosen, {})
    computed = by_track.get(own_track, {}) if chosen != own_track else {}
    columns = _columns(this_round, parsed(text) if text else None, shown)
    own = in_focus([member.unit_id for member in members])
    previous = previous_round(this_round)
    before = _quoted_before(previous, visible)
    rows = [
        _row(member, shown.get(member.unit_id, {}), computed.get(member.unit_id, {}), columns, own, before)
        for member in members
        if member.unit_id in shown or this_round.is_published
    ]
    rows.sort(key=lambda row: (row.rank is None, row.rank or 0, row.quoted is None, row.sort_key))
    return Scoreboard(
        round=this_round, track=chosen, columns=columns, rows=tuple(rows), peer_count=len(members),
        text=text, tracks=tracks, previous=previous,
    )  # fmt: skip


def own_peers(user: User, peers: Sequence[int]) -> set[int]:
    """The peers that are the reader's own unit, one it lies in, or what became of one of these."""
    above = list(UnitClosure.objects.filter(descendant=user.unit_id).values_list("ancestor_id", flat=True))
    direct = set(peers) & set(above)
    if direct:
        return direct
    before = UnitSuccession.objects.filter(successor__in=above, unit__in=list(peers))
    return set(before.values_list("unit_id", flat=True))


def previous_round(this_round: Round) -> Round | None:
    """The round of the same index, level and peers just before."""
    same = Round.objects.with_context().filter(
        index_code=this_round.index_code, level=this_round.level, peer_set=this_round.peer_set
    )
    earlier = Q(period__lt=this_round.period)
    if this_round.values_until is not None:
        earlier |= Q(period=this_round.period, values_until__lt=this_round.values_until)
    return same.filter(earlier).order_by("-period", F("values_until").desc(nulls_first=True)).first()


def _texts(this_round: Round) -> dict[str, int | None]:
    """Every track that was scored, with the text that its newest scoring was made by."""
    newest = this_round.scorings.order_by("track", "-number").distinct("track")
    return dict(newest.values_list("track", "definition_id"))


def _text(this_round: Round, definition_id: int | None) -> IndexDefinition | None:
    """A text of the round's rule set by its key; the round mostly holds it already."""
    if definition_id is None or definition_id == this_round.definition_id:
        return this_round.definition
    return IndexDefinition.objects.defer("content").get(pk=definition_id)


def _scores(this_round: Round, visible: ScoreQuerySet, which: Q) -> dict[str, _ByUnit]:
    key = ("scoring__track", "unit_id", "node")
    rows = (
        visible.filter(which, depth__lte=1, scoring__round=this_round)
        .order_by(*key, "-scoring__number")
        .distinct(*key)
        .values_list(*key, "rank", "class_code", *_FIGURE)
    )
    found: dict[str, _ByUnit] = {}
    for track, unit_id, node, rank, class_code, *numbers in rows:
        found.setdefault(track, {}).setdefault(unit_id, {})[node] = _Stored(
            Figure(*numbers), rank, class_code
        )
    return found


_FIGURE = ("state", "points", "maximum", "low", "high", "value", "value_low", "value_high")


def _quoted_before(previous: Round | None, visible: ScoreQuerySet) -> dict[int, Decimal]:
    if previous is None:
        return {}
    by_track = _scores(previous, visible, Q(depth=0))
    track = next((one for one in BY_WEIGHT if one in by_track), None)
    found = {unit_id: nodes.get(TOTAL) for unit_id, nodes in by_track.get(track or "", {}).items()}
    quoted = {unit_id: _quoted(stored.figure) for unit_id, stored in found.items() if stored is not None}
    return {unit_id: number for unit_id, number in quoted.items() if number is not None}


def _quoted(figure: Figure) -> Decimal | None:
    return figure.value if figure.value is not None else figure.points


def _columns(this_round: Round, definition: Definition | None, shown: _ByUnit) -> tuple[GroupColumn, ...]:
    """The scored top groups of the definition, in its order; without one, the nodes that have numbers."""
    maxima = {
        node: stored.figure.maximum
        for nodes in shown.values()
        for node, stored in nodes.items()
        if node != TOTAL and stored.figure.maximum is not None
    }
    seen = {node for nodes in shown.values() for node in nodes if node != TOTAL}
    if definition is None:
        return tuple(
            GroupColumn(code, this_round.label(code), maxima.get(code))
            for code in sorted(seen)
            if code in this_round.labels
        )
    tops = [node for node in definition.root.children if node.scored and node.code in seen]
    return tuple(GroupColumn(node.code, node.title, maxima.get(node.code)) for node in tops)


def _row(
    member: PeerSetMember,
    nodes: _ByNode,
    computed: _ByNode,
    columns: Sequence[GroupColumn],
    own: Iterable[int],
    before: Mapping[int, Decimal],
) -> BoardRow:
    unit: OrgUnit = member.unit
    total = nodes.get(TOTAL)
    again = computed.get(TOTAL)
    has_tile = member.tile_column is not None and member.tile_row is not None
    return BoardRow(
        unit_id=unit.pk,
        code=unit.code,
        name=Text(member.name_vi or unit.name_vi),
        sort_key=unit.sort_key,
        rank=total.rank if total else None,
        total=total.figure if total else NOTHING,
        class_code=total.class_code if total else "",
        groups={column.code: nodes[column.code].figure for column in columns if column.code in nodes},
        tile=(member.tile_column or 0, member.tile_row or 0) if has_tile else None,
        is_own=unit.pk in set(own),
        recomputed=again.figure if again else None,
        before=before.get(unit.pk),
    )


def _decimals(number: Decimal | None) -> int:
    exponent = number.normalize().as_tuple().exponent if number is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
