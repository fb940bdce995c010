"""The table of one unit's groups and indicators."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.indices.queries import plain_points
from thuocdo.apps.assessment.scorecards.queries.scoreboard import NOTHING, BoardRow, Figure, Scoreboard
from thuocdo.apps.assessment.scorecards.queries.scorecard import InputLine, Line, Scorecard
from thuocdo.apps.assessment.scorecards.tables.figures import UNSCORED, FigureColumn
from thuocdo.apps.foundation.ui import marks
from thuocdo.apps.foundation.ui.columns import (
    KitColumn,
    NumberColumn,
    TextColumn,
    panel_link,
)
from thuocdo.apps.foundation.ui.formatting import write_number
from thuocdo.apps.foundation.ui.tables import DataTable
from thuocdo.apps.foundation.ui.templatetags._numbers import language, pick
from thuocdo.domain.primitives.provenance import CERTAINTY_LABELS
from thuocdo.domain.primitives.texts import Text


class NodeColumn(KitColumn):
    """The head of a row: code and title, set in by depth, opening the explanation in the panel."""

    empty_values = ()

    def cell(self, value: object, record: Any) -> SafeString | str:  # Any: as the base
        return self.render(value, record)

    def render(self, value: object, record: Any) -> SafeString | str:  # Any: as the base
        title = pick(value)
        body = panel_link(str(record["url"]), title, is_row=True) if record["url"] else title
        return format_html(
            '<span class="sc-node sc-depth-{}{}">{}</span>', record["depth"], record["weight"], body
        )

    def value(self, value: object) -> str:
        return pick(value)


class InputsColumn(TextColumn):
    """The inputs of an indicator with their values, and the missing ones by name."""

    empty_values = ()

    def render(self, value: object) -> SafeString | str:
        lines = value if isinstance(value, tuple) else ()
        return format_html_join(
            SafeString("<br>"), '<span class="sc-input">{}: <span class="td-points">{}</span></span>',
            ((one.title.pick(language()), input_value(one)) for one in lines),
        )  # fmt: skip

    def value(self, value: object) -> str:
        lines = value if isinstance(value, tuple) else ()
        return "; ".join(f"{one.title.pick(language())}: {strip_tags(input_value(one))}" for one in lines)


def input_value(one: InputLine) -> SafeString | str:
    """The value of an input: number, choice or the mark of its state."""
    if one.number is not None:
        return write_number(one.number, language())
    return one.choice or marks.state_mark(one.state)


class CardTable(DataTable):
    """Every group and indicator of one unit."""

    always_shown: ClassVar[int] = 2
    hidden_at_first: ClassVar[tuple[str, ...]] = ("responsible",)

    title = NodeColumn(verbose_name=_("Group or indicator"), orderable=False)
    points = FigureColumn(verbose_name=_("Points"), orderable=False)
    computed = FigureColumn(verbose_name=_("Computed here"), orderable=False, bar=False)
    maximum = NumberColumn(verbose_name=_("Of"), orderable=False)
    lost = NumberColumn(verbose_name=_("Lost"), orderable=False, digits=2)
    inputs = InputsColumn(verbose_name=_("Values"), orderable=False, attrs={"td": {"class": "sc-inputs"}})
    rule = TextColumn(verbose_name=_("Rule"), orderable=False, attrs={"td": {"class": "sc-rule"}})
    reference = TextColumn(
        verbose_name=_("Reference"), orderable=False, attrs={"td": {"class": "sc-reference"}}
    )
    responsible = TextColumn(verbose_name=_("Responsible"), orderable=False)


def card_table(board: Scoreboard, row: BoardRow, card: Scorecard) -> CardTable:
    """The lines of a card as a table; without a definition, the groups that have numbers."""
    if board.definition is None:
        records = [_bare_record(board, row, column.code) for column in board.columns]
    else:
        records = [_line_record(board, row, line) for line in card.lines]
    has_both = any(line.computed is not None for line in card.lines)
    return CardTable(
        records, exclude=() if has_both else ("computed",), caption=_now("Every group and indicator")
    )


def _line_record(board: Scoreboard, row: BoardRow, line: Line) -> dict[str, object]:
    node = line.node
    legal = " ".join(part for part in (node.legal.number, node.legal.article) if part)
    definition = board.definition
    reference = legal or (definition.legal.number if definition is not None else "")
    sure = CERTAINTY_LABELS[node.source.status]
    return {
        "title": Text(f"{node.code}. {node.title.vi}", f"{node.code}. {node.title.pick('en')}"),
        "url": _why_url(board, row, node.code, line.track) if line.track else "",
        "depth": min(line.depth, 3),
        "weight": " sc-group" if line.is_group else "",
        "points": line.figure if node.scored else Figure(state=UNSCORED),
        "maximum": _maximum(line),
        "computed": line.computed or NOTHING,
        "lost": line.lost,
        "inputs": line.inputs,
        "rule": line.rule if node.scored else Text("không chấm điểm", "for information only"),
        "reference": Text(f"{reference} · {sure.vi}", f"{reference} · {sure.pick('en')}"),
        "responsible": node.responsible,
    }


def _bare_record(board: Scoreboard, row: BoardRow, code: str) -> dict[str, object]:
    figure = row.groups.get(code, NOTHING)
    return {
        "title": board.round.label(code),
        "url": _why_url(board, row, code, board.track) if code in row.groups else "",
        "depth": 0,
        "weight": " sc-group",
        "points": figure,
        "maximum": figure.maximum,
        "lost": None,
        "inputs": (),
        "rule": Text("quy tắc chưa được nạp", "the rules are not loaded"),
        "reference": board.round.source,
        "responsible": "",
    }


def _maximum(line: Line) -> Decimal | None:
    if not line.node.scored:
        return None
    return line.figure.maximum if line.figure.maximum is not None else plain_points(line.node.points)


def _why_url(board: Scoreboard, row: BoardRow, code: str, track: str) -> str:
    address = reverse("scorecards:why", args=[board.round.code, row.code, code])
    return f"{address}?track={track}"
