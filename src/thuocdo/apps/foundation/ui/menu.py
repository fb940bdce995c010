"""The left rail: apps put their entries here from `AppConfig.ready`, people see what they may use.

menu.register(MenuEntry(menu.ASSESS, _("Scoreboard"), "scorecards:scoreboard", "scorecards.view_score"))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise

Permission = str | Callable[["HttpRequest"], bool] | None


@dataclass(frozen=True, slots=True)
class Section:
    """One stretch of the road; `icon` is a name of Bootstrap Icons."""

    code: str
    label: StrOrPromise
    icon: str


MINE = Section("mine", gettext_lazy("My work"), "inbox")
MEASURE = Section("measure", gettext_lazy("Measure"), "rulers")
ASSESS = Section("assess", gettext_lazy("Assess"), "clipboard-data")
STEER = Section("steer", gettext_lazy("Steer"), "compass")
PUBLISH = Section("publish", gettext_lazy("Publish"), "megaphone")
ADMINISTER = Section("administer", gettext_lazy("Administer"), "gear")

SECTIONS: tuple[Section, ...] = (MINE, MEASURE, ASSESS, STEER, PUBLISH, ADMINISTER)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page of the road.

    `permission` is a Django permission name, a test of the request, or None for everybody signed in. `badge` counts
    what waits there, such as unread notices; it costs a query on every page, so keep it to one. `also` are further
    beginnings of addresses that belong to the page, such as `/scorecards/` to the scoreboards.
    """

    section: Section
    label: StrOrPromise
    url_name: str
    permission: Permission = None
    order: int = 100
    is_public: bool = False
    badge: Callable[[HttpRequest], int | None] | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownEntry:
    label: StrOrPromise
    url: str
    is_active: bool
    badge: int | None = None


@dataclass(frozen=True, slots=True)
class ShownSection:
    section: Section
    entries: tuple[ShownEntry, ...]


_entries: dict[str, MenuEntry] = {}


def register(*entries: MenuEntry) -> None:
    """Put entries on the rail; the same `url_name` again replaces the earlier one."""
    for entry in entries:
        _entries[entry.url_name] = entry


def menu_for(request: HttpRequest) -> list[ShownSection]:
    """The sections that have something this person may use, in the order of the road."""
    allowed = [
        (entry, url) for entry in _entries.values() if may_use(request, entry) and (url := _address(entry))
    ]
    active = _active(allowed, request.path)
    shown = []
    for section in SECTIONS:
        mine = sorted(
            (pair for pair in allowed if pair[0].section == section), key=lambda pair: pair[0].order
        )
        if mine:
            entries = tuple(_shown(request, entry, url, is_active=url == active) for entry, url in mine)
            shown.append(ShownSection(section, entries))
    return shown


def _active(allowed: list[tuple[MenuEntry, str]], path: str) -> str:
    """The address of the entry that the page belongs to: the longest beginning wins, `/` is only itself."""
    beginnings = [(start, url) for entry, url in allowed for start in (url, *entry.also)]
    found = [pair for pair in beginnings if path == pair[0] or (pair[0] != "/" and path.startswith(pair[0]))]
    return max(found, key=lambda pair: len(pair[0]), default=("", ""))[1]


def _shown(request: HttpRequest, entry: MenuEntry, url: str, *, is_active: bool) -> ShownEntry:
    badge = entry.badge(request) if entry.badge is not None else None
    return ShownEntry(entry.label, url, is_active, badge)


def may_use(request: HttpRequest, entry: MenuEntry) -> bool:
    """Whether the entry is shown; the view behind it checks again, below its query."""
    if entry.is_public:
        return True
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    if callable(entry.permission):
        return entry.permission(request)
    return entry.permission is None or user.has_perm(entry.permission)


def _address(entry: MenuEntry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""
