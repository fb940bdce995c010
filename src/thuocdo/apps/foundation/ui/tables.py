"""The table kit: a table of django-tables2 with column choice, totals, copy and export.

class ScoreTable(DataTable):
    name = RowColumn(verbose_name=_("Unit"), address="url")
    total = PointsColumn(verbose_name=_("Points"), maximum=100)

table = prepare(ScoreTable(rows, caption=_("Scoreboard")), request)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, TypeVar

import django_tables2 as tables
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from django_tables2.data import TableData, TableListData
from django_tables2.utils import Accessor

from thuocdo.apps.foundation.ui.columns import KitColumn
from thuocdo.apps.foundation.ui.templatetags._numbers import pick
from thuocdo.domain.org_units.names import natural_key
from thuocdo.domain.primitives.texts import Text

PER_PAGE = 100


class Rows(TableListData):  # type: ignore[misc] # the library ships no types
    """Rows in memory: names sort in Vietnamese order, and what is unknown stays last either way."""

    def order_by(self, aliases: Sequence[str]) -> None:
        """Sort by the words of the address, the first word counting most."""
        for alias in reversed(aliases):
            name = alias.lstrip("-")
            accessors = self.table.columns[name].column.order_by or (self.table.columns[name].accessor,)
            for accessor in reversed(accessors):
                self._sort(
                    str(accessor).lstrip("-"),
                    is_descending=alias.startswith("-") != str(accessor).startswith("-"),
                )

    def _sort(self, field: str, *, is_descending: bool) -> None:
        pairs = [(Accessor(field).resolve(row, quiet=True), row) for row in self.data]
        known = [pair for pair in pairs if pair[0] is not None and pair[0] != ""]
        known.sort(key=lambda pair: _sortable(pair[0]), reverse=is_descending)
        self.data[:] = [row for _, row in known] + [
            row for value, row in pairs if value is None or value == ""
        ]


def _sortable(value: object) -> Any:  # Any: whatever the column holds, compared with its like
    text = pick(value) if isinstance(value, Text) else value
    return natural_key(text) if isinstance(text, str) else text


class DataTable(tables.Table):  # type: ignore[misc] # the library ships no types
    """The base of every table on a screen."""

    always_shown: ClassVar[int] = 1
    """How many columns from the left cannot be put away."""

    hidden_at_first: ClassVar[tuple[str, ...]] = ()

    class Meta:
        template_name = "ui/table.html"
        attrs: ClassVar[dict[str, str]] = {"class": "td-table"}
        empty_text = _("Nothing matches. Loosen the filter or choose another period.")
        per_page = PER_PAGE

    def __init__(self, data: Any, *arguments: Any, caption: StrOrPromise = "", **options: Any) -> None:
        is_query = hasattr(data, "order_by") or isinstance(data, TableData)
        if (
            self._meta.empty_text is None
        ):  # the library does not hand Meta down to a table without one of its own
            options.setdefault("empty_text", DataTable.Meta.empty_text)
        super().__init__(data if is_query else Rows(list(data)), *arguments, **options)
        self.caption = caption
        self.chosen: tuple[str, ...] = ()

    @property
    def columns_field(self) -> str:
        """The word of the address that names the chosen columns."""
        return f"{self.prefix}columns"

    @property
    def choosable(self) -> list[tuple[str, StrOrPromise, bool]]:
        """The columns a person may show or put away: name, header, shown or not."""
        all_columns = list(self.columns.iterall())[self.always_shown :]
        return [(column.name, column.header, column.visible) for column in all_columns]

    def choose(self, names: list[str]) -> None:
        """Show the named columns and those that always stay; no names mean the columns shown at first."""
        self.chosen = tuple(names)
        for name, _header, _shown in self.choosable:
            wanted = name in names if names else name not in self.hidden_at_first
            (self.columns.show if wanted else self.columns.hide)(name)

    def totals(self) -> list[tuple[SafeString, str]]:
        """The last line, each cell as its attributes and what stands there; nothing where no column has any."""
        cells = [(bound.attrs["tf"].as_html(), bound.footer or "") for bound in self.columns]
        return cells if any(total for _, total in cells) else []

    def lines(self) -> Iterator[tuple[SafeString, list[SafeString]]]:
        """The rows of this page, each as its attributes and its drawn cells."""
        columns = [_ShownColumn(self, bound, is_first=place == 0) for place, bound in enumerate(self.columns)]
        for row in self.paginated_rows:
            yield row.attrs.as_html(), [column.draw(row) for column in columns]


class _ShownColumn:
    """A column as a page of rows needs it: what does not change from row to row is worked out once.

    The library looks up the arguments of every function for every cell, which is most of the time of a page.
    """

    def __init__(self, table: DataTable, bound: Any, *, is_first: bool) -> None:
        self.bound = bound
        self.column = bound.column
        self.start, self.end = ('th scope="row"', "th") if is_first else ("td", "td")
        attributes = self.column.attrs.get("td", {})
        is_kit = isinstance(self.column, KitColumn) and not hasattr(table, f"render_{bound.name}")
        self.is_quick = is_kit and not any(callable(value) for value in attributes.values())
        self.attributes = bound.attrs["td"].as_html()

    def draw(self, row: Any) -> SafeString:
        """One cell with its tag."""
        if not self.is_quick:
            return self._draw_as_library(row)
        value = self.bound.accessor.resolve(row.record, quiet=True)
        copied = self.column.copied(value)
        return self._tag(
            self.column.cell(value, row.record),
            self.attributes if copied is None else format_html('{} data-copy="{}"', self.attributes, copied),
        )

    def _draw_as_library(self, row: Any) -> SafeString:
        self.bound.current_record = row.record
        self.bound.current_value = cell = row.get_cell(self.bound.name)
        return self._tag(cell, self.bound.attrs["td"].as_html())

    def _tag(self, cell: str, attributes: str) -> SafeString:
        shown = conditional_escape(cell)
        return SafeString(f"<{self.start} {attributes}>{shown}</{self.end}>")


AnyTable = TypeVar("AnyTable", bound=DataTable)


def prepare(table: AnyTable, request: HttpRequest, *, per_page: int | None = PER_PAGE) -> AnyTable:
    """Sort, choose columns and turn pages by what the address says."""
    table.choose(
        [name for text in request.GET.getlist(table.columns_field) for name in text.split(",") if name]
    )
    # Not the library's own reading: it takes any length of a page and any accessor to sort by.
    if order := _order_of(table, request):
        table.order_by = order
    if per_page is not None:
        table.paginate(per_page=per_page)
        table.page = table.paginator.get_page(request.GET.get(table.prefixed_page_field))
    return table


def _order_of(table: DataTable, request: HttpRequest) -> list[str]:
    """The columns to sort by that the table has; what it has not is passed over."""
    words = [word for text in request.GET.getlist(table.prefixed_order_by_field) for word in text.split(",")]
    known = {column.name for column in table.columns.iterall() if column.orderable}
    return [word for word in words if word.removeprefix("-") in known]
