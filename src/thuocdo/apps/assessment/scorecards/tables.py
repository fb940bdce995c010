"""The tables of rounds and scorecards."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.indices.queries import plain_points
from thuocdo.apps.assessment.scorecards.models import ScoreState
from thuocdo.apps.assessment.scorecards.queries.scoreboard import NOTHING, BoardRow, Figure, Scoreboard
from thuocdo.apps.assessment.scorecards.queries.scorecard import InputLine, Line, Scorecard
from thuocdo.apps.foundation.ui import graphics, marks
from thuocdo.apps.foundation.ui.columns import (
    ChangeColumn,
    NumberColumn,
    RankColumn,
    RowColumn,
    TextColumn,
    panel_link,
)
from thuocdo.apps.foundation.ui.formatting import write_number
from thuocdo.apps.foundation.ui.tables import DataTable
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.provenance import CERTAINTY_LABELS
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Node

LOWEST = Decimal("-Infinity")


def written(figure: Figure, digits: int, *, quoted: bool = False) -> SafeString | str:
    """A figure as text: the number, the range it lies in, or the mark that says why there is none."""
    low, high, known = figure.low, figure.high, figure.points
    if quoted and (figure.value is not None or figure.value_low is not None):
        low, high, known = figure.value_low, figure.value_high, figure.value
    elif known is None:
        known = figure.value
    if known is not None:
        return write_number(known, language(), digits=digits)
    if figure.state == ScoreState.NOT_APPLICABLE:
        return marks.state_mark("not_applicable")
    if low is None or high is None:
        return marks.state_mark("not_available")
    span = f"{write_number(low, language(), digits=digits)} – {write_number(high, language(), digits=digits)}"
    return format_html(
        '<span class="td-small-n" title="{}">{}</span>', _now("range: something is missing"), span
    )


class FigureColumn(NumberColumn):
    """Points, a value or a range, with the share of the maximum as a bar."""

    def __init__(
        self, *arguments: Any, quoted: bool = False, bar: bool = True, digits: int = 2, **options: Any
    ) -> None:
        super().__init__(*arguments, digits=digits, **options)
        self.quoted, self.bar = quoted, bar

    def shown(self, value: object, record: object) -> SafeString | str:  # noqa: ARG002 -- as the base
        figure = value if isinstance(value, Figure) else NOTHING
        text = written(figure, self.digits or 0, quoted=self.quoted)
        share = figure.share
        if not self.bar or share is None:
            return text
        return format_html('<span class="td-bar-cell">{}{}</span>', graphics.bar(float(share)), text)

    def value(self, value: object) -> object:
        figure = value if isinstance(value, Figure) else NOTHING
        return figure.value if self.quoted and figure.value is not None else figure.points or figure.value


class ScoreboardTable(DataTable):
    """A row for every peer; the columns of the groups are added by `scoreboard_table`."""

    always_shown: ClassVar[int] = 3

    name = RowColumn(verbose_name=_("Unit"), address="url", order_by="sort_key")
    rank = RankColumn(verbose_name=_("Rank"), order_by="rank_order", digits=0)


def scoreboard_table(board: Scoreboard, shown: Sequence[BoardRow]) -> ScoreboardTable:
    """The board as a table: total, class, change, every group, and the number computed again beside a published one."""
    extra: list[tuple[str, NumberColumn | TextColumn]] = [
        ("total", _total_column(board)),
        ("class_title", TextColumn(verbose_name=_("Class"))),
    ]
    if board.previous is not None:
        extra.append(
            ("change", ChangeColumn(verbose_name=_("Change"), digits=board.digits, order_by="change_order"))
        )
    for column in board.columns:
        extra.append((f"group_{column.code}", _group_column(board, column.code)))
    if len(board.tracks) > 1 and board.definition is not None:
        again = FigureColumn(
            verbose_name=_("Computed here"), quoted=True, bar=False, digits=board.digits, orderable=False
        )
        extra.append(("recomputed", again))
    has_classes = any(row.class_code for row in board.rows)
    rows = [_record(board, row) for row in shown]
    exclude = () if has_classes else ("class_title",)
    return ScoreboardTable(
        rows,
        extra_columns=extra,
        exclude=exclude,
        caption=_now("Scoreboard"),
        row_attrs={"class": lambda record: "is-subject" if record["is_own"] else ""},
    )


def _total_column(board: Scoreboard) -> FigureColumn:
    definition = board.definition
    unit = definition.published.label.pick(language()) if definition is not None else ""
    return FigureColumn(
        verbose_name=_("Total"), unit=unit, quoted=True, digits=board.digits, order_by="total_order"
    )


def _group_column(board: Scoreboard, code: str) -> FigureColumn:
    column = board.column(code)
    title = column.title.pick(language()) if column else code
    maximum = column.maximum if column else None
    unit = "/ " + write_number(maximum, language()) if maximum else ""
    digits = 2 if maximum else 4
    return FigureColumn(verbose_name=title, unit=unit, digits=digits, order_by=f"order_{code}")


def _record(board: Scoreboard, row: BoardRow) -> dict[str, object]:
    record: dict[str, object] = {
        "name": row.name,
        "sort_key": row.sort_key,
        "url": reverse("scorecards:scorecard", args=[board.round.code, row.code]),
        "rank": row.rank,
        "rank_order": row.rank or 10**6,
        "total": row.total,
        "total_order": _order(row.total, quoted=True),
        "class_title": class_title(board, row.class_code),
        "change": row.change,
        "change_order": LOWEST if row.change is None else row.change,
        "recomputed": row.recomputed or NOTHING,
        "is_own": row.is_own,
    }
    for column in board.columns:
        figure = row.groups.get(column.code, NOTHING)
        record[f"group_{column.code}"] = figure
        record[f"order_{column.code}"] = _order(figure)
    return record


def _order(figure: Figure, *, quoted: bool = False) -> Decimal:
    known = figure.value if quoted and figure.value is not None else figure.points
    known = known if known is not None else figure.value
    return LOWEST if known is None else known


def class_choices(board: Scoreboard) -> list[tuple[str, str]]:
    """The classes that occur, for a filter."""
    bands = board.definition.classes.bands if board.definition is not None else ()
    present = {row.class_code for row in board.rows}
    return [(band.code, band.title.pick(language())) for band in bands if band.code in present]


def class_title(board: Scoreboard, code: str) -> str:
    """The name of a class of the index."""
    bands = board.definition.classes.bands if board.definition is not None else ()
    return next((band.title.pick(language()) for band in bands if band.code == code), code)


class NodeColumn(TextColumn):
    """The head of a row: code and title, set in by depth, opening the explanation in the panel."""

    def render(self, value: object, record: dict[str, object]) -> SafeString | str:  # type: ignore[override]  # the library hands over what is asked for by name
        title = super().render(value)
        body = panel_link(str(record["url"]), title, is_row=True) if record["url"] else title
        return format_html('<span class="sc-depth-{}{}">{}</span>', record["depth"], record["weight"], body)


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
    maximum = NumberColumn(verbose_name=_("Of"), orderable=False)
    lost = NumberColumn(verbose_name=_("Lost"), orderable=False, digits=2)
    inputs = InputsColumn(verbose_name=_("Values"), orderable=False)
    rule = TextColumn(verbose_name=_("Rule"), orderable=False)
    reference = TextColumn(verbose_name=_("Reference"), orderable=False)
    responsible = TextColumn(verbose_name=_("Responsible"), orderable=False)


def card_table(board: Scoreboard, row: BoardRow, card: Scorecard) -> CardTable:
    """The lines of a card as a table; without a definition, the groups that have numbers."""
    if board.definition is None:
        records = [_bare_record(board, row, column.code) for column in board.columns]
    else:
        records = [_line_record(board, row, line) for line in card.lines]
    return CardTable(records, caption=_now("Every group and indicator"))


def _line_record(board: Scoreboard, row: BoardRow, line: Line) -> dict[str, object]:
    node = line.node
    legal = " ".join(part for part in (node.legal.number, node.legal.article) if part)
    definition = board.definition
    reference = legal or (definition.legal.number if definition is not None else "")
    sure = CERTAINTY_LABELS[node.source.status]
    return {
        "title": Text(f"{node.code}. {node.title.vi}", f"{node.code}. {node.title.pick('en')}"),
        "url": _why_url(board, row, node.code) if line.has_explanation else "",
        "depth": min(line.depth, 3),
        "weight": " sc-group" if line.is_group else "",
        "points": line.figure,
        "maximum": line.figure.maximum if line.figure.maximum is not None else _stated(node),
        "lost": line.lost,
        "inputs": line.inputs,
        "rule": line.rule if node.scored else Text("không chấm điểm", "for information only"),
        "reference": Text(f"{reference} · {sure.vi}", f"{reference} · {sure.pick('en')}"),
        "responsible": node.responsible,
    }


def _bare_record(board: Scoreboard, row: BoardRow, code: str) -> dict[str, object]:
    figure = row.groups.get(code, NOTHING)
    return {
        "title": board.round.label(code), "url": _why_url(board, row, code) if code in row.groups else "", "depth": 0,
        "weight": " sc-group", "points": figure, "maximum": figure.maximum, "lost": None, "inputs": (),
        "rule": Text("quy tắc chưa được nạp", "the rules are not loaded"), "reference": board.round.source,
        "responsible": "",
    }  # fmt: skip


def _stated(node: Node) -> Decimal | None:
    return plain_points(node.points)


def _why_url(board: Scoreboard, row: BoardRow, code: str) -> str:
    address = reverse("scorecards:why", args=[board.round.code, row.code, code])
    return f"{address}?track={board.track}"
