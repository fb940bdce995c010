"""The table of two rounds."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.scorecards.queries.comparison import ComparedNode, Comparison, Movement
from thuocdo.apps.assessment.scorecards.queries.scoreboard import Figure
from thuocdo.apps.assessment.scorecards.tables.figures import FigureColumn
from thuocdo.apps.foundation.ui.columns import ChangeColumn, KitColumn, TextColumn
from thuocdo.apps.foundation.ui.tables import DataTable
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.texts import Text

SHARE_DIGITS = 4
WORDS = {
    Movement.ROSE: _("rose"),
    Movement.FELL: _("fell"),
    Movement.UNCHANGED: _("unchanged"),
    Movement.UNKNOWN: _("not known in both"),
    Movement.UNMATCHED: _("in one rule set only"),
}


class ComparisonTable(DataTable):
    """Every node that either round has a number for."""

    always_shown: ClassVar[int] = 1

    title = TextColumn(verbose_name=_("Group or indicator"), orderable=False)
    movement = TextColumn(verbose_name=_("Movement"), orderable=False)


def comparison_table(comparison: Comparison) -> ComparisonTable:
    """The nodes of a comparison in the order of the rule set."""
    digits = 2 if comparison.is_in_points else SHARE_DIGITS
    columns: list[tuple[str, KitColumn]] = [
        (
            name,
            FigureColumn(
                digits=digits, verbose_name=board.round.period_text.pick(language()), orderable=False
            ),
        )
        for name, board in (("before", comparison.before), ("after", comparison.after))
    ]
    columns.append(("change", ChangeColumn(verbose_name=_("Change"), digits=digits, orderable=False)))
    rows = [_record(node, in_points=comparison.is_in_points) for node in comparison.nodes]
    return ComparisonTable(
        rows,
        extra_columns=columns,
        sequence=("title", "before", "after", "change", "..."),
        caption=_now("Group by group"),
    )


def _record(node: ComparedNode, *, in_points: bool) -> dict[str, object]:
    words = str(WORDS[node.movement])
    return {
        "title": Text(f"{node.code}. {node.title.vi}", f"{node.code}. {node.title.pick('en')}"),
        "before": node.before if in_points else _as_share(node.before),
        "after": node.after if in_points else _as_share(node.after),
        "change": node.change,
        "movement": words + (", " + _now("at its maximum") if node.is_at_maximum else ""),
    }


def _as_share(figure: Figure) -> Figure:
    """The same figure as the share of its maximum, so that points and published shares can stand side by side."""
    return Figure(state=figure.state, value=figure.share)
