"""How far a person's roles reach: role × kind of object × verb → reach, as a condition on every query.

class Job(models.Model):
    guard = Guard("job", unit="unit", owner="started_by")
    objects = ScopedQuerySet.as_manager()

table.grant("job", "view", {Role.ADMINISTRATOR: Reach.SUBTREE}, everybody=Reach.OWN)
Job.objects.for_user(request.user, "view")
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, TypeVar, cast

from django.db import models
from django.db.models import Q
from django.utils import timezone
from rules.permissions import set_perm
from rules.predicates import predicate

from thuocdo.apps.foundation.accounts.roles import Reach, Role
from thuocdo.apps.foundation.org_units.models import OrgUnit, OrgUnitQuerySet, UnitClosure

if TYPE_CHECKING:  # Django lets it be imported only once all models are there
    from django.contrib.auth.models import AnonymousUser

M = TypeVar("M", bound=models.Model)


class Holding(Protocol):
    """A role held for a unit."""

    @property
    def role(self) -> str: ...
    @property
    def unit_id(self) -> int: ...


class Person(Protocol):
    """What is asked of a signed-in person; the user model is one."""

    @property
    def pk(self) -> Any: ...  # Any: as Django has it
    @property
    def is_active(self) -> bool: ...
    @property
    def is_authenticated(self) -> Literal[True]: ...
    def holdings(self) -> Sequence[Holding]: ...


@dataclass(frozen=True, slots=True)
class Guard:
    """How a model is guarded: its kind in the table, and the lookups to its unit and to its owner.

    Without `unit` the objects belong to the whole installation: a role held anywhere reaches them.
    """

    kind: str
    unit: str | None = None
    owner: str | None = None
    unit_is_code: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """One row of the table; `everybody` is what every signed-in person has without any role."""

    kind: str
    verb: str
    roles: Mapping[Role, Reach]
    everybody: Reach

    @property
    def name(self) -> str:
        return f"{self.kind}.{self.verb}"


@dataclass(slots=True)
class PermissionTable:
    """Every permission there is. What is not granted is refused; what is not in the table is a mistake."""

    grants: dict[str, Grant] = field(default_factory=dict)

    def grant(
        self, kind: str, verb: str, roles: Mapping[Role, Reach], *, everybody: Reach = Reach.NOTHING
    ) -> None:
        """Add one row; called by each application when it starts."""
        row = Grant(kind, verb, dict(roles), everybody)
        self.grants[row.name] = row
        set_perm(row.name, _as_rule(kind, verb))  # type: ignore[no-untyped-call]  # ships no types

    def row(self, kind: str, verb: str) -> Grant:
        """The row, or KeyError: asking for an unknown permission is a mistake in the code."""
        return self.grants[f"{kind}.{verb}"]

    def rows(self) -> Iterator[Grant]:
        """All rows by name, for documentation and tests."""
        return iter(sorted(self.grants.values(), key=lambda row: row.name))


table = PermissionTable()


@dataclass(frozen=True, slots=True)
class Extent:
    """How far one person's permission goes today: everywhere, own objects, single units, whole subtrees."""

    everywhere: bool = False
    own: bool = False
    unit_ids: tuple[int, ...] = ()
    subtree_ids: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.everywhere or self.own or self.unit_ids or self.subtree_ids)

    def holds(self, guard: Guard, user: Person) -> Q | None:
        """The condition on rows of the guarded model; None is nothing at all."""
        if self.everywhere or (guard.unit is None and (self.unit_ids or self.subtree_ids)):
            return Q()
        conditions = []
        if self.own and guard.owner:
            conditions.append(Q(**{guard.owner: user.pk}))
        if guard.unit and (self.unit_ids or self.subtree_ids):
            units = self.units()
            wanted = units.values("code") if guard.unit_is_code else units.values("pk")
            conditions.append(Q(**{f"{guard.unit}__in": wanted}))
        if not conditions:
            return None
        return conditions[0] if len(conditions) == 1 else conditions[0] | conditions[1]

    def units(self) -> OrgUnitQuerySet:
        """The units this extent reaches today."""
        if self.everywhere:
            return OrgUnit.objects.all()
        below = UnitClosure.objects.reach(list(self.subtree_ids), timezone.localdate())
        return OrgUnit.objects.filter(Q(pk__in=self.unit_ids) | Q(pk__in=below))


def extent_of(user: Person | AnonymousUser, kind: str, verb: str) -> Extent:
    """How far `user` may do `verb` to objects of `kind`."""
    row = table.row(kind, verb)
    if not user.is_authenticated or not user.is_active:
        return Extent()
    reached: dict[Reach, set[int]] = {reach: set() for reach in Reach}
    for holding in user.holdings():
        reached[row.roles.get(Role(holding.role), Reach.NOTHING)].add(holding.unit_id)
    return Extent(
        everywhere=row.everybody == Reach.EVERYWHERE or bool(reached[Reach.EVERYWHERE]),
        own=row.everybody == Reach.OWN or bool(reached[Reach.OWN]),
        unit_ids=tuple(sorted(reached[Reach.UNIT])),
        subtree_ids=tuple(sorted(reached[Reach.SUBTREE])),
    )


class ScopedQuerySet(models.QuerySet[M]):
    """A query set that knows whose eyes it is read with; the model declares `guard`."""

    def for_user(self, user: Person | AnonymousUser, verb: str = "view") -> Self:
        """Only what `user` may do `verb` to."""
        guard: Guard = self.model.guard  # type: ignore[attr-defined]  # declared by every scoped model
        extent = extent_of(user, guard.kind, verb)
        condition = extent.holds(guard, cast("Person", user))
        return self.none() if condition is None else self.filter(condition)


def may(user: Person | AnonymousUser, kind: str, verb: str, obj: models.Model | None = None) -> bool:
    """Whether `user` may do `verb`: to something of the kind, in a unit (an OrgUnit), or to one guarded object."""
    extent = extent_of(user, kind, verb)
    if obj is None or extent.is_empty:
        return not extent.is_empty
    if isinstance(obj, OrgUnit):
        return extent.units().filter(pk=obj.pk).exists()
    scoped = cast("ScopedQuerySet[models.Model]", type(obj)._default_manager.all())
    return scoped.for_user(user, verb).filter(pk=obj.pk).exists()


def _as_rule(kind: str, verb: str) -> Callable[[Person | AnonymousUser, models.Model | None], bool]:
    @predicate(f"{kind}.{verb}")  # type: ignore[no-untyped-call,untyped-decorator]  # ships no types
    def rule(user: Person | AnonymousUser, obj: models.Model | None = None) -> bool:
        return may(user, kind, verb, obj)

    return cast("Callable[[Person | AnonymousUser, models.Model | None], bool]", rule)
