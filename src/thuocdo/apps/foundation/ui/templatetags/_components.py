"""Components: tiles of numbers, lists, trees, maps, forms, states, messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import template
from django.forms import BaseForm
from django.http import QueryDict
from django.utils.safestring import SafeString

from thuocdo.apps.foundation.ui import columns, graphics, marks, tiles
from thuocdo.apps.foundation.ui.components import Band, BarItem, Fact, Source, Tab, Tile, TreeNode
from thuocdo.apps.foundation.ui.templatetags import _numbers

if TYPE_CHECKING:
    from django.template.context import Context

register = template.Library()


@register.simple_tag
def status(code: str, label: str = "") -> SafeString:
    """A state by shape, colour and word: `{% status "met" %}`."""
    return marks.status_chip(code, label)


@register.simple_tag
def panel_link(url: str, label: object) -> SafeString:
    """A link that opens in the right-hand panel."""
    return columns.panel_link(url, _numbers.pick(label))


@register.simple_tag
def panel_attributes(url: str) -> SafeString:
    """Makes a link of your own open in the right-hand panel."""
    return columns.panel_attributes(url)


@register.simple_tag
def share_bar(value: object, maximum: object, tone: str = "subject") -> SafeString:
    """A bar of a value's share of its maximum; nothing where one of them is unknown."""
    known, most = _numbers.as_number(value), _numbers.as_number(maximum)
    return graphics.bar(float(known) / float(most), tone) if known is not None and most else SafeString("")


@register.simple_tag
def spark(numbers: Sequence[float | None]) -> SafeString:
    """A small line of the last values."""
    return graphics.sparkline(numbers)


@register.inclusion_tag("ui/components/stat.html")
def stat(
    label: object,
    value: object = None,
    *,
    maximum: object = None,
    change: object = None,
    since: object = "",
    note: object = "",
    state: str = "given",
    url: str = "",
    rank: object = None,
    count: object = None,
    lower_is_better: bool = False,
) -> dict[str, object]:
    """A number that matters: value with maximum, rank with peers, change with sign and word."""
    return {
        "label": label,
        "value": value,
        "maximum": maximum,
        "change": change,
        "since": since,
        "note": note,
    } | {
        "digits": 0 if rank is not None else 2,
        "state": state,
        "url": url,
        "rank": rank,
        "count": count,
        "lower_is_better": lower_is_better,
    }


@register.inclusion_tag("ui/components/progress.html")
def progress(
    done: object, total: object, label: object = "", seconds_left: int | None = None
) -> dict[str, object]:
    """How far a piece of work is: count, share and the time left."""
    known, most = _numbers.as_number(done), _numbers.as_number(total)
    minutes = None if seconds_left is None else max(1, -(-seconds_left // 60))
    is_short = seconds_left is not None and seconds_left < 60
    return {
        "done": known,
        "total": most,
        "label": label,
        "minutes": minutes,
        "seconds": seconds_left if is_short else None,
    }


@register.inclusion_tag("ui/components/state_legend.html")
def state_legend() -> dict[str, object]:
    """What the signs for zero, not applicable, not yet known and missing mean."""
    signs = [(str(state), label, meaning) for state, (_, label, meaning) in marks.STATE_SIGNS.items()]
    return {"signs": signs}


@register.inclusion_tag("ui/components/empty.html")
def empty(
    title: object, text: object = "", url: str = "", action: object = "", icon: str = "inbox"
) -> dict[str, object]:
    """Nothing here yet, and what to do next."""
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("ui/components/illustrative_band.html")
def illustrative_band(text: object = "") -> dict[str, object]:
    """Says on top of a page that the data was made for demonstration."""
    return {"text": text}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: BaseForm | None) -> dict[str, object]:
    """All errors of a form on top, each a link to its field."""
    if form is None or not form.errors:
        return {"errors": []}
    errors = [
        (form[name].auto_id, form[name].label, text)
        for name in form.errors
        if name in form.fields
        for text in form.errors[name]
    ]
    return {"errors": [("", "", text) for text in form.non_field_errors()] + errors}


@register.inclusion_tag("ui/components/problems.html")
def problems(found: Sequence[object], title: object = "") -> dict[str, object]:
    """Problems met while reading a file, each with what, where, why and what next."""
    return {"problems": found, "title": title}


@register.inclusion_tag("ui/components/filter_form.html", takes_context=True)
def filter_form(context: Context, filters: object) -> dict[str, object]:
    """The filters of a table (a form, or what holds one as `form`) in one line; the rest of the address is kept."""
    form = cast("BaseForm", getattr(filters, "form", filters))
    query: QueryDict = context["request"].GET
    names = [form.add_prefix(name) for name in form.fields]
    is_used = any(value for name in names for value in query.getlist(name))
    return {"form": form, "kept": other_words(query, ",".join(names)), "is_used": is_used}


@register.inclusion_tag("ui/components/upload.html")
def upload(
    field: Any, accepts: str = "", limit_mb: int | None = None
) -> dict[str, object]:  # Any: a bound field
    """A file field with a place to drop a file on; it says which kinds and what size are taken."""
    return {"field": field, "accepts": accepts, "limit_mb": limit_mb}


@register.inclusion_tag("ui/components/facts.html")
def facts(items: Sequence[Fact | tuple[object, object]]) -> dict[str, object]:
    """A definition list."""
    return {"facts": [item if isinstance(item, Fact) else Fact(str(item[0]), item[1]) for item in items]}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Sequence[Tab], label: object = "") -> dict[str, object]:
    """Several views on one thing, each with its address."""
    return {"tabs": items, "label": label}


@register.inclusion_tag("ui/components/tree.html")
def tree(nodes: Sequence[TreeNode], label: object = "") -> dict[str, object]:
    """A tree of `<details>`: opens and closes by mouse, Enter and Space, without scripts too."""
    return {"nodes": nodes, "label": label}


@register.inclusion_tag("ui/components/bar_list.html")
def bar_list(items: Sequence[BarItem], digits: int = 2) -> dict[str, object]:
    """Lines with a bar and a number."""
    return {"items": items, "digits": digits}


@register.inclusion_tag("ui/components/tile_map.html")
def tile_map(
    map_tiles: Sequence[Tile],
    bands: Sequence[Band] = (),
    *,
    title: object = "",
    unit: object = "",
    digits: int = 2,
) -> dict[str, object]:
    """Units as tiles where they lie on the map, each a link, with the table behind."""
    placed, width, height = tiles.place(map_tiles)
    ordered = sorted(map_tiles, key=lambda tile: (tile.value is None, -float(tile.value or 0)))
    return {
        "placed": placed,
        # Texts, since the page would group the digits of numbers.
        "map_width": str(width),
        "map_height": str(height),
        "width": str(tiles.WIDTH),
        "height": str(tiles.HEIGHT),
        "bands": bands,
        "title": title,
        "unit": unit,
        "digits": digits,
        "ordered": ordered,
    }


@register.inclusion_tag("ui/components/source.html")
def source_line(source: Source) -> dict[str, object]:
    """Where the numbers come from, by which rule set, and how old they are."""
    return {"source": source}


@register.filter
def other_words(query: QueryDict, without: str) -> list[tuple[str, str]]:
    """The words of the address besides the named ones (separated by commas), to keep in a form."""
    left_out = {*without.split(","), "page", "export"}
    return [(name, value) for name, values in query.lists() if name not in left_out for value in values]


@register.filter
def fact_value(value: object) -> object:
    """The right side of a definition list: numbers and texts in the language, dates as days."""
    if _numbers.as_number(value) is not None and not isinstance(value, str):
        return _numbers.number(value)
    return (
        _numbers.period_label(value)
        if hasattr(value, "strftime")
        else _numbers.pick(value)
        if not isinstance(value, SafeString)
        else value
    )


@register.filter
def stat_value(value: object) -> object:
    """The big number of a tile: a number by the language, prepared text as it is."""
    return value if isinstance(value, str) else _numbers.number(value)


@register.filter
def problem_text(problem: object) -> str:
    """The sentence of one problem: an error of the domain in the language of the screen, or plain words."""
    message = getattr(problem, "message", None)
    if callable(message):
        return str(message(_numbers.language()))
    text = getattr(problem, "text", None)
    return _numbers.pick(text if text is not None else problem)
