"""Reading units for screens."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from thuocdo.apps.foundation.org_units.models import OrgUnit, UnitLink, UnitSuccession
from thuocdo.domain.org_units.names import folded


def units_at(on: date, *, text: str = "", level: str = "") -> QuerySet[OrgUnit]:
    """The units of a day, in Vietnamese order, with the units right above them that day."""
    links = UnitLink.objects.select_related("parent").filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )
    units = OrgUnit.objects.at(on).prefetch_related(Prefetch("links_up", links, to_attr="links_now"))
    if text:
        units = units.matching(folded(text))
    return units.filter(level=level) if level else units


def unit_with_story(code: str) -> OrgUnit | None:
    """One unit with its versions, where it stood, and what it came from and became."""
    return (
        OrgUnit.objects.filter(code=code)
        .prefetch_related(
            "versions",
            Prefetch(
                "links_up", UnitLink.objects.select_related("parent").order_by("hierarchy", "valid_from")
            ),
            Prefetch("successions", UnitSuccession.objects.select_related("successor")),
            Prefetch("predecessions", UnitSuccession.objects.select_related("unit")),
        )
        .first()
    )


def root_unit() -> OrgUnit | None:
    """The unit this installation serves: ROOT_UNIT, else the top of the tree with most below it."""
    if settings.ROOT_UNIT:
        return OrgUnit.objects.filter(code=settings.ROOT_UNIT).first()
    return OrgUnit.objects.filter(links_up__isnull=True, links_down__isnull=False).order_by("pk").first()
