"""From boards and cards to the pictures, tabs and source lines that the kit draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.apps.assessment.scorecards.models import COMPUTED_TRACKS, PublishedResult, Round, Scoring, Track
from thuocdo.apps.assessment.scorecards.queries.findings import number
from thuocdo.apps.assessment.scorecards.queries.scoreboard import BoardRow, GroupColumn, Scoreboard
from thuocdo.apps.assessment.scorecards.queries.scorecard import Scorecard
from thuocdo.apps.foundation.ui import charts
from thuocdo.apps.foundation.ui.components import (
    Band,
    BarItem,
    ChartTable,
    Source,
    Tab,
    Tile,
    band_of,
    bands_of,
)
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.texts import Text

FEWEST_SPOKES = 3
FEWEST_TO_COMPARE = 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its finding and its table."""

    option: charts.Option
    title: str
    table: ChartTable
    note: str = ""
    height: int = 400


@dataclass(frozen=True, slots=True)
class TileMap:
    """A tile map with its legend."""

    tiles: Sequence[Tile]
    bands: Sequence[Band]
    title: str
    unit: str
    digits: int


def card_address(board: Scoreboard, row: BoardRow) -> str:
    """Where the card of a unit is, on the track that is looked at."""
    address = reverse("scorecards:scorecard", args=[board.round.code, row.code])
    is_first = not board.tracks or board.track == board.tracks[0]
    return address if is_first else f"{address}?track={board.track}"


def tile_map(board: Scoreboard) -> TileMap | None:
    """The peers where they lie; None where the set has no layout."""
    placed = [row for row in board.rows if row.tile is not None]
    if not placed:
        return None
    bands = bands_of([row.quoted for row in placed])
    tiles = [_tile(board, row, bands) for row in placed]
    title = _map_finding(board, placed)
    return TileMap(tiles, bands, title, _unit(board), board.digits)


def _map_finding(board: Scoreboard, placed: Sequence[BoardRow]) -> str:
    """Who stands highest and lowest; the name of the index where there is nobody to tell apart."""
    known = sorted(
        (row for row in placed if row.quoted is not None), key=lambda row: (-(row.quoted or 0), row.sort_key)
    )
    if len(known) < FEWEST_TO_COMPARE:
        return _("%(name)s: darker is higher") % {"name": _map_name(board)}
    first, last = known[0], known[-1]
    return _("%(first)s highest with %(best)s, %(last)s lowest with %(worst)s; darker is higher") % {
        "first": first.name.pick(language()), "best": number(board, first.quoted),
        "last": last.name.pick(language()), "worst": number(board, last.quoted),
    }  # fmt: skip


def _tile(board: Scoreboard, row: BoardRow, bands: Sequence[Band]) -> Tile:
    column, line = row.tile or (0, 0)
    return Tile(
        code=row.code,
        name=row.name,
        column=column,
        row=line,
        value=row.quoted,
        band=band_of(row.quoted, bands),
        url=card_address(board, row),
        rank=row.rank,
        is_subject=row.is_own,
    )


def radar(board: Scoreboard, row: BoardRow | None) -> Picture | None:
    """The shares a unit reached in every group, against the best and the median of the peers."""
    columns = [one for one in board.columns if board.best(one.code) is not None]
    if row is None or len(columns) < FEWEST_SPOKES:
        return None
    own = [_percent(row.groups[one.code].share if one.code in row.groups else None) for one in columns]
    if all(value is None for value in own):
        return None
    best = [_percent(board.best(one.code)) for one in columns]
    middle = [_percent(board.middle(one.code)) for one in columns]
    name = row.name.pick(language())
    profiles = [charts.Profile(name, own, "subject")]
    if _has_peers(board, columns, own):
        profiles += [
            charts.Profile(_("best of each group"), best, "best"),
            charts.Profile(_("median"), middle, "median"),
        ]
    axes = [charts.Axis(one.title.pick(language()), Decimal(100)) for one in columns]
    title = _radar_finding(board, row) if _has_peers(board, columns, own) else _alone_finding(board, row)
    option = charts.radar(axes, profiles, summary=title, left_out=_("not drawn, no value: {}"), digits=1)
    headers = [_("Group"), name, _("Best"), _("Median")]
    titles = [one.title for one in columns]
    table = ChartTable(headers, list(zip(titles, own, best, middle, strict=True)), digits=1)
    return Picture(option, title, table, note=_("per cent of the greatest possible points"))


def _has_peers(board: Scoreboard, columns: Sequence[GroupColumn], own: Sequence[Decimal | None]) -> bool:
    """Whether in every group that is drawn at least half of the peers have a value to compare with."""
    drawn = [column for column, value in zip(columns, own, strict=True) if value is not None]
    return all(2 * board.known_in(column.code) >= board.peer_count > 1 for column in drawn)


def _radar_finding(board: Scoreboard, row: BoardRow) -> str:
    gaps = [
        (share - middle, column)
        for column in board.columns
        if column.code in row.groups
        and (share := row.groups[column.code].share) is not None
        and (middle := board.middle(column.code)) is not None
    ]
    above = sum(gap > 0 for gap, _column in gaps)
    name = row.name.pick(language())
    if not gaps:
        return name
    worst = min(gaps, key=lambda gap: gap[0])
    said = _("%(unit)s is above the median in %(above)s of %(all)s groups") % {
        "unit": name, "above": above, "all": len(gaps),
    }  # fmt: skip
    if worst[0] >= 0:
        return said
    return _("%(said)s, furthest below it in %(group)s") % {
        "said": said, "group": worst[1].title.pick(language()),
    }  # fmt: skip


def _alone_finding(board: Scoreboard, row: BoardRow) -> str:
    """Where a unit without peers to compare with reached most and least of the greatest possible points."""
    shares = [
        (share, column)
        for column in board.columns
        if column.code in row.groups and (share := row.groups[column.code].share) is not None
    ]
    least, most = (choose(shares, key=lambda one: one[0])[1] for choose in (min, max))
    return _("%(unit)s reaches most in %(most)s and least in %(least)s") % {
        "unit": row.name.pick(language()), "most": most.title.pick(language()), "least": least.title.pick(language()),
    }  # fmt: skip


def _percent(share: Decimal | None) -> Decimal | None:
    return None if share is None else share * 100


def losses(board: Scoreboard, row: BoardRow) -> list[BarItem]:
    """Points lost by group, most first."""
    items = []
    for code, lost in row.lost:
        column = board.column(code)
        if column is not None and column.maximum is not None and lost > 0:
            items.append(BarItem(column.title, lost, column.maximum, tone="fall"))
    return items


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """A published number beside the one computed here."""

    title: Text
    result: PublishedResult


def published_lines(board: Scoreboard, card: Scorecard) -> list[PublishedLine]:
    """What others published about the unit, by the names of the nodes."""
    return [PublishedLine(node_title(board, one.node), one) for one in card.published]


def node_title(board: Scoreboard, code: str) -> Text:
    """The title of a node, of a pillar or of the whole."""
    if code == "total":
        return Text("Tổng", "Total")
    if board.definition is None:
        return board.round.label(code)
    views = {view.code: view.title for view in board.definition.views}
    nodes = {node.code: node.title for node in board.definition.root.walk()}
    return views.get(code) or nodes.get(code) or Text(code)


def neighbours(board: Scoreboard, row: BoardRow) -> list[BoardRow]:
    """The ranks just above and below, with the unit between them."""
    ranked = board.ranked
    if row not in ranked:
        return []
    place = ranked.index(row)
    first = max(0, min(place - 2, len(ranked) - 5))
    return ranked[first : first + 5]


def track_tabs(board: Scoreboard, path: str) -> list[Tab]:
    """The tracks that have numbers, each with its address; nothing to choose with one."""
    if len(board.tracks) < 2:
        return []
    computed = dict.fromkeys(COMPUTED_TRACKS, _("Computed here"))
    words = {**computed, Track.COUNCIL: _("Council"), Track.OFFICIAL: _("Published")}
    return [Tab(words[Track(one)], f"{path}?track={one}", one == board.track) for one in board.tracks]


def track_note(board: Scoreboard) -> str:
    """Whose numbers they are, where the tabs do not say it and a reader could take them for something else."""
    if len(board.tracks) > 1 or not board.tracks or board.track not in COMPUTED_TRACKS:
        return ""
    if board.track == Track.SELF and not board.round.is_illustrative:
        return ""
    return _("Whose numbers: %(track)s") % {"track": Track(board.track).label}


def source_of(board: Scoreboard, scoring: Scoring | None = None) -> Source:
    """Where the numbers come from, by which rules, how old they are."""
    this_round = board.round
    name = this_round.source or _("values stored here")
    url = name if name.startswith("https://") and " " not in name else ""
    notes = [_("Rank within: %(set)s") % {"set": this_round.peer_set.name.pick(language())}]
    if said := track_note(board):
        notes.insert(0, said)
    if scoring is not None and scoring.engine_version:
        notes.append(_("engine %(version)s") % {"version": scoring.engine_version})
    return Source(
        name=name, url=url, as_of=this_round.values_until, rule_set=f"{this_round.index_code}@{this_round.rule_set}",
        snapshot=board.text.version if board.text is not None else "", notes=notes,
    )  # fmt: skip


def export_notes(board: Scoreboard) -> list[str]:
    """The lines that travel with every export of a round."""
    this_round: Round = board.round
    notes = [
        _("Rule set: %(rules)s") % {"rules": f"{this_round.index_code}@{this_round.rule_set}"},
        _("Rank within: %(set)s") % {"set": this_round.peer_set.name.pick(language())},
        _("Period: %(period)s") % {"period": this_round.period_text.pick(language())},
    ]
    if said := track_note(board):
        notes.append(said)
    if this_round.source:
        notes.append(_("Source: %(source)s") % {"source": this_round.source})
    if board.text is not None:
        notes.append(_("Version of the definition: %(version)s") % {"version": board.text.version})
    return notes


def _map_name(board: Scoreboard) -> str:
    """The index with its period; the round's own name where no definition says what the index is called."""
    if board.definition is None:
        return board.round.name.pick(language())
    return f"{board.definition.title.pick(language())}, {board.round.period_text.pick(language())}"


def _unit(board: Scoreboard) -> str:
    return board.definition.published.label.pick(language()) if board.definition is not None else ""
