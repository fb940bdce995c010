"""Tags of the frame: menu, carried context, icons, language and theme, captured blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.shortcuts import resolve_url
from django.template.base import Node, NodeList, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from thuocdo.apps.foundation.ui import context as address
from thuocdo.apps.foundation.ui.menu import ShownSection, menu_for
from thuocdo.apps.foundation.ui.vendor import icons

if TYPE_CHECKING:
    from django.template.context import Context

register = template.Library()

THEMES = ("auto", "light", "dark")


@register.simple_tag(takes_context=True)
def menu(context: Context) -> list[ShownSection]:
    """What of the road this person may use."""
    request = context.get("request")
    return menu_for(request) if request is not None else []


@register.simple_tag(takes_context=True)
def is_part(context: Context) -> bool:
    """Whether the page goes into the right-hand panel, which needs no menu."""
    request = context.get("request")
    return request is not None and address.is_part(request)


@register.simple_tag(takes_context=True)
def carried(context: Context) -> str:
    """Unit, period and rule set of this address as a query string for links."""
    request = context.get("request")
    return address.carried_query(request) if request is not None else ""


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """The query string of this page with some words changed: `{% query page=2 %}`."""
    texts = {name: None if value is None else str(value) for name, value in changes.items()}
    return address.replaced_query(context["request"].GET, **texts)


@register.simple_tag
def front_page() -> str:
    """Where the name of the site leads."""
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The theme this person chose: auto, light or dark."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "auto") if request is not None else "auto"
    return chosen if chosen in THEMES else "auto"


@register.simple_tag
def icon(name: str) -> SafeString:
    """One icon, drawn in the page; it says nothing to a screen reader."""
    if name not in icons():
        return mark_safe('<svg class="td-icon" viewBox="0 0 16 16" aria-hidden="true"></svg>')
    box, drawing = icons()[name]
    body = mark_safe(drawing)  # noqa: S308 -- from the vendored sprite, never from people
    return format_html('<svg class="td-icon" viewBox="{}" aria-hidden="true">{}</svg>', box, body)


class CaptureNode(Node):
    """Keeps what is inside for later, so that one block can stand in two places."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> SafeString:
        text = self.nodelist.render(context).strip()
        context[self.name] = mark_safe(text)  # noqa: S308 -- rendered by the engine with escaping on
        return SafeString("")


@register.tag
def capture(parser: Parser, token: Token) -> CaptureNode:
    """`{% capture title %}…{% endcapture %}` keeps the rendered inside under a name."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, name)
