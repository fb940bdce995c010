"""Reading targets."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from thuocdo.apps.assessment.indices.queries import newest_definitions, parsed, plain_points
from thuocdo.apps.assessment.targets.models import Target
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition


def target_of(*, index_code: str, unit_id: int, period: str) -> Target | None:
    """The target in force of a unit; None where none was set or it was withdrawn."""
    found = Target.objects.filter(index_code=index_code, unit_id=unit_id, period=period)
    newest = found.order_by("-number").first()
    return newest if newest is not None and newest.value is not None else None


def targets_for(user: User) -> QuerySet[Target]:
    """The targets in force that `user` may see, the latest period first."""
    return Target.objects.for_user(user).standing().select_related("unit", "by")


def history_of(*, index_code: str, unit_id: int, period: str) -> QuerySet[Target]:
    """Every revision, the latest first."""
    found = Target.objects.filter(index_code=index_code, unit_id=unit_id, period=period)
    return found.select_related("by").order_by("-number")


def quoted_maximum(definition: Definition) -> Decimal | None:
    """The greatest number that can be quoted; None where the maximum of the index is not known."""
    points = plain_points(definition.points)
    by = definition.published.divide_by
    return None if points is None else points * by.denominator / by.numerator


def points_per_unit(definition: Definition) -> Decimal:
    """How many points are one of the number people quote: 1000 for a DTI between 0 and 1."""
    by = definition.published.divide_by
    return Decimal(by.numerator) / by.denominator


@dataclass(frozen=True, slots=True)
class Aim:
    """An index that targets can be set in."""

    code: str
    title: Text
    highest: Decimal | None


def aims() -> list[Aim]:
    """Every index once, by the rule set that came last."""
    found: dict[str, Aim] = {}
    for stored in newest_definitions():
        if stored.code not in found:
            found[stored.code] = Aim(stored.code, stored.title, quoted_maximum(parsed(stored)))
    return sorted(found.values(), key=lambda aim: aim.title.vi)
