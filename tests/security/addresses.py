"""All addresses of the site, and what the permission table promises about each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.security.subjects import FOREIGN, Subject
from tests.world import World
from thuocdo.apps.foundation.access import Access
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.permissions import table
from thuocdo.apps.foundation.accounts.roles import Reach, Role


@dataclass(frozen=True)
class Address:
    """One named pattern with its view."""

    name: str
    view: Callable[..., Any]
    has_parameters: bool

    @property
    def access(self) -> Access | None:
        """What the view declares; views that are not ours are declared in `subjects`."""
        declared: Access | None = getattr(self.view, "access", None)
        if declared is None and self.name in FOREIGN:
            return Access(is_public=FOREIGN[self.name])
        if declared is None and getattr(self.view, "login_required", None) is False:
            return Access(is_public=True)
        return declared


def all_addresses() -> list[Address]:
    """Every pattern of the site."""
    return sorted(_walk(get_resolver(), ()), key=lambda address: address.name)


def _walk(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            name = ":".join([*spaces, entry.name or f"unnamed {entry.pattern}"])
            yield Address(name, entry.callback, bool(entry.pattern.converters))
        else:
            yield from _walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces)


# Below whom everything stands, by hand: the walk must not believe the query it tests.
BELOW = {
    "hue": {"hue", "hue.so-khcn", "hue.so-yt", "hue.phu-xuan", "hue.a-luoi-1"},
    "hue.so-khcn": {"hue.so-khcn"},
    "da-nang": {"da-nang", "da-nang.hai-chau"},
    "da-nang.hai-chau": {"da-nang.hai-chau"},
}


def expected(access: Access, subject: Subject, person: User | None, roles: tuple[Role, ...]) -> str:
    """`open`, `sign-in`, `forbidden` or `not found`, from the rows of the permission table alone."""
    if access.is_public:
        return "open"
    if person is None:
        return "sign-in"
    if not access.kind:
        return "open"
    if not _reaches(access.kind, access.verb, roles):
        return "forbidden"
    if subject.reads is not None:
        return "open" if _sees(*subject.reads, subject, person, roles) else "not found"
    if subject.unit is None and subject.owner is None:
        return "open"
    if not _sees(access.kind, "view", subject, person, roles):
        return "not found"
    return "open" if _sees(access.kind, access.verb, subject, person, roles) else "forbidden"


def _reaches(kind: str, verb: str, roles: tuple[Role, ...]) -> set[Reach]:
    row = table.row(kind, verb)
    return {row.everybody, *(row.roles.get(role, Reach.NOTHING) for role in roles)} - {Reach.NOTHING}


def _sees(kind: str, verb: str, subject: Subject, person: User, roles: tuple[Role, ...]) -> bool:
    reached = _reaches(kind, verb, roles)
    home = person.unit.code
    return (
        Reach.EVERYWHERE in reached
        or (Reach.OWN in reached and person == subject.owner)
        or (Reach.UNIT in reached and subject.unit == home)
        or (Reach.SUBTREE in reached and subject.unit in BELOW[home])
    )


def cast_of(world: World) -> list[tuple[str, User | None, tuple[Role, ...]]]:
    """Everybody who tries: a stranger, somebody without a role, and every role inside and outside."""
    people: list[tuple[str, User | None, tuple[Role, ...]]] = [
        ("a stranger", None, ()),
        ("mai", world.nobody, ()),
    ]
    people += [(f"{role} inside", person, (role,)) for role, person in world.inside.items()]
    people += [(f"{role} outside", person, (role,)) for role, person in world.outside.items()]
    return people
