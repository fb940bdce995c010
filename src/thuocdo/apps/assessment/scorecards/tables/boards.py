"""The table of a round."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.scorecards.presentation import card_address
from thuocdo.apps.assessment.scorecards.queries.scoreboard import NOTHING, BoardRow, Figure, Scoreboard
from thuocdo.apps.assessment.scorecards.tables.figures import FigureColumn
from thuocdo.apps.foundation.ui.columns import (
    ChangeColumn,
    NumberColumn,
    RankColumn,
    RowColumn,
    TextColumn,
)
from thuocdo.apps.foundation.ui.formatting import write_number
from thuocdo.apps.foundation.ui.tables import DataTable
from thuocdo.apps.foundation.ui.templatetags._numbers import language

LOWEST = Decimal("-Infinity")


class ClassColumn(TextColumn):
    """The class of a unit as a chip: its word is enough, the colour says nothing."""

    def render(self, value: object) -> SafeString | str:
        return format_html('<span class="td-chip td-tone-plain">{}</span>', value) if value else ""


class ScoreboardTable(DataTable):
    """A row for every peer; the columns of the groups are added by `scoreboard_table`."""

    always_shown: ClassVar[int] = 3

    name = RowColumn(verbose_name=_("Unit"), address="url", order_by="sort_key")
    rank = RankColumn(verbose_name=_("Rank"), order_by="rank_order", digits=0)


def scoreboard_table(board: Scoreboard, shown: Sequence[BoardRow]) -> ScoreboardTable:
    """The board as a table: total, class, change, every group, and the number computed again beside a published one."""
    extra: list[tuple[str, NumberColumn | TextColumn]] = [
        ("total", _total_column(board)),
        ("class_title", ClassColumn(verbose_name=_("Class"), order_by="total_order")),
    ]
    if board.has_changes:
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
        "url": card_address(board, row),
        "rank": board.shown_rank(row),
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
