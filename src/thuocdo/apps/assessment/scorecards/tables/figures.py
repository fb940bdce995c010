"""How a figure is written, and the column that shows it with a bar."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now

from thuocdo.apps.assessment.scorecards.models import ScoreState
from thuocdo.apps.assessment.scorecards.queries.scoreboard import NOTHING, Figure
from thuocdo.apps.foundation.ui import graphics, marks
from thuocdo.apps.foundation.ui.columns import (
    NumberColumn,
)
from thuocdo.apps.foundation.ui.formatting import write_number
from thuocdo.apps.foundation.ui.templatetags._numbers import language

UNSCORED = "unscored"


def written(figure: Figure, digits: int, *, quoted: bool = False) -> SafeString | str:
    """A figure as text: the number, the range it lies in, or the mark that says why there is none."""
    low, high, known = figure.low, figure.high, figure.points
    if quoted and (figure.value is not None or figure.value_low is not None):
        low, high, known = figure.value_low, figure.value_high, figure.value
    elif known is None:
        known = figure.value
    if known is not None:
        return write_number(known, language(), digits=digits)
    if figure.state == UNSCORED:
        return "–"
    if figure.state == ScoreState.NOT_APPLICABLE:
        return marks.state_mark("not_applicable")
    if low is None or high is None:
        return marks.state_mark("not_available")
    if low == high:
        said = _now("what is missing changes nothing here")
        return format_html('<span title="{}">{}</span>', said, write_number(low, language(), digits=digits))
    span = f"{write_number(low, language(), digits=digits)} – {write_number(high, language(), digits=digits)}"
    return format_html(
        '<span class="td-small-n" title="{}">{}</span>', _now("range: something is missing"), span
    )


@lru_cache(maxsize=20_000)
def drawn(figure: Figure, digits: int, quoted: bool, has_bar: bool, in_language: str) -> SafeString | str:
    """A cell: the figure and its bar. A page of provinces has hundreds that come back with every request."""
    del in_language  # what is written depends on it, so it is part of the key
    text = written(figure, digits, quoted=quoted)
    share = figure.share
    if not has_bar or share is None:
        return text
    return format_html('<span class="td-bar-cell">{}{}</span>', graphics.bar(float(share)), text)


class FigureColumn(NumberColumn):
    """Points, a value or a range, with the share of the maximum as a bar."""

    def __init__(
        self, *arguments: Any, quoted: bool = False, bar: bool = True, digits: int = 2, **options: Any
    ) -> None:
        super().__init__(*arguments, digits=digits, **options)
        self.quoted, self.bar = quoted, bar

    def shown(self, value: object, record: object) -> SafeString | str:  # noqa: ARG002 -- as the base
        figure = value if isinstance(value, Figure) else NOTHING
        return drawn(figure, self.digits or 0, self.quoted, self.bar, language())

    def value(self, value: object) -> object:
        figure = value if isinstance(value, Figure) else NOTHING
        if self.quoted and figure.value is not None:
            return figure.value
        return figure.points if figure.points is not None else figure.value
