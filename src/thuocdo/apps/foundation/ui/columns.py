"""Columns of the table kit. Each shows a value, sorts by it, copies it and exports it as a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

import django_tables2 as tables
from django.utils.encoding import force_str
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_stubs_ext import StrOrPromise

from thuocdo.apps.foundation.ui import graphics, marks
from thuocdo.apps.foundation.ui.formatting import write_number, write_plain
from thuocdo.apps.foundation.ui.templatetags import _numbers

Record = Any  # a row is whatever the query returns: a mapping, a dataclass or a model


def read(record: Record, name: str | None) -> Any:  # Any: fields of any kind of row
    """A field of a row by its name, None where the row has none or no name is given."""
    if name is None:
        return None
    return record.get(name) if isinstance(record, Mapping) else getattr(record, name, None)


def _limit(limit: str | float | Decimal | None, record: Record) -> Any:  # Any: as `read`
    return read(record, limit) if isinstance(limit, str) else limit


class KitColumn(tables.Column):  # type: ignore[misc] # the library ships no types
    """A column whose cell depends on the value and the row only, so that a table can draw it quickly."""

    def cell(self, value: Any, record: Record) -> SafeString | str:  # noqa: ARG002 -- for the kinds below
        """What stands in the cell."""
        return str(self.default) if value in self.empty_values else self.render(value)

    def copied(self, value: Any) -> str | None:  # noqa: ARG002 -- for numbers
        """What the cell gives to the clipboard instead of its words; None for the words."""
        return None


class TextColumn(KitColumn):
    """Words; bilingual texts in the language of the screen."""

    def render(self, value: object) -> str:
        return _numbers.pick(value)

    def value(self, value: object) -> str:
        return _numbers.pick(value)


class RowColumn(KitColumn):
    """The head of the row, which opens the row in the panel; `address` gives its page."""

    empty_values = ()

    def __init__(self, *arguments: Any, address: Callable[[Record], str] | str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.address = address

    def cell(self, value: object, record: Record) -> SafeString | str:
        return self.render(value, record)

    def render(self, value: object, record: Record) -> SafeString | str:
        url = self.address(record) if callable(self.address) else read(record, self.address)
        return panel_link(str(url), _numbers.pick(value), is_row=True) if url else _numbers.pick(value)

    def value(self, value: object) -> str:
        return _numbers.pick(value)


class NumberColumn(KitColumn):
    """A number, right-aligned; `unit` stands in the header, `state` names the field that says why none."""

    empty_values = ()

    def __init__(
        self,
        *arguments: Any,
        unit: StrOrPromise = "",
        digits: int | None = None,
        state: str | None = None,
        total: StrOrPromise | Callable[[tables.Table], object] = "",
        **options: Any,
    ) -> None:
        options.setdefault("attrs", {})
        number = {"class": "td-number"}
        options["attrs"] = {"th": number, "td": number, "tf": number} | options["attrs"]
        super().__init__(*arguments, **options)
        self.unit, self.digits, self.state, self.total = unit, digits, state, total

    def cell(self, value: object, record: Record) -> SafeString | str:
        return self.render(value, record)

    def copied(self, value: object) -> str | None:
        known = _numbers.as_number(self.value(value))
        return None if known is None else write_plain(known, _numbers.language())

    def render(self, value: object, record: Record) -> SafeString | str:
        state = read(record, self.state)
        if state and str(state) != "given":
            return marks.state_mark(str(state))
        return self.shown(value, record)

    def shown(self, value: object, record: Record) -> SafeString | str:  # noqa: ARG002 -- for the kinds below
        return _numbers.number(value, self.digits)

    def value(self, value: object) -> object:
        return _numbers.as_number(value)

    def render_footer(
        self,
        bound_column: Any,  # noqa: ARG002 -- the library hands it over
        table: tables.Table,
    ) -> str | SafeString:
        if callable(self.total):
            return _numbers.number(self.total(table), self.digits)
        return force_str(self.total)


class PointsColumn(NumberColumn):
    """Points with a bar; the maximum is a number for all rows, or the name of a field, written too."""

    def __init__(
        self, *arguments: Any, maximum: str | float | Decimal | None, bar: bool = True, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.maximum, self.bar = maximum, bar

    def shown(self, value: object, record: Record) -> SafeString | str:
        known, most = _numbers.as_number(value), _numbers.as_number(_limit(self.maximum, record))
        text = _numbers.points(value, most if isinstance(self.maximum, str) else None)
        if not self.bar or known is None or not most:
            return text
        return format_html(
            '<span class="td-bar-cell">{}{}</span>', graphics.bar(float(known) / float(most)), text
        )


class BarColumn(PointsColumn):
    """A number with a bar of its share of `maximum`; no maximum is written."""

    def shown(self, value: object, record: Record) -> SafeString | str:
        known, most = _numbers.as_number(value), _numbers.as_number(_limit(self.maximum, record))
        text = _numbers.number(value, self.digits)
        if known is None or not most:
            return text
        return format_html(
            '<span class="td-bar-cell">{}{}</span>', graphics.bar(float(known) / float(most)), text
        )


class ShareColumn(NumberColumn):
    """A rate; `n` names the field with what it is a rate of, and a small one is greyed and said."""

    SMALL = 30

    def __init__(self, *arguments: Any, n: str | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.n = n

    def shown(self, value: object, record: Record) -> SafeString | str:
        text = _numbers.share_percent(value, 1 if self.digits is None else self.digits)
        count = _numbers.as_number(read(record, self.n))
        if count is None or _numbers.as_number(value) is None:
            return text
        small = "td-small-n" if count < self.SMALL else ""
        written = write_number(count, _numbers.language())
        return format_html(
            '<span class="{}">{} <span class="td-of">n = {}</span></span>', small, text, written
        )


class ChangeColumn(NumberColumn):
    """A change with arrow, sign and word."""

    def __init__(self, *arguments: Any, lower_is_better: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.lower_is_better = lower_is_better

    def shown(self, value: object, record: Record) -> SafeString | str:  # noqa: ARG002 -- as the base
        write = _numbers.change_lower_is_better if self.lower_is_better else _numbers.change
        return write(value, 2 if self.digits is None else self.digits)


class RankColumn(NumberColumn):
    """A rank within `count` units; the first three are marked."""

    def __init__(self, *arguments: Any, count: int | str | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.count = count

    def shown(self, value: object, record: Record) -> SafeString | str:
        known = _numbers.as_number(value)
        if known is None:
            return marks.state_mark("not_available")
        place = f"td-place-{int(known)}" if known <= 3 else ""
        of = read(record, self.count) if isinstance(self.count, str) else self.count
        suffix = format_html('<span class="td-of">/{}</span>', of) if of else ""
        return format_html(
            '<span class="td-rank-cell"><span class="td-badge-rank {}">{}</span>{}</span>',
            place,
            int(known),
            suffix,
        )


class SparkColumn(KitColumn):
    """A line of the last values; readers hear the first and the last."""

    def __init__(self, *arguments: Any, digits: int | None = None, **options: Any) -> None:
        options.setdefault("orderable", False)
        super().__init__(*arguments, **options)
        self.digits = digits

    def render(self, value: Sequence[float | None]) -> SafeString:
        known = [number for number in value if number is not None]
        if not known:
            return marks.state_mark("not_available")
        ends = " → ".join(_numbers.number(number, self.digits) for number in (known[0], known[-1]))
        return format_html('{}<span class="visually-hidden">{}</span>', graphics.sparkline(value), ends)

    def value(self, value: Sequence[float | None]) -> str:
        return "; ".join("" if number is None else str(number) for number in value)


class StatusColumn(KitColumn):
    """A state with its shape and its word."""

    def render(self, value: object) -> SafeString:
        return marks.status_chip(str(value))

    def value(self, value: object) -> str:
        return str(marks.STATUSES[str(value)].label)


def panel_attributes(url: str) -> SafeString:
    """What makes a link open its page in the right-hand panel, besides its address."""
    return format_html(
        'hx-get="{}" hx-target="#panel-body" hx-select="#page &gt; *" hx-swap="innerHTML ignoreTitle:true"',
        url,
    )


def panel_link(url: str, label: object, *, is_row: bool = False) -> SafeString:
    """A link that opens its page in the right-hand panel, and as a page of its own without scripts."""
    kind = SafeString(" data-row-link" if is_row else "")
    return format_html('<a href="{}" {}{}>{}</a>', url, panel_attributes(url), kind, label)


def cell_number(value: object) -> float | int | None:
    """What a spreadsheet cell gets for a value of a number column."""
    known = _numbers.as_number(value)
    if known is None:
        return None
    return known if isinstance(known, int) else float(cast("Decimal", known))
